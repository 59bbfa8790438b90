import { type BillingEvent, isOpen } from "@/lib/domain/billing-event";
import { DAY } from "@/lib/domain/calendar";
import type { Instant } from "@/lib/domain/order";
import { RETRY_LIMIT } from "@/lib/domain/retry";

/** "4 of 15, 12 days left": how far an event's retries are used. Empty for one that was never declined. */
export function retriesWords(event: BillingEvent, now: Instant): string {
  const { window } = event;
  if (!window) return "";
  const used = `${window.retries} of ${RETRY_LIMIT}`;
  if (!isOpen(event)) return used;
  if (now >= window.endsAt) return `${used}, 30 days over`;
  const days = Math.ceil((window.endsAt - now) / DAY);
  return `${used}, ${days} ${days === 1 ? "day" : "days"} left`;
}
