import { useId } from "react";
import { type Currency, formatMoney } from "@/lib/domain/value/money";
import { type Bar, type BarKind, barKinds, type ScheduleBars } from "./schedule-bars";

/** What was collected and what is to come, over time. The table behind it tells the same to those who cannot see it. */
export function SchedulePicture({ picture, currency }: { picture: ScheduleBars; currency: Currency }) {
  const stripes = useId();
  const { step, bars, today } = picture;
  const tallest = Math.max(...bars.map(heightOf));
  const money = (amount: number) => formatMoney(amount, currency);
  const present = barKinds.filter((kind) => bars.some((bar) => bar.counts[kind] > 0));
  return (
    <figure className="mb-5">
      <figcaption className="mb-3 flex flex-wrap gap-x-6 gap-y-2 text-12">
        {present.map((kind) => (
          <span key={kind} className="inline-flex items-center gap-1.5">
            <svg width="12" height="12" aria-hidden="true">
              <Block kind={kind} stripes={stripes} x={1} y={1} width={10} height={10} />
            </svg>
            <span className="text-quiet">{kindNames[kind]}</span>
            <span className="font-medium tabular-nums">{money(sumOf(bars, kind))}</span>
          </span>
        ))}
      </figcaption>
      <div
        className="relative pt-5"
        style={{ maxWidth: `${bars.length * WIDEST_REM}rem` }}
        aria-hidden="true"
      >
        {today === null ? null : (
          <span
            className="absolute top-0 text-12 text-quiet"
            style={{ left: `${today * 100}%`, transform: `translateX(-${today * 100}%)` }}
          >
            Today
          </span>
        )}
        <svg
          viewBox={`0 0 ${bars.length * BAR} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="block h-24 w-full overflow-visible border-b border-line-strong"
          aria-hidden="true"
        >
          <defs>
            <pattern id={stripes} width="4" height="6" patternUnits="userSpaceOnUse">
              <rect width="4" height="4" className="fill-red" />
            </pattern>
          </defs>
          {bars.map((bar, i) => (
            <Stack key={bar.key} bar={bar} x={i * BAR} tallest={tallest} stripes={stripes} money={money} />
          ))}
          {today === null ? null : (
            <line
              x1={today * bars.length * BAR}
              x2={today * bars.length * BAR}
              y1={-4}
              y2={HEIGHT}
              className="stroke-ink"
              strokeDasharray="3 3"
              vectorEffect="non-scaling-stroke"
            />
          )}
        </svg>
        <Labels bars={bars} />
      </div>
      <p className="mt-1 text-12 text-quiet">
        A bar a {step}; the tallest is {money(tallest)}.
      </p>
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
    </figure>
  );
}

/** One bar: what is settled stands at the bottom. */
function Stack({ bar, x, tallest, stripes, money }: StackProps) {
  let top = HEIGHT;
  return (
    <g>
      <title>
        {[
          bar.label,
          ...barKinds.flatMap((kind) =>
            bar.sums[kind] ? `${kindNames[kind]} ${money(bar.sums[kind])}` : [],
          ),
        ].join(", ")}
      </title>
      {barKinds.map((kind) => {
        const height = tallest ? (bar.sums[kind] / tallest) * HEIGHT : 0;
        if (height === 0) return null;
        top -= height;
        return (
          <Block
            key={kind}
            kind={kind}
            stripes={stripes}
            x={x + GAP}
            y={top}
            width={BAR - 2 * GAP}
            height={height}
          />
        );
      })}
    </g>
  );
}

type StackProps = {
  bar: Bar;
  x: number;
  tallest: number;
  stripes: string;
  money: (amount: number) => string;
};

function Block({ kind, stripes, ...box }: BlockProps) {
  const isStriped = kind === "declined";
  return (
    <rect
      {...box}
      className={looks[kind]}
      vectorEffect="non-scaling-stroke"
      {...(isStriped ? { fill: `url(#${stripes})` } : {})}
    />
  );
}

type BlockProps = { kind: BarKind; stripes: string; x: number; y: number; width: number; height: number };

/** The first, the last, and as many between as have room on a phone. */
function Labels({ bars }: { bars: readonly Bar[] }) {
  const every = Math.max(1, Math.ceil(bars.length / MOST_LABELS));
  return (
    <div className="relative mt-1 h-4 text-12 text-quiet">
      {bars.map((bar, i) => {
        if (i % every !== 0 || (i > 0 && bars.length - i < every / 2)) return null;
        const middle = (i + 0.5) / bars.length;
        // Under its bar where bars are wide; where they are narrow it must not leave the picture.
        const shift = bars.length <= WIDE_BARS ? 50 : middle * 100;
        return (
          <span
            key={bar.key}
            className="absolute whitespace-nowrap"
            style={{ left: `${middle * 100}%`, transform: `translateX(-${shift}%)` }}
          >
            {bar.label}
          </span>
        );
      })}
    </div>
  );
}

const HEIGHT = 100;
const BAR = 20;
const GAP = 3;
const MOST_LABELS = 5;
const WIDE_BARS = 8;
const WIDEST_REM = 6;

/** Never by colour alone: solid, pale, striped, dashed, hollow. */
const looks: Record<BarKind, string> = {
  collected: "fill-green",
  recovered: "fill-green/30 stroke-green",
  declined: "stroke-red",
  overdue: "fill-orange/30 stroke-orange [stroke-dasharray:3_2]",
  coming: "fill-none stroke-line-strong",
};

const kindNames: Record<BarKind, string> = {
  collected: "Collected",
  recovered: "Recovered",
  declined: "Declined",
  overdue: "Overdue",
  coming: "Coming",
};

function heightOf(bar: Bar): number {
  return barKinds.reduce((sum, kind) => sum + bar.sums[kind], 0);
}

function sumOf(bars: readonly Bar[], kind: BarKind): number {
  return bars.reduce((sum, bar) => sum + bar.sums[kind], 0);
}
