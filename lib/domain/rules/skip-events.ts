import { outstandingEvents, sumOf } from "../order/balance";
import { isOpen } from "../order/billing-event";
import { numbersField, staffRule } from "./command-rule";
import { chooseEvents, sumOfEvents, whyNotManaged } from "./manage-events";
import { anyEvent } from "./sample";
import { scheduleFollower } from "./start-payment";

/**
 * Skips events. An instalment order's total shrinks by them, and the order is settled when nothing is left open.
 */
export const skipEvents = staffRule({
  fields: { events: numbersField },
  row: "skip_events",
  decide(changes, command, _actor, now) {
    const chosen = chooseEvents(changes.order, command.events, whyNotManaged);
    if ("refusal" in chosen) return chosen.refusal;
    const amount = sumOf(chosen.events);
    scheduleFollower(changes, chosen.events, now, () =>
      changes.add({
        kind: "events_skipped",
        events: chosen.events.map((event) => event.number),
        amount,
        newTotal: changes.order.type === "instalment" ? changes.order.total - amount : changes.order.total,
      }),
    );
    if (!changes.order.events.some(isOpen)) changes.move("nothing_left_open");
    return null;
  },
  sample: {
    early: 1,
    late: 1,
    ask: ({ order }, { a, b }) => ({
      events: a % 2 ? [anyEvent(order, a)] : [anyEvent(order, a), anyEvent(order, b)],
    }),
  },
  staff: {
    ...{ permission: "billing", act: "Skip", working: "Skipping", leadsTo: "payments" },
    bulk: {
      item: "Skip outstanding payments",
      of: (order, now) => {
        const events = outstandingEvents(order, now).map(({ number }) => number);
        return events.length > 0 ? { events } : null;
      },
      sum: (order, { events }) => sumOfEvents(order, events),
    },
  },
});
