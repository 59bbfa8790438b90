import { cellOf, isStatusRefusal } from "./lifecycle";
import type { Order } from "./order";

/**
 * Whether a declined payment of the order is retried by itself: `stopped` while its status collects nothing, `off` where
 * the merchant does not want it, `used_up` when no retry is planned of what is declined.
 */
export function autoRetryOf(order: Order): "on" | "off" | "stopped" | "used_up" {
  if (!order.merchant.autoRetry) return "off";
  if (isStatusRefusal(cellOf("collect_due_event", order.type, order.status))) return "stopped";
  const declined = order.events.filter((event) => event.status === "soft_declined");
  return declined.length > 0 && declined.every((event) => event.plannedRetries.length === 0)
    ? "used_up"
    : "on";
}
