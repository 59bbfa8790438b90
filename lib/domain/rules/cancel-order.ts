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
    menu: [{ in: "actions", item: "Cancel", popUp: "cancel", as: () => ({}) }],
  },
});
