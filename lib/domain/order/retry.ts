import type { Instant } from "../value/calendar";
import { RETRY_WINDOW } from "../value/timetable";
import { type BillingEvent, isOpen, type RetryWindow } from "./billing-event";
import { cardOfAttempt, currentFingerprint, fingerprint } from "./card";
import { factsWith } from "./card-facts";
import type { Attempt, Order } from "./order";

/** Retries of one event with one card in its window. All causes count; the card schemes allow no more. */
export const RETRY_LIMIT = 15;

export type RetryBudget = {
  used: number;
  limit: number;
  endsAt: Instant | null;
  state: "fresh" | "open" | "used_up" | "over";
};

/**
 * How many retries an event has used with a card. `fresh`: not declined with it yet. `over`: the 30 days have
 * ended, and the next decline starts a new window.
 */
export function retryBudget(event: BillingEvent, card: string | null, now: Instant): RetryBudget {
  const { window } = factsWith(event, card);
  if (!window) return { used: 0, limit: RETRY_LIMIT, endsAt: null, state: "fresh" };
  const state = now >= window.endsAt ? "over" : window.retries >= RETRY_LIMIT ? "used_up" : "open";
  return { used: window.retries, limit: RETRY_LIMIT, endsAt: window.endsAt, state };
}

/**
 * The retries of an event with the relevant card: the order's card while it may be retried, otherwise the card it
 * was tried with last. A running attempt counts. Null when that card was not declined for it.
 */
export function retriesOf(order: Order, event: BillingEvent): Retries | null {
  const last = triesOf(order, event.number).at(-1);
  const isWaiting = isOpen(event) && event.status !== "processing";
  return retriesWith(
    event,
    isWaiting ? currentFingerprint(order) : fingerprintOf(order, last),
    isWaiting ? undefined : last,
  );
}

/**
 * Which try of its event an attempt is, and the retries used up to it, known for the newest only. A request that
 * reached nobody is not a try, so the fourth try is the third retry.
 */
export function tryOf(order: Order, attempt: Attempt): Try | null {
  const event = order.events.find(({ number }) => number === attempt.event);
  const tries = event ? triesOf(order, event.number) : [];
  const place = tries.findIndex(({ number }) => number === attempt.number) + 1;
  if (!event || place === 0) return null;
  const isNewest = place === tries.length;
  return {
    place,
    count: tries.length,
    retries: isNewest ? retriesWith(event, fingerprintOf(order, attempt), attempt) : null,
  };
}

export type Retries = { used: number; limit: number; endsAt: Instant };
export type Try = { place: number; count: number; retries: Retries | null };

function retriesWith(event: BillingEvent, card: string | null, last: Attempt | undefined): Retries | null {
  const { window } = factsWith(event, card);
  if (!window) return null;
  const isUnderWay = last?.settledAt === null && last.startedAt < window.endsAt;
  return { used: window.retries + (isUnderWay ? 1 : 0), limit: RETRY_LIMIT, endsAt: window.endsAt };
}

function triesOf(order: Order, event: number): Attempt[] {
  return order.attempts.filter(
    (attempt) => attempt.event === event && attempt.purpose === "event" && attempt.state !== "abandoned",
  );
}

function fingerprintOf(order: Order, attempt: Attempt | undefined): string | null {
  const card = attempt && cardOfAttempt(order, attempt);
  return card ? fingerprint(card) : null;
}

/** The window after a soft decline: the open window with one more retry, or a new one that starts now. */
export function windowAfterSoftDecline(window: RetryWindow | null, now: Instant): RetryWindow {
  const running = windowAfterHardDecline(window, now);
  return running && now < running.endsAt
    ? running
    : { startedAt: now, endsAt: now + RETRY_WINDOW, retries: 0 };
}

/** The window after a hard decline: a hard-declined retry counts too; a first hard decline opens no window. */
export function windowAfterHardDecline(window: RetryWindow | null, now: Instant): RetryWindow | null {
  return window && now < window.endsAt ? { ...window, retries: window.retries + 1 } : window;
}
