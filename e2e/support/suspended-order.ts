import type { Order } from "@/lib/domain/order/order";
import type { Office } from "./office";

/** An instalment order whose card was good when it was made and has expired when its first payment is due. */
export async function suspendedOrder(
  office: Office,
  name: string,
  price: number,
  parts: number,
): Promise<Order> {
  const today = new Date(await office.now());
  const order = await office.activeOrder(name, { type: "instalment", parts }, price, "4000000000000069", {
    expiryMonth: String(today.getUTCMonth() + 1),
    expiryYear: String(today.getUTCFullYear()),
  });
  await office.moveDays(35);
  return office.read(order);
}
