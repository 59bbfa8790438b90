"use client";
import { useId } from "react";
import { Bar, BarChart, CartesianGrid, LabelList, ResponsiveContainer, XAxis, YAxis } from "recharts";
import { axisOf, labelPlaces } from "./axis";

/**
 * Bars from zero, each a stack of few inks that are named beside the last one. A picture for the eye alone: its table
 * stands behind it.
 */
export function StackedBars({ bars, series, labels, unit, isTall = false }: StackedBarsProps) {
  const pattern = useId();
  const plot = isTall ? TALL_PLOT : PLOT;
  const axis = axisOf(bars.map(({ values }) => values.filter((value) => value > 0).reduce(add, 0)));
  const rows = bars.map(({ name, values, says }) => ({
    name,
    says,
    ...Object.fromEntries(values.map((value, i) => [`v${i}`, value])),
  }));
  const isNamed = series.map((_, i) => bars.some(({ values }) => (values[i] ?? 0) > 0));
  const places = labelPlaces(bars.at(-1)?.values ?? [], axis.most, { top: TOP, height: plot, isNamed });
  return (
    <div aria-hidden className="relative" style={{ height: TOP + plot + BELOW }}>
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 400, height: 200 }}>
        <BarChart
          data={rows}
          barCategoryGap="24%"
          accessibilityLayer={false}
          margin={{ top: TOP, right: labels ? BESIDE : 0, bottom: 0, left: 0 }}
        >
          <defs>
            <pattern
              id={pattern}
              width="5"
              height="5"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <rect width="5" height="5" fill="var(--color-panel)" />
              <rect width="2.5" height="5" fill="var(--color-red)" />
            </pattern>
          </defs>
          <CartesianGrid vertical={false} stroke="var(--color-line)" />
          <XAxis
            dataKey="name"
            tickLine={false}
            axisLine={{ stroke: "var(--color-warm-7)" }}
            height={BELOW}
            interval="preserveStartEnd"
            minTickGap={12}
            tick={text}
          />
          <YAxis
            width={52}
            domain={[0, axis.most]}
            ticks={axis.ticks}
            tickFormatter={(value: number) => (value === 0 ? "" : (value / unit).toLocaleString("en"))}
            axisLine={false}
            tickLine={false}
            tick={text}
          />
          {series.map(({ name, ink }, i) => (
            <Bar
              key={name}
              dataKey={`v${i}`}
              stackId="one"
              isAnimationActive={false}
              {...inkOf(ink, pattern)}
              maxBarSize={36}
            >
              {i === series.length - 1 ? (
                <LabelList
                  dataKey="says"
                  position="top"
                  fill="var(--color-ink)"
                  fontSize={12}
                  fontWeight={600}
                />
              ) : null}
            </Bar>
          ))}
        </BarChart>
      </ResponsiveContainer>
      {labels
        ? series.map(({ name, ink }, i) => {
            const y = places[i];
            return y === null || y === undefined ? null : (
              <span
                key={name}
                className={`absolute right-0 w-16 text-12 font-medium ${labelInk[ink]}`}
                style={{ top: y - 8 }}
              >
                {name}
              </span>
            );
          })
        : null}
    </div>
  );
}

type Ink = "green" | "hatched" | "grey" | "outline";

type StackedBarsProps = {
  /** In minor units; `says` stands above a bar. */
  bars: readonly { name: string; values: readonly number[]; says?: string }[];
  series: readonly { name: string; ink: Ink }[];
  labels?: boolean;
  /** How many minor units a whole one has. */
  unit: number;
  isTall?: boolean;
};

const TOP = 20;
const PLOT = 164;
/** Beside a card that is long. */
const TALL_PLOT = 244;
const BELOW = 26;
const BESIDE = 72;

const text = { fill: "var(--color-quiet)", fontSize: 12 };

const labelInk: Readonly<Record<Ink, string>> = {
  green: "text-green",
  hatched: "text-red",
  grey: "text-quiet",
  outline: "text-ink",
};

function inkOf(ink: Ink, pattern: string) {
  switch (ink) {
    case "green":
      return { fill: "var(--color-green)" };
    case "hatched":
      return { fill: `url(#${pattern})`, stroke: "var(--color-red)" };
    case "grey":
      return { fill: "var(--color-warm-7)" };
    case "outline":
      return { fill: "var(--color-panel)", stroke: "var(--color-warm-8)" };
  }
}

function add(a: number, b: number): number {
  return a + b;
}
