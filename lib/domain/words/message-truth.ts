import { isAgreementWithdrawn } from "../order/agreement";
import { attemptOf, isBooked, paymentAtGateway, refundable } from "../order/balance";
import type { BillingEvent } from "../order/billing-event";
import { currentCard, expiresAt } from "../order/card";
import { cellFor, cellOf, isStatusRefusal, statusRefusals } from "../order/lifecycle";
import type { Order } from "../order/order";
import { lastPrice } from "../order/price";
import { nextTryAt } from "../rules/due";
import type { Instant } from "../value/calendar";
import type { MessageDraft, MessageKind } from "./messages";
import { eventStatusNames, statusNames } from "./names";

/**
 * Why a message is no longer true, as staff read it; null while it is. Checked when it is queued and again when it
 * is sent: in between the order may have been paid, ended, paused or moved, or its card replaced.
 */
export function whyUntrue(kind: MessageKind, told: MessageContext): string | null {
  return conditions[kind](told);
}

/** A queued message, and the state of things when it is checked. */
export type MessageContext = {
  data: MessageDraft["data"];
  order: Order;
  now: Instant;
  /** The customer's link opens the order's page. */
  linkWorks: boolean;
};

/** The messages of a change that are still true after the whole change. */
export function trueMessages(
  drafts: readonly MessageDraft[],
  order: Order,
  now: Instant,
): readonly MessageDraft[] {
  return drafts.filter(({ kind, data }) => whyUntrue(kind, { data, order, now, linkWorks: true }) === null);
}

type Condition = (told: MessageContext) => string | null;

/** What makes each kind of message true. */
const conditions: Readonly<Record<MessageKind, Condition>> = {
  order_ready: all(awaitsPayment, hasLink),
  order_reminder: all(awaitsPayment, hasLink),
  purchase_confirmation: wasKept,
  mandate: all(isLive, isAgreed),
  refund_confirmation: wasBooked,
  payment_approved: wasKept,
  payment_declined: all(takesACard, isAgreed, stands("soft_declined", "processing"), byCurrentCard),
  payment_rejected: all(takesACard, isAgreed, stands("hard_declined"), byCurrentCard),
  retries_ended: all(takesACard, isAgreed, stands("soft_declined"), isNotRetried, byCurrentCard),
  payment_rescheduled: all(isLive, stands("scheduled"), isAsTold, isAhead),
  payments_skipped: () => null,
  payments_merged: all(isLive, stands("scheduled"), isAsTold, isAhead),
  renewal_soon: all(collects, stands("scheduled"), isAsTold, isAhead, isPlanned),
  price_changed: all(isLive, costsAsTold),
  subscription_paused: all(isPaused, resumesAsTold),
  subscription_resumed: collects,
  card_update_link: all(takesACard, isAgreed, hasCardAsTold, hasLink),
  card_expiring: all(takesACard, isAgreed, hasCardAsTold, isGood),
  card_expired: all(takesACard, isAgreed, hasCardAsTold, isExpired),
};

function all(...asked: Condition[]): Condition {
  return (told) => asked.map((ask) => ask(told)).find((why) => why !== null) ?? null;
}

function awaitsPayment({ order }: MessageContext): string | null {
  if (order.status !== "draft" && order.status !== "pending" && order.status !== "rejected")
    return nowIs(order);
  return paymentAtGateway(order) ? "A payment of the order is being processed." : null;
}

function hasLink({ linkWorks }: MessageContext): string | null {
  return linkWorks ? null : "The payment link was withdrawn.";
}

/** The transaction it reports is still booked; an older message without a transaction is taken as true. */
function wasBooked({ order, data }: MessageContext): string | null {
  const attempt = data.attempt === undefined ? null : attemptOf(order, data.attempt);
  return attempt && !isBooked(attempt) ? "The transaction was not collected." : null;
}

/** The money, or the authorisation, was not given back in full. */
function wasKept(told: MessageContext): string | null {
  const { order, data } = told;
  const attempt = data.attempt === undefined ? null : attemptOf(order, data.attempt);
  if (!attempt || !isBooked(attempt)) return wasBooked(told);
  if (paymentAtGateway(order)?.refersTo === attempt.number) return null;
  const isReversed = order.attempts.some(
    (other) => other.refersTo === attempt.number && other.type === "reversal" && isBooked(other),
  );
  const movedMoney = attempt.type === "debit" || attempt.type === "capture";
  return isReversed || (movedMoney && refundable(order, attempt) === 0)
    ? "The money has been returned."
    : null;
}

function isLive({ order }: MessageContext): string | null {
  switch (order.status) {
    case "active":
    case "failed":
    case "suspended":
    case "paused":
    case "review":
      return null;
    default:
      return nowIs(order);
  }
}

/** Scheduled events are collected automatically. */
function collects({ order }: MessageContext): string | null {
  return isStatusRefusal(cellOf("collect_due_event", order.type, order.status)) ? nowIs(order) : null;
}

/** The customer can give it another card. */
function takesACard({ order }: MessageContext): string | null {
  const cell = cellFor(order, "replace_card");
  return isStatusRefusal(cell) ? statusRefusals[cell] : null;
}

function isAgreed({ order }: MessageContext): string | null {
  return isAgreementWithdrawn(order) ? "The customer withdrew the agreement to be charged." : null;
}

/** The payment that it is about has one of these statuses. */
function stands(...wanted: BillingEvent["status"][]): Condition {
  return (told) => {
    const event = eventOfMessage(told);
    if (!event) return "The payment has changed.";
    return wanted.includes(event.status)
      ? null
      : `SPID ${event.spid} is now ${eventStatusNames[event.status].toLowerCase()}.`;
  };
}

function isNotRetried(told: MessageContext): string | null {
  return eventOfMessage(told)?.plannedRetries.length ? "It will be retried automatically." : null;
}

function byCurrentCard(told: MessageContext): string | null {
  const event = eventOfMessage(told);
  const declined = told.order.attempts.findLast(
    (attempt) => attempt.event === event?.number && attempt.state === "declined",
  );
  const isSent = event?.decline?.attempt !== null;
  return isSent && declined && declined.cardId !== told.order.cardId ? replaced : null;
}

const replaced = "The card has been replaced.";

/** The event still has the date and amount in the message. */
function isAsTold(told: MessageContext): string | null {
  const event = eventOfMessage(told);
  return event?.scheduledAt === told.data.at && event?.amount === told.data.amount
    ? null
    : "The date or amount of the payment has changed.";
}

/** The price in the message is still the one that the order has or will have. */
function costsAsTold({ order: { plan }, data }: MessageContext): string | null {
  const price = plan?.kind === "subscription" ? lastPrice(plan) : null;
  return price === data.amount ? null : "The price has changed again.";
}

/** It is collected automatically. */
function isPlanned(told: MessageContext): string | null {
  const event = eventOfMessage(told);
  return event && nextTryAt(told.order, event.number) !== null ? null : "No automatic payment is planned.";
}

function isAhead({ data, now }: MessageContext): string | null {
  return data.at !== undefined && data.at > now ? null : "Its date has passed.";
}

function isPaused({ order }: MessageContext): string | null {
  return order.status === "paused" ? null : nowIs(order);
}

function resumesAsTold({ order, data }: MessageContext): string | null {
  return (order.resumeAt ?? undefined) === data.at ? null : "The resume date has changed.";
}

function hasCardAsTold({ order, data }: MessageContext): string | null {
  return data.card === undefined || data.card === order.cardId ? null : replaced;
}

function isGood({ order, now }: MessageContext): string | null {
  const card = currentCard(order);
  if (!card) return "The order has no card.";
  return expiresAt(card, order.merchant.timeZone) > now ? null : "The card has expired.";
}

function isExpired({ order, now }: MessageContext): string | null {
  const card = currentCard(order);
  if (!card) return "The order has no card.";
  return expiresAt(card, order.merchant.timeZone) <= now ? null : "The card has not expired.";
}

/** The event that a message is about. One queued before its number was kept is found by date and sum. */
export function eventOfMessage({ order, data }: Pick<MessageContext, "order" | "data">): BillingEvent | null {
  const spid = data.events?.[0]?.spid ?? null;
  return (
    order.events.find((event) =>
      spid === null
        ? event.status !== "merged" && event.scheduledAt === data.at && event.amount === data.amount
        : event.spid === spid,
    ) ?? null
  );
}

function nowIs(order: Order): string {
  return `The order is now ${statusNames[order.status]}.`;
}
