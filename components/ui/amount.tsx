import { type Currency, formatFigure } from "@/lib/domain/value/money";

/** An amount whose figure stands out and whose currency does not. Minor units. */
export function Amount({ value, currency }: { value: number; currency: Currency }) {
  return (
    <span className="whitespace-nowrap tabular-nums">
      <span className="text-quiet">{currency}</span> {formatFigure(value, currency)}
    </span>
  );
}
