import { type Currency, formatMoney } from "@/lib/domain/money";

/** An amount whose figure stands out and whose currency does not. Minor units. */
export function Amount({ value, currency }: { value: number; currency: Currency }) {
  const [code, figure] = formatMoney(value, currency).split(" ");
  return (
    <span className="whitespace-nowrap tabular-nums">
      <span className="text-quiet">{code}</span> {figure}
    </span>
  );
}
