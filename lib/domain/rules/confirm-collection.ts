import { cardUpdateSum } from "../order/standing";
import { collectOutstanding } from "./replace-card";
import { amount, staffRule } from "./rule";

/** Says yes to a sum that had grown since the card was replaced. */
export const confirmCollection = staffRule({
  fields: { shownSum: amount },
  row: "replace_card",
  mayCharge: true,
  decide(u, { shownSum }, actor, now) {
    if (u.order.pendingCollection?.awaits !== "confirmation") return { code: "nothing_pending" };
    const sum = cardUpdateSum(u.order, now);
    if (sum > shownSum)
      return { code: "sum_has_grown", shown: shownSum, now: sum, currency: u.order.currency };
    collectOutstanding(u, shownSum, actor, now);
    return null;
  },
  sample: { early: 0, late: 1, ask: (_, { b }) => ({ shownSum: b % 2 ? 10_000_000 : 0 }) },
  staff: { permission: "billing", act: "Collect", working: "Asking the bank" },
});
