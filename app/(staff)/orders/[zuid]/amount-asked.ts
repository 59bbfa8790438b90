import { type Currency, parseDecimal, toDecimal } from "@/lib/domain/money";

/** An amount as somebody typed it into the address, or the one the form begins with. */
export function amountAsked(text: string | undefined, currency: Currency, usual: number): AskedAmount {
  if (text === undefined) return { typed: toDecimal(usual, currency), amount: usual };
  const amount = parseDecimal(text, currency);
  return amount === null
    ? { typed: text, amount: null, error: `Write an amount like ${toDecimal(usual || 10_000, currency)}.` }
    : { typed: text, amount };
}

export type AskedAmount = { typed: string; amount: number | null; error?: string };
