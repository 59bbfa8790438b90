import type { Order } from "@/lib/domain/order/order";
import { anchorOf, firstEvents } from "@/lib/domain/rules/activate";
import { type Instant, sayDay } from "@/lib/domain/value/calendar";
import { formatMoney } from "@/lib/domain/value/money";
import { everyInterval } from "@/lib/domain/words/agreement";
import type { View } from "../../view";

/** What is taken now, in sight however far the ways to take it are scrolled, and what follows it. */
export function Sum({ view: { order, customer, now, zone } }: { view: View }) {
  return (
    <div className="sticky top-0 z-10 -mx-6 mb-6 flex flex-wrap items-center justify-between gap-x-6 gap-y-1 border-y border-line bg-panel px-6 py-3">
      <p className="min-w-0 flex-1 basis-56 text-13 break-words text-pretty text-quiet">
        {`${sumWords(order, customer.name)} ${laterWords(order, now, zone)}`.trim()}
      </p>
      {order.initialAmount > 0 ? (
        <p className="text-24 font-semibold tabular-nums">
          {formatMoney(order.initialAmount, order.currency)}
        </p>
      ) : null}
    </div>
  );
}

function sumWords({ type, initialAmount, initialKind, zuid }: Order, name: string): string {
  if (initialAmount === 0) return `Nothing is paid now: ${name}'s card is registered for later payments.`;
  if (initialKind === "preauthorise") return `To be held on ${name}'s card for ZUID-${zuid}.`;
  const what = type === "instalment" ? "Deposit" : type === "single" ? "Payment" : "First payment";
  return `${what} of ${name} for ZUID-${zuid}.`;
}

/** As it would be scheduled if the order was paid now. */
function laterWords(order: Order, now: Instant, zone: string): string {
  const anchorAt = anchorOf(order, now);
  const events = anchorAt === null ? [] : firstEvents(order, anchorAt);
  const [first] = events;
  if (!first || !order.plan) return "";
  const amount = formatMoney(first.amount, order.currency);
  const from = `from ${sayDay(first.scheduledAt, zone)}.`;
  if (order.plan.kind === "subscription")
    return `Then ${amount} ${everyInterval(order.plan.interval)} ${from}`;
  const isEven = events.every((event) => event.amount === first.amount);
  if (events.length === 1) return `Then ${amount} on ${sayDay(first.scheduledAt, zone)}.`;
  return `Then ${isEven ? `${events.length} × ${amount}` : `${events.length} payments`} ${from}`;
}
