import type { Verdict } from "../decline/decline-codes";
import type { BillingEvent, RetryWindow } from "../order/billing-event";
import { currentFingerprint } from "../order/card";
import { factsWith } from "../order/card-facts";
import type { Attempt, MerchantTerms, Order } from "../order/order";
import { RETRY_LIMIT } from "../order/retry";
import { addDays, type Instant } from "../value/calendar";
import { LAST_RETRY_DAY, QUIET_AFTER_HAND } from "../value/timetable";
import { timedForPayday } from "./paydays";

/** The most days a merchant may choose, each within the 30 days of a window. */
const MOST_RETRY_DAYS = 12;

/** Whether a merchant may choose these days: whole numbers, each greater than the one before. */
export function areRetryDays(days: readonly number[]): boolean {
  return (
    days.length <= MOST_RETRY_DAYS &&
    days.every((day, i) => Number.isInteger(day) && day > (days[i - 1] ?? 0) && day <= LAST_RETRY_DAY)
  );
}

/** A soft decline of an event. */
export type SoftDecline = {
  event: BillingEvent;
  attempt: Attempt;
  verdict: Verdict;
  /** With this decline counted. */
  window: RetryWindow;
  /** No retry before this, by the bank's advice. */
  notBefore: Instant | null;
};

/**
 * The automatic retries that remain after a soft decline: the first one of a window plans the merchant's days,
 * later ones keep those that are still ahead. Technical failures count as a bank's decline here. A decline that the
 * customer must confirm gets none.
 *
 * Never before the time of an advice code, never within 24 hours after a manual retry, never beyond the limit.
 */
export function plannedRetriesAfter(order: Order, declined: SoftDecline, now: Instant): Instant[] {
  const { event, attempt, verdict, window, notBefore } = declined;
  const { merchant } = order;
  if (!merchant.autoRetry || verdict.outcome === "customer") return [];
  const isFirst = window.retries === 0;
  const planned = isFirst ? firstPlan(merchant, window, now) : event.plannedRetries;
  const after = isByHand(attempt) && !isFirst ? now + QUIET_AFTER_HAND : now;
  return allowedOf(planned, { merchant, window, notBefore, after });
}

/**
 * The automatic retries of an event by the days that the merchant has now. An event without any gets none: they ended,
 * or somebody gave them up. While automatic retries are on at least one stays, so that they end as they always do.
 */
export function replannedRetries(order: Order, event: BillingEvent, now: Instant): readonly Instant[] {
  const { merchant, attempts } = order;
  const { window, notBefore } = factsWith(event, currentFingerprint(order));
  if (event.status !== "soft_declined" || event.plannedRetries.length === 0 || !window)
    return event.plannedRetries;
  if (!merchant.autoRetry) return [];
  const last = attempts.findLast((attempt) => attempt.event === event.number && attempt.settledAt !== null);
  const quietUntil =
    last && isByHand(last) && window.retries > 0 ? (last.settledAt ?? 0) + QUIET_AFTER_HAND : 0;
  const planned = firstPlan(merchant, window, window.startedAt);
  const allowed = allowedOf(planned, { merchant, window, notBefore, after: Math.max(now, quietUntil) });
  const kept = event.plannedRetries.find((at) => at > now) ?? event.plannedRetries[0];
  return allowed.length > 0 || kept === undefined ? allowed : [kept];
}

/** Of planned retries, those that may be: none too soon, none before the bank's time, none beyond the limit. */
function allowedOf(
  planned: readonly Instant[],
  { merchant, window, notBefore, after }: Bounds & { merchant: MerchantTerms },
): Instant[] {
  const allowed = planned
    .filter((at) => at > after)
    .map((at) => (notBefore === null || at >= notBefore ? at : afterAdvice(merchant, window, notBefore)));
  return [...new Set(allowed)].filter((at) => at < window.endsAt).slice(0, RETRY_LIMIT - window.retries);
}

type Bounds = { window: RetryWindow; notBefore: Instant | null; after: Instant };

function isByHand({ cause }: Attempt): boolean {
  return cause === "retry" || cause === "execute_now";
}

/**
 * Whether a soft decline ends its event's automatic retries: some were planned, or it was one, and none remains. A
 * manual retry in place of the last one ends them too.
 */
export function endsRetries(
  order: Order,
  { event, attempt }: Pick<SoftDecline, "event" | "attempt">,
  remaining: readonly Instant[],
): boolean {
  if (remaining.length > 0) return false;
  // Technical failures on the way to the result do not make it another retry.
  const begunBy = order.attempts.findLast(
    (other) =>
      other.event === attempt.event && other.number <= attempt.number && other.cause !== "technical_retry",
  );
  return begunBy?.cause === "automatic_retry" || event.plannedRetries.length > 0;
}

/** The merchant's days, at the same time of day or timed for paydays. */
function firstPlan(
  { autoRetryDays, timedForPaydays, timeZone }: MerchantTerms,
  window: RetryWindow,
  now: Instant,
) {
  const days = autoRetryDays.map((day) => addDays(now, day, timeZone));
  return timedForPaydays ? days.map((at) => timedForPayday(at, timeZone, window.endsAt)) : days;
}

/**
 * The first time the bank's advice allows: that instant, or the next morning for a merchant who times retries for
 * paydays.
 */
function afterAdvice({ timedForPaydays, timeZone }: MerchantTerms, window: RetryWindow, notBefore: Instant) {
  if (!timedForPaydays) return notBefore;
  const timed = timedForPayday(notBefore, timeZone, window.endsAt);
  return timed >= notBefore
    ? timed
    : timedForPayday(addDays(notBefore, 1, timeZone), timeZone, window.endsAt);
}
