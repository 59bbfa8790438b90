import { and, asc, eq, gt } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { loadOrder, loadOrders } from "@/db/orders";
import { orderLog } from "@/db/schema/order-log";
import type { Order } from "@/lib/domain/order/order";
import type { LoggedEntry } from "@/lib/domain/order/order-log";
import type { Instant } from "@/lib/domain/value/calendar";
import { recallEntry } from "@/lib/gateway/opp/recall";
import type { OrderId } from "./execute";

/** Reads an order without locking it. */
export function readOrder(db: Db, { merchantId, zuid }: OrderId, now: Instant): Promise<Order | null> {
  return withMerchant(db, merchantId, (tx) => loadOrder(tx, merchantId, zuid, { lock: false, now }));
}

/** Reads several orders, by ZUID. */
export function readOrders(
  db: Db,
  merchantId: number,
  zuids: readonly number[],
  now: Instant,
): Promise<Map<number, Order>> {
  return withMerchant(db, merchantId, async (tx) => {
    const found = await loadOrders(tx, merchantId, zuids, now);
    return new Map(found.map((order) => [order.zuid, order]));
  });
}

/** The entries of an order's log after one entry, oldest first. */
export function entriesAfter(db: Db, { merchantId, zuid }: OrderId, seq: number): Promise<LoggedEntry[]> {
  return withMerchant(db, merchantId, async (tx) => {
    const kept = await tx
      .select({ seq: orderLog.seq, at: orderLog.at, actor: orderLog.actor, entry: orderLog.entry })
      .from(orderLog)
      .where(and(eq(orderLog.merchantId, merchantId), eq(orderLog.zuid, zuid), gt(orderLog.seq, seq)))
      .orderBy(asc(orderLog.seq));
    return kept.map((one) => ({ ...one, entry: recallEntry(one.entry) }));
  });
}
