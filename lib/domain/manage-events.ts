import { type BillingEvent, isOpen, newEvent } from "./billing-event";
import { nextAtTimeOf, tomorrowAt } from "./calendar";
import { currentPrint } from "./card";
import { mergedFacts } from "./card-facts";
import { advisedDate, badDate, firstAllowedDate } from "./collection-date";
import type { Command } from "./command";
import { LARGEST_AMOUNT } from "./money";
import type { Actor, Instant, Order } from "./order";
import type { Refusal } from "./refusal";
import { retryBudget } from "./retry";
import { eventOf, nextCycleEvent, oldestFirst, sumOf } from "./standing";
import { obstacleToCharge, scheduleFollower, startEvent } from "./start-payment";
import type { Unfolding } from "./unfold";

type Asked<K extends Command["kind"]> = Extract<Command, { kind: K }>;

/** A new future time, optionally a new amount. The order's value stays, so it can end short or over. */
export function rescheduleEvent(
  u: Unfolding,
  command: Asked<"reschedule_event">,
  now: Instant,
): Refusal | null {
  const event = eventOf(u.order, command.event);
  if (!event) return { code: "unknown_event" };
  const refusal =
    whyNotManaged(event) ?? badAmount(command.amount) ?? badDate(u.order, [event], command.scheduledAt, now);
  if (refusal) return refusal;
  if (command.alsoLater && nextCycleEvent(u.order)?.number !== event.number)
    return { code: "not_next_cycle" };
  const amount = command.amount ?? event.amount;
  u.add({
    kind: "event_rescheduled",
    event: event.number,
    scheduledAt: command.scheduledAt,
    amount,
    laterPrice: command.alsoLater ? amount : null,
  });
  return null;
}

/** Gives events up. An instalment order's value shrinks by them, and settles when nothing is left open. */
export function skipEvents(u: Unfolding, command: Asked<"skip_events">, now: Instant): Refusal | null {
  const chosen = choose(u.order, command.events, whyNotManaged);
  if ("refusal" in chosen) return chosen.refusal;
  const amount = sumOf(chosen.events);
  scheduleFollower(u, chosen.events, now, () =>
    u.add({
      kind: "events_skipped",
      events: chosen.events.map((event) => event.number),
      amount,
      newTotal: u.order.type === "instalment" ? u.order.total - amount : u.order.total,
    }),
  );
  if (u.order.type === "instalment" && !u.order.events.some(isOpen)) u.move("nothing_left_open");
  return null;
}

/**
 * Replaces two or more events by one new one: the sum of their amounts unless another is given, at
 * the latest of their times, not before tomorrow, unless another is given. For each card it inherits
 * the highest retry count, the latest window end and the latest not-before of its parts.
 */
export function mergeEvents(u: Unfolding, command: Asked<"merge_events">, now: Instant): Refusal | null {
  const chosen = choose(u.order, command.events, whyNotManaged);
  if ("refusal" in chosen) return chosen.refusal;
  if (chosen.events.length < 2) return { code: "choose_more_to_merge" };
  const scheduledAt = command.scheduledAt ?? defaultMergeTime(u.order, chosen.events, now);
  const amount = command.amount ?? sumOf(chosen.events);
  const refusal = badAmount(amount) ?? badDate(u.order, [together(chosen.events)], scheduledAt, now);
  if (refusal) return refusal;
  addMerged(u, chosen.events, scheduledAt, amount, "staff", now);
  return null;
}

/**
 * The time that a payment is given when staff choose none: from tomorrow on, and not before the events that it stands
 * for, at the time of day at which the order is collected.
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

/** An instant with the order's own time of day: of the latest of these events, of its last one, or of its beginning. */
function ownTimeOf(order: Order, events: readonly BillingEvent[]): Instant {
  const known = events.length > 0 ? events : order.events;
  if (known.length > 0) return Math.max(...known.map((event) => event.scheduledAt));
  return order.anchorAt ?? order.activatedAt ?? order.createdAt;
}

function together(events: readonly BillingEvent[]): Pick<BillingEvent, "cardFacts"> {
  return { cardFacts: mergedFacts(events) };
}

/** Adds the event that stands for others from now on, and says which it is. */
export function addMerged(
  u: Unfolding,
  parts: readonly BillingEvent[],
  scheduledAt: Instant,
  amount: number,
  why: "staff" | "card_update",
  now: Instant,
): number {
  const number = u.order.events.length + 1;
  const into = mergedEvent(number, parts, scheduledAt, amount);
  scheduleFollower(u, parts, now, () =>
    u.add({ kind: "events_merged", events: parts.map((part) => part.number), into, why }),
  );
  return number;
}

/** Retries soft-declined events with the order's card, oldest first, one after another. */
export function retryEvents(
  u: Unfolding,
  command: Asked<"retry_events">,
  actor: Actor,
  now: Instant,
): Refusal | null {
  const chosen = choose(u.order, command.events, (event) => whyNotRetried(u.order, event, now));
  if ("refusal" in chosen) return chosen.refusal;
  const [first, ...later] = oldestFirst(chosen.events);
  if (!first) return { code: "no_event_chosen" };
  if (later.length)
    u.add({ kind: "retries_requested", events: [first, ...later].map((event) => event.number) });
  startEvent(u, first.number, "retry", actor, now);
  return null;
}

export function whyNotRetried(order: Order, event: BillingEvent, now: Instant): Refusal | null {
  if (event.status === "processing") return { code: "event_processing" };
  if (event.status === "hard_declined") return { code: "hard_declined" };
  if (!isOpen(event)) return { code: "event_not_open" };
  if (event.status !== "soft_declined") return { code: "not_soft_declined" };
  const { timeZone } = order.merchant;
  const obstacle = obstacleToCharge(order, event, now);
  if (obstacle) return obstacle;
  const { state, endsAt } = retryBudget(event, currentPrint(order), now);
  return state === "over" && endsAt !== null
    ? { code: "retry_window_over", endedAt: endsAt, timeZone }
    : null;
}

/** Collects a scheduled event now. A subscription's cycle dates do not move. */
export function executeEvent(
  u: Unfolding,
  command: Asked<"execute_event">,
  actor: Actor,
  now: Instant,
): Refusal | null {
  const event = eventOf(u.order, command.event);
  if (!event) return { code: "unknown_event" };
  if (event.status === "processing") return { code: "event_processing" };
  if (!isOpen(event)) return { code: "event_not_open" };
  if (event.status !== "scheduled") return { code: "not_scheduled" };
  const refusal = obstacleToCharge(u.order, event, now);
  if (refusal) return refusal;
  startEvent(u, event.number, "execute_now", actor, now);
  return null;
}

export function badAmount(amount: number | null): Refusal | null {
  if (amount === null) return null;
  if (!Number.isSafeInteger(amount) || amount <= 0) return { code: "amount_not_positive" };
  return amount > LARGEST_AMOUNT ? { code: "amount_too_large" } : null;
}

export function whyNotManaged(event: BillingEvent): Refusal | null {
  if (event.status === "processing") return { code: "event_processing" };
  return isOpen(event) && event.status !== "paused" ? null : { code: "event_not_open" };
}

function choose(
  order: Order,
  numbers: readonly number[],
  whyNot: (event: BillingEvent) => Refusal | null,
): { events: BillingEvent[] } | { refusal: Refusal } {
  const unique = [...new Set(numbers)];
  if (!unique.length) return { refusal: { code: "no_event_chosen" } };
  const events = unique.map((number) => eventOf(order, number));
  if (events.some((event) => event === null)) return { refusal: { code: "unknown_event" } };
  const known = events.filter((event) => event !== null);
  const parts = known.flatMap((event) => {
    const why = whyNot(event);
    return why ? [{ event: event.number, spid: event.spid, why }] : [];
  });
  const [only] = parts;
  if (only && known.length === 1) return { refusal: only.why };
  if (parts.length) return { refusal: { code: "events_cannot_take_part", parts } };
  return { events: known };
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
