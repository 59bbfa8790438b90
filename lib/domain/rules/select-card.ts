import { cardUpdateSum } from "../order/balance";
import { amountField, cardIdField, staffRule } from "./command-rule";
import { replaceCard, whyNotSelected } from "./replace-card";
import { anyCard } from "./sample";

/** Makes another card of the customer the order's card, which collects what is outstanding at once. */
export const selectCard = staffRule({
  fields: { cardId: cardIdField, shownSum: amountField },
  row: "replace_card",
  mayCharge: true,
  decide(changes, command, actor, now) {
    const refusal = whyNotSelected(changes.order, command.cardId, now);
    if (refusal) return refusal;
    const sum = cardUpdateSum(changes.order, now);
    if (sum > command.shownSum)
      return { code: "sum_has_grown", shown: command.shownSum, now: sum, currency: changes.order.currency };
    const card = changes.order.wallet.find((candidate) => candidate.id === command.cardId);
    replaceCard(
      changes,
      { cardId: command.cardId, citId: card?.citId ?? null, shownSum: command.shownSum },
      actor,
      now,
    );
    return null;
  },
  sample: {
    early: 0,
    late: 3,
    ask: ({ order }, { a, b }) => ({ cardId: anyCard(order, a), shownSum: b % 3 ? 10_000_000 : a * 2_500 }),
  },
  staff: { permission: "billing", act: "Use this card", working: "Asking the bank", leadsTo: "cards" },
});
