import { isAgreementWithdrawn } from "../order/agreement-standing";
import { staffRule } from "./rule";

/** Sends the customer the link to their order, to enter another card. */
export const sendUpdateLink = staffRule({
  fields: {},
  row: "replace_card",
  decide(u) {
    if (isAgreementWithdrawn(u.order)) return { code: "agreement_withdrawn" };
    u.add({ kind: "update_link_sent" });
    return null;
  },
  sample: { early: 0, late: 1, ask: () => ({}) },
  staff: { permission: "billing", act: "Send update link", working: "Sending" },
});
