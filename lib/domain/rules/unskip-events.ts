import { refundable, sumOf } from "../order/balance";
import type { BillingEvent } from "../order/billing-event";
import type { Order } from "../order/order";
import type { Refusal } from "../order/refusal";
import { type Instant, tomorrowAt } from "../value/calendar";
import { advisedDate, firstAllowedDate } from "./collection-date";
import { numbersField, staffRule } from "./command-rule";
import { chooseEvents } from "./manage-events";
import { anyEvent } from "./sample";

/**
 * Schedules skipped events again, until the order ends. Their amounts return to an instalment order's total. Of a
 * subscription they are collected beside the next payment, which stays where the skip put it.
 */
export const unskipEvents = staffRule({
  fields: { events: numbersField },
  row: "unskip_events",
  decide(changes, command, _actor, now) {
    const { order } = changes;
    const chosen = chooseEvents(order, command.events, (event) => whyNotUnskipped(order, event));
    if ("refusal" in chosen) return chosen.refusal;
    const amount = sumOf(chosen.events);
    changes.add({
      kind: "events_unskipped",
      events: chosen.events.map((event) => ({
        event: event.number,
        scheduledAt: dateAgain(order, event, now),
      })),
      amount,
      newTotal: order.type === "instalment" ? order.total + amount : order.total,
    });
    return null;
  },
  sample: {
    early: 1,
    late: 2,
    ask: ({ order }, { a }) => {
      const skipped = order.events.filter(({ status }) => status === "skipped");
      return { events: [skipped[a % Math.max(1, skipped.length)]?.number ?? anyEvent(order, a)] };
    },
  },
  staff: { permission: "billing", act: "Un-skip", working: "Scheduling", leadsTo: "payments" },
});

function whyNotUnskipped(order: Order, event: BillingEvent): Refusal | null {
  if (event.status !== "skipped") return { code: "not_skipped" };
  // A late result can be booked on an event that nobody expected to be paid any more.
  const isPaid = order.attempts.some(
    (attempt) => attempt.event === event.number && refundable(order, attempt) > 0,
  );
  return isPaid ? { code: "paid_since_skipped" } : null;
}

/** Its own date while that is ahead, otherwise tomorrow; never before the order's card may be tried again. */
function dateAgain(order: Order, event: BillingEvent, now: Instant): Instant {
  const { scheduledAt } = event;
  const usual = scheduledAt > now ? scheduledAt : tomorrowAt(scheduledAt, now, order.merchant.timeZone);
  return Math.max(usual, firstAllowedDate(order, event) ?? 0, advisedDate(order, event) ?? 0);
}
