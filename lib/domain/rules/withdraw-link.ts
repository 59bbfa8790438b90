import { staffRule } from "./command-rule";

/** Withdraws the customer's link: from now on it answers as if it had never existed. The order stays as it is. */
export const withdrawLink = staffRule({
  fields: {},
  row: null,
  decide(changes, _asked, _actor, now) {
    changes.add({ kind: "link_withdrawn", at: now });
    return null;
  },
  sample: { early: 1, late: 1, ask: () => ({}) },
  staff: {
    ...{ permission: "billing", act: "Withdraw link", working: "Withdrawing" },
    menu: [{ in: "actions", item: "Withdraw link", popUp: "withdraw-link", as: () => ({}) }],
  },
});
