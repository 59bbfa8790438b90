import type { Instant } from "@/lib/domain/value/calendar";
import { type Currency, toDecimal } from "@/lib/domain/value/money";

/** An amount in an English sentence, as the customer's English writes it: "€1,234.50". Minor units, never through a float. */
export function writeAmount(amount: number, currency: Currency, locale: string): string {
  const format = new Intl.NumberFormat(english(locale), { style: "currency", currency });
  return format.format(toDecimal(amount, currency) as Intl.StringNumericLiteral);
}

/** A day in an English sentence, in the merchant's zone: "24 November 2026". */
export function writeDay(at: Instant, timeZone: string, locale: string): string {
  return new Intl.DateTimeFormat(english(locale), { dateStyle: "long", timeZone }).format(at);
}

/** What was stored may be no locale at all; then it is written as at home. */
function known(locale: string): string {
  try {
    return new Intl.Locale(locale).toString();
  } catch {
    return "en-GB";
  }
}

/** The sentences are English, and so are the months and the numbers in them. */
function english(locale: string): string {
  return known(locale).startsWith("en") ? known(locale) : "en-GB";
}
