import { isDispute } from "../decline/gateway-answer";
import type { Instant } from "../value/calendar";
import { type BillingEvent, isCollected, isOpen, isOutstanding } from "./billing-event";
import type { Attempt, Order, OrderStatus } from "./order";

/**
 * What came in less what went out, duplicates included, in minor units: DB and CP, less RF, CB, RDR, CD and
 * the reversal of a debit, with what takes those back again. Authorisations move no money.
 */
export function netPaid(order: Order): number {
  return order.attempts.reduce(
    (sum, attempt) => sum + (isBooked(attempt) ? moneyDirection(order, attempt) * attempt.amount : 0),
    0,
  );
}

/** What counts towards the order's value: approved initial payments, captures and events, once each. */
export function collectedAmount(order: Order): number {
  return order.attempts.reduce((sum, attempt) => sum + (countsAsCollected(attempt) ? attempt.amount : 0), 0);
}

/**
 * All booked debits and captures, duplicates included, in minor units. Refunds and chargebacks are not subtracted.
 */
export function amountTaken(order: Order): number {
  return order.attempts.reduce(
    (sum, attempt) =>
      isBooked(attempt) && (attempt.type === "debit" || attempt.type === "capture")
        ? sum + attempt.amount
        : sum,
    0,
  );
}

/** Has no total to collect: it goes on until somebody ends it. */
export function isOpenEnded({ type }: Pick<Order, "type">): boolean {
  return type === "subscription" || type === "metered";
}

/** Nothing was approved yet. */
export function isPreliminary({ status }: Pick<Order, "status">): boolean {
  return status === "draft" || status === "pending" || status === "rejected";
}

/** Sum of soft-declined, hard-declined and overdue events, in minor units. */
export function outstandingAmount(order: Order, now: Instant): number {
  return sumOf(outstandingEvents(order, now));
}

/** Declined and overdue events, oldest first. */
export function outstandingEvents(order: Order, now: Instant): BillingEvent[] {
  return oldestFirst(order.events.filter((event) => isOutstanding(event, now)));
}

/**
 * What a card update collects at most: what is outstanding, and the payment that runs now, which may
 * be declined before the update collects.
 */
export function cardUpdateSum(order: Order, now: Instant): number {
  return sumOf(order.events.filter((event) => isOutstanding(event, now) || event.status === "processing"));
}

/** The payment of this order that is at the gateway now. There is at most one. */
export function paymentAtGateway(order: Order): Attempt | null {
  return order.attempts.find((attempt) => attempt.state === "sent" || attempt.state === "unknown") ?? null;
}

/** Paused because its automatic retries ended. A card update can still pay what is owed. */
export function isOwing({ status, pausedFrom }: Pick<Order, "status" | "pausedFrom">): boolean {
  return status === "paused" && pausedFrom === "owing";
}

/** Whether the gateway reported something about it that nobody has booked or closed yet. */
export function hasOpenReport({ reports = [] }: Attempt): boolean {
  return reports.some((report) => report.state === "open");
}

/** A payment that may have been charged differently from our request. Nothing is charged until staff decide. */
export function contestedPayment(order: Order): Attempt | null {
  return (
    order.attempts.find(
      (attempt) => (attempt.state === "prepared" || isRunning(attempt)) && hasOpenReport(attempt),
    ) ?? null
  );
}

/** Whether a booking replaces what we asked for, so that it is not a second payment. */
export function isTakenOtherwise(order: Order, number: number): boolean {
  const booked = attemptOf(order, number);
  const id = booked?.answer?.transactionId;
  return (
    booked?.purpose === "reported" &&
    order.attempts.some(({ reports }) =>
      reports?.some(({ state, answer }) => state === "booked" && answer.transactionId === id),
    )
  );
}

/**
 * The order's value as shown: for an instalment or single order, its total; for open-ended types, the initial
 * amount and every event that was not given up.
 */
export function totalToBePaid(order: Order): number {
  if (!isOpenEnded(order)) return order.total;
  const events = order.events.filter((event) => isOpen(event) || isCollected(event));
  return order.initialAmount + sumOf(events);
}

/**
 * The status of an instalment order when nothing else decides it. Review: it collected too much, has a duplicate
 * that was not refunded, or has nothing left to collect and is short. Complete: it is paid. Otherwise Active.
 * Open-ended types are Active.
 */
export function settledStatus(order: Order): OrderStatus {
  if (order.type !== "instalment") return "active";
  const sum = collectedAmount(order);
  const isPaidTwice = order.attempts.some(
    (attempt) => attempt.state === "duplicate" && refundable(order, attempt) > 0,
  );
  if (sum > order.total || isPaidTwice) return "review";
  if (order.events.some(isOpen)) return "active";
  return sum === order.total ? "complete" : "review";
}

/** What can still be refunded of an approved debit or capture, in minor units; 0 for anything else. */
export function refundable(order: Order, attempt: Attempt): number {
  if ((attempt.type !== "debit" && attempt.type !== "capture") || !isBooked(attempt)) return 0;
  return remainingAmount(order, attempt);
}

/**
 * What remains of a booking after everything that refers to it: a chargeback reduces its debit, the chargeback's
 * reversal reduces the chargeback, and so on. Between 0 and the booked amount. A running request counts as granted.
 */
function remainingAmount(order: Books, attempt: Attempt): number {
  const direction = moneyDirection(order, attempt);
  const left = order.attempts
    .filter((other) => refersToEarlier(other, attempt) && (isBooked(other) || isRunning(other)))
    .reduce((sum, other) => {
      const isMore = moneyDirection(order, other) === direction;
      return sum + (isMore ? 1 : -1) * Math.abs(moneyDirection(order, other)) * remainingAmount(order, other);
    }, attempt.amount);
  return Math.min(attempt.amount, Math.max(0, left));
}

/** What banks took back by chargeback or rapid dispute and have not returned, in minor units. */
export function disputedAmount(order: Order): number {
  const lost = order.attempts
    .filter((attempt) => isBooked(attempt) && isDispute(attempt.type) && !isCredit(order, attempt))
    .reduce((sum, attempt) => sum - moneyDirection(order, attempt) * attempt.amount, 0);
  return Math.max(0, lost);
}

/** What a bank has not returned of one dispute, by what refers to it, in minor units. */
export function disputeLeft(order: Order, dispute: Attempt): number {
  return remainingAmount(order, dispute);
}

/** A CR that gives money back without a dispute. */
function isCredit(order: Books, attempt: Attempt): boolean {
  return attempt.type === "reversal_or_credit" && moneyDirection(order, attempt) !== 1;
}

/** Only an earlier transaction can be referred to, so that following references ends. */
function refersToEarlier(later: Attempt, earlier: Attempt): boolean {
  return later.refersTo === earlier.number && later.number > earlier.number;
}

/** A pre-authorisation that was neither captured nor reversed; registration checks do not count. */
export function openAuthorisation(order: Order): Attempt | null {
  return (
    order.attempts.find(
      (attempt) =>
        attempt.type === "authorisation" &&
        attempt.purpose === "initial" &&
        order.initialKind === "preauthorise" &&
        isBooked(attempt) &&
        !order.attempts.some(
          (other) =>
            other.refersTo === attempt.number &&
            (other.type === "capture" || other.type === "reversal") &&
            isBooked(other),
        ),
    ) ?? null
  );
}

/** The subscription's next event: the earliest cycle that was not attempted, skipped or merged. */
export function nextCycleEvent(order: Order): CycleEvent | null {
  return (
    order.events.find(
      (event): event is CycleEvent =>
        event.cycle !== null &&
        event.attempts === 0 &&
        event.decline === null &&
        !event.wasSkipped &&
        (event.status === "scheduled" || event.status === "paused"),
    ) ?? null
  );
}

export type CycleEvent = BillingEvent & { cycle: number };

/** Null when there is no number: a payment without an event. */
export function eventOf(order: Order, number: number | null): BillingEvent | null {
  return order.events.find((event) => event.number === number) ?? null;
}

export function attemptOf(order: Books, number: number): Attempt | null {
  return order.attempts.find((attempt) => attempt.number === number) ?? null;
}

/** The gateway's id of the transaction that another one refers to; null when it refers to none. */
export function referredId(order: Order, attempt: Attempt): string | null {
  const of = attempt.refersTo === null ? null : attemptOf(order, attempt.refersTo);
  return of?.answer?.transactionId ?? null;
}

export function oldestFirst(events: readonly BillingEvent[]): BillingEvent[] {
  return [...events].sort((a, b) => a.scheduledAt - b.scheduledAt || a.number - b.number);
}

export function sumOf(events: readonly BillingEvent[]): number {
  return events.reduce((sum, event) => sum + event.amount, 0);
}

/** Booked at the gateway, as far as we know. */
export function isBooked(attempt: Attempt): boolean {
  return attempt.state === "approved" || attempt.state === "duplicate";
}

function isRunning(attempt: Attempt): boolean {
  return attempt.state === "sent" || attempt.state === "unknown";
}

function countsAsCollected(attempt: Attempt): boolean {
  if (attempt.state !== "approved") return false;
  return (
    (attempt.type === "debit" && (attempt.purpose === "initial" || attempt.purpose === "event")) ||
    attempt.type === "capture"
  );
}

/** The direction in which a booking moves money: 1 to the merchant, -1 back to the customer, 0 neither. */
export function moneyDirection(order: Books, attempt: Attempt): 1 | 0 | -1 {
  switch (attempt.type) {
    case "debit":
    case "capture":
      return 1;
    case "refund":
    case "chargeback":
    case "rapid_dispute":
    case "credit":
      return -1;
    case "authorisation":
    case "registration":
      return 0;
    case "reversal": {
      const of = referredTo(order, attempt);
      return of ? opposite(moneyDirection(order, of)) : 0;
    }
    case "chargeback_reversal":
    case "reversal_or_credit": {
      const of = referredTo(order, attempt);
      if (!of) return 0;
      if (of.type !== "debit" && of.type !== "capture") return opposite(moneyDirection(order, of));
      // Some connectors name the payment itself. Where no dispute is left to win, a CR can only be a credit.
      return attempt.type === "chargeback_reversal" || isStillDisputed(order, of, attempt) ? 1 : -1;
    }
  }
}

type Books = Pick<Order, "attempts">;

/**
 * Whether banks hold anything of a payment that earlier reversals have not returned. A dispute may be reported after
 * its reversal, so every dispute counts.
 */
function isStillDisputed(order: Books, { number }: Attempt, reversal: Attempt): boolean {
  const about = order.attempts.filter((other) => other.refersTo === number && isBooked(other));
  const held = about
    .filter(({ type }) => type === "chargeback" || type === "rapid_dispute")
    .reduce((sum, dispute) => sum + remainingAmount(order, dispute), 0);
  const returned = about
    .filter(
      (other) =>
        (other.type === "chargeback_reversal" || other.type === "reversal_or_credit") &&
        other.number < reversal.number &&
        moneyDirection(order, other) === 1,
    )
    .reduce((sum, other) => sum + other.amount, 0);
  return held > returned;
}

function referredTo(order: Books, { refersTo, number }: Attempt): Attempt | null {
  return refersTo !== null && refersTo < number ? attemptOf(order, refersTo) : null;
}

function opposite(direction: 1 | 0 | -1): 1 | 0 | -1 {
  return direction === 0 ? 0 : direction === 1 ? -1 : 1;
}
