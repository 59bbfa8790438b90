import { type BillingEvent, isOpen } from "@/lib/domain/billing-event";
import { sayInstant } from "@/lib/domain/calendar";
import type { Instant } from "@/lib/domain/order";
import { RETRY_LIMIT } from "@/lib/domain/retry";
import { retriesWords } from "./retries-words";

/** An event's retries as a bar of fifteen: used, planned, left. Nothing for one that was never declined. */
export function RetryBar({ event, now, zone }: { event: BillingEvent; now: Instant; zone: string }) {
  const { window, plannedRetries } = event;
  if (!window) return null;
  const isBar = isOpen(event) && now < window.endsAt;
  const [next] = plannedRetries;
  return (
    <span className="inline-flex flex-col gap-1 align-middle">
      {isBar ? <Bar used={window.retries} planned={plannedRetries.length} /> : null}
      <span className="whitespace-nowrap">{retriesWords(event, now)}</span>
      {isBar && next !== undefined ? (
        <span className="text-12 text-quiet">
          {plannedRetries.length} planned, next {sayInstant(next, zone)}
        </span>
      ) : null}
    </span>
  );
}

function Bar({ used, planned }: { used: number; planned: number }) {
  return (
    <svg width={RETRY_LIMIT * STEP} height="10" aria-hidden="true" className="shrink-0">
      {Array.from({ length: RETRY_LIMIT }, (_, i) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: a place on the bar is its number
          key={i}
          x={i * STEP + 0.5}
          y={0.5}
          width={STEP - 3}
          height={9}
          rx={1}
          className={
            i < used ? "fill-red stroke-red" : i < used + planned ? planClass : "fill-none stroke-line-strong"
          }
        />
      ))}
    </svg>
  );
}

const STEP = 8;
const planClass = "fill-accent/30 stroke-accent";
