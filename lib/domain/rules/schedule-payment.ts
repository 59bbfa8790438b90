import { newEvent } from "../order/billing-event";
import { badText } from "../order/free-text";
import { DAY } from "../value/calendar";
import { badDate } from "./collection-date";
import { badAmount } from "./manage-events";
import { amount, instant, note, staffRule } from "./rule";
import { anyTime } from "./sample";

/** Metered: plans a payment. */
export const schedulePayment = staffRule({
  fields: { amount, scheduledAt: instant, note },
  row: "schedule_payment",
  decide(u, command, _actor, now) {
    const refusal =
      badAmount(command.amount) ?? badText(command.note) ?? badDate(u.order, [], command.scheduledAt, now);
    if (refusal) return refusal;
    const event = newEvent(u.order.events.length + 1, command.scheduledAt, command.amount, null);
    u.add({ kind: "events_scheduled", events: [event], why: "staff", note: command.note });
    if (command.note) u.add({ kind: "note_added", text: command.note });
    return null;
  },
  sample: {
    early: 0,
    late: 2,
    ask: (at, { b, amount }) => ({ amount, scheduledAt: anyTime(at, b), note: "" }),
  },
  staff: {
    ...{ permission: "billing", act: "Schedule payment", working: "Scheduling" },
    menu: [
      {
        ...{ in: "gear", item: "Schedule payment", popUp: "schedule-payment", types: ["metered"] },
        as: (now) => ({ amount: 1, scheduledAt: now + DAY, note: "" }),
      },
    ],
  },
});
