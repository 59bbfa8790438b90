import { isAgreementWithdrawn } from "../order/agreement";
import { outstandingAmount } from "../order/balance";
import { staffRule } from "./command-rule";

/** Sends the customer the link to their order, to enter another card. */
export const sendUpdateLink = staffRule({
  fields: {},
  row: "replace_card",
  decide(changes) {
    if (isAgreementWithdrawn(changes.order)) return { code: "agreement_withdrawn" };
    changes.add({ kind: "update_link_sent" });
    return null;
  },
  sample: { early: 0, late: 1, ask: () => ({}) },
  staff: {
    permission: "billing",
    act: "Send update link",
    working: "Sending",
    bulk: {
      item: "Send card update link",
      of: () => ({}),
      sum: (order, _asked, now) => outstandingAmount(order, now),
    },
    menu: [
      {
        in: "actions",
        item: "Send update link",
        popUp: "send-update-link",
        types: ["instalment", "subscription", "metered"],
        as: () => ({}),
      },
    ],
  },
});
