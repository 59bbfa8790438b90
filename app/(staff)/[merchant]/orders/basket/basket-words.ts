import { type Currency, formatMoney } from "@/lib/domain/value/money";

/** "EUR 2,607.90 and CHF 179.00": sums of several currencies are never one. */
export function sumsInWords(sums: readonly { currency: Currency; sum: number }[]): string {
  const words = sums.filter(({ sum }) => sum > 0).map(({ currency, sum }) => formatMoney(sum, currency));
  return new Intl.ListFormat("en-GB").format(words);
}

/** "1 order", "1,284 orders" */
export function ordersInWords(count: number): string {
  return `${count.toLocaleString("en-GB")} ${count === 1 ? "order" : "orders"}`;
}

/** By what each of them has, in the order in which it is found first. */
export function groupedBy<One>(all: readonly One[], keyOf: (one: One) => string): One[][] {
  const groups = new Map<string, One[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return [...groups.values()];
}

/** Sums of the same currency added up. */
export function byCurrency(
  sums: readonly { currency: Currency; sum: number }[],
): { currency: Currency; sum: number }[] {
  return groupedBy(sums, ({ currency }) => currency).map((group) => ({
    currency: group[0]?.currency as Currency,
    sum: group.reduce((sum, one) => sum + one.sum, 0),
  }));
}
