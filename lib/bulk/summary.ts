import { and, asc, desc, eq, gt, type SQL, sql } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { bulkItems, bulkRuns, type itemStates } from "@/db/schema/bulk";
import { customers } from "@/db/schema/customers";
import { orders } from "@/db/schema/orders";
import type { LeftOut } from "@/lib/domain/preview/preview-bulk";
import type { Currency } from "@/lib/domain/value/money";
import type { Run, RunId } from "./plan";

type ItemState = (typeof itemStates)[number];

/** A run with what it will do, does and has done, in numbers. Sums in minor units of their currency, never added up. */
export type RunSummary = Run & {
  counts: Readonly<Record<ItemState, number>>;
  /** By state: what is planned and what is done. */
  sums: { state: ItemState; currency: Currency; orders: number; sum: number; collected: number }[];
  /** Why orders are left out or were refused, the most frequent first. */
  reasons: (LeftOut & { state: ItemState; orders: number })[];
};

export function summaryOf(db: Db, { merchantId, id }: RunId): Promise<RunSummary | null> {
  return withMerchant(db, merchantId, (tx) => summaryIn(tx, { merchantId, id }));
}

export async function summaryIn(tx: Tx, { merchantId, id }: RunId): Promise<RunSummary | null> {
  const its = and(eq(bulkItems.merchantId, merchantId), eq(bulkItems.runId, id));
  const [[run], sums, reasons] = await Promise.all([
    tx
      .select()
      .from(bulkRuns)
      .where(and(eq(bulkRuns.merchantId, merchantId), eq(bulkRuns.id, id))),
    tx
      .select({
        state: bulkItems.state,
        currency: bulkItems.currency,
        orders: sql<number>`count(*)::int`,
        sum: sql<string>`sum(${bulkItems.sum})`,
        collected: sql<string>`coalesce(sum((${bulkItems.outcome} ->> 'collected')::bigint), 0)`,
      })
      .from(bulkItems)
      .where(its)
      .groupBy(bulkItems.state, bulkItems.currency)
      .orderBy(asc(bulkItems.currency)),
    tx
      .select({
        state: bulkItems.state,
        code: sql<string>`${bulkItems.why} ->> 'code'`,
        why: sql<LeftOut>`(array_agg(${bulkItems.why} order by ${bulkItems.place}))[1]`,
        orders: sql<number>`count(*)::int`,
      })
      .from(bulkItems)
      .where(and(its, sql`${bulkItems.why} is not null`))
      .groupBy(bulkItems.state, sql`${bulkItems.why} ->> 'code'`)
      .orderBy(desc(sql`count(*)`)),
  ]);
  if (!run) return null;
  const counts = { planned: 0, left_out: 0, beyond_limit: 0, done: 0, refused: 0, stopped: 0 };
  for (const one of sums) counts[one.state] += one.orders;
  return {
    ...run,
    counts,
    sums: sums.map((one) => ({ ...one, sum: Number(one.sum), collected: Number(one.collected) })),
    reasons: reasons.map(({ why, state, orders }) => ({ ...why, state, orders })),
  };
}

/** One order of a run, with what it is known by. */
export type RunItem = typeof bulkItems.$inferSelect & { invoiceId: string; customer: string };

/** The orders of a run in their turn, after one of them. */
export function itemsOf(
  db: Db,
  { merchantId, id }: RunId,
  { after = 0, most, states }: { after?: number; most: number; states?: readonly ItemState[] },
): Promise<RunItem[]> {
  const wanted: SQL | undefined = states?.length
    ? sql`${bulkItems.state} = any(${`{${states.join()}}`}::text::text[])`
    : undefined;
  return withMerchant(db, merchantId, async (tx) => {
    const found = await tx
      .select({ item: bulkItems, invoiceId: orders.invoiceId, customer: customers.name })
      .from(bulkItems)
      .innerJoin(orders, and(eq(orders.merchantId, merchantId), eq(orders.zuid, bulkItems.zuid)))
      .innerJoin(customers, and(eq(customers.merchantId, merchantId), eq(customers.id, orders.customerId)))
      .where(
        and(
          eq(bulkItems.merchantId, merchantId),
          eq(bulkItems.runId, id),
          gt(bulkItems.place, after),
          wanted,
        ),
      )
      .orderBy(asc(bulkItems.place))
      .limit(most);
    return found.map(({ item, invoiceId, customer }) => ({ ...item, invoiceId, customer }));
  });
}
