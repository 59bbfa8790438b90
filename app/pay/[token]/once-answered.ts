import { database } from "@/lib/database";
import { paymentAtGateway } from "@/lib/domain/order/balance";
import { CUSTOMER_LOOKS_EVERY, CUSTOMER_WAITS } from "@/lib/domain/value/timetable";
import { readOrder } from "@/lib/orders/read";
import type { CustomerOrder } from "./order-of-token";

/**
 * The order once its running payment was answered, or as it stands after some seconds. Whoever heard first that a
 * card was taken also collects with it: often not this request, but the gateway's own report.
 */
export async function onceAnswered<Found extends CustomerOrder>(found: Found): Promise<Found> {
  const giveUpAt = Date.now() + CUSTOMER_WAITS;
  let { order } = found;
  while (paymentAtGateway(order) && Date.now() < giveUpAt) {
    await new Promise((resolve) => setTimeout(resolve, CUSTOMER_LOOKS_EVERY));
    order = (await readOrder(database(), found.ref, found.now)) ?? order;
  }
  return { ...found, order };
}
