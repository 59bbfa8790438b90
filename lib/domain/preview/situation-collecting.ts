import { isAgreementWithdrawn } from "../order/agreement";
import { cardUpdateSum, isOwing, oldestFirst } from "../order/balance";
import { isOpen, isOverdue } from "../order/billing-event";
import { currentCard, expiresAt } from "../order/card";
import type { Order } from "../order/order";
import { banOf } from "../rules/start-payment";
import type { Instant } from "../value/calendar";
import {
  decidingDecline,
  factsOfDecline,
  findingOfDecline,
  lastDecline,
  noDecline,
  softDeclineFinding,
} from "./situation-declines";
import { type Finders, isChargedByCard, isLive, triesEvents } from "./situation-findings";

/** Findings about what stops or delays a payment. */
export const collectingFinders: Finders<
  | "sum_to_confirm"
  | "merchant_stopped"
  | "agreement_withdrawn"
  | "card_waits"
  | "card_expired"
  | "card_deleted"
  | "no_card"
  | "declined_for_good"
  | "suspended_after_retries"
  | "paused_after_retries"
  | "card_banned"
  | "request_held"
  | "customer_must_confirm"
  | "retries_used_up"
  | "not_retried"
  | "retried_later"
  | "waits"
  | "overdue"
> = {
  sum_to_confirm: ({ order, now }) =>
    order.pendingCollection?.awaits === "confirmation" && cardUpdateSum(order, now) > 0
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
  card_expired: (view) => {
    const { order, now } = view;
    const card = currentCard(order);
    const declined = decidingDecline(view);
    const isSaid = declined?.reason === "expired" || declined?.reason === "expired_at_bank";
    const at = card && expiresAt(card, order.merchant.timeZone);
    const isOver = at !== null && at <= now;
    if (!isChargedByCard(order) || (!isOver && !isSaid)) return null;
    const facts = declined ?? noDecline;
    return { code: "card_expired", since: isOver ? at : facts.since, ...factsOfDecline(facts) };
  },
  card_deleted: ({ order }) =>
    isChargedByCard(order) && currentCard(order)?.state === "forgotten"
      ? { code: "card_deleted", since: null }
      : null,
  no_card: ({ order }) =>
    isChargedByCard(order) && order.events.some(isOpen) && !currentCard(order)
      ? { code: "no_card", since: null }
      : null,
  declined_for_good: (view) => {
    const declined = decidingDecline(view);
    const { order } = view;
    if (!isLive(order)) return null;
    if (order.status === "suspended")
      return !declined || declined.isForGood
        ? findingOfDecline("declined_for_good", declined ?? noDecline)
        : null;
    return declined?.isForGood && declined.event !== null
      ? findingOfDecline("declined_for_good", declined)
      : null;
  },
  suspended_after_retries: (view) => {
    const declined = decidingDecline(view);
    return view.order.status === "suspended" && declined && !declined.isForGood
      ? findingOfDecline("suspended_after_retries", declined)
      : null;
  },
  paused_after_retries: (view) =>
    isOwing(view.order) ? findingOfDecline("paused_after_retries", decidingDecline(view) ?? noDecline) : null,
  card_banned: ({ order, now }) => {
    const card = isChargedByCard(order) ? currentCard(order) : null;
    const ban = card && banOf(order, card, now);
    return ban?.code === "card_banned"
      ? { code: "card_banned", since: null, reason: ban.reason, until: ban.until }
      : null;
  },
  request_held: ({ order }) => {
    const held = oldestFirst(order.events).find((event) => event.held && isOpen(event));
    return held && isLive(order)
      ? { code: "request_held", since: held.executedAt ?? held.scheduledAt, event: held.number }
      : null;
  },
  customer_must_confirm: (view) => softDeclineFinding(view, "customer_must_confirm"),
  retries_used_up: (view) => softDeclineFinding(view, "retries_used_up"),
  not_retried: (view) => softDeclineFinding(view, "not_retried"),
  retried_later: (view) => softDeclineFinding(view, "retried_later"),
  waits: ({ order, now }) => {
    const event = oldestFirst(order.events).find(
      ({ wait, status }) =>
        wait !== null && wait.until > now && (status === "scheduled" || status === "soft_declined"),
    );
    if (!event?.wait || !triesEvents(order)) return null;
    const { until, why } = event.wait;
    return { code: "waits", since: event.executedAt ?? event.scheduledAt, event: event.number, until, why };
  },
  overdue: ({ order, now }) => {
    const event = oldestFirst(order.events).find((one) => isOverdue(one, now));
    return event && triesEvents(order)
      ? { code: "overdue", since: event.scheduledAt, event: event.number }
      : null;
  },
};

function needsCard(order: Order, now: Instant): boolean {
  return order.status === "suspended" || isOwing(order) || cardUpdateSum(order, now) > 0;
}
