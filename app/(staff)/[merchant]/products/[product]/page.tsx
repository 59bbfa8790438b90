import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { ActMessageOnPage } from "@/components/ui/act-message";
import { buttonClass } from "@/components/ui/button-class";
import { Section } from "@/components/ui/section";
import { isPermitted } from "@/lib/auth/permissions";
import { requireStaff } from "@/lib/auth/require-staff";
import { actorOf } from "@/lib/auth/staff";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { typeNames } from "@/lib/domain/words/names";
import { rehearseProduct } from "@/lib/orders/new-order";
import { productWith } from "@/lib/products/read";
import { shownFrom } from "../../orders/new/view";
import { ActForm } from "../../settings/act-form";
import { deactivateProduct, reactivateProduct } from "../actions";
import { ProductExample } from "../product-example";
import { productHref, productsHref } from "../product-href";
import { ProductFacts } from "./product-facts";
import { ProductPicture } from "./product-picture";
import { ProductPrices } from "./product-prices";

export const metadata: Metadata = { title: "Product" };

export default foundOrNot(ProductPage, NotFound);

type Props = { params: Promise<{ merchant: string; product: string }> };

/** What is sold, for how much, and what its customer pays when. */
async function ProductPage({ params }: Props) {
  const asked = await params;
  const staff = await requireStaff("see_products", asked.merchant);
  const { merchant, merchantId } = staff;
  const db = database();
  const product = (await productWith(db, merchantId, asked.product)) ?? notFound();
  const at = { actor: actorOf(staff), now: await businessNow(db) };
  const examples = await rehearseProduct(db, merchantId, product, at);
  const mayManage = isPermitted(staff.role, "manage_products");
  const carries = { merchant: merchant.code, product: product.id, version: String(product.version) };
  return (
    <>
      <Link href={productsHref(merchant.code)} className="text-13 text-accent hover:underline">
        ← Products
      </Link>
      <div className="mt-2 mb-5 flex flex-wrap items-start justify-between gap-4">
        <div className="min-w-0">
          <h1 className="text-24 font-semibold break-words">{product.name}</h1>
          <p className="mt-1 text-13 text-quiet">
            {typeNames[product.type]} · {product.isActive ? "Active" : "Inactive: in no new order"}
          </p>
        </div>
        {mayManage ? (
          <div className="flex flex-wrap gap-2">
            <Link href={`${productHref(merchant.code, product.id)}/edit`} className={buttonClass.primary}>
              Edit
            </Link>
            <ActForm
              key={product.version}
              action={product.isActive ? deactivateProduct : reactivateProduct}
              carries={carries}
              act={product.isActive ? "Deactivate" : "Reactivate"}
              working={product.isActive ? "Deactivating …" : "Reactivating …"}
              kind="plain"
            />
          </div>
        ) : null}
      </div>
      <ActMessageOnPage />
      <div className="gap-12 min-[1100px]:grid min-[1100px]:grid-cols-[minmax(0,1fr)_26rem]">
        <div className="min-w-0 [&>section:first-child]:mt-0">
          <Section title="Prices">
            <ProductPrices product={product} />
          </Section>
          <Section title="Details">
            <ProductFacts product={product} />
          </Section>
          {mayManage || product.picture ? (
            <Section title="Picture">
              <ProductPicture
                product={product}
                merchant={merchant.code}
                carries={mayManage ? carries : null}
              />
            </Section>
          ) : null}
        </div>
        <ProductExample
          examples={examples.map((one) => shownFrom(one, []))}
          currencies={product.prices.map(({ currency }) => currency)}
          isCurrent
          zone={staff.user.timeZone}
        />
      </div>
    </>
  );
}
