import { cellOf, isStatusRefusal } from "./lifecycle";
import type { Order } from "./order";

/**
 * Whether declined payments of the order are retried automatically. `stopped`: its status collects nothing. `off`:
 * the merchant has switched it off. `used_up`: no retry is planned for what is declined.
 */
export function autoRetryOf(order: Order): "on" | "off" | "stopped" | "used_up" {
  if (!order.merchant.autoRetry) return "off";
  if (isStatusRefusal(cellOf("collect_due_event", order.type, order.status))) return "stopped";
  const declined = order.events.filter((event) => event.status === "soft_declined");
  return declined.length > 0 && declined.every((event) => event.plannedRetries.length === 0)
    ? "used_up"
    : "on";
}
