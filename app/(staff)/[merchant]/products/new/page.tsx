import type { Metadata } from "next";
import Link from "next/link";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { requireStaff } from "@/lib/auth/require-staff";
import { database } from "@/lib/database";
import { productGroups } from "@/lib/products/list";
import { readTerms } from "@/lib/settings/terms";
import { createNewProduct, previewProduct } from "../actions";
import { ProductForm } from "../product-form";
import { productsHref } from "../product-href";
import { emptyProduct } from "../typed-product";

export const metadata: Metadata = { title: "New product" };

export default foundOrNot(NewProductPage, NotFound);

async function NewProductPage({ params }: { params: Promise<{ merchant: string }> }) {
  const { merchant, merchantId, user } = await requireStaff("manage_products", (await params).merchant);
  const [{ currencies }, groups] = await Promise.all([
    readTerms(database(), merchantId),
    productGroups(database(), merchantId),
  ]);
  const back = productsHref(merchant.code);
  return (
    <>
      <Link href={back} className="text-13 text-accent hover:underline">
        ← Products
      </Link>
      <h1 className="mt-2 mb-5 text-24 font-semibold">New product</h1>
      <ProductForm
        merchant={merchant.code}
        zone={user.timeZone}
        currencies={currencies}
        start={emptyProduct(currencies[0] ?? "EUR")}
        seen={null}
        groups={groups}
        actions={{ preview: previewProduct, save: createNewProduct }}
        back={back}
      />
    </>
  );
}
