import { and, asc, eq, lte, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { loadOrders } from "@/db/orders";
import { claimOverMerchants } from "@/db/over-merchants";
import { toTimestamp } from "@/db/schema/columns";
import { orders } from "@/db/schema/orders";
import type { Order } from "@/lib/domain/order/order";
import { standingOf } from "@/lib/domain/preview/standing";
import type { Instant } from "@/lib/domain/value/calendar";

/**
 * Stores again how those orders stand whose standing time may have changed, for all merchants. Done twice at once it
 * writes the same; an order that is changed meanwhile stores its own.
 */
export async function refreshStandings(db: Db, now: Instant): Promise<void> {
  for (;;) {
    const judged = await claimOverMerchants(db, AT_ONCE, {
      candidates: async (most, skip) => {
        const rows = await db.execute<{ merchant_id: number }>(
          sql`select * from stale_standings(${toTimestamp(now)}, ${most}, ${skip}) as merchant_id`,
        );
        return rows.map((row) => row.merchant_id);
      },
      claim: (tx, merchantId, most) => refreshSome(tx, merchantId, most, now),
    });
    if (judged.length < AT_ONCE) return;
  }
}

const AT_ONCE = 200;

async function refreshSome(tx: Tx, merchantId: number, most: number, now: Instant): Promise<Order[]> {
  const stale = await tx
    .select({ zuid: orders.zuid })
    .from(orders)
    .where(and(eq(orders.merchantId, merchantId), lte(orders.standsUntil, now)))
    .orderBy(asc(orders.standsUntil), asc(orders.zuid))
    .limit(most);
  const found = await loadOrders(
    tx,
    merchantId,
    stale.map(({ zuid }) => zuid),
    now,
  );
  await Promise.all(found.map((order) => keepStanding(tx, merchantId, order, now)));
  return found;
}

function keepStanding(tx: Tx, merchantId: number, order: Order, now: Instant): Promise<unknown> {
  const isAsRead = and(
    eq(orders.merchantId, merchantId),
    eq(orders.zuid, order.zuid),
    eq(orders.version, order.version),
  );
  return Promise.resolve(tx.update(orders).set(standingOf(order, now)).where(isAsRead));
}
