import { EventStatusName } from "@/components/order/event-status-icon";
import { RetryBar } from "@/components/order/retry-bar";
import { Amount } from "@/components/ui/amount";
import { Time } from "@/components/ui/time";
import { oldestFirst } from "@/lib/domain/order/balance";
import {
  type BillingEvent,
  isCollected,
  isDeclined,
  isOpen,
  isOverdue,
} from "@/lib/domain/order/billing-event";
import { totalsOf } from "@/lib/domain/preview/preview";
import { orderHref } from "../../../order-href";
import type { View } from "../../view";
import { holdWords } from "../../words/hold-words";
import { EventPicker } from "./event-picker";
import { eventsAsked, offeredActs } from "./offered-acts";
import { Totals } from "./totals";

/** The order's billing events, and what can be done with those that are selected. */
export function Payments({ view }: { view: View }) {
  const { order, now, zone, asked } = view;
  const chosen = eventsAsked(asked.events);
  return (
    <>
      <Totals totals={totalsOf(order, now)} currency={order.currency} />
      <EventPicker
        address={orderHref(order, { popup: "payments" })}
        chosen={chosen}
        currency={order.currency}
        rows={oldestFirst(order.events).map((event) => ({
          number: event.number,
          name: `SPID ${event.spid}`,
          isOpen: isOpen(event),
          isCollected: isCollected(event),
          minor: event.amount,
          status: <EventStatusName status={event.status} overdue={isOverdue(event, now)} />,
          id: event.spid,
          scheduled: <Time at={event.scheduledAt} zone={zone} />,
          amount: <Amount value={event.amount} currency={order.currency} />,
          executed: <Time at={event.executedAt} zone={zone} />,
          retries: <RetryBar order={order} event={event} now={now} zone={zone} />,
          reason: reasonOf(view, event),
        }))}
        acts={offeredActs(view, chosen)}
        askedAt={`${orderHref(order)}/offered-acts`}
      />
    </>
  );
}

export function NoPayments() {
  return <p className="text-13 text-quiet">This order has no scheduled payments.</p>;
}

function reasonOf({ order, now, zone }: View, event: BillingEvent): string | null {
  if (isDeclined(event) && event.decline)
    return event.decline.schemeBan
      ? `Scheme ban: ${event.decline.reason}`
      : `${event.decline.reason} (${event.decline.code})`;
  const into = order.events.find((other) => other.number === event.mergedInto);
  return into ? `Merged into SPID ${into.spid}` : holdWords(event, now, zone);
}
