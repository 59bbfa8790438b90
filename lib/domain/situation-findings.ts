import { isAgreementWithdrawn } from "./agreement-standing";
import { type BillingEvent, isOpen, isOverdue } from "./billing-event";
import { DAY } from "./calendar";
import { currentCard, expiresAt } from "./card";
import type { Outcome } from "./decline";
import type { Reason } from "./decline-reasons";
import type { ByItself } from "./next-by-itself";
import type { Actor, Attempt, Cause, Instant, Order } from "./order";
import type { LoggedEntry } from "./order-log";
import type { Code } from "./situation";
import { decisive, lastDecline, nothingDeclined, reasonOf, soft, strip, told } from "./situation-declines";
import {
  attemptOf,
  cardUpdateSum,
  collected,
  disputedAmount,
  isOwing,
  netPaid,
  oldestFirst,
  openAuthorisation,
  paymentAtGateway,
  refundable,
} from "./standing";
import { banOf } from "./start-payment";
import { collectedTooMuch } from "./to-give-back";

/** What can be found about an order, as data. Amounts in minor units; `event` and `attempt` are numbers. */
export type Finding = { since: Instant | null } & (
  | { code: "report_open"; attempt: number; report: number; isContested: boolean }
  | { code: "result_unknown" | "at_gateway"; attempt: number; amount: number; by: Actor; started: Cause }
  | { code: "sum_to_confirm"; shown: number; sum: number }
  | { code: "merchant_stopped" | "card_deleted" | "no_card" | "agreement_withdrawn" }
  | { code: "paid_twice" | "paid_after_cancel"; attempt: number; amount: number; refund: number }
  | { code: "collected_too_much"; over: number; left: number; attempt: number | null }
  | { code: "card_banned"; reason: string; until: Instant | null }
  | ({ code: "card_expired" } & Declined)
  | ({ code: DeclineCode } & Declined)
  | { code: "request_held"; event: number }
  | { code: "charge_declined"; attempt: number; amount: number; reason: Reason | null }
  | { code: "collected_too_little"; short: number }
  | {
      code: "waits" | "card_waits";
      event: number;
      until: Instant;
      why: NonNullable<BillingEvent["wait"]>["why"];
    }
  | { code: "overdue"; event: number }
  | { code: "paused"; by: Actor | null; until: Instant | null }
  | { code: "hold_is_old" | "held_on_card"; attempt: number; amount: number }
  | { code: "captured_in_part"; taken: number; held: number }
  | { code: "disputed"; amount: number; attempt: number; isFinal: boolean }
  | { code: "rejected" | "draft" | "nothing_scheduled" | "nothing_left" }
  | { code: "not_paid_yet"; how: "email" | "display" | null }
  | { code: "next_payment"; event: number }
  | { code: "cancelled" | "complete"; by: Actor | null }
);

/** The finding of one code. */
export type Found<K extends Code> = Finding extends infer F
  ? F extends { code: infer C }
    ? K extends C
      ? Omit<F, "code"> & { code: K }
      : never
    : never
  : never;

export type DeclineCode =
  | "declined_for_good"
  | "suspended_after_retries"
  | "paused_after_retries"
  | "customer_must_confirm"
  | "retries_used_up"
  | "not_retried"
  | "retried_later";

/** `event` null: it was moved, merged or skipped since. `barred`: the scheme's rule for which it was not even sent. */
export type Declined = {
  event: number | null;
  count: number;
  reason: Reason | null;
  outcome: Outcome | null;
  barred: string | null;
  retries: { used: number; limit: number; endsAt: Instant } | null;
};

export type Viewed = { order: Order; now: Instant; log: readonly LoggedEntry[]; follows: ByItself | null };
type Finder<K extends Code> = (view: Viewed) => Found<K> | null;

/** Each looks at the order by itself: which of several is told is the matter of `urgency`. */
export const finders: { readonly [K in Code]: Finder<K> } = {
  report_open: ({ order }) => {
    for (const attempt of order.attempts) {
      const report = (attempt.reports ?? []).findIndex(({ state }) => state === "open");
      const said = attempt.reports?.[report];
      if (said)
        return {
          code: "report_open",
          since: said.at,
          attempt: attempt.number,
          report,
          isContested: ["prepared", "sent", "unknown"].includes(attempt.state),
        };
    }
    return null;
  },
  result_unknown: (view) => running(view, "result_unknown"),
  at_gateway: (view) => running(view, "at_gateway"),
  sum_to_confirm: ({ order, now }) =>
    order.pendingCollection?.awaits === "confirmation"
      ? {
          code: "sum_to_confirm",
          since: order.cardSince,
          shown: order.pendingCollection.shownSum,
          sum: cardUpdateSum(order, now),
        }
      : null,
  merchant_stopped: ({ order }) =>
    order.merchant.isStopped && isLive(order) && order.events.some(isOpen)
      ? { code: "merchant_stopped", since: null }
      : null,
  paid_twice: ({ order }) => {
    const twice = order.attempts.find(
      (attempt) => attempt.state === "duplicate" && refundable(order, attempt) > 0,
    );
    return twice && order.status !== "cancelled" ? owed(order, twice, "paid_twice", twice.amount) : null;
  },
  paid_after_cancel: ({ order }) => {
    const paid = order.attempts.findLast((attempt) => refundable(order, attempt) > 0);
    return order.status === "cancelled" && netPaid(order) > 0 && paid
      ? owed(order, paid, "paid_after_cancel", netPaid(order))
      : null;
  },
  collected_too_much: ({ order }) => {
    const over = collected(order) - order.total;
    if (order.status !== "review" || over <= 0) return null;
    const left = collectedTooMuch(order);
    const paid = order.attempts.findLast((attempt) => refundable(order, attempt) >= Math.max(1, left));
    const attempt = left > 0 ? (paid?.number ?? null) : null;
    return { code: "collected_too_much", since: paid?.settledAt ?? null, over, left, attempt };
  },
  agreement_withdrawn: ({ order, now }) =>
    isAgreementWithdrawn(order) && isLive(order) && needsCard(order, now)
      ? { code: "agreement_withdrawn", since: lastDecline(order)?.settledAt ?? null }
      : null,
  card_waits: ({ order, follows }) => {
    const event = order.events.find(({ wait, held }) => wait?.cause === "card_update" && !held);
    if (order.status !== "suspended" || !event?.wait || follows?.what !== "collect") return null;
    const { until, why } = event.wait;
    return { code: "card_waits", since: event.executedAt, event: event.number, until, why };
  },
  card_banned: ({ order, now }) => {
    const card = isCollected(order) ? currentCard(order) : null;
    const ban = card && banOf(order, card, now);
    return ban?.code === "card_banned"
      ? { code: "card_banned", since: null, reason: ban.reason, until: ban.until }
      : null;
  },
  card_expired: (view) => {
    const { order, now } = view;
    const card = currentCard(order);
    const declined = decisive(view);
    const isSaid = declined?.reason === "expired" || declined?.reason === "expired_at_bank";
    const at = card && expiresAt(card, order.merchant.timeZone);
    const isOver = at !== null && at <= now;
    if (!isCollected(order) || (!isOver && !isSaid)) return null;
    const facts = declined ?? nothingDeclined;
    return { code: "card_expired", since: isOver ? at : facts.since, ...strip(facts) };
  },
  card_deleted: ({ order }) =>
    isCollected(order) && currentCard(order)?.state === "forgotten"
      ? { code: "card_deleted", since: null }
      : null,
  no_card: ({ order }) =>
    isCollected(order) && order.events.some(isOpen) && !currentCard(order)
      ? { code: "no_card", since: null }
      : null,
  declined_for_good: (view) => {
    const declined = decisive(view);
    const { order } = view;
    if (!isLive(order)) return null;
    if (order.status === "suspended")
      return !declined || declined.isForGood ? told("declined_for_good", declined ?? nothingDeclined) : null;
    return declined?.isForGood && declined.event !== null ? told("declined_for_good", declined) : null;
  },
  suspended_after_retries: (view) => {
    const declined = decisive(view);
    return view.order.status === "suspended" && declined && !declined.isForGood
      ? told("suspended_after_retries", declined)
      : null;
  },
  paused_after_retries: (view) =>
    isOwing(view.order) ? told("paused_after_retries", decisive(view) ?? nothingDeclined) : null,
  request_held: ({ order }) => {
    const held = oldestFirst(order.events).find((event) => event.held && isOpen(event));
    return held && isLive(order)
      ? { code: "request_held", since: held.executedAt ?? held.scheduledAt, event: held.number }
      : null;
  },
  customer_must_confirm: (view) => soft(view, "customer_must_confirm"),
  retries_used_up: (view) => soft(view, "retries_used_up"),
  not_retried: (view) => soft(view, "not_retried"),
  charge_declined: ({ order }) => {
    const last = order.attempts.findLast((attempt) => attempt.state !== "prepared");
    if (last?.purpose !== "charge_now" || last.state !== "declined" || !isLive(order)) return null;
    const { number: attempt, amount, settledAt: since } = last;
    return { code: "charge_declined", since, attempt, amount, reason: reasonOf(order, last) };
  },
  collected_too_little: ({ order }) => {
    const short = order.total - collected(order);
    return order.status === "review" && order.type === "instalment" && short > 0 && !order.events.some(isOpen)
      ? { code: "collected_too_little", since: lastMove(order), short }
      : null;
  },
  retried_later: (view) => soft(view, "retried_later"),
  waits: ({ order, now }) => {
    const event = oldestFirst(order.events).find(
      ({ wait, status }) =>
        wait !== null && wait.until > now && (status === "scheduled" || status === "soft_declined"),
    );
    if (!event?.wait || !isTried(order)) return null;
    const { until, why } = event.wait;
    return { code: "waits", since: event.executedAt ?? event.scheduledAt, event: event.number, until, why };
  },
  overdue: ({ order, now }) => {
    const event = oldestFirst(order.events).find((one) => isOverdue(one, now));
    return event && isTried(order)
      ? { code: "overdue", since: event.scheduledAt, event: event.number }
      : null;
  },
  paused: ({ order, log }) =>
    order.status === "paused" && !isOwing(order)
      ? {
          code: "paused",
          since: order.pausedAt,
          until: order.resumeAt,
          by: log.findLast(({ entry }) => entry.kind === "order_paused")?.actor ?? null,
        }
      : null,
  hold_is_old: (view) => hold(view, "hold_is_old"),
  disputed: ({ order }) => {
    const amount = disputedAmount(order);
    const last = order.attempts.findLast(({ type }) => type === "CB" || type === "RDR");
    return amount > 0 && last
      ? {
          code: "disputed",
          since: last.startedAt,
          amount,
          attempt: last.number,
          isFinal: last.type === "RDR",
        }
      : null;
  },
  held_on_card: (view) => hold(view, "held_on_card"),
  rejected: ({ order }) =>
    order.status === "rejected" ? { code: "rejected", since: lastDecline(order)?.settledAt ?? null } : null,
  not_paid_yet: ({ order, log }) => {
    if (order.status !== "pending") return null;
    const asked = log.findLast(({ entry }) => entry.kind === "link_requested");
    const how = asked?.entry.kind === "link_requested" ? asked.entry.how : null;
    return { code: "not_paid_yet", since: asked?.at ?? order.linkRequestedAt, how };
  },
  draft: ({ order }) => (order.status === "draft" ? { code: "draft", since: order.createdAt } : null),
  next_payment: ({ follows }) =>
    follows?.what === "collect" ? { code: "next_payment", since: null, event: follows.event } : null,
  nothing_scheduled: ({ order }) =>
    order.type === "metered" && isLive(order) && !order.events.some(isOpen)
      ? { code: "nothing_scheduled", since: null }
      : null,
  cancelled: (view) => (view.order.status === "cancelled" ? { code: "cancelled", ...endedBy(view) } : null),
  complete: (view) => (view.order.status === "complete" ? { code: "complete", ...endedBy(view) } : null),
  captured_in_part: ({ order }) => {
    const taken = order.attempts.find(({ type, state }) => type === "CP" && state === "approved");
    const of = taken?.refersTo ? attemptOf(order, taken.refersTo) : null;
    return taken && of && taken.amount < of.amount
      ? { code: "captured_in_part", since: taken.settledAt, taken: taken.amount, held: of.amount }
      : null;
  },
  nothing_left: () => ({ code: "nothing_left", since: null }),
};

const liveStatuses: readonly Order["status"][] = ["active", "failed", "suspended", "paused", "review"];

function isLive({ status }: Order): boolean {
  return liveStatuses.includes(status);
}

/** Its card matters: something is, or may be, collected with it. */
function isCollected(order: Order): boolean {
  if (!isLive(order) || order.type === "single") return false;
  return order.status !== "review" || order.events.some(isOpen);
}

/** Its events are sent by themselves. */
export function isTried({ status }: Order): boolean {
  return status === "active" || status === "failed" || status === "review";
}

function needsCard(order: Order, now: Instant): boolean {
  return order.status === "suspended" || isOwing(order) || cardUpdateSum(order, now) > 0;
}

/** The payment that is at the gateway, with who started it. */
export function runningPayment(order: Order): Found<"at_gateway" | "result_unknown"> | null {
  const attempt = paymentAtGateway(order);
  if (!attempt) return null;
  const { number, amount, actor: by, cause: started, startedAt: since, state } = attempt;
  const code = state === "unknown" ? "result_unknown" : "at_gateway";
  return { code, since, attempt: number, amount, by, started };
}

function running<K extends "result_unknown" | "at_gateway">({ order }: Viewed, code: K): Found<K> | null {
  const found = runningPayment(order);
  return found?.code === code ? (found as Found<K>) : null;
}

function owed<K extends "paid_twice" | "paid_after_cancel">(
  order: Order,
  attempt: Attempt,
  code: K,
  amount: number,
): Found<K> {
  const refund = Math.min(refundable(order, attempt), amount);
  const since = attempt.settledAt;
  return { code, since, attempt: attempt.number, amount, refund } as Found<K>;
}

function hold<K extends "hold_is_old" | "held_on_card">({ order, now }: Viewed, code: K): Found<K> | null {
  const open = openAuthorisation(order);
  if (!open) return null;
  const since = open.settledAt ?? open.startedAt;
  const isOld = now - since > OLD_HOLD;
  if (isOld !== (code === "hold_is_old")) return null;
  return { code, since, attempt: open.number, amount: open.amount } as Found<K>;
}

/** A hold may lapse at the customer's bank after it. */
export const OLD_HOLD = 7 * DAY;

function lastMove(order: Order): Instant | null {
  return order.attempts.findLast(({ settledAt }) => settledAt !== null)?.settledAt ?? null;
}

/** Who gave the order its last status, a person or the system by a result, and when. */
function endedBy({ order: { status, endedAt }, log }: Viewed): { by: Actor | null; since: Instant | null } {
  const last = log.findLast(({ entry }) => entry.kind === "status_changed" && entry.to === status);
  return { by: last?.actor ?? null, since: last?.at ?? endedAt };
}
