import { and, asc, eq, sql } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { productPrices, products } from "@/db/schema/products";
import type { Product, ProductDiscount, ProductPrice } from "@/lib/domain/sale/product";
import { type Currency, isCurrency } from "@/lib/domain/value/money";

/** The merchant's products with these ids; an id that is none of its own is left out. */
export async function productsOf(tx: Tx, merchantId: number, ids: readonly string[]): Promise<Product[]> {
  const wanted = [...new Set(ids)].filter((id) => uuid.test(id));
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
  const words = text.trim().split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);
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
    .where(
      and(
        eq(products.merchantId, merchantId),
        products.active,
        ...words.map((word) => sql`position(folded(${word}::text) in folded(${products.name})) > 0`),
      ),
    )
    .orderBy(sql`lower(${products.name})`, asc(products.id))
    .limit(MOST_FOUND);
  return found.map(({ id }) => id);
}

const MOST_WORDS = 8;
const MOST_FOUND = 20;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

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
