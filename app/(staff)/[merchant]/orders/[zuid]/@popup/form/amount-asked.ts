import { type Currency, currencies, toDecimal } from "@/lib/domain/value/money";
import { readTypedAmount } from "@/lib/domain/value/typed-amount";

/** An amount as somebody typed it into the address, or the one the form begins with. */
export function amountAsked(text: string | undefined, currency: Currency, usual: number): AskedAmount {
  if (text === undefined) return { typed: toDecimal(usual, currency), amount: usual };
  const amount = readTypedAmount(text, currency);
  if (amount === null) {
    return { typed: text, amount, error: `Enter an amount, like ${toDecimal(usual || 10_000, currency)}.` };
  }
  if (amount === "ambiguous") {
    const error = `${text.trim()} can be read in two ways. Enter it with decimals, like ${toDecimal(1_300 * 10 ** currencies[currency], currency)}.`;
    return { typed: text, amount: null, error };
  }
  return { typed: text, amount };
}

export type AskedAmount = { typed: string; amount: number | null; error?: string };
