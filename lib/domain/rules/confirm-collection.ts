import { cardUpdateSum } from "../order/balance";
import { amountField, staffRule } from "./command-rule";
import { collectOutstanding } from "./replace-card";

/** Confirms a sum that has grown since the card was replaced. */
export const confirmCollection = staffRule({
  fields: { shownSum: amountField },
  row: "replace_card",
  mayCharge: true,
  decide(changes, { shownSum }, actor, now) {
    if (changes.order.pendingCollection?.awaits !== "confirmation") return { code: "nothing_pending" };
    const sum = cardUpdateSum(changes.order, now);
    if (sum > shownSum)
      return { code: "sum_has_grown", shown: shownSum, now: sum, currency: changes.order.currency };
    collectOutstanding(changes, shownSum, actor, now);
    return null;
  },
  sample: { early: 0, late: 1, ask: (_, { b }) => ({ shownSum: b % 2 ? 10_000_000 : 0 }) },
  staff: { permission: "billing", act: "Collect", working: "Asking the bank" },
});
