import { newEvent } from "../order/billing-event";
import { badText } from "../order/free-text";
import { DAY } from "../value/calendar";
import { badDate } from "./collection-date";
import { amountField, instantField, noteField, staffRule } from "./command-rule";
import { badAmount } from "./manage-events";
import { anyTime } from "./sample";

/** Schedules a payment of a metered order. */
export const schedulePayment = staffRule({
  fields: { amount: amountField, scheduledAt: instantField, note: noteField },
  row: "schedule_payment",
  decide(changes, command, _actor, now) {
    const refusal =
      badAmount(command.amount) ??
      badText(command.note) ??
      badDate(changes.order, [], command.scheduledAt, now);
    if (refusal) return refusal;
    const event = newEvent(changes.order.events.length + 1, command.scheduledAt, command.amount, null);
    changes.add({ kind: "events_scheduled", events: [event], why: "staff", note: command.note });
    if (command.note) changes.add({ kind: "note_added", text: command.note });
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
