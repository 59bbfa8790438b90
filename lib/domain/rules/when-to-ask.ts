import { hasOpenReport } from "../order/balance";
import type { Attempt, AttemptState } from "../order/order";
import type { Entry } from "../order/order-log";
import type { Instant } from "../value/calendar";
import {
  ALERT_AFTER,
  ASK_AFTER_CHECKOUT,
  ASK_AFTER_SENT,
  ASK_AFTER_SILENCE,
  ASK_AT_LEAST_EVERY,
  BETWEEN_NOT_FOUND,
  GIVEN_UP_AFTER,
  MINUTE,
  WATCH_EVERY,
  WATCH_FIRST_AFTER,
  WATCHED_FOR,
} from "../value/timetable";

/** What is known about queries for an attempt. Machine time; the rules of an order do not use it. */
export type AskedTimes = {
  sentAt: Instant | null;
  askAfter: Instant | null;
  firstNotFoundAt: Instant | null;
  watchUntil: Instant | null;
  checkoutOpenedAt: Instant | null;
};

/** The times of an attempt in a new state: when it was sent, and when to query it. */
export function timesInState(
  state: AttemptState,
  mayBeBookedLate: boolean,
  machineNow: Instant,
): Partial<AskedTimes> {
  switch (state) {
    case "prepared":
      return { checkoutOpenedAt: machineNow, askAfter: machineNow + ASK_AFTER_CHECKOUT };
    case "sent":
      return { sentAt: machineNow, askAfter: machineNow + ASK_AFTER_SENT };
    case "unknown":
      return { askAfter: machineNow + ASK_AFTER_SILENCE };
    case "abandoned":
      return mayBeBookedLate
        ? { watchUntil: machineNow + WATCHED_FOR, askAfter: machineNow + WATCH_FIRST_AFTER }
        : { askAfter: null };
    case "approved":
    case "declined":
    case "duplicate":
      return { askAfter: null, watchUntil: null };
  }
}

/** Payments that these entries gave up although the gateway may still book them: they are watched for a while. */
export function bookedLatePerhaps(entries: readonly Entry[]): Set<number> {
  return new Set(
    entries.flatMap((entry) =>
      entry.kind === "report_closed" ||
      (entry.kind === "payment_abandoned" && (entry.outcome === "not_found" || entry.outcome === "expired"))
        ? [entry.attempt]
        : [],
    ),
  );
}

/** Whether a "not found" is the second of two that are far enough apart, for an attempt that is old enough. */
export function isGivenUp(times: AskedTimes, machineNow: Instant): boolean {
  const { firstNotFoundAt } = times;
  return (
    firstNotFoundAt !== null &&
    machineNow - firstNotFoundAt >= BETWEEN_NOT_FOUND &&
    machineNow - begunAt(times, machineNow) >= GIVEN_UP_AFTER
  );
}

/** After a first "not found": five minutes later, and not before the request is old enough. */
export function askAfterNotFound(times: AskedTimes, machineNow: Instant): Instant {
  const first = times.firstNotFoundAt ?? machineNow;
  return Math.max(
    machineNow + MINUTE,
    first + BETWEEN_NOT_FOUND,
    begunAt(times, machineNow) + GIVEN_UP_AFTER,
  );
}

/** Without a result: half a minute at first, then a tenth of its age, at most ten minutes. */
export function askAfterNoVerdict({ sentAt }: AskedTimes, machineNow: Instant): Instant {
  const age = machineNow - (sentAt ?? machineNow);
  return machineNow + Math.min(ASK_AT_LEAST_EVERY, Math.max(ASK_AFTER_SILENCE, age / 10));
}

/** The next query of one that was given up or reported to staff; null: it is watched no longer. */
export function askWhileWatched(attempt: Attempt, times: AskedTimes, machineNow: Instant): Instant | null {
  const { watchUntil } = times;
  const isOver = attempt.state === "abandoned" && (watchUntil === null || machineNow >= watchUntil);
  return isOver ? null : machineNow + WATCH_EVERY;
}

/** Whether an attempt waits only for a late booking. */
export function isWatched(attempt: Attempt): boolean {
  return attempt.state === "abandoned" || hasOpenReport(attempt);
}

/** Whether staff are alerted that a result has been unknown for long; if they know of it, its order shows it. */
export function isUnknownForLong(attempt: Attempt, { sentAt }: AskedTimes, machineNow: Instant): boolean {
  const { state } = attempt;
  if ((state !== "sent" && state !== "unknown") || hasOpenReport(attempt)) return false;
  return sentAt !== null && machineNow - sentAt >= ALERT_AFTER;
}

function begunAt({ sentAt, checkoutOpenedAt }: AskedTimes, machineNow: Instant): Instant {
  return sentAt ?? checkoutOpenedAt ?? machineNow;
}
