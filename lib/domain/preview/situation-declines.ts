import { verdictOf } from "../decline/decline";
import type { DeclineReason } from "../decline/decline-reasons";
import { attemptOf } from "../order/balance";
import { type BillingEvent, isDeclined } from "../order/billing-event";
import type { Attempt, Order } from "../order/order";
import { retriesOf } from "../order/retry";
import { nextTryAt } from "../rules/due";
import type { Instant } from "../value/calendar";
import {
  type DeclineCode,
  type DeclineFinding,
  type FindingOf,
  type SituationInput,
  triesEvents,
} from "./situation-findings";

export type DecidingDecline = DeclineFinding & { since: Instant | null; isForGood: boolean };

export const noDecline: DecidingDecline = {
  ...{ event: null, count: 0, reason: null, outcome: null, barred: null, retries: null },
  ...{ since: null, isForGood: true },
};

/**
 * The decline that decides: a hard one before soft ones, then the latest. When its event was moved, merged or
 * skipped since, the attempt still explains why the order is Suspended.
 */
export function decidingDecline({ order }: SituationInput): DecidingDecline | null {
  const declined = order.events
    .filter(isDeclined)
    .sort((a, b) => (b.executedAt ?? 0) - (a.executedAt ?? 0) || b.number - a.number);
  const event = declined.find(({ status }) => status === "hard_declined") ?? declined[0];
  const last = order.status === "suspended" ? lastDecline(order) : null;
  if (event && (event.status === "hard_declined" || !last || !isForGood(last)))
    return about(order, event, declined.length);
  if (!last) return null;
  return {
    ...noDecline,
    since: last.settledAt,
    reason: declineReasonOf(last),
    outcome: last.outcome,
    isForGood: isForGood(last),
  };
}

function about(order: Order, event: BillingEvent, count: number): DecidingDecline {
  const attempt = event.decline?.attempt ? attemptOf(order, event.decline.attempt) : null;
  return {
    event: event.number,
    count,
    reason: attempt ? declineReasonOf(attempt) : null,
    outcome: event.decline?.outcome ?? null,
    barred: attempt || !event.decline ? null : event.decline.reason,
    retries: retriesOf(order, event),
    since: event.executedAt,
    isForGood: event.status === "hard_declined",
  };
}

export function findingOfDecline<K extends DeclineCode>(code: K, declined: DecidingDecline): FindingOf<K> {
  return { code, since: declined.since, ...factsOfDecline(declined) } as unknown as FindingOf<K>;
}

export function factsOfDecline({
  event,
  count,
  reason,
  outcome,
  barred,
  retries,
}: DecidingDecline): DeclineFinding {
  return { event, count, reason, outcome, barred, retries };
}

type SoftCode = "customer_must_confirm" | "retries_used_up" | "not_retried" | "retried_later";

/** The latest soft-declined event for which this finding holds. */
export function softDeclineFinding<K extends SoftCode>(view: SituationInput, code: K): FindingOf<K> | null {
  const { order } = view;
  if (!triesEvents(order)) return null;
  const alike = order.events.filter(
    (event) => event.status === "soft_declined" && !event.held && softCode(view, event) === code,
  );
  const [event] = alike.sort((a, b) => (b.executedAt ?? 0) - (a.executedAt ?? 0) || b.number - a.number);
  return event ? findingOfDecline(code, about(order, event, alike.length)) : null;
}

function softCode({ order, now, follows }: SituationInput, event: BillingEvent): SoftCode | null {
  if (event.wait && event.wait.until > now && event.wait.why !== "retry_limit") return null;
  const retries = retriesOf(order, event);
  const at = nextTryAt(order, event.number);
  if (
    retries &&
    retries.used >= retries.limit &&
    retries.endsAt > now &&
    (at === null || at < retries.endsAt)
  )
    return "retries_used_up";
  if (at !== null && follows?.what === "collect") return "retried_later";
  return event.decline?.outcome === "customer" ? "customer_must_confirm" : "not_retried";
}

/** The last declined payment of the order, whatever happened to its event. */
export function lastDecline(order: Order): Attempt | null {
  return (
    order.attempts.findLast(
      ({ state, purpose, type }) =>
        state === "declined" && purpose !== "card_update" && type !== "registration",
    ) ?? null
  );
}

function isForGood({ outcome }: Attempt): boolean {
  return outcome === "hard" || outcome === "hard_stop";
}

export function declineReasonOf({ answer }: Attempt): DeclineReason | null {
  return answer ? verdictOf(answer).reason : null;
}
