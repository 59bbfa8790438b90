import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { productPictures, productPrices, products } from "@/db/schema/products";
import type { Product, ProductDiscount, ProductPrice } from "@/lib/domain/sale/product";
import { type Currency, isCurrency } from "@/lib/domain/value/money";
import { isUuid } from "@/lib/domain/value/uuid";

/** The merchant's products with these ids; an id that is none of its own is left out. */
export async function productsOf(tx: Tx, merchantId: number, ids: readonly string[]): Promise<Product[]> {
  const wanted = [...new Set(ids)].filter(isUuid);
  if (wanted.length === 0) return [];
  const list = `{${wanted.join()}}`;
  const [rows, prices] = await Promise.all([
    tx
      .select()
      .from(products)
      .where(and(eq(products.merchantId, merchantId), sql`${products.id} = any(${list}::text::uuid[])`)),
    tx
      .select()
      .from(productPrices)
      .where(
        and(
          eq(productPrices.merchantId, merchantId),
          sql`${productPrices.productId} = any(${list}::text::uuid[])`,
        ),
      )
      .orderBy(asc(productPrices.currency)),
  ]);
  return rows.map((row) =>
    toProduct(
      row,
      prices.filter(({ productId }) => productId === row.id),
    ),
  );
}

/** The same, for whoever is in no transaction. */
export function soldProducts(db: Db, merchantId: number, ids: readonly string[]): Promise<Product[]> {
  return withMerchant(db, merchantId, (tx) => productsOf(tx, merchantId, ids));
}

/** The currencies that something is sold in. */
export async function soldCurrencies(db: Db, merchantId: number): Promise<Currency[]> {
  const rows = await withMerchant(db, merchantId, (tx) =>
    tx
      .selectDistinct({ currency: productPrices.currency })
      .from(productPrices)
      .where(eq(productPrices.merchantId, merchantId))
      .orderBy(asc(productPrices.currency)),
  );
  return rows.map(({ currency }) => currency).filter(isCurrency);
}

/** Active products with a price in the currency, whose name contains every word. */
export function findProducts(
  db: Db,
  merchantId: number,
  { text, currency }: { text: string; currency: Currency },
): Promise<Product[]> {
  return withMerchant(db, merchantId, async (tx) => {
    const ids = await activeProducts(tx, merchantId, { text, currency });
    const found = await productsOf(tx, merchantId, ids);
    return ids.flatMap((id) => found.find((product) => product.id === id) ?? []);
  });
}

async function activeProducts(
  tx: Tx,
  merchantId: number,
  { text, currency }: { text: string; currency: Currency },
): Promise<string[]> {
  const isNamed = await namedSo(tx, text);
  const found = await tx
    .select({ id: products.id })
    .from(products)
    .innerJoin(
      productPrices,
      and(
        eq(productPrices.merchantId, merchantId),
        eq(productPrices.productId, products.id),
        eq(productPrices.currency, currency),
      ),
    )
    .where(and(eq(products.merchantId, merchantId), products.active, isNamed))
    .orderBy(asc(products.sortName), asc(products.id))
    .limit(MOST_FOUND);
  return found.map(({ id }) => id);
}

/** Those in whose name or group every word is found; nothing to compare where no word is given. */
export async function namedSo(tx: Tx, text: string): Promise<SQL | undefined> {
  if (text.trim() === "") return undefined;
  const found = await tx.execute<{ id: string }>(
    sql`select search_products(${text}, ${MOST_SEARCHED}) as id`,
  );
  return sql`${products.id} = any(${`{${found.map(({ id }) => id).join()}}`}::text::uuid[])`;
}

/** A product with everything that its merchant says of it. */
export type DescribedProduct = Product & {
  /** Counts its changes: a form drawn from an older one is refused. */
  readonly version: number;
  readonly groupName: string;
  readonly unit: string;
  readonly description: string;
  readonly internalNote: string;
  /** The digest of its picture; null: it has none. */
  readonly picture: string | null;
};

/** Null: none of the merchant's has this id. */
export async function describedProduct(
  tx: Tx,
  merchantId: number,
  id: string,
  { locks = false } = {},
): Promise<DescribedProduct | null> {
  if (!isUuid(id)) return null;
  const itself = tx
    .select()
    .from(products)
    .where(and(eq(products.merchantId, merchantId), eq(products.id, id)));
  const [row] = await (locks ? itself.for("update") : itself);
  if (!row) return null;
  const prices = await tx
    .select()
    .from(productPrices)
    .where(and(eq(productPrices.merchantId, merchantId), eq(productPrices.productId, id)))
    .orderBy(asc(productPrices.currency));
  const [picture] = await tx
    .select({ digest: productPictures.digest })
    .from(productPictures)
    .where(and(eq(productPictures.merchantId, merchantId), eq(productPictures.productId, id)));
  const { version, groupName, unit, description, internalNote } = row;
  return {
    ...toProduct(row, prices),
    ...{ version, groupName, unit, description, internalNote },
    picture: picture?.digest ?? null,
  };
}

/** The same, for whoever is in no transaction. */
export function productWith(db: Db, merchantId: number, id: string): Promise<DescribedProduct | null> {
  return withMerchant(db, merchantId, (tx) => describedProduct(tx, merchantId, id));
}

/** What the product looks like; null: it has no picture, or is none of the merchant's. */
export async function pictureOf(db: Db, merchantId: number, id: string) {
  if (!isUuid(id)) return null;
  const [row] = await withMerchant(db, merchantId, (tx) =>
    tx
      .select({ type: productPictures.type, bytes: productPictures.bytes, digest: productPictures.digest })
      .from(productPictures)
      .where(and(eq(productPictures.merchantId, merchantId), eq(productPictures.productId, id))),
  );
  return row ?? null;
}

const MOST_SEARCHED = 500;
const MOST_FOUND = 20;

type PriceRow = typeof productPrices.$inferSelect;

function toProduct(row: typeof products.$inferSelect, prices: readonly PriceRow[]): Product {
  const { id, name, type, taxBasisPoints, interval, parts, trial, locksPricing, locksPayment } = row;
  return {
    ...{ id, name, type, taxBasisPoints, interval, parts, trial, locksPricing, locksPayment },
    discount: toDiscount(row),
    prices: prices.flatMap(toPrice),
    isActive: row.active,
  };
}

function toPrice({ currency, price, discount, fee, setUpFee, deposit }: PriceRow): ProductPrice[] {
  return isCurrency(currency) ? [{ currency, price, discount, fee, setUpFee, deposit }] : [];
}

function toDiscount(row: typeof products.$inferSelect): ProductDiscount {
  switch (row.discountKind) {
    case "none":
      return { kind: "none" };
    case "percent":
      return { kind: "percent", basisPoints: row.discountBasisPoints, on: row.discountOn };
    case "amount":
      return { kind: "amount", on: row.discountOn };
  }
}
