import { isBooked } from "./balance";
import type { Attempt, Order } from "./order";

/**
 * The customer withdrew the agreement to be charged (a decline with `hard_stop`), and has registered no card since.
 * To ask for another card would be to ask again. A card that they give afterwards, by link or over the phone, is a
 * new agreement; one that staff choose among the cards registered before is not.
 */
export function isAgreementWithdrawn(order: Order): boolean {
  const stop = order.attempts
    .filter((attempt) => attempt.state === "declined" && attempt.outcome === "hard_stop")
    .reduce<Attempt | null>((last, attempt) => (last && isAfter(last, attempt) ? last : attempt), null);
  return stop !== null && !order.attempts.some((attempt) => agrees(attempt) && isAfter(attempt, stop));
}

/** The customer gave a card in it. */
function agrees(attempt: Attempt): boolean {
  const { purpose, cause } = attempt;
  return (
    (purpose === "initial" || purpose === "card_update") &&
    (cause === "link" || cause === "terminal") &&
    isBooked(attempt)
  );
}

/** By when they were settled; a checkout may have stood open for a while. */
function isAfter(one: Attempt, other: Attempt): boolean {
  const [a, b] = [one.settledAt ?? one.startedAt, other.settledAt ?? other.startedAt];
  return a === b ? one.number > other.number : a > b;
}
