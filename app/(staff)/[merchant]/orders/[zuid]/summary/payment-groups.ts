import { isShown } from "@/components/order/attempt-words";
import { attemptOf, oldestFirst } from "@/lib/domain/order/balance";
import { type BillingEvent, isCollected, isOpen, isOutstanding } from "@/lib/domain/order/billing-event";
import type { Attempt, Order } from "@/lib/domain/order/order";
import type { Instant } from "@/lib/domain/value/calendar";

/**
 * An order's payments as a person looks for them: what is owed, one by one; the next one; and in one row each what
 * comes later, what was collected, what was given up, the first payment, and what belongs to no billing event.
 */
export function paymentGroups(order: Order, now: Instant): PaymentGroup[] {
  const events = oldestFirst(order.events);
  const owed = events.filter((event) => isOutstanding(event, now) || event.status === "processing");
  const ahead = events.filter((event) => isOpen(event) && !owed.includes(event));
  const rest = events.filter((event) => !isOpen(event));
  const shown = order.attempts.filter(isShown);
  const without = shown.filter((attempt) => eventBehind(order, attempt) === null);
  const first = without.filter((attempt) => originOf(order, attempt).purpose === "initial");
  const groups: PaymentGroup[] = [
    group("owed", owed.slice(0, -MOST_OWED)),
    ...owed.slice(-MOST_OWED).map((event) => group("one", [event])),
    ...ahead.slice(0, 1).map((event) => group("one", [event])),
    group("later", ahead.slice(1)),
    group("collected", rest.filter(isCollected)),
    group(
      "given_up",
      rest.filter((event) => !isCollected(event)),
    ),
    group("first", [], first),
    group(
      "other",
      [],
      without.filter((attempt) => !first.includes(attempt)),
    ),
  ];
  return groups.filter((one) => one.events.length + one.attempts.length > 0);
}

export type PaymentGroup = {
  kind: "one" | "owed" | "later" | "collected" | "given_up" | "first" | "other";
  events: BillingEvent[];
  /** Those that belong to no billing event. */
  attempts: Attempt[];
};

/** Everything that was asked of the gateway for one event, with what followed it, newest first. */
export function attemptsOf(order: Order, event: number): Attempt[] {
  return order.attempts
    .filter((attempt) => isShown(attempt) && eventBehind(order, attempt) === event)
    .toReversed();
}

/** The event that shows its attempts at first: the one that was declined last. */
export function openedAtFirst(order: Order): number | null {
  const declined = order.events.filter(
    ({ status, executedAt }) =>
      (status === "soft_declined" || status === "hard_declined") && executedAt !== null,
  );
  const latest = Math.max(...declined.map(({ executedAt }) => executedAt ?? 0));
  return declined.find(({ executedAt }) => executedAt === latest)?.number ?? null;
}

/** A refund, a capture or a chargeback belongs to what it refers to. */
function originOf(order: Order, attempt: Attempt): Attempt {
  const before = attempt.refersTo === null ? null : attemptOf(order, attempt.refersTo);
  return before && before.number < attempt.number ? originOf(order, before) : attempt;
}

function eventBehind(order: Order, attempt: Attempt): number | null {
  return attempt.event ?? originOf(order, attempt).event;
}

function group(kind: PaymentGroup["kind"], events: BillingEvent[], attempts: Attempt[] = []): PaymentGroup {
  return { kind, events, attempts: attempts.toReversed() };
}

/** More than these that are owed stand in one row, the oldest of them. */
const MOST_OWED = 6;
