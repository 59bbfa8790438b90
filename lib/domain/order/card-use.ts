import { visaCategoryOf } from "../decline/decline";
import { cardOfAttempt, fingerprint } from "./card";
import type { Attempt, CardUse, Order } from "./order";

/** The use of a card that an attempt is, as the schemes' limits count it; none where nothing was sent. */
export function useOfCard(order: Order, attempt: Attempt): CardUse[] {
  const wasSent = ["sent", "unknown", "approved", "declined", "duplicate"].includes(attempt.state);
  if (!wasSent || (attempt.type !== "debit" && attempt.type !== "authorisation")) return [];
  const card = cardOfAttempt(order, attempt);
  if (!card) return [];
  const { answer } = attempt;
  return [
    {
      card: fingerprint(card),
      at: attempt.startedAt,
      declined: attempt.state === "declined",
      merchantAdviceCode: answer?.merchantAdviceCode ?? null,
      visaCategory: answer && visaCategoryOf(answer, card.brand),
      initiatedBy: attempt.recurrence === "initial" ? "customer" : "merchant",
      reattempt: attempt.reattempt,
    },
  ];
}
