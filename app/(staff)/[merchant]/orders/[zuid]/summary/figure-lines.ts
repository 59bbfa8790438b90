import { collectedAmount, outstandingEvents } from "@/lib/domain/order/balance";
import { isCollected, isOpen } from "@/lib/domain/order/billing-event";
import type { FigureName } from "@/lib/domain/order/figures";
import type { Order } from "@/lib/domain/order/order";
import { type Instant, type Interval, sayDay } from "@/lib/domain/value/calendar";

/** What a figure is made of, in a few words under it; empty where it says all. */
export function figureLine(figure: FigureName, order: Order, now: Instant, zone: string): string {
  switch (figure) {
    case "total":
      return totalLine(order);
    case "per_cycle":
      return order.plan ? intervalWords(order.plan.interval).toLowerCase() : "";
    case "net_paid":
    case "collected":
    case "collected_so_far":
      return paidLine(order);
    case "outstanding": {
      const owed = outstandingEvents(order, now);
      const [first] = owed;
      return first ? `${payments(owed.length)} since ${sayDay(first.scheduledAt, zone)}` : "";
    }
    case "to_come": {
      const open = order.events.filter(
        (event) => isOpen(event) && !outstandingEvents(order, now).includes(event),
      );
      return open.length > 0 ? payments(open.length) : "";
    }
    default:
      return "";
  }
}

/** "5 of 12" of the payments that are planned, or "5" of a plan without an end. */
export function paymentsMade({ events, plan }: Pick<Order, "events" | "plan">): string {
  const done = events.filter(isCollected).length;
  return plan?.kind === "instalment" ? `${done} of ${plan.parts}` : String(done);
}

/** "Every 2 weeks" */
export function intervalWords({ every, unit }: Interval): string {
  const name = unit.toLowerCase();
  return every === 1 ? `Every ${name}` : `Every ${every} ${name}s`;
}

function totalLine({ plan, initialAmount }: Order): string {
  if (plan?.kind !== "instalment") return "";
  return `${initialAmount > 0 ? "deposit and " : ""}${payments(plan.parts)}`;
}

function paidLine(order: Order): string {
  if (order.type === "single") return "";
  const deposit = order.type === "instalment" && order.initialAmount > 0 && collectedAmount(order) > 0;
  const made = paymentsMade(order);
  if (order.plan?.kind === "instalment") return `${made}${deposit ? " and the deposit" : ""}`;
  return payments(Number(made));
}

function payments(count: number): string {
  return count === 1 ? "1 payment" : `${count} payments`;
}
