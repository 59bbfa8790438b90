import { isBooked } from "./balance";
import type { Attempt, Order } from "./order";

/**
 * True when the customer withdrew the agreement to be charged (`withdrawsAgreement`) and has given no card since. Such a customer is not asked for another card. A card that they enter afterwards, by link or by phone, is
 * a new agreement; a card that staff choose among those registered before is not.
 */
export function isAgreementWithdrawn(order: Order): boolean {
  return order.attempts.some(
    (stop) =>
      withdrawsAgreement(stop) &&
      !order.attempts.some((attempt) => agrees(attempt) && isAfter(attempt, stop)),
  );
}

/**
 * A charge of a stored card was declined with `hard_stop`: its holder told the bank to stop such charges. The same
 * answer to a card that is only being entered, or to a refund, capture or reversal, is about nothing that was agreed on.
 */
export function withdrawsAgreement({ state, outcome, cardId, refersTo }: Attempt): boolean {
  return state === "declined" && outcome === "hard_stop" && cardId !== null && refersTo === null;
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

/**
 * A checkout may have been open for a while, so a card is given when it is settled; a charge that is declined later
 * than it was started says nothing about a card that was given meanwhile.
 */
function isAfter(given: Attempt, stop: Attempt): boolean {
  const at = given.settledAt ?? given.startedAt;
  return at === stop.startedAt ? given.number > stop.number : at > stop.startedAt;
}
