import { useId } from "react";
import { type Currency, formatMoney } from "@/lib/domain/value/money";
import type { Bar, ScheduleBars } from "./schedule-bars";
import { BAR, HEIGHT, heightOf, Stack, Stripes } from "./schedule-stack";

/**
 * The payments of an order as small bars, to be set beside the same order before or after. `tallest` is that of both,
 * so that heights compare. What it shows stands in words around it.
 */
export function ScheduleThumb({ name, picture, tallest, currency }: ScheduleThumbProps) {
  const stripes = useId();
  const { bars } = picture;
  const [first, last] = [bars[0], bars.at(-1)];
  return (
    <div className="min-w-0 flex-1" aria-hidden="true">
      <div className="mb-1 text-12 font-semibold">{name}</div>
      <svg
        viewBox={`0 0 ${bars.length * BAR} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="block h-10 w-full overflow-visible border-b border-line-strong"
        aria-hidden="true"
      >
        <Stripes id={stripes} />
        {bars.map((bar, i) => (
          <Stack
            key={bar.key}
            bar={bar}
            x={i * BAR}
            tallest={tallest}
            stripes={stripes}
            money={(amount) => formatMoney(amount, currency)}
          />
        ))}
      </svg>
      <div className="mt-1 flex justify-between text-12 text-quiet">
        <span>{first?.day}</span>
        <span>{last === first ? "" : last?.day}</span>
      </div>
    </div>
  );
}

type ScheduleThumbProps = { name: string; picture: ScheduleBars; tallest: number; currency: Currency };

export function tallestOf(bars: readonly Bar[]): number {
  return Math.max(0, ...bars.map(heightOf));
}
