import type { GatewayAnswer } from "./gateway-answer";
import { type Attempt, type CardDetails, type Instant, type Order, SYSTEM } from "./order";
import { isBooked, paymentAtGateway } from "./standing";
import { newAttempt, type Unfolding } from "./unfold";

/**
 * An authorisation that nobody will capture is given back as soon as no other payment is at the
 * gateway: the small one that checked a card, a second one for the same order, and one for an order
 * that was cancelled meanwhile.
 */
export function reverseHolds(u: Unfolding, now: Instant): void {
  const check = u.order.attempts.find((attempt) => isNeedlessHold(u.order, attempt));
  if (!check || paymentAtGateway(u.order)) return;
  u.add({
    kind: "payment_started",
    attempt: newAttempt(u.order, {
      purpose: "reversal",
      type: "RV",
      cause: "registration",
      actor: SYSTEM,
      channel: check.channel,
      entityId: check.entityId,
      recurrence: "initial",
      amount: check.amount,
      startedAt: now,
      refersTo: check.number,
      cardId: check.cardId,
    }),
  });
}

/** Whether an attempt only registers a card: a second one of it is no second payment. */
export function isCardCheck(order: Order, attempt: Attempt): boolean {
  return (
    attempt.purpose === "card_update" ||
    (attempt.purpose === "initial" && order.initialKind === "registration")
  );
}

function isNeedlessHold(order: Order, attempt: Attempt): boolean {
  if (attempt.type !== "PA" || !isBooked(attempt)) return false;
  const isNeedless =
    isCardCheck(order, attempt) || attempt.state === "duplicate" || order.status === "cancelled";
  return (
    isNeedless && !order.attempts.some((other) => other.type === "RV" && other.refersTo === attempt.number)
  );
}

/** Puts an answered registration into the wallet, unless it is there. */
export function registerCard(u: Unfolding, answer: GatewayAnswer, now: Instant): string | null {
  const { registrationId, card } = answer;
  if (!registrationId) return null;
  if (u.order.wallet.some((known) => known.id === registrationId)) return registrationId;
  const details: CardDetails = {
    id: registrationId,
    brand: answer.brand ?? "",
    bin: card?.bin ?? "",
    last4: card?.last4 ?? "",
    holder: card?.holder ?? "",
    expiryMonth: card?.expiryMonth ?? 12,
    expiryYear: card?.expiryYear ?? 2099,
    citId: answer.initialTransactionId ?? answer.transactionId,
    registeredAt: now,
    zuid: u.order.zuid,
  };
  u.add({ kind: "card_registered", card: details });
  return registrationId;
}
