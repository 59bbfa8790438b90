import { AlarmClock } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { NeedsFilter } from "@/lib/desk/needs-filter";
import type { NeedsSum, NeedsTotal, NeedsTotals } from "@/lib/desk/needs-totals";
import { formatFigure, formatMoney } from "@/lib/domain/value/money";
import { needKindNames, saySums } from "@/lib/domain/words/need-words";
import { needsHref } from "./needs-href";

/** Whose orders, and of which kind: numbers and sums that are filters too. */
export function NeedsHead({ merchant, filter, totals }: Props) {
  const href = (change: Partial<NeedsFilter>) => needsHref(merchant, { ...filter, after: null, ...change });
  const { count } = totals.shown;
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div>
          <h1 className="text-24 font-semibold max-sm:sr-only">What needs you</h1>
          <p className="mt-1 text-13 text-quiet max-sm:hidden">{sentence(filter, totals)}</p>
          <p className="sm:hidden">
            <PhoneSums total={totals.shown} />
            <span className="block text-13 text-quiet">
              outstanding on {count} {count === 1 ? "order" : "orders"}
            </span>
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          <nav
            aria-label="Whose orders"
            className="flex divide-x divide-line-strong overflow-hidden rounded-control border border-line-strong bg-panel"
          >
            <Whose href={href({ owner: null })} isChosen={filter.owner === null} count={totals.everyone}>
              Everyone
            </Whose>
            <Whose href={href({ owner: "me" })} isChosen={filter.owner === "me"} count={totals.mine}>
              Mine
            </Whose>
            <Whose
              href={href({ owner: "nobody" })}
              isChosen={filter.owner === "nobody"}
              count={totals.noOnes}
            >
              No one’s
            </Whose>
          </nav>
          <Link
            href={href({ isSnoozed: !filter.isSnoozed })}
            prefetch={false}
            aria-current={filter.isSnoozed ? "true" : undefined}
            className={`inline-flex h-8 items-center gap-1.5 rounded-control border px-3 text-13 font-medium max-sm:h-10 ${filter.isSnoozed ? "border-accent bg-selected" : "border-line-strong bg-panel hover:bg-hover"}`}
          >
            <AlarmClock size={16} strokeWidth={1.5} aria-hidden />
            <span className="max-sm:sr-only">Snoozed</span>{" "}
            <span className="font-normal text-quiet tabular-nums">{totals.snoozed}</span>
          </Link>
        </div>
      </div>
      <nav
        aria-label="Kinds"
        className="mt-4 flex gap-2 overflow-x-auto sm:gap-0 sm:overflow-hidden sm:rounded-panel sm:border sm:border-line sm:bg-panel sm:group-data-[panel=open]/desk:flex-wrap sm:group-data-[panel=open]/desk:gap-2 sm:group-data-[panel=open]/desk:border-0 sm:group-data-[panel=open]/desk:bg-transparent"
      >
        <Kind name="All" href={href({ kind: null })} isChosen={filter.kind === null} total={totals.all} />
        {totals.kinds.map(({ kind, total }) => (
          <Kind
            key={kind}
            name={needKindNames[kind]}
            href={href({ kind })}
            isChosen={filter.kind === kind}
            total={total}
          />
        ))}
      </nav>
    </>
  );
}

type Props = { merchant: string; filter: NeedsFilter; totals: NeedsTotals };

function sentence(filter: NeedsFilter, { shown: { count } }: NeedsTotals): string {
  const orders = count === 1 ? "1 order" : `${count.toLocaleString("en-GB")} orders`;
  if (filter.isSnoozed)
    return `${orders} snoozed. ${count === 1 ? "It comes" : "They come"} back on time, or when something happens to ${count === 1 ? "it" : "them"}.`;
  if (count === 0) return "Nothing needs a person here.";
  return `${orders} ${count === 1 ? "needs" : "need"} a person. First what runs out, then the most money.`;
}

function PhoneSums({ total: { sums } }: { total: NeedsTotal }) {
  const [first, ...others] = sums.filter(({ outstanding }) => outstanding > 0);
  if (!first) return null;
  return (
    <span className="flex items-baseline justify-between gap-4 tabular-nums">
      <span className="text-24 font-semibold">
        <span className="font-normal text-quiet">{first.currency}</span>{" "}
        {formatFigure(first.outstanding, first.currency)}
      </span>
      <span className="text-13 text-quiet">
        {saySums(others.map(({ currency, outstanding }) => ({ currency, amount: outstanding })))}
      </span>
    </span>
  );
}

function Whose({ href, isChosen, count, children }: WhoseProps) {
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={isChosen ? "true" : undefined}
      className={`inline-flex h-8 items-center gap-1 px-3 text-13 max-sm:h-10 ${isChosen ? "bg-selected font-medium" : "text-quiet hover:bg-hover hover:text-ink"}`}
    >
      {children} <span className="tabular-nums">{count}</span>
    </Link>
  );
}

type WhoseProps = { href: string; isChosen: boolean; count: number; children: ReactNode };

/** A kind as a cell of the strip; on a phone, and beside the open panel, as a chip. */
function Kind({ name, href, isChosen, total }: KindProps) {
  const [first, ...others] = total.sums.filter(({ outstanding }) => outstanding > 0);
  const asides = [
    ...others.map(({ currency, outstanding }) => formatMoney(outstanding, currency)),
    ...total.sums.flatMap(givenBack),
  ];
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={isChosen ? "true" : undefined}
      className={`block shrink-0 max-sm:flex max-sm:h-9 max-sm:items-center max-sm:rounded-control max-sm:border max-sm:px-3 sm:min-h-22 sm:min-w-0 sm:flex-1 sm:border-l sm:border-line sm:px-4 sm:py-3 sm:first:border-l-0 sm:group-data-[panel=open]/desk:min-h-0 sm:group-data-[panel=open]/desk:flex-none sm:group-data-[panel=open]/desk:rounded-control sm:group-data-[panel=open]/desk:border sm:group-data-[panel=open]/desk:px-3 sm:group-data-[panel=open]/desk:py-1 ${isChosen ? "border-accent! bg-selected sm:border-line!" : "border-line-strong! bg-panel hover:bg-hover sm:border-line!"}`}
    >
      <span className="text-13 font-medium whitespace-nowrap">
        {name} <span className="ml-1 font-normal text-quiet tabular-nums">{total.count}</span>
      </span>
      <span className="block tabular-nums max-sm:hidden sm:group-data-[panel=open]/desk:hidden">
        <span className="block truncate text-18 font-semibold">
          {first ? (
            <>
              <span className="font-normal text-quiet">{first.currency}</span>{" "}
              {formatFigure(first.outstanding, first.currency)}
            </>
          ) : (
            <span className="font-normal text-quiet">–</span>
          )}
        </span>
        {asides.map((aside) => (
          <span key={aside} className="block truncate text-12 text-quiet">
            {aside}
          </span>
        ))}
      </span>
    </Link>
  );
}

type KindProps = { name: string; href: string; isChosen: boolean; total: NeedsTotal };

function givenBack({ currency, toGiveBack, chargedBack }: NeedsSum): string[] {
  return [
    ...(toGiveBack > 0 ? [`${formatMoney(toGiveBack, currency)} to give back`] : []),
    ...(chargedBack > 0 ? [`${formatMoney(chargedBack, currency)} charged back`] : []),
  ];
}
