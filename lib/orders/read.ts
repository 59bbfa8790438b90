import { type Db, withMerchant } from "@/db/client";
import { loadOrder } from "@/db/orders";
import type { Instant, Order } from "@/lib/domain/order";
import type { OrderId } from "./execute";

/** An order as it stands, held by nobody. */
export function readOrder(db: Db, { merchantId, zuid }: OrderId, now: Instant): Promise<Order | null> {
  return withMerchant(db, merchantId, (tx) => loadOrder(tx, merchantId, zuid, { lock: false, now }));
}
