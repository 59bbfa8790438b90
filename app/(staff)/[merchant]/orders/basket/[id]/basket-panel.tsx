import { ArrowLeft, X } from "lucide-react";
import Link from "next/link";
import { Time } from "@/components/ui/time";
import type { Basket } from "@/lib/bulk/basket";
import { MOST_ORDERS } from "@/lib/bulk/plan";
import type { RunSummary } from "@/lib/bulk/summary";
import { schemeLimits } from "@/lib/domain/decline/scheme";
import { bulkOf, commands } from "@/lib/domain/rules/command";
import { listHref } from "../../list-href";
import { ordersInWords, sumsInWords } from "../basket-words";
import { LeftOutOrders } from "./left-out-orders";
import { PlannedSums } from "./planned-sums";
import { StartRun } from "./start-run";

/** What would be done, what is left out and why, and how it is started. On a phone it is the page. */
export function BasketPanel({ merchant, zone, run, basket }: BasketPanelProps) {
  const item = bulkOf(run.kind)?.item ?? "";
  const { act, working } = commands[run.kind].staff;
  const { planned, left_out: leftOut } = run.counts;
  const sums = run.sums.filter(({ state }) => state === "planned");
  return (
    <aside
      aria-labelledby="basket-title"
      className="min-w-0 lg:col-start-2 lg:row-start-1 lg:min-h-[calc(100dvh-var(--below-bar,0px))] lg:border-l lg:border-line lg:bg-panel"
    >
      <div className="flex flex-col lg:sticky lg:top-(--below-bar,0px) lg:h-[calc(100dvh-3rem)]">
        <header className="flex items-center gap-3 lg:justify-between lg:border-b lg:border-line lg:px-6 lg:py-4">
          <Link href={listHref(merchant)} aria-label="Back to the list" className={`${iconClass} lg:hidden`}>
            <ArrowLeft size={16} strokeWidth={1.5} aria-hidden />
          </Link>
          <h1 id="basket-title" className="text-18 font-semibold">
            {item}
          </h1>
          <Link href={listHref(merchant)} aria-label="Close" className={`${iconClass} max-lg:hidden`}>
            <X size={16} strokeWidth={1.5} aria-hidden />
          </Link>
        </header>
        <StartRun
          key={run.id}
          zone={zone}
          carries={{
            merchant,
            id: run.id,
            orders: String(planned),
            sums: sums.map(({ currency, sum }) => `${currency} ${sum}`).join(),
          }}
          act={act}
          working={working}
          orders={planned}
          sums={sums.map(({ currency, sum }) => ({ currency, sum }))}
          gives={givesUp.includes(run.kind)}
          back={listHref(merchant)}
        >
          <dl className="flex gap-8">
            <Figure name="Will take part" value={planned} />
            <Figure name="Left out" value={leftOut} />
          </dl>
          {planned + leftOut >= MOST_ORDERS ? (
            <p className="text-13 text-orange">
              The list has more orders. One run takes {ordersInWords(MOST_ORDERS)}. Narrow the list, or do the
              rest after this run.
            </p>
          ) : null}
          {run.chosenAt ? (
            <p className="text-13">
              New time: <Time at={run.chosenAt} zone={zone} />
            </p>
          ) : null}
          <PlannedSums planned={basket.planned} />
          <LeftOutOrders merchant={merchant} run={run.id} kind={run.kind} basket={basket} />
          <p className="flex flex-wrap justify-between gap-x-4 text-13 text-quiet">
            <span>Selected: {ordersInWords(planned + leftOut)}</span>
            <span className="tabular-nums">{sumsInWords(basket.outstanding) || "nothing"} outstanding</span>
          </p>
          <Remarks basket={basket} />
        </StartRun>
      </div>
    </aside>
  );
}

type BasketPanelProps = { merchant: string; zone: string; run: RunSummary; basket: Basket };

/** Their buttons are red: something will not be collected. */
const givesUp: readonly RunSummary["kind"][] = ["skip_events", "cancel_order", "complete_order"];

const iconClass =
  "inline-flex size-8 shrink-0 items-center justify-center rounded-control text-quiet hover:bg-hover hover:text-ink";

function Figure({ name, value }: { name: string; value: number }) {
  return (
    <div>
      <dt className="text-12 text-quiet">{name}</dt>
      <dd className="text-24 font-semibold tabular-nums">{value.toLocaleString("en-GB")}</dd>
    </div>
  );
}

function Remarks({ basket: { onLastRetry, retriedSoon, limits } }: { basket: Basket }) {
  const remarks = [
    ...limits.map(limitInWords),
    onLastRetry > 0
      ? `${ordersInWords(onLastRetry)} ${onLastRetry === 1 ? "has" : "have"} one retry left.`
      : "",
    retriedSoon > 0 ? `${ordersInWords(retriedSoon)} would be retried automatically within 24 hours.` : "",
  ].filter(Boolean);
  return remarks.length > 0 ? <p className="text-12 text-quiet">{remarks.join(" ")}</p> : null;
}

/** "Visa: reattempts by the merchant in 30 days: 3 cards reach the limit of 15 with this run." */
function limitInWords({ id, most, cards, beyond }: Basket["limits"][number]): string {
  const rule = schemeLimits.find((one) => one.id === id)?.rule ?? id;
  const reach = `${rule}: ${cards === 1 ? "1 card" : `${cards} cards`} can reach the limit of ${most} with this run`;
  if (beyond === 0) return `${reach}.`;
  return `${reach}, and ${beyond === 1 ? "1 payment beyond it is" : `${beyond} payments beyond it are`} not sent.`;
}
