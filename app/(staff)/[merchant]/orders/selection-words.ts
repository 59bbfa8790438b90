import { type Currency, formatMoney } from "@/lib/domain/value/money";
import { countInWords } from "@/lib/orders/count-words";
import { type AllThatMatch, allThatMatch, type Selection } from "./selection";

/** How many are selected and what is outstanding on them: currencies are never added up. Nothing when none is. */
export function selectionWords(
  selected: Selection | AllThatMatch,
  matches: number | null,
): { count: string; sum: string } | null {
  if (selected === allThatMatch)
    return { count: matches === null ? "All selected" : `All ${countInWords(matches)} selected`, sum: "" };
  const orders = Object.values(selected);
  if (orders.length === 0) return null;
  const sums = new Map<Currency, number>();
  for (const { currency, outstanding } of orders)
    if (outstanding > 0) sums.set(currency, (sums.get(currency) ?? 0) + outstanding);
  const sum = [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, amount]) => formatMoney(amount, currency));
  return { count: `${orders.length} selected`, sum: `${sum.join(", ") || "nothing"} outstanding` };
}
