import { cardUpdateSum } from "../order/standing";
import { replaceCard, whyNotSelected } from "./replace-card";
import { amount, cardId, staffRule } from "./rule";
import { anyCard } from "./sample";

/** Makes another card of the customer the order's, which collects at once what is outstanding. */
export const selectCard = staffRule({
  fields: { cardId, shownSum: amount },
  row: "replace_card",
  mayCharge: true,
  decide(u, command, actor, now) {
    const refusal = whyNotSelected(u.order, command.cardId, now);
    if (refusal) return refusal;
    const sum = cardUpdateSum(u.order, now);
    if (sum > command.shownSum)
      return { code: "sum_has_grown", shown: command.shownSum, now: sum, currency: u.order.currency };
    const card = u.order.wallet.find((candidate) => candidate.id === command.cardId);
    replaceCard(u, command.cardId, card?.citId ?? null, command.shownSum, actor, now);
    return null;
  },
  sample: {
    early: 0,
    late: 3,
    ask: ({ order }, { a, b }) => ({ cardId: anyCard(order, a), shownSum: b % 3 ? 10_000_000 : a * 2_500 }),
  },
  staff: { permission: "billing", act: "Use this card", working: "Asking the bank" },
});
