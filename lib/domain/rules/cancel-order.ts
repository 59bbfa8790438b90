import { sumOf } from "../order/balance";
import { isOpen } from "../order/billing-event";
import { staffRule } from "./command-rule";

/** Cancels an order without an approved payment. */
export const cancelOrder = staffRule({
  fields: {},
  row: "cancel_order",
  whilePaymentRuns: true,
  decide(changes, _asked, _actor, now) {
    changes.move("cancel_order");
    changes.add({ kind: "order_cancelled", at: now });
    return null;
  },
  sample: { early: 1, late: 0, ask: () => ({}) },
  staff: {
    ...{ permission: "orders", act: "Cancel order", working: "Cancelling" },
    bulk: { item: "Cancel orders", of: () => ({}), sum: (order) => sumOf(order.events.filter(isOpen)) },
    menu: [{ in: "actions", item: "Cancel", popUp: "cancel", as: () => ({}) }],
  },
});
