import { useId } from "react";
import { type Currency, formatFigure, formatMoney } from "@/lib/domain/value/money";
import { type Bar, type BarGroup, barKinds, groupSum, runsOf, type ScheduleBars } from "./schedule-bars";
import { BAR, GAP, HEIGHT, heightOf, kindNames, Stack, Stripes } from "./schedule-stack";

/**
 * What was collected and what is to come, over time, with the sum of each group over its bars. The table behind it
 * tells the same to those who cannot see it.
 */
export function SchedulePicture({ picture, currency }: { picture: ScheduleBars; currency: Currency }) {
  const stripes = useId();
  const { bars, today } = picture;
  const tallest = Math.max(...bars.map(heightOf));
  const money = (amount: number) => formatMoney(amount, currency);
  return (
    <figure>
      <div style={{ maxWidth: `${bars.length * WIDEST_REM}rem` }} aria-hidden="true">
        <GroupLabels bars={bars} currency={currency} />
        <div className="relative">
          <Lines bars={bars} />
          <svg
            viewBox={`0 0 ${bars.length * BAR} ${HEIGHT}`}
            preserveAspectRatio="none"
            className="mt-2 block h-16 w-full overflow-visible border-b border-line-strong"
            aria-hidden="true"
          >
            <Stripes id={stripes} />
            {bars.map((bar, i) => (
              <Stack key={bar.key} bar={bar} x={i * BAR} tallest={tallest} stripes={stripes} money={money} />
            ))}
            {today === null ? null : (
              <line
                x1={today * bars.length * BAR}
                x2={today * bars.length * BAR}
                y1={-6}
                y2={HEIGHT}
                className="stroke-ink"
                strokeDasharray="2 3"
                vectorEffect="non-scaling-stroke"
              />
            )}
          </svg>
        </div>
        <DayLabels bars={bars} today={today} />
      </div>
      <BarTable picture={picture} money={money} />
    </figure>
  );
}

/** Each group is named once, over its first bars; a name that needs more room than they have pushes the next one on. */
function GroupLabels({ bars, currency }: { bars: readonly Bar[]; currency: Currency }) {
  const runs = runsOf(bars);
  const groups = [...new Set(runs.map(({ group }) => group))].flatMap(
    (group) => runs.find((run) => run.group === group) ?? [],
  );
  return (
    <div className="flex text-12">
      {groups.map(({ group, from }, i) => {
        const until = groups[i + 1]?.from ?? bars.length;
        const first = i === 0 ? 0 : from;
        return (
          <span
            key={group}
            className={`min-w-max pr-3 whitespace-nowrap ${inks[group]}`}
            style={{ flex: `${until - first} 1 0` }}
          >
            <span className={group === "outstanding" ? "" : "text-quiet"}>{groupNames[group]} </span>
            <span className="font-semibold tabular-nums">
              <span className="max-sm:hidden">{currency} </span>
              {formatFigure(groupSum(bars, group), currency)}
            </span>
          </span>
        );
      })}
    </div>
  );
}

/** A line over the bars of each group. */
function Lines({ bars }: { bars: readonly Bar[] }) {
  return (
    <div className="relative mt-1 h-px">
      {runsOf(bars).map(({ group, from, to }) => (
        <span
          key={from}
          className={`absolute h-px ${lines[group]}`}
          style={{
            left: `${((from + INSET) / bars.length) * 100}%`,
            right: `${((bars.length - to - 1 + INSET) / bars.length) * 100}%`,
          }}
        />
      ))}
    </div>
  );
}

/** The first, the last, and as many between as have room; on a phone fewer. */
function DayLabels({ bars, today }: { bars: readonly Bar[]; today: number | null }) {
  const every = Math.max(1, Math.ceil(bars.length / MOST_LABELS));
  const onPhone = Math.max(1, Math.ceil(bars.length / MOST_LABELS_PHONE));
  return (
    <div className="relative mt-1 h-8 text-12 text-quiet">
      {bars.map((bar, i) => {
        if (i % every !== 0) return null;
        const isOwed = bar.counts.declined + bar.counts.overdue > 0;
        return (
          <span
            key={bar.key}
            className={`absolute -translate-x-1/2 text-center whitespace-nowrap ${isOwed ? "font-medium text-red" : ""} ${i % onPhone === 0 ? "" : "max-sm:hidden"}`}
            style={{ left: `${((i + 0.5) / bars.length) * 100}%` }}
          >
            <span className="block">{bar.day}</span>
            <span className="block font-normal max-sm:hidden">{bar.note}</span>
          </span>
        );
      })}
      {today === null ? null : (
        <span
          className="absolute top-4 bg-page px-1 text-ink"
          style={{ left: `${today * 100}%`, transform: `translateX(-${today * 100}%)` }}
        >
          today
        </span>
      )}
    </div>
  );
}

function BarTable({ picture: { step, bars }, money }: BarTableProps) {
  const present = barKinds.filter((kind) => bars.some((bar) => bar.counts[kind] > 0));
  return (
    <div className="sr-only">
      <table aria-label={`Payments by ${step}`}>
        <thead>
          <tr>
            <th scope="col">{step}</th>
            {present.map((kind) => (
              <th key={kind} scope="col">
                {kindNames[kind]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.key}>
              <th scope="row">{bar.label}</th>
              {present.map((kind) => (
                <td key={kind}>{money(bar.sums[kind])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type BarTableProps = { picture: ScheduleBars; money: (amount: number) => string };

const INSET = GAP / BAR;
const MOST_LABELS = 16;
const MOST_LABELS_PHONE = 5;
const WIDEST_REM = 6;

const groupNames: Record<BarGroup, string> = {
  collected: "Collected",
  outstanding: "Outstanding",
  coming: "To come",
};
const inks: Record<BarGroup, string> = { collected: "", outstanding: "text-red", coming: "" };
const lines: Record<BarGroup, string> = {
  collected: "bg-green",
  outstanding: "bg-red",
  coming: "bg-line-strong",
};
