import { staffRule } from "./rule";

/** Gives up an order that nothing was approved on. */
export const cancelOrder = staffRule({
  fields: {},
  row: "cancel_order",
  whilePaymentRuns: true,
  decide(u, _asked, _actor, now) {
    u.move("cancel_order");
    u.add({ kind: "order_cancelled", at: now });
    return null;
  },
  sample: { early: 1, late: 0, ask: () => ({}) },
  staff: {
    ...{ permission: "orders", act: "Cancel order", working: "Cancelling" },
    menu: [{ in: "actions", item: "Cancel", popUp: "cancel", as: () => ({}) }],
  },
});
