import { eventOf, nextCycleEvent, outstandingEvents } from "../order/balance";
import { badDate } from "./collection-date";
import { flagField, instantField, numberField, optionalAmountField, staffRule } from "./command-rule";
import { badAmount, sumOfEvents, whyNotManaged } from "./manage-events";
import { anyEvent, anyTime } from "./sample";

/** Sets a new date, and optionally a new amount. The order's total stays, so the plan can end short or over. */
export const rescheduleEvent = staffRule({
  fields: {
    event: numberField,
    scheduledAt: instantField,
    amount: optionalAmountField,
    alsoLater: flagField,
  },
  row: "reschedule_event",
  decide(changes, command, _actor, now) {
    const event = eventOf(changes.order, command.event);
    if (!event) return { code: "unknown_event" };
    const refusal =
      whyNotManaged(event) ??
      badAmount(command.amount) ??
      badDate(changes.order, [event], command.scheduledAt, now);
    if (refusal) return refusal;
    if (command.alsoLater && nextCycleEvent(changes.order)?.number !== event.number)
      return { code: "not_next_cycle" };
    const amount = command.amount ?? event.amount;
    changes.add({
      kind: "event_rescheduled",
      event: event.number,
      scheduledAt: command.scheduledAt,
      amount,
      laterPrice: command.alsoLater ? amount : null,
    });
    return null;
  },
  sample: {
    early: 0,
    late: 3,
    ask: (at, { a, b, amount }) => ({
      event: anyEvent(at.order, a),
      scheduledAt: anyTime(at, b),
      amount: amount || null,
      alsoLater: b % 3 === 0,
    }),
  },
  staff: {
    ...{ permission: "billing", act: "Reschedule", working: "Rescheduling", leadsTo: "payments" },
    bulk: {
      item: "Reschedule the oldest outstanding payment",
      asks: "time",
      of: (order, now, { at }) => {
        const [event] = outstandingEvents(order, now);
        if (!event || at === null) return null;
        return { event: event.number, scheduledAt: at, amount: null, alsoLater: false };
      },
      sum: (order, { event }) => sumOfEvents(order, [event]),
    },
  },
});
