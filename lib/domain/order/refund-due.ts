import { collectedAmount, netPaid, refundable } from "./balance";
import type { Order } from "./order";

/**
 * What must be refunded to the customer, in minor units: what was paid twice, what was collected beyond the order's
 * value, and everything paid on a Cancelled order, less what was already paid back.
 */
export function refundDue(order: Order): number {
  if (order.status === "cancelled") {
    const left = order.attempts.reduce((sum, attempt) => sum + refundable(order, attempt), 0);
    return Math.max(0, Math.min(left, netPaid(order)));
  }
  return paidTwice(order) + collectedTooMuch(order);
}

/** Over the value of an order that has one. */
export function collectedTooMuch(order: Order): number {
  if (order.type !== "instalment" && order.type !== "single") return 0;
  const over = collectedAmount(order) - order.total;
  return Math.max(0, Math.min(over, netPaid(order) - paidTwice(order) - order.total));
}

function paidTwice(order: Order): number {
  return order.attempts
    .filter((attempt) => attempt.state === "duplicate")
    .reduce((sum, attempt) => sum + refundable(order, attempt), 0);
}
