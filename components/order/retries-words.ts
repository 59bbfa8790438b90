import type { MerchantTerms } from "@/lib/domain/order/order";
import type { Retries } from "@/lib/domain/order/retry";
import { paydayWords } from "@/lib/domain/rules/paydays";
import { DAY, type Instant } from "@/lib/domain/value/calendar";

/** "4 of 15, 12 days left": how far retries are used, and while their event is open how long more may follow. */
export function retriesWords({ used, limit, endsAt }: Retries, isOpen: boolean, now: Instant): string {
  const words = `${used} of ${limit}`;
  if (!isOpen) return words;
  if (now >= endsAt) return `${words}, 30-day period ended`;
  const days = Math.ceil((endsAt - now) / DAY);
  return `${words}, ${days} ${days === 1 ? "day" : "days"} left`;
}

/**
 * "Tuesday, 1 December, 07:00: a usual payday": why a merchant who times retries for paydays has chosen this time. It
 * is told in the merchant's zone, which is named where the reader's is another. Null for any other time.
 */
export function paydayOf(
  { timedForPaydays, timeZone }: Pick<MerchantTerms, "timedForPaydays" | "timeZone">,
  at: Instant,
  zone: string,
): string | null {
  const words = timedForPaydays ? paydayWords(at, timeZone) : null;
  return words && zone !== timeZone ? `${words} (times in ${timeZone})` : words;
}
