import { staffRule } from "./command-rule";

/** Reminds the customer of an unused payment link. */
export const sendReminder = staffRule({
  fields: {},
  row: "send_reminder",
  decide(changes, _asked, _actor, now) {
    changes.add({ kind: "reminder_sent", automatic: false, at: now, counts: 0 });
    return null;
  },
  sample: { early: 1, late: 0, ask: () => ({}) },
  staff: {
    permission: "billing",
    act: "Send reminder",
    working: "Sending",
    bulk: { item: "Send reminder", of: () => ({}), sum: (order) => order.initialAmount },
    menu: [{ in: "actions", item: "Send reminder", popUp: "send-reminder", as: () => ({}) }],
  },
});
