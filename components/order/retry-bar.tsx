import { type BillingEvent, isOpen } from "@/lib/domain/billing-event";
import { sayInstant } from "@/lib/domain/calendar";
import type { Instant } from "@/lib/domain/order";
import { RETRY_LIMIT } from "@/lib/domain/retry";
import { BudgetBar } from "./budget-bar";
import { retriesWords } from "./retries-words";

/** An event's retries as a bar of fifteen: used, planned, left. Nothing for one that was never declined. */
export function RetryBar({ event, now, zone }: { event: BillingEvent; now: Instant; zone: string }) {
  const { window, plannedRetries } = event;
  if (!window) return null;
  const isBar = isOpen(event) && now < window.endsAt;
  const [next] = plannedRetries;
  return (
    <span className="inline-flex flex-col gap-1 align-middle max-sm:pt-1">
      {isBar ? <BudgetBar limit={RETRY_LIMIT} used={window.retries} planned={plannedRetries.length} /> : null}
      <span className="whitespace-nowrap">{retriesWords(event, now)}</span>
      {isBar && next !== undefined ? (
        <span className="text-12 text-quiet">
          {plannedRetries.length} planned, next {sayInstant(next, zone)}
        </span>
      ) : null}
    </span>
  );
}
