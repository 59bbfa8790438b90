import type { GatewayAnswer } from "./gateway-answer";
import type { Actor, Attempt, CardDetails, Instant } from "./order";
import { newAttempt, type Unfolding } from "./unfold";

const SYSTEM: Actor = { kind: "system" };

/** The small authorisation that checked a card is given back as soon as it is approved. */
export function reverseCheck(u: Unfolding, attempt: Attempt, now: Instant): void {
  u.add({
    kind: "payment_started",
    attempt: newAttempt(u.order, {
      purpose: "reversal",
      type: "RV",
      cause: "registration",
      actor: SYSTEM,
      channel: attempt.channel,
      entityId: attempt.entityId,
      recurrence: "initial",
      amount: attempt.amount,
      startedAt: now,
      refersTo: attempt.number,
      cardId: attempt.cardId,
    }),
  });
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
