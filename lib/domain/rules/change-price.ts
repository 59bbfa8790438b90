import { nextCycleEvent } from "../order/balance";
import { lastPrice } from "../order/price";
import { addDays } from "../value/calendar";
import { PRICE_NOTICE_DAYS } from "../value/timetable";
import { amountField, staffRule } from "./command-rule";
import { badAmount } from "./manage-events";

/**
 * Changes what a subscription costs, from the first cycle that the customer can be told of a week before. Payments
 * that are already outstanding keep their amount.
 */
export const changePrice = staffRule({
  fields: { price: amountField },
  row: "change_price",
  decide(changes, { price }, _actor, now) {
    const refusal = badAmount(price);
    if (refusal) return refusal;
    const { merchant, plan } = changes.order;
    if (plan?.kind === "subscription" && lastPrice(plan) === price) return { code: "price_is_same" };
    const from = addDays(now, PRICE_NOTICE_DAYS, merchant.timeZone);
    const next = nextCycleEvent(changes.order);
    const event = next && next.scheduledAt >= from ? next.number : null;
    changes.add({ kind: "price_changed", price, from, event });
    return null;
  },
  sample: { early: 0, late: 1, ask: (_, { a, amount }) => ({ price: amount + (a % 3) }) },
  staff: {
    ...{ permission: "billing", act: "Change price", working: "Saving" },
    menu: [
      {
        ...{ in: "gear", item: "Change price", popUp: "change-price", types: ["subscription"] },
        // No order costs this, so that the menu asks whether any price would be accepted.
        as: () => ({ price: LEAST_LIKELY_PRICE }),
      },
    ],
  },
});

const LEAST_LIKELY_PRICE = 99_999_999_998;
