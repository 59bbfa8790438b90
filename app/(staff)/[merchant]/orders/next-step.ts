import { sayInstant } from "@/lib/domain/calendar";
import { formatMoney } from "@/lib/domain/money";
import type { Instant } from "@/lib/domain/order";
import type { OrderRow } from "@/lib/orders/queries";

/** What comes next for an order, or what somebody has to do about it, in a few words. */
export function nextStep(order: NextStepOf, { now, zone }: { now: Instant; zone: string }): string {
  switch (order.status) {
    case "draft":
      return "Collect the first payment";
    case "pending":
      return "Waiting for the customer";
    case "rejected":
      return "First payment declined";
    case "failed":
    case "suspended":
      return order.outstanding > 0
        ? `${formatMoney(order.outstanding, order.currency)} outstanding`
        : "Replace the card";
    case "review":
      return "Check what was collected";
    case "paused":
      return "Paused";
    case "cancelled":
      return "Nothing more";
    case "complete":
      return "All collected";
    case "active":
      if (order.nextAttemptAt === null) return "No payment planned";
      if (order.outstanding > 0 && order.nextAttemptAt <= now)
        return `${formatMoney(order.outstanding, order.currency)} overdue`;
      return `Next ${sayInstant(order.nextAttemptAt, zone).split(",")[0]}`;
  }
}

type NextStepOf = Pick<OrderRow, "status" | "outstanding" | "currency" | "nextAttemptAt">;
