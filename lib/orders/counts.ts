import { type SQL, sql } from "drizzle-orm";
import { type Db, listingOf, type Tx } from "@/db/client";
import { orders } from "@/db/schema/orders";
import type { OrderStatus } from "@/lib/domain/order/order";
import type { Instant } from "@/lib/domain/value/calendar";
import { COUNTED_MATCHES, countedStatuses, type OrderCounts } from "./count-words";
import type { OrderFilter } from "./filter";
import { lookUp } from "./look-up";
import { type OrderScope, ordersWhere } from "./orders-where";

/**
 * How many orders a list has, as far as is counted, and how many each of its tabs has, exactly. Unless there is more,
 * what is counted first gives them all.
 */
export async function countOrders(
  db: Db,
  scope: OrderScope,
  filter: OrderFilter,
  now: Instant,
): Promise<OrderCounts> {
  return listingOf(db, scope.merchantId, async (tx) => {
    const lookedUp = await lookUp(tx, scope.merchantId, filter);
    const found = (status: readonly OrderStatus[], most: number | null) =>
      countByStatus(tx, ordersWhere(scope, { ...filter, status: [...status] }, lookedUp, now), most);
    const first = await found([], COUNTED_MATCHES + 1);
    const all = total(first);
    const isAll = filter.status.length === 0;
    if (all <= COUNTED_MATCHES)
      return { ...tabsOf(first), all, matches: isAll ? all : total(first, filter.status) };
    const [matches, tabs] = await Promise.all([
      isAll ? first : found(filter.status, COUNTED_MATCHES + 1),
      found(countedStatuses, null),
    ]);
    return { ...tabsOf(tabs), all, matches: total(matches) };
  });
}

type Counted = ReadonlyMap<OrderStatus, number>;

const tabsOf = (found: Counted) =>
  Object.fromEntries(countedStatuses.map((status) => [status, found.get(status) ?? 0])) as Omit<
    OrderCounts,
    "all" | "matches"
  >;

function total(found: Counted, statuses: readonly OrderStatus[] = [...found.keys()]): number {
  return statuses.reduce((sum, status) => sum + (found.get(status) ?? 0), 0);
}

/** These orders by their status: all of them, or as many as come first. */
async function countByStatus(tx: Tx, where: SQL | undefined, most: number | null): Promise<Counted> {
  const chosen = tx.select({ status: orders.status }).from(orders).where(where);
  const some = (most === null ? chosen : chosen.limit(most)).as("some");
  const rows = await tx
    .select({ status: some.status, count: sql<string>`count(*)` })
    .from(some)
    .groupBy(some.status);
  return new Map(rows.map(({ status, count }) => [status, Number(count)]));
}
