import { eventOf } from "../order/balance";
import { isOpen } from "../order/billing-event";
import { numberField, staffRule } from "./command-rule";
import { anyEvent } from "./sample";
import { obstacleToCharge, startEvent } from "./start-payment";

/** Collects a scheduled event now. A subscription's cycle dates do not move. */
export const executeEvent = staffRule({
  fields: { event: numberField },
  row: "execute_event",
  mayCharge: true,
  decide(changes, command, actor, now) {
    const event = eventOf(changes.order, command.event);
    if (!event) return { code: "unknown_event" };
    if (!isOpen(event)) return { code: "event_not_open" };
    if (event.status !== "scheduled") return { code: "not_scheduled" };
    const refusal = obstacleToCharge(changes.order, event, now);
    if (refusal) return refusal;
    startEvent(changes, event.number, { cause: "execute_now", actor }, now);
    return null;
  },
  sample: { early: 0, late: 2, ask: ({ order }, { a }) => ({ event: anyEvent(order, a) }) },
  staff: { permission: "billing", act: "Execute now", working: "Asking the bank", leadsTo: "payments" },
});
