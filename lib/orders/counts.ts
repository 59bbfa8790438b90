import { and, eq, inArray, sql } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { orders } from "@/db/schema/orders";
import type { Instant, OrderStatus } from "@/lib/domain/order";
import { isNarrowed, type OrderFilter, parseOrderFilter } from "./filter";
import { ordersWhere, type Scope } from "./orders-where";

/** The statuses that somebody should look at: each is counted exactly, whatever the list shows at the moment. */
export const countedStatuses = ["failed", "suspended", "review", "pending"] as const;

/** How many orders match a filter and how many there are, up to one more than is counted; and those to be looked at. */
export type OrderCounts = Record<(typeof countedStatuses)[number] | "all" | "matches", number>;

export async function countOrders(
  db: Db,
  scope: Scope,
  filter: OrderFilter,
  now: Instant,
): Promise<OrderCounts> {
  return withMerchant(db, scope.merchantId, async (tx) => {
    const [all, narrowed, found] = await Promise.all([
      countUpTo(tx, scope, everything, now),
      isNarrowed(filter) ? countUpTo(tx, scope, filter, now) : null,
      countStatuses(tx, scope),
    ]);
    const countOf = (status: OrderStatus) => Number(found.find((row) => row.status === status)?.count ?? 0);
    return {
      all,
      matches: narrowed ?? all,
      failed: countOf("failed"),
      suspended: countOf("suspended"),
      review: countOf("review"),
      pending: countOf("pending"),
    };
  });
}

/** The largest number of matches that is counted; more are "10,000+". */
const COUNTED_MATCHES = 10_000;

/** A number of orders in words: "10,000+" beyond what is counted. */
export function countInWords(count: number): string {
  return count > COUNTED_MATCHES
    ? `${COUNTED_MATCHES.toLocaleString("en-GB")}+`
    : count.toLocaleString("en-GB");
}

async function countUpTo(tx: Tx, scope: Scope, filter: OrderFilter, now: Instant): Promise<number> {
  const some = tx
    .select({ one: sql`1`.as("one") })
    .from(orders)
    .where(ordersWhere(scope, filter, now))
    .limit(COUNTED_MATCHES + 1)
    .as("some");
  const [row] = await tx.select({ count: sql<string>`count(*)` }).from(some);
  return Number(row?.count ?? 0);
}

function countStatuses(tx: Tx, { merchantId, createdBy }: Scope) {
  return tx
    .select({ status: orders.status, count: sql<string>`count(*)` })
    .from(orders)
    .where(
      and(
        eq(orders.merchantId, merchantId),
        inArray(orders.status, countedStatuses),
        createdBy === undefined ? undefined : eq(orders.createdByUser, createdBy),
      ),
    )
    .groupBy(orders.status);
}

const everything = parseOrderFilter({});
