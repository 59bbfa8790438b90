import type { BillingEvent, RetryWindow } from "./billing-event";
import { addDays, DAY, HOUR } from "./calendar";
import type { Verdict } from "./decline";
import type { Attempt, Instant, Order } from "./order";

/** Retries of one event with one card inside its window (card schemes allow no more; all causes count). */
export const RETRY_LIMIT = 15;
/** Counted from the first soft decline, in hours and not in calendar days. */
export const RETRY_WINDOW = 30 * DAY;
/** Generic declines: this many automatic retries, and when, then the customer is asked. */
const LIMITED_RETRY_DAYS = [2, 5];
/** Waits after technical failures; after the last one it counts as a soft decline. */
export const TECHNICAL_WAITS: readonly number[] = [15 * 60_000, 2 * HOUR, 8 * HOUR];

export type RetryBudget = {
  used: number;
  limit: number;
  endsAt: Instant | null;
  state: "fresh" | "open" | "used_up" | "over";
};

/**
 * How many retries an event has used with a card. A different card, or no decline yet, is fresh;
 * `over` when the 30 days have ended, so that the next decline begins a new window.
 */
export function retryBudget(event: BillingEvent, card: string | null, now: Instant): RetryBudget {
  const { window } = event;
  if (!window || window.card !== card) return { used: 0, limit: RETRY_LIMIT, endsAt: null, state: "fresh" };
  const state = now >= window.endsAt ? "over" : window.retries >= RETRY_LIMIT ? "used_up" : "open";
  return { used: window.retries, limit: RETRY_LIMIT, endsAt: window.endsAt, state };
}

/** The window after a soft decline: the running one with one retry more, or a new one that begins now. */
export function windowAfterSoftDecline(event: BillingEvent, card: string, now: Instant): RetryWindow {
  const { window } = event;
  if (!window || window.card !== card || now >= window.endsAt)
    return { startedAt: now, endsAt: now + RETRY_WINDOW, retries: 0, card };
  return { ...window, retries: window.retries + 1 };
}

/**
 * The automatic retries still to come after a soft decline.
 *
 * The merchant's days are counted from the window's first decline, at the same time of day. Generic
 * declines get two at most; a decline that the customer has to answer gets none. Never before the
 * time an advice code gave, never within 24 hours after a retry by hand, never past the limit.
 */
export function plannedRetriesAfter(
  order: Order,
  event: BillingEvent,
  attempt: Attempt,
  verdict: Verdict,
  window: RetryWindow,
  notBefore: Instant | null,
  now: Instant,
): Instant[] {
  if (!order.merchant.autoRetry || verdict.outcome === "customer" || verdict.outcome === "technical")
    return [];
  const limited = verdict.outcome === "soft_limited";
  const isFirst = window.retries === 0;
  const days = limited ? LIMITED_RETRY_DAYS : order.merchant.autoRetryDays;
  const planned = isFirst
    ? days.map((day) => addDays(now, day, order.merchant.timeZone))
    : event.plannedRetries.slice(
        0,
        limited ? LIMITED_RETRY_DAYS.length - automaticRetries(order, event, window) : undefined,
      );
  const byHand = attempt.cause === "retry" || attempt.cause === "execute_now";
  const quietUntil = byHand && !isFirst ? now + DAY : now;
  const allowed = planned.filter((at) => at > quietUntil).map((at) => Math.max(at, notBefore ?? at));
  return [...new Set(allowed)].filter((at) => at < window.endsAt).slice(0, RETRY_LIMIT - window.retries);
}

/** Whether a declined attempt was the last automatic retry planned, be it by way of a line that was down. */
export function wasLastAutomaticRetry(
  order: Order,
  attempt: Attempt,
  remaining: readonly Instant[],
): boolean {
  const begunBy = order.attempts.findLast(
    (other) =>
      other.event === attempt.event && other.number <= attempt.number && other.cause !== "technical_retry",
  );
  return begunBy?.cause === "automatic_retry" && remaining.length === 0;
}

function automaticRetries(order: Order, event: BillingEvent, window: RetryWindow): number {
  return order.attempts.filter(
    (attempt) =>
      attempt.event === event.number &&
      attempt.cause === "automatic_retry" &&
      attempt.startedAt >= window.startedAt,
  ).length;
}
