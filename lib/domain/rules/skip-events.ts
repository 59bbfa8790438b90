import { isOpen } from "../order/billing-event";
import { sumOf } from "../order/standing";
import { choose, whyNotManaged } from "./manage-events";
import { numbers, staffRule } from "./rule";
import { anyEvent } from "./sample";
import { scheduleFollower } from "./start-payment";

/** Gives events up. An instalment order's value shrinks by them, and settles when nothing is left open. */
export const skipEvents = staffRule({
  fields: { events: numbers },
  row: "skip_events",
  decide(u, command, _actor, now) {
    const chosen = choose(u.order, command.events, whyNotManaged);
    if ("refusal" in chosen) return chosen.refusal;
    const amount = sumOf(chosen.events);
    scheduleFollower(u, chosen.events, now, () =>
      u.add({
        kind: "events_skipped",
        events: chosen.events.map((event) => event.number),
        amount,
        newTotal: u.order.type === "instalment" ? u.order.total - amount : u.order.total,
      }),
    );
    if (!u.order.events.some(isOpen)) u.move("nothing_left_open");
    return null;
  },
  sample: {
    early: 1,
    late: 1,
    ask: ({ order }, { a, b }) => ({
      events: a % 2 ? [anyEvent(order, a)] : [anyEvent(order, a), anyEvent(order, b)],
    }),
  },
  staff: { permission: "billing", act: "Skip", working: "Skipping" },
});
