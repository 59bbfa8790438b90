import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { productPrices, products } from "@/db/schema/products";
import type { Acting } from "@/lib/auth/register";
import type { ProductDiscount, ProductPrice } from "@/lib/domain/sale/product";
import { writtenName } from "@/lib/domain/value/written-name";
import { factsOf, noteProductChange } from "./audit-facts";
import type { NewProduct } from "./new-product";

/** The id of what was stored, or what is wrong with which field. */
export async function createProduct(
  db: Db,
  merchantId: number,
  product: NewProduct,
): Promise<{ value: string } | { invalid: Record<string, string> }> {
  const name = writtenName(product.name);
  if ("wrong" in name) return { invalid: { name: name.wrong } };
  return withMerchant(db, merchantId, async (tx) => {
    const id = await storeProduct(tx, merchantId, { ...product, name: name.name });
    if (!id) throw new Error("a product was not stored");
    return { value: id };
  });
}

/**
 * The same by a person who may, with its entry in the audit log, under an id that their form chose: sent twice, it makes
 * one product.
 */
export function addProduct(
  db: Db,
  acting: Acting,
  product: NewProduct,
  id: string,
): Promise<"done" | "unchanged" | "not_allowed"> {
  const { merchantId } = acting;
  return withMerchant(db, merchantId, async (tx) => {
    const isNoted = await noteProductChange(tx, acting, {
      kind: "product_created",
      name: product.name,
      before: {},
      after: factsOf(product),
    });
    if (!isNoted) return "not_allowed" as const;
    if (await storeProduct(tx, merchantId, product, id)) return "done" as const;
    throw new AlreadyStored();
  }).catch((fault: unknown) => {
    if (fault instanceof AlreadyStored) return "unchanged" as const;
    throw fault;
  });
}

/** Thrown, so that the audit log's entry goes with it. */
class AlreadyStored extends Error {}

/** Null: there already is one with that id. */
async function storeProduct(
  tx: Tx,
  merchantId: number,
  product: NewProduct,
  id: string = randomUUID(),
): Promise<string | null> {
  const { type, isActive = true } = product;
  const [row] = await tx
    .insert(products)
    .values({ ...productColumns(product), type, active: isActive, merchantId, id })
    .onConflictDoNothing()
    .returning({ id: products.id });
  if (!row) return null;
  await putPrices(tx, { merchantId, productId: row.id }, product.prices);
  return row.id;
}

/** In place of those that there are. */
export async function putPrices(
  tx: Tx,
  owner: { merchantId: number; productId: string },
  prices: readonly ProductPrice[],
): Promise<void> {
  const { merchantId, productId } = owner;
  await tx
    .delete(productPrices)
    .where(and(eq(productPrices.merchantId, merchantId), eq(productPrices.productId, productId)));
  if (prices.length > 0)
    await tx.insert(productPrices).values(prices.map((price) => ({ ...price, ...owner })));
}

/** What can be changed of a product: all but its type, which says how it is sold. */
export function productColumns(product: NewProduct) {
  const { name, taxBasisPoints, interval, parts, trial, locksPricing, locksPayment } = product;
  const { groupName = "", unit = "", description = "", internalNote = "" } = product;
  return {
    ...{ name, taxBasisPoints, interval, parts, trial, locksPricing, locksPayment },
    ...{ groupName, unit, description, internalNote },
    ...discountColumns(product.discount),
  };
}

function discountColumns(discount: ProductDiscount) {
  return {
    discountKind: discount.kind,
    discountOn: discount.kind === "none" ? ("every_payment" as const) : discount.on,
    discountBasisPoints: discount.kind === "percent" ? discount.basisPoints : 0,
  };
}
