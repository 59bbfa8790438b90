import { type BillingEvent, isOpen } from "@/lib/domain/order/billing-event";
import { type Instant, sayInstant } from "@/lib/domain/value/calendar";

/** What keeps a payment from being sent although its time has come; null when nothing does. */
export function holdWords(event: BillingEvent, now: Instant, zone: string): string | null {
  if (!isOpen(event)) return null;
  if (event.held) return "not sent again until someone takes action";
  return event.wait && event.wait.until > now
    ? `postponed until ${sayInstant(event.wait.until, zone)}`
    : null;
}
