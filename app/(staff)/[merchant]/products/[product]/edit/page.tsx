import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { requireStaff } from "@/lib/auth/require-staff";
import { database } from "@/lib/database";
import { productGroups } from "@/lib/products/list";
import { productWith } from "@/lib/products/read";
import { readTerms } from "@/lib/settings/terms";
import { previewProduct, saveProduct } from "../../actions";
import { ProductForm } from "../../product-form";
import { productHref } from "../../product-href";
import { typedFrom } from "../../typed-product";

export const metadata: Metadata = { title: "Edit product" };

export default foundOrNot(EditProductPage, NotFound);

type Props = { params: Promise<{ merchant: string; product: string }> };

async function EditProductPage({ params }: Props) {
  const asked = await params;
  const { merchant, merchantId, user } = await requireStaff("manage_products", asked.merchant);
  const db = database();
  const [product, { currencies }, groups] = await Promise.all([
    productWith(db, merchantId, asked.product),
    readTerms(db, merchantId),
    productGroups(db, merchantId),
  ]);
  if (!product) notFound();
  const back = productHref(merchant.code, product.id);
  return (
    <>
      <Link href={back} className="text-13 text-accent hover:underline">
        ← {product.name}
      </Link>
      <h1 className="mt-2 mb-5 text-24 font-semibold break-words">Edit {product.name}</h1>
      <ProductForm
        merchant={merchant.code}
        zone={user.timeZone}
        currencies={currencies}
        start={typedFrom(product)}
        seen={{ product: product.id, version: product.version }}
        groups={groups}
        actions={{ preview: previewProduct, save: saveProduct }}
        back={back}
      />
    </>
  );
}
