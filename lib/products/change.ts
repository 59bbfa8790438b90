import { createHash } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { productPictures, products } from "@/db/schema/products";
import type { Acting } from "@/lib/auth/register";
import type { PictureType } from "@/lib/domain/value/picture";
import { differing, factsOf, noteProductChange } from "./audit-facts";
import { productColumns, putPrices } from "./create";
import type { NewProduct } from "./new-product";
import { type DescribedProduct, describedProduct } from "./read";

/** What a change came to. Everything but `done` has changed nothing. `stale`: somebody else was faster. */
export type ProductChanged = "done" | "unchanged" | "stale" | "unknown" | "not_allowed";

/** Which product, as somebody looked at it. */
export type SeenProduct = { readonly id: string; readonly version: number };

/** Describes a product anew, all but its type. Orders that have it keep what was agreed. */
export function changeProduct(
  db: Db,
  acting: Acting,
  seen: SeenProduct,
  product: NewProduct,
): Promise<ProductChanged> {
  return changing(db, acting, seen, async (tx, known) => {
    const change = differing(factsOf(known), factsOf({ ...product, type: known.type }));
    if (change.isEmpty) return "unchanged";
    const isNoted = await noteProductChange(tx, acting, {
      kind: "product_changed",
      name: known.name,
      ...change,
    });
    if (!isNoted) return "not_allowed";
    await putVersion(tx, acting, known, productColumns(product));
    await putPrices(tx, { merchantId: acting.merchantId, productId: known.id }, product.prices);
    return "done";
  });
}

/** An inactive product is in no new order; it stays, because orders name it. */
export function setProductActive(
  db: Db,
  acting: Acting,
  seen: SeenProduct,
  isActive: boolean,
): Promise<ProductChanged> {
  return changing(db, acting, seen, async (tx, known) => {
    if (known.isActive === isActive) return "unchanged";
    const kind = isActive ? "product_reactivated" : "product_deactivated";
    const facts = { before: { active: known.isActive }, after: { active: isActive } };
    if (!(await noteProductChange(tx, acting, { kind, name: known.name, ...facts }))) return "not_allowed";
    await putVersion(tx, acting, known, { active: isActive });
    return "done";
  });
}

/** Another picture in place of the one that there is; null takes it away. The audit log keeps its digest. */
export function changePicture(
  db: Db,
  acting: Acting,
  seen: SeenProduct,
  picture: { type: PictureType; bytes: Uint8Array } | null,
): Promise<ProductChanged> {
  return changing(db, acting, seen, async (tx, known) => {
    const digest = picture && createHash("sha256").update(picture.bytes).digest("hex");
    if (digest === known.picture) return "unchanged";
    const isNoted = await noteProductChange(tx, acting, {
      kind: "product_changed",
      name: known.name,
      before: { [pictureFact]: known.picture },
      after: { [pictureFact]: digest },
    });
    if (!isNoted) return "not_allowed";
    const { merchantId } = acting;
    await tx
      .delete(productPictures)
      .where(and(eq(productPictures.merchantId, merchantId), eq(productPictures.productId, known.id)));
    if (picture && digest)
      await tx.insert(productPictures).values({ merchantId, productId: known.id, ...picture, digest });
    await putVersion(tx, acting, known, {});
    return "done";
  });
}

const pictureFact = "picture (SHA-256)";

/** Holds the product's row, so that of two changes the second sees the first. */
function changing(
  db: Db,
  { merchantId }: Acting,
  { id, version }: SeenProduct,
  run: (tx: Tx, known: DescribedProduct) => Promise<ProductChanged>,
): Promise<ProductChanged> {
  return withMerchant(db, merchantId, async (tx) => {
    const known = await describedProduct(tx, merchantId, id, { locks: true });
    if (!known) return "unknown";
    return known.version === version ? run(tx, known) : "stale";
  });
}

async function putVersion(
  tx: Tx,
  { merchantId }: Acting,
  { id }: DescribedProduct,
  columns: Partial<typeof products.$inferInsert>,
): Promise<void> {
  await tx
    .update(products)
    .set({ ...columns, version: sql`${products.version} + 1` })
    .where(and(eq(products.merchantId, merchantId), eq(products.id, id)));
}
