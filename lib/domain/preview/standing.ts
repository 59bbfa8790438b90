import type { DeclineReason } from "../decline/decline-reasons";
import { openAuthorisation, outstandingAmount } from "../order/balance";
import { isOutstanding } from "../order/billing-event";
import { currentCard, expiresAt } from "../order/card";
import type { Order } from "../order/order";
import { retriesOf } from "../order/retry";
import { dueAt } from "../rules/due";
import { banOf } from "../rules/start-payment";
import { DAY, type Instant } from "../value/calendar";
import { OLD_HOLD_DAYS } from "../value/timetable";
import { causeOf, needsPerson, type WhoActs } from "./situation";
import type { Finding, FindingCode } from "./situation-findings";
import { stakeOf } from "./stake";

/**
 * What lists choose and sort orders by, stored with each order so that they need not load it. A merchant whose
 * collecting is stopped is not part of it: that would change all of its orders at one instant.
 */
export function standingOf(given: Order, now: Instant): Standing {
  const order = given.merchant.isStopped
    ? { ...given, merchant: { ...given.merchant, isStopped: false } }
    : given;
  const { cause, whoActs, isWrong } = causeOf(order, now);
  const retries = mostPressingRetries(order, now);
  return {
    cause: isWrong ? cause.code : null,
    causeSince: isWrong ? cause.since : null,
    whoActs: isWrong ? whoActs : null,
    needsPerson: needsPerson({ isWrong, whoActs }),
    declineReason: isWrong ? reasonOf(cause) : null,
    retriesUsed: retries?.used ?? null,
    retriesLeft: retries && retries.limit - retries.used,
    retriesEndAt: retries?.endsAt ?? null,
    outstanding: outstandingAmount(order, now),
    atStake: isWrong ? stakeOf(cause, order, now) : 0,
    cardExpiresMonth: expiryMonthOf(order),
    standsUntil: standsUntil(order, now, isWrong),
  };
}

/** `cause`, its time and who can act are null for an order that is fine. Amounts in minor units of its currency. */
export type Standing = {
  cause: FindingCode | null;
  causeSince: Instant | null;
  whoActs: WhoActs | null;
  /** Staff or the customer must do something, or the money is not collected. */
  needsPerson: boolean;
  declineReason: DeclineReason | null;
  /** Of the outstanding payment whose time to be retried ends first; null when none was declined with its card. */
  retriesUsed: number | null;
  retriesLeft: number | null;
  retriesEndAt: Instant | null;
  /** Declined and overdue payments together. */
  outstanding: number;
  /** What the cause is about: money to collect, to give back, or taken back by a bank. */
  atStake: number;
  /** Of its card: months since the year 0, January being the first one of a year. */
  cardExpiresMonth: number | null;
  /** When time alone may change any of this; null when it cannot. */
  standsUntil: Instant | null;
};

function reasonOf(cause: Finding): DeclineReason | null {
  return "reason" in cause && cause.code !== "card_banned" ? cause.reason : null;
}

function mostPressingRetries(order: Order, now: Instant) {
  const open = order.events
    .filter((event) => isOutstanding(event, now))
    .flatMap((event) => retriesOf(order, event) ?? [])
    .filter(({ endsAt }) => endsAt > now);
  return open.length > 0 ? open.reduce((first, one) => (one.endsAt < first.endsAt ? one : first)) : null;
}

function expiryMonthOf(order: Order): number | null {
  const card = currentCard(order);
  return card && card.expiryYear * 12 + card.expiryMonth - 1;
}

/**
 * Bans and limits of a card may change by other orders, and what follows by the rules that are run ahead: an order that
 * needs attention is judged again after a day at the latest.
 */
function standsUntil(order: Order, now: Instant, isWrong: boolean): Instant | null {
  const moments = [...momentsOf(order, now), ...(isWrong ? [now + DAY] : [])].filter((at) => at > now);
  return moments.length > 0 ? Math.min(...moments) : null;
}

function momentsOf(order: Order, now: Instant): Instant[] {
  const card = currentCard(order);
  const ban = card && banOf(order, card, now);
  const hold = openAuthorisation(order);
  const ends = [
    dueAt(order),
    order.resumeAt,
    card && expiresAt(card, order.merchant.timeZone),
    ban?.code === "card_banned" ? ban.until : null,
    hold && (hold.settledAt ?? hold.startedAt) + OLD_HOLD_DAYS * DAY + 1,
  ];
  const ofEvents = order.events.flatMap((event) => [
    event.status === "scheduled" ? event.scheduledAt : null,
    event.wait?.until ?? null,
    retriesOf(order, event)?.endsAt ?? null,
    ...event.plannedRetries,
  ]);
  return [...ends, ...ofEvents].filter((at) => at !== null);
}
