import { type Bar, type BarKind, barKinds } from "./schedule-bars";

/** One bar: what is settled stands at the bottom. */
export function Stack({ bar, x, tallest, stripes, money }: StackProps) {
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
          <rect
            key={kind}
            x={x + GAP}
            y={top}
            width={BAR - 2 * GAP}
            height={height}
            className={looks[kind]}
            vectorEffect="non-scaling-stroke"
            {...(kind === "declined" ? { fill: `url(#${stripes})` } : {})}
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

/** What declined payments are filled with. */
export function Stripes({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width="3" height="10" patternUnits="userSpaceOnUse" patternTransform="rotate(35)">
        <rect width="1.6" height="10" className="fill-red" />
      </pattern>
    </defs>
  );
}

export const HEIGHT = 100;
export const BAR = 20;
export const GAP = 4.5;

/** Never by colour alone: solid, pale, striped, dashed, hollow. */
const looks: Record<BarKind, string> = {
  collected: "fill-green",
  recovered: "fill-tint-green stroke-green",
  declined: "stroke-red",
  overdue: "fill-tint-orange stroke-orange [stroke-dasharray:3_2]",
  coming: "fill-none stroke-line-strong",
};

export const kindNames: Record<BarKind, string> = {
  collected: "Collected",
  recovered: "Recovered",
  declined: "Declined",
  overdue: "Overdue",
  coming: "Coming",
};

export function heightOf(bar: Bar): number {
  return barKinds.reduce((sum, kind) => sum + bar.sums[kind], 0);
}
