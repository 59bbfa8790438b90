import { EventStatusName } from "@/components/order/event-status-icon";
import { RetryBar } from "@/components/order/retry-bar";
import { Amount } from "@/components/ui/amount";
import { Time } from "@/components/ui/time";
import { oldestFirst } from "@/lib/domain/order/balance";
import { type BillingEvent, isDeclined, isOpen, isOverdue } from "@/lib/domain/order/billing-event";
import { explainRefusal } from "@/lib/domain/order/refusal";
import { totalsOf } from "@/lib/domain/preview/preview";
import type { Command } from "@/lib/domain/rules/command";
import { may } from "@/lib/domain/rules/decide";
import { orderHref } from "../../order-href";
import { holdWords } from "../hold-words";
import type { View } from "../view";
import { type EventAct, eventActs, eventsAsked, usualTime } from "./event-form";
import { EventPicker } from "./event-picker";
import { Totals } from "./totals";

/** The order's billing events, and what can be done with those that are selected. */
export function Payments({ view }: { view: View }) {
  const { order, now, zone, asked } = view;
  const chosen = eventsAsked(asked.events);
  if (order.events.length === 0)
    return <p className="text-13 text-quiet">This order has no scheduled payments.</p>;
  return (
    <>
      <EventPicker
        address={orderHref(order, { popup: "payments" })}
        chosen={chosen}
        currency={order.currency}
        rows={oldestFirst(order.events).map((event) => ({
          number: event.number,
          name: `SPID ${event.spid}`,
          isOpen: isOpen(event),
          minor: event.amount,
          status: <EventStatusName status={event.status} overdue={isOverdue(event, now)} />,
          id: event.spid,
          scheduled: <Time at={event.scheduledAt} zone={zone} />,
          amount: <Amount value={event.amount} currency={order.currency} />,
          executed: <Time at={event.executedAt} zone={zone} />,
          retries: <RetryBar order={order} event={event} now={now} zone={zone} />,
          reason: reasonOf(view, event),
        }))}
        acts={(Object.keys(eventActs) as EventAct[]).map((act) => ({
          name: eventActs[act],
          href: orderHref(order, { popup: "payments", act, events: chosen.join(",") }),
          reason: whyNot(view, act, chosen),
        }))}
      />
      <Totals totals={totalsOf(order, now)} currency={order.currency} />
    </>
  );
}

/** Why an act cannot be done with what is selected; null when it can. */
function whyNot(view: View, act: EventAct, events: number[]): string | null {
  const [event] = events;
  if (event === undefined) return explainRefusal({ code: "no_event_chosen" });
  if ((act === "reschedule" || act === "execute") && events.length > 1) return "Choose one payment.";
  const { order, now, zone } = view;
  const refusal = may(order, plainCommand(view, act, event, events), now);
  return refusal && explainRefusal(refusal, zone);
}

function plainCommand({ order, now }: View, act: EventAct, event: number, events: number[]): Command {
  switch (act) {
    case "reschedule": {
      const scheduledAt = usualTime(order, [event], now);
      return { kind: "reschedule_event", event, scheduledAt, amount: null, alsoLater: false };
    }
    case "merge":
      return { kind: "merge_events", events, scheduledAt: usualTime(order, events, now), amount: null };
    case "skip":
      return { kind: "skip_events", events };
    case "retry":
      return { kind: "retry_events", events };
    case "execute":
      return { kind: "execute_event", event };
  }
}

function reasonOf({ order, now, zone }: View, event: BillingEvent): string | null {
  if (isDeclined(event) && event.decline)
    return event.decline.schemeBan
      ? `Scheme ban: ${event.decline.reason}`
      : `${event.decline.reason} (${event.decline.code})`;
  const into = order.events.find((other) => other.number === event.mergedInto);
  return into ? `Merged into SPID ${into.spid}` : holdWords(event, now, zone);
}
