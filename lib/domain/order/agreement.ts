import { isBooked } from "./balance";
import type { Attempt, Order } from "./order";

/**
 * True when the customer withdrew the agreement to be charged (a decline with `hard_stop`) and has given no card
 * since. Such a customer is not asked for another card. A card that they enter afterwards, by link or by phone, is
 * a new agreement; a card that staff choose among those registered before is not.
 */
export function isAgreementWithdrawn(order: Order): boolean {
  const stop = order.attempts
    .filter((attempt) => attempt.state === "declined" && attempt.outcome === "hard_stop")
    .reduce<Attempt | null>((last, attempt) => (last && isAfter(last, attempt) ? last : attempt), null);
  return stop !== null && !order.attempts.some((attempt) => agrees(attempt) && isAfter(attempt, stop));
}

/** Whether the customer entered a card with it. */
function agrees(attempt: Attempt): boolean {
  const { purpose, cause } = attempt;
  return (
    (purpose === "initial" || purpose === "card_update") &&
    (cause === "link" || cause === "terminal") &&
    isBooked(attempt)
  );
}

/** Compares by the time they were settled: a checkout may have been open for a while. */
function isAfter(one: Attempt, other: Attempt): boolean {
  const [a, b] = [one.settledAt ?? one.startedAt, other.settledAt ?? other.startedAt];
  return a === b ? one.number > other.number : a > b;
}
