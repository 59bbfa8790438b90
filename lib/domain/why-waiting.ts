import { type BillingEvent, isDeclined, isOpen, isOutstanding } from "./billing-event";
import { currentCard, currentPrint } from "./card";
import { cellOf, isReason } from "./lifecycle";
import type { Actor, Cause, Instant, Order } from "./order";
import type { LoggedEntry } from "./order-log";
import { retryBudget } from "./retry";
import {
  cardUpdateSum,
  collected,
  isOwing,
  netPaid,
  nextPayment,
  oldestFirst,
  openAuthorisation,
  paymentAtGateway,
} from "./standing";
import { banOf } from "./start-payment";

/**
 * Why an order is not being collected at this instant: always exactly one reason, the one that
 * stands before all others. What only a person can change goes before what time changes.
 */
export function whyWaiting(order: Order, log: readonly LoggedEntry[], now: Instant): WhyWaiting {
  return (
    atGateway(order) ??
    notLive(order, log) ??
    stoppedByStaff(order, log, now) ??
    withoutSchedule(order) ??
    cannotCharge(order, now) ??
    outstanding(order, now) ??
    coming(order, now) ?? { code: "nothing_left", over: collected(order) - order.total }
  );
}

/** Amounts in minor units of the order's currency; `event` is the number of the billing event. */
export type WhyWaiting =
  | { code: "at_gateway"; by: Actor; since: Instant; amount: number; cause: Cause; attempt: number }
  | { code: "result_unknown"; by: Actor; since: Instant; amount: number; cause: Cause; attempt: number }
  | { code: "draft" }
  | { code: "not_paid_yet"; since: Instant | null; how: "email" | "display" | null }
  | { code: "rejected"; at: Instant | null }
  | { code: "cancelled"; by: Actor | null; at: Instant | null; paid: number }
  | { code: "complete"; by: Actor | null; at: Instant | null }
  | { code: "paused"; by: Actor | null; since: Instant | null; until: Instant | null }
  | { code: "sum_to_confirm"; shown: number; sum: number }
  | { code: "held_on_card"; since: Instant; amount: number; attempt: number }
  | { code: "no_card" }
  | { code: "merchant_stopped" }
  | { code: "card_banned"; reason: string; until: Instant | null }
  | { code: "hard_decline"; event: number; reason: string }
  | { code: "suspended_after_retries" | "paused_after_retries"; event: number }
  | { code: "request_held"; event: number }
  | { code: "retries_used_up"; event: number; until: Instant }
  | { code: "no_retry_planned"; event: number; reason: string }
  | {
      code: "waiting";
      event: number;
      until: Instant;
      why: "technical" | "scheme_limit" | "retry_limit" | "advice";
    }
  | { code: "retry_planned"; event: number; at: Instant }
  | { code: "due_now"; event: number; since: Instant }
  | { code: "nothing_scheduled" }
  | { code: "nothing_left"; over: number }
  | { code: "next_payment"; event: number; at: Instant; amount: number };

function atGateway(order: Order): WhyWaiting | null {
  const attempt = paymentAtGateway(order);
  if (!attempt) return null;
  const { actor: by, startedAt: since, amount, cause, number, state } = attempt;
  return {
    code: state === "unknown" ? "result_unknown" : "at_gateway",
    by,
    since,
    amount,
    cause,
    attempt: number,
  };
}

function notLive(order: Order, log: readonly LoggedEntry[]): WhyWaiting | null {
  switch (order.status) {
    case "draft":
      return { code: "draft" };
    case "pending": {
      const asked = log.findLast(({ entry }) => entry.kind === "link_requested");
      const how = asked?.entry.kind === "link_requested" ? asked.entry.how : null;
      return { code: "not_paid_yet", since: asked?.at ?? order.linkRequestedAt, how };
    }
    case "rejected": {
      const declined = order.attempts.findLast((attempt) => attempt.state === "declined");
      return { code: "rejected", at: declined?.settledAt ?? null };
    }
    case "cancelled":
      return { code: "cancelled", ...endedBy(order, log), paid: netPaid(order) };
    case "complete":
      return { code: "complete", ...endedBy(order, log) };
    default:
      return null;
  }
}

/** Who did the last thing that gave the order its status: the person, or the system by a result. */
function endedBy({ status }: Order, log: readonly LoggedEntry[]): { by: Actor | null; at: Instant | null } {
  const last = log.findLast(({ entry }) => entry.kind === "status_changed" && entry.to === status);
  return { by: last?.actor ?? null, at: last?.at ?? null };
}

function stoppedByStaff(order: Order, log: readonly LoggedEntry[], now: Instant): WhyWaiting | null {
  if (isOwing(order)) {
    const [owed] = oldestFirst(order.events.filter(isDeclined));
    if (owed) return { code: "paused_after_retries", event: owed.number };
  }
  if (order.status === "paused")
    return {
      code: "paused",
      by: log.findLast(({ entry }) => entry.kind === "order_paused")?.actor ?? null,
      since: order.pausedAt,
      until: order.resumeAt,
    };
  const pending = order.pendingCollection;
  if (pending?.awaits !== "confirmation") return null;
  return { code: "sum_to_confirm", shown: pending.shownSum, sum: cardUpdateSum(order, now) };
}

function withoutSchedule(order: Order): WhyWaiting | null {
  if (order.type !== "single") return null;
  const held = openAuthorisation(order);
  return held
    ? {
        code: "held_on_card",
        since: held.settledAt ?? held.startedAt,
        amount: held.amount,
        attempt: held.number,
      }
    : { code: "nothing_left", over: collected(order) - order.total };
}

/** What stands against every charge of the order, whichever event it is for. */
function cannotCharge(order: Order, now: Instant): WhyWaiting | null {
  if (!order.events.some(isOpen))
    return order.type === "metered" && order.status !== "suspended" ? { code: "nothing_scheduled" } : null;
  const card = currentCard(order);
  if (!card) return { code: "no_card" };
  if (order.merchant.isStopped) return { code: "merchant_stopped" };
  if (order.status === "suspended") return suspended(order);
  const ban = banOf(order, card, now);
  return ban?.code === "card_banned" ? { code: "card_banned", reason: ban.reason, until: ban.until } : null;
}

function suspended(order: Order): WhyWaiting | null {
  const updating = order.events.find((event) => event.wait?.cause === "card_update" && !event.held);
  if (updating?.wait)
    return { code: "waiting", event: updating.number, until: updating.wait.until, why: updating.wait.why };
  const declined = oldestFirst(order.events.filter(isDeclined));
  const hard = declined.findLast((event) => event.status === "hard_declined");
  if (hard) return hardDecline(hard);
  const last = declined.at(-1);
  return last ? { code: "suspended_after_retries", event: last.number } : null;
}

function outstanding(order: Order, now: Instant): WhyWaiting | null {
  const events = oldestFirst(order.events.filter((event) => isOutstanding(event, now) || event.held));
  const reasons = events.flatMap((event) => reasonOf(order, event, now) ?? []);
  return reasons.find(({ code }) => needsSomebody.includes(code)) ?? reasons[0] ?? null;
}

const needsSomebody: readonly WhyWaiting["code"][] = [
  "request_held",
  "hard_decline",
  "retries_used_up",
  "no_retry_planned",
];

/** What one outstanding event waits for. */
function reasonOf(order: Order, event: BillingEvent, now: Instant): WhyWaiting | null {
  const { number, wait } = event;
  if (event.held) return { code: "request_held", event: number };
  if (event.status === "hard_declined") return hardDecline(event);
  if (wait && wait.until > now)
    return wait.why === "retry_limit"
      ? { code: "retries_used_up", event: number, until: wait.until }
      : { code: "waiting", event: number, until: wait.until, why: wait.why };
  if (event.status === "scheduled") return { code: "due_now", event: number, since: event.scheduledAt };
  const [planned] = event.plannedRetries;
  if (planned !== undefined && !isReason(cellOf("collect_due_event", order.type, order.status)))
    return { code: "retry_planned", event: number, at: planned };
  const budget = retryBudget(event, currentPrint(order), now);
  if (budget.state === "used_up" && budget.endsAt !== null)
    return { code: "retries_used_up", event: number, until: budget.endsAt };
  return { code: "no_retry_planned", event: number, reason: event.decline?.reason ?? "" };
}

function hardDecline(event: BillingEvent): WhyWaiting {
  return { code: "hard_decline", event: event.number, reason: event.decline?.reason ?? "" };
}

function coming(order: Order, now: Instant): WhyWaiting | null {
  const next = nextPayment(order, now);
  if (!next) return null;
  const at = Math.max(next.scheduledAt, next.wait?.until ?? 0);
  return { code: "next_payment", event: next.number, at, amount: next.amount };
}
