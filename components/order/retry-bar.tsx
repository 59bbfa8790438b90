import { type BillingEvent, isOpen } from "@/lib/domain/order/billing-event";
import type { Order } from "@/lib/domain/order/order";
import { retriesOf } from "@/lib/domain/order/retry";
import { type Instant, sayInstant } from "@/lib/domain/value/calendar";
import { BudgetBar } from "./budget-bar";
import { paydayOf, retriesWords } from "./retries-words";

/** An event's retries as a bar of fifteen: used, planned, left. Nothing where its card was never declined. */
export function RetryBar({ order, event, now, zone }: Retried) {
  const retries = retriesOf(order, event);
  if (!retries) return null;
  const { plannedRetries } = event;
  const isBar = isOpen(event) && now < retries.endsAt;
  const [next] = plannedRetries;
  const payday = next === undefined ? null : paydayOf(order.merchant, next, zone);
  return (
    <span className="inline-flex flex-col gap-1 align-middle max-sm:pt-1">
      {isBar ? <BudgetBar limit={retries.limit} used={retries.used} planned={plannedRetries.length} /> : null}
      <span className="whitespace-nowrap">{retriesWords(retries, isOpen(event), now)}</span>
      {isBar && next !== undefined ? (
        <span className="text-12 text-quiet">
          {plannedRetries.length} planned, next {sayInstant(next, zone)}
          {payday ? <span className="block">{payday}</span> : null}
        </span>
      ) : null}
    </span>
  );
}

type Retried = { order: Order; event: BillingEvent; now: Instant; zone: string };
