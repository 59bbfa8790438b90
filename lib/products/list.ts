import { and, asc, desc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { products } from "@/db/schema/products";
import { orderTypes } from "@/lib/domain/order/order";
import type { Product } from "@/lib/domain/sale/product";
import { isStorable } from "@/lib/domain/value/storable";
import { namedSo, productsOf } from "./read";

/** The state of a list of products, as its address holds it. What cannot be read is left out: a link never fails. */
export const ProductFilter = z.object({
  q: z.string().trim().max(200).refine(isStorable).catch(""),
  type: z.enum(orderTypes).nullable().catch(null),
  status: z.enum(["active", "inactive"]).nullable().catch(null),
  group: z.string().max(200).refine(isStorable).catch(""),
  /** Where the page begins: behind a product, or before it. */
  cursor: z
    .string()
    .regex(/^(after|before)\.[0-9a-f-]{36}$/)
    .nullable()
    .catch(null),
});
export type ProductFilter = z.infer<typeof ProductFilter>;

export type ListedProduct = Product & { readonly groupName: string };
export type ProductPage = {
  readonly products: readonly ListedProduct[];
  readonly previous: string | null;
  readonly next: string | null;
  /** All of the merchant's groups. */
  readonly groups: readonly string[];
  /** Whether the merchant has any product at all. */
  readonly isAny: boolean;
};

/** A page of the merchant's products, by name. */
export function productPage(
  db: Db,
  merchantId: number,
  filter: ProductFilter,
  size = PAGE,
): Promise<ProductPage> {
  return withMerchant(db, merchantId, async (tx) => {
    const found = await foundRows(tx, merchantId, filter, size + 1);
    const isBack = filter.cursor?.startsWith("before.") === true;
    const hasMore = found.length > size;
    const rows = found.slice(0, size);
    if (isBack) rows.reverse();
    const described = await productsOf(
      tx,
      merchantId,
      rows.map(({ id }) => id),
    );
    const [first, last] = [rows[0], rows.at(-1)];
    const groups = await groupsOf(tx, merchantId);
    return {
      products: rows.flatMap(({ id, groupName }) => {
        const product = described.find((one) => one.id === id);
        return product ? [{ ...product, groupName }] : [];
      }),
      previous: first && (isBack ? hasMore : filter.cursor !== null) ? `before.${first.id}` : null,
      next: last && (isBack || hasMore) ? `after.${last.id}` : null,
      groups: groups.filter((name) => name !== ""),
      isAny: groups.length > 0,
    };
  });
}

async function foundRows(tx: Tx, merchantId: number, filter: ProductFilter, most: number) {
  const [towards, id] = filter.cursor?.split(".") ?? [];
  const isBack = towards === "before";
  const [at] = id
    ? await tx
        .select({ sortName: products.sortName, id: products.id })
        .from(products)
        .where(and(eq(products.merchantId, merchantId), sql`${products.id}::text = ${id}`))
    : [];
  const compare = sql.raw(isBack ? "<" : ">");
  const order = isBack ? desc : asc;
  return tx
    .select({ id: products.id, groupName: products.groupName })
    .from(products)
    .where(
      and(
        eq(products.merchantId, merchantId),
        await namedSo(tx, filter.q),
        filter.type ? eq(products.type, filter.type) : undefined,
        filter.status ? eq(products.active, filter.status === "active") : undefined,
        filter.group ? eq(products.groupName, filter.group) : undefined,
        at && sql`(${products.sortName}, ${products.id}) ${compare} (${at.sortName}, ${at.id}::uuid)`,
      ),
    )
    .orderBy(order(products.sortName), order(products.id))
    .limit(most);
}

/** The headings that a merchant has given, for whoever is in no transaction. */
export async function productGroups(db: Db, merchantId: number): Promise<string[]> {
  const groups = await withMerchant(db, merchantId, (tx) => groupsOf(tx, merchantId));
  return groups.filter((name) => name !== "");
}

async function groupsOf(tx: Tx, merchantId: number): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ groupName: products.groupName })
    .from(products)
    .where(eq(products.merchantId, merchantId))
    .orderBy(asc(products.groupName));
  return rows.map(({ groupName }) => groupName);
}

const PAGE = 25;
