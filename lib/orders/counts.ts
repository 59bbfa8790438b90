import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { type Db, listingOf, type Tx } from "@/db/client";
import { orders } from "@/db/schema/orders";
import type { Instant } from "@/lib/domain/value/calendar";
import { COUNTED_MATCHES, countedStatuses, type OrderCounts } from "./count-words";
import type { OrderFilter } from "./filter";
import { isNarrowed } from "./filter-address";
import { lookUp } from "./look-up";
import { type OrderScope, ordersWhere } from "./orders-where";

/** Without filters the tabs are counted exactly, on an index alone; with filters each as far as the matches are. */
export async function countOrders(
  db: Db,
  scope: OrderScope,
  filter: OrderFilter,
  now: Instant,
): Promise<OrderCounts> {
  const ofAnyStatus = { ...filter, status: [] };
  const isWhole = scope.createdBy === undefined && !isNarrowed(ofAnyStatus);
  return listingOf(db, scope.merchantId, async (tx) => {
    const lookedUp = await lookUp(tx, scope.merchantId, filter);
    const upTo = (some: OrderFilter) => countUpTo(tx, ordersWhere(scope, some, lookedUp, now));
    const [all, matches, ...tabs] = await Promise.all([
      upTo(ofAnyStatus),
      filter.status.length > 0 ? upTo(filter) : null,
      ...(isWhole
        ? [countExactly(tx, scope.merchantId)]
        : countedStatuses.map(async (status) => ({ [status]: await upTo({ ...filter, status: [status] }) }))),
    ]);
    return { ...none, ...Object.assign({}, ...tabs), all, matches: matches ?? all };
  });
}

const none = { failed: 0, suspended: 0, review: 0, pending: 0 };

async function countUpTo(tx: Tx, where: SQL | undefined): Promise<number> {
  const some = tx
    .select({ one: sql`1`.as("one") })
    .from(orders)
    .where(where)
    .limit(COUNTED_MATCHES + 1)
    .as("some");
  const [row] = await tx.select({ count: sql<string>`count(*)` }).from(some);
  return Number(row?.count ?? 0);
}

async function countExactly(tx: Tx, merchantId: number): Promise<Partial<OrderCounts>> {
  const found = await tx
    .select({ status: orders.status, count: sql<string>`count(*)` })
    .from(orders)
    .where(and(eq(orders.merchantId, merchantId), inArray(orders.status, [...countedStatuses])))
    .groupBy(orders.status);
  return Object.fromEntries(found.map(({ status, count }) => [status, Number(count)]));
}
