import { sql } from "drizzle-orm";
import { type Db, listingOf, type Tx } from "@/db/client";
import { orders } from "@/db/schema/orders";
import type { OrderStatus } from "@/lib/domain/order/order";
import type { Instant } from "@/lib/domain/value/calendar";
import { COUNTED_MATCHES, countedStatuses, type OrderCounts } from "./count-words";
import type { OrderFilter } from "./filter";
import { lookUp } from "./look-up";
import { type OrderScope, ordersWhere } from "./orders-where";

export async function countOrders(
  db: Db,
  scope: OrderScope,
  filter: OrderFilter,
  now: Instant,
): Promise<OrderCounts> {
  const ofAnyStatus = { ...filter, status: [] };
  return listingOf(db, scope.merchantId, async (tx) => {
    const [all, found, matches] = await Promise.all([
      countNarrowed(tx, scope, ofAnyStatus, now),
      countStatuses(tx, scope, ofAnyStatus, now),
      filter.status.length > 0 ? countNarrowed(tx, scope, filter, now) : null,
    ]);
    const countOf = (status: OrderStatus) => Number(found.find((row) => row.status === status)?.count ?? 0);
    return {
      all,
      matches: matches ?? all,
      failed: countOf("failed"),
      suspended: countOf("suspended"),
      review: countOf("review"),
      pending: countOf("pending"),
    };
  });
}

async function countNarrowed(tx: Tx, scope: OrderScope, filter: OrderFilter, now: Instant): Promise<number> {
  return countUpTo(tx, scope, filter, now);
}

async function countUpTo(tx: Tx, scope: OrderScope, filter: OrderFilter, now: Instant): Promise<number> {
  const lookedUp = await lookUp(tx, scope.merchantId, filter);
  const some = tx
    .select({ one: sql`1`.as("one") })
    .from(orders)
    .where(ordersWhere(scope, filter, lookedUp, now))
    .limit(COUNTED_MATCHES + 1)
    .as("some");
  const [row] = await tx.select({ count: sql<string>`count(*)` }).from(some);
  return Number(row?.count ?? 0);
}

async function countStatuses(tx: Tx, scope: OrderScope, filter: OrderFilter, now: Instant) {
  const lookedUp = await lookUp(tx, scope.merchantId, filter);
  return tx
    .select({ status: orders.status, count: sql<string>`count(*)` })
    .from(orders)
    .where(ordersWhere(scope, { ...filter, status: [...countedStatuses] }, lookedUp, now))
    .groupBy(orders.status);
}
