import type { BillingEvent } from "../order/billing-event";
import { currentFingerprint } from "../order/card";
import { factsWith } from "../order/card-facts";
import type { Order } from "../order/order";
import type { Refusal } from "../order/refusal";
import { RETRY_LIMIT } from "../order/retry";
import type { Instant } from "../value/calendar";
import { PLANNED_WITHIN } from "../value/timetable";

/** A collection date must be in the future, within ten years, and not inside a retry window that is used up. */
export function badDate(
  order: Order,
  events: readonly Pick<BillingEvent, "cardFacts">[],
  at: Instant,
  now: Instant,
): Refusal | null {
  if (!Number.isSafeInteger(at) || at <= now) return { code: "date_not_ahead" };
  if (at > now + PLANNED_WITHIN) return { code: "date_too_far" };
  const { timeZone } = order.merchant;
  const firstAllowed = Math.max(0, ...events.map((event) => firstAllowedDate(order, event) ?? 0));
  if (at < firstAllowed) return { code: "date_in_used_window", firstAllowed, timeZone };
  const advised = Math.max(0, ...events.map((event) => advisedDate(order, event) ?? 0));
  return at < advised ? { code: "advice_not_before", until: advised, timeZone } : null;
}

/** The end of the retry window when its retries with the order's card are used up; null while some are left. */
export function firstAllowedDate(order: Order, event: Pick<BillingEvent, "cardFacts">): Instant | null {
  const { window } = factsWith(event, currentFingerprint(order));
  return window && window.retries >= RETRY_LIMIT ? window.endsAt : null;
}

/** The earliest time an advice code allows for the order's card; null when there is none. */
export function advisedDate(order: Order, event: Pick<BillingEvent, "cardFacts">): Instant | null {
  return factsWith(event, currentFingerprint(order)).notBefore;
}
