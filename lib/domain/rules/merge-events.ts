import { sumOf } from "../order/balance";
import { type BillingEvent, newEvent } from "../order/billing-event";
import { mergedFacts } from "../order/card-facts";
import type { Order } from "../order/order";
import { type Instant, nextAtTimeOf, tomorrowAt } from "../value/calendar";
import type { Changeset } from "./changeset";
import { advisedDate, badDate, firstAllowedDate } from "./collection-date";
import { numbersField, optionalAmountField, optionalInstantField, staffRule } from "./command-rule";
import { badAmount, chooseEvents, whyNotManaged } from "./manage-events";
import { anyEvent, anyTime } from "./sample";
import { scheduleFollower } from "./start-payment";

/**
 * Replaces two or more events by a new one. Its amount is their sum unless another is given; its date the latest of
 * theirs, not before tomorrow, unless another is given. For each card it takes over the highest retry count, the
 * latest window end and the latest not-before of its parts.
 */
export const mergeEvents = staffRule({
  fields: { events: numbersField, scheduledAt: optionalInstantField, amount: optionalAmountField },
  row: "merge_events",
  decide(changes, command, _actor, now) {
    const chosen = chooseEvents(changes.order, command.events, whyNotManaged);
    if ("refusal" in chosen) return chosen.refusal;
    if (chosen.events.length < 2) return { code: "choose_more_to_merge" };
    const scheduledAt = command.scheduledAt ?? defaultMergeTime(changes.order, chosen.events, now);
    const amount = command.amount ?? sumOf(chosen.events);
    const refusal = badAmount(amount) ?? badDate(changes.order, [together(chosen.events)], scheduledAt, now);
    if (refusal) return refusal;
    addMerged(changes, chosen.events, { scheduledAt, amount, why: "staff" }, now);
    return null;
  },
  sample: {
    early: 0,
    late: 2,
    ask: (at, { a, b, amount }) => ({
      events: [a, b, a + 1].map((n) => anyEvent(at.order, n)),
      scheduledAt: b % 2 ? anyTime(at, b) : null,
      amount: amount === 1 ? 9_999 : null,
    }),
  },
  staff: { permission: "billing", act: "Merge", working: "Merging", leadsTo: "payments" },
});

/**
 * The default time of a payment when staff choose none: tomorrow or later, not before the events it replaces, at
 * the time of day at which the order is collected.
 */
export function defaultMergeTime(order: Order, events: readonly BillingEvent[], now: Instant): Instant {
  const { timeZone } = order.merchant;
  const merged = together(events);
  const own = ownTimeOf(order, events);
  const earliest = Math.max(
    ...events.map((event) => event.scheduledAt),
    firstAllowedDate(order, merged) ?? 0,
    advisedDate(order, merged) ?? 0,
  );
  return Math.max(tomorrowAt(own, now, timeZone), nextAtTimeOf(own, earliest, timeZone));
}

/**
 * An instant with the order's time of day: that of the latest of these events, of its last event, or of its
 * activation.
 */
function ownTimeOf(order: Order, events: readonly BillingEvent[]): Instant {
  const known = events.length > 0 ? events : order.events;
  if (known.length > 0) return Math.max(...known.map((event) => event.scheduledAt));
  return order.activatedAt ?? order.createdAt;
}

function together(events: readonly BillingEvent[]): Pick<BillingEvent, "cardFacts"> {
  return { cardFacts: mergedFacts(events) };
}

/** Adds the event that replaces others, and returns its number. */
export function addMerged(
  changes: Changeset,
  parts: readonly BillingEvent[],
  { scheduledAt, amount, why }: { scheduledAt: Instant; amount: number; why: "staff" | "card_update" },
  now: Instant,
): number {
  const number = changes.order.events.length + 1;
  const into = mergedEvent(number, parts, scheduledAt, amount);
  scheduleFollower(changes, parts, now, () =>
    changes.add({ kind: "events_merged", events: parts.map((part) => part.number), into, why }),
  );
  return number;
}

function mergedEvent(
  number: number,
  parts: readonly BillingEvent[],
  scheduledAt: Instant,
  amount: number,
): BillingEvent {
  return {
    ...newEvent(number, scheduledAt, amount, null),
    wasDeclined: parts.some((part) => part.wasDeclined),
    cardFacts: mergedFacts(parts),
  };
}
