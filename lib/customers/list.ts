import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { customers } from "@/db/schema/customers";
import { isStorable } from "@/lib/domain/value/storable";

/** The state of a list of customers, as its address holds it. What cannot be read is left out: a link never fails. */
export const CustomerFilter = z.object({
  q: z.string().trim().max(200).refine(isStorable).catch(""),
  tag: z.string().trim().max(60).refine(isStorable).catch(""),
  status: z.enum(["active", "inactive"]).nullable().catch(null),
  /** Where the page begins: behind a customer, or before them. */
  cursor: z
    .string()
    .regex(/^(after|before)\.[0-9a-f-]{36}$/)
    .nullable()
    .catch(null),
});
export type CustomerFilter = z.infer<typeof CustomerFilter>;

export type CustomerPage = {
  readonly rows: readonly ListedCustomer[];
  readonly previous: string | null;
  readonly next: string | null;
};
export type ListedCustomer = Pick<
  typeof customers.$inferSelect,
  "id" | "name" | "organisation" | "email" | "phone" | "tags" | "active" | "createdAt"
>;

/**
 * A page of the merchant's customers, by name; with `enteredBy` only those that this user entered. `ofSome` is for
 * whoever still types: of very many that match, the page is one of some of them, if these are enough, and does not wait for all.
 */
export function customerPage(
  db: Db,
  merchantId: number,
  filter: CustomerFilter,
  { enteredBy, size = PAGE, ofSome = false }: { enteredBy: string | null; size?: number; ofSome?: boolean },
): Promise<CustomerPage> {
  return withMerchant(db, merchantId, async (tx) => {
    const isBack = filter.cursor?.startsWith("before.") === true;
    const rowsOf = (some: boolean) =>
      foundRows(tx, merchantId, filter, { enteredBy, most: size + 1, ofSome: some });
    const some = ofSome ? await rowsOf(true) : null;
    const found = some && (some.areAll || some.rows.length > size) ? some.rows : (await rowsOf(false)).rows;
    const rows = found.slice(0, size);
    if (isBack) rows.reverse();
    const hasMore = found.length > size;
    const [first, last] = [rows[0], rows.at(-1)];
    return {
      rows,
      previous: first && (isBack ? hasMore : filter.cursor !== null) ? `before.${first.id}` : null,
      next: last && (isBack || hasMore) ? `after.${last.id}` : null,
    };
  });
}

async function foundRows(
  tx: Tx,
  merchantId: number,
  filter: CustomerFilter,
  { enteredBy, most, ofSome }: { enteredBy: string | null; most: number; ofSome: boolean },
): Promise<{ rows: ListedCustomer[]; areAll: boolean }> {
  const [towards, id] = filter.cursor?.split(".") ?? [];
  const isBack = towards === "before";
  const [at] = id
    ? await tx
        .select({ name: sql<string>`lower(${customers.name})`, id: customers.id })
        .from(customers)
        .where(and(eq(customers.merchantId, merchantId), sql`${customers.id}::text = ${id}`))
    : [];
  const order = isBack ? desc : asc;
  const { condition, areAll } = await matching(tx, filter.q, ofSome);
  const rows = await tx
    .select(listed)
    .from(customers)
    .where(
      and(
        eq(customers.merchantId, merchantId),
        condition,
        filter.tag ? sql`${customers.tags} @> jsonb_build_array(${filter.tag}::text)` : undefined,
        filter.status ? eq(customers.active, filter.status === "active") : undefined,
        enteredBy === null ? undefined : eq(customers.createdBy, enteredBy),
        at &&
          sql`(lower(${customers.name}), ${customers.id}) ${sql.raw(isBack ? "<" : ">")} (${at.name}, ${at.id}::uuid)`,
      ),
    )
    .orderBy(order(sql`lower(${customers.name})`), order(customers.id))
    .limit(most);
  return { rows, areAll };
}

/** Those in whom every word is found, by number while they are few; with many each row that is read is checked. */
async function matching(tx: Tx, q: string, ofSome: boolean): Promise<{ condition?: SQL; areAll: boolean }> {
  if (q === "") return { areAll: true };
  const most = ofSome ? SOME : MOST_BY_ID + 1;
  const found = await tx.execute<{ id: string }>(sql`select search_customers(${q}, ${most}) as id`);
  const areAll = found.length < most;
  if (ofSome || areAll)
    return {
      condition: sql`${customers.id} = any(${`{${found.map(({ id }) => id).join()}}`}::text::uuid[])`,
      areAll,
    };
  const [asked] = await tx.execute<{ patterns: string }>(sql`select search_patterns(${q})::text as patterns`);
  return {
    condition: sql`${customers.words} like all (${asked?.patterns ?? "{}"}::text::text[])`,
    areAll: true,
  };
}

const listed = {
  id: customers.id,
  name: customers.name,
  organisation: customers.organisation,
  email: customers.email,
  phone: customers.phone,
  tags: customers.tags,
  active: customers.active,
  createdAt: customers.createdAt,
};

const MOST_BY_ID = 5_000;
const SOME = 500;
const PAGE = 25;
