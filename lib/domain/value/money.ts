/*
 * Money is an integer count of a currency's minor units (cents, yen, fils). Nothing in the product
 * holds an amount as a fraction; text is parsed digit by digit, never through a float.
 */

/** Currencies a merchant can sell in, with their ISO 4217 exponent: the number of decimals. */
export const currencies = {
  EUR: 2,
  GBP: 2,
  USD: 2,
  CHF: 2,
  SEK: 2,
  NOK: 2,
  DKK: 2,
  PLN: 2,
  CZK: 2,
  HUF: 2,
  AUD: 2,
  CAD: 2,
  NZD: 2,
  SGD: 2,
  ZAR: 2,
  JPY: 0,
  KRW: 0,
  ISK: 0,
  KWD: 3,
  BHD: 3,
  JOD: 3,
} as const;

export type Currency = keyof typeof currencies;

/** The largest amount one request may carry, in minor units. Keeps every sum of an order a safe integer. */
export const LARGEST_AMOUNT = 99_999_999_999;

export function isCurrency(text: string): text is Currency {
  return Object.hasOwn(currencies, text);
}

/** `9200`, EUR -> "92.00": the plain decimal the gateway and exports use. */
export function toDecimal(amount: number, currency: Currency): string {
  const decimals = currencies[currency];
  const sign = amount < 0 ? "-" : "";
  const digits = String(Math.abs(amount)).padStart(decimals + 1, "0");
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** "92.00" or "92", EUR -> 9200; null for anything that is not exactly such an amount. */
export function parseDecimal(text: string, currency: Currency): number | null {
  const decimals = currencies[currency];
  const match = /^(\d{1,12})(?:\.(\d+))?$/.exec(text.trim());
  if (!match) return null;
  const [, whole = "", fraction = ""] = match;
  if (fraction.length > decimals) return null;
  const amount = Number(whole + fraction.padEnd(decimals, "0"));
  return Number.isSafeInteger(amount) && amount <= LARGEST_AMOUNT ? amount : null;
}

/** `24000`, EUR -> "EUR 240.00", thousands set apart: how staff read an amount in a sentence. */
export function formatMoney(amount: number, currency: Currency): string {
  return `${currency} ${formatFigure(amount, currency)}`;
}

/** The same without its currency: "1,240.00". */
export function formatFigure(amount: number, currency: Currency): string {
  const [whole = "0", fraction] = toDecimal(Math.abs(amount), currency).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${amount < 0 ? "-" : ""}${grouped}${fraction ? `.${fraction}` : ""}`;
}

/**
 * Splits an amount into `parts` that sum to it exactly: equal minor units each, the spare units one
 * each on the earliest parts (docs/decisions.md, "Spare cents").
 */
export function split(amount: number, parts: number): number[] {
  const each = Math.floor(amount / parts);
  const spare = amount - each * parts;
  return Array.from({ length: parts }, (_, i) => each + (i < spare ? 1 : 0));
}

/** `basisPoints` hundredths of a per cent of an amount in minor units, rounded half up. */
export function shareOf(amount: number, basisPoints: number): number {
  return Number((BigInt(amount) * BigInt(basisPoints) + 5_000n) / 10_000n);
}

/** The tax that is included in an amount: amount x rate / (1 + rate), in minor units, rounded half up. */
export function taxIncluded(amount: number, basisPoints: number): number {
  const [part, whole] = [BigInt(amount) * BigInt(basisPoints), BigInt(10_000 + basisPoints)];
  return Number((2n * part + whole) / (2n * whole));
}
