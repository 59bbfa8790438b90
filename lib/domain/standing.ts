import { type BillingEvent, isCollected, isOpen, isOutstanding, isOverdue } from "./billing-event";
import type { Attempt, Instant, Order, OrderStatus } from "./order";

/** DB + CP + CBR - RF - CB - RDR, duplicates included, in minor units. Authorisations move no money. */
export function netPaid(order: Order): number {
  return order.attempts.reduce((sum, attempt) => sum + (isBooked(attempt) ? signedAmount(attempt) : 0), 0);
}

/** What counts towards the order's value: approved initial payments, captures and events, once each. */
export function collected(order: Order): number {
  return order.attempts.reduce((sum, attempt) => sum + (countsAsCollected(attempt) ? attempt.amount : 0), 0);
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

/** Paused because its automatic retries ended: a card update may still pay what it owes. */
export function isOwing({ status, pausedFrom }: Pick<Order, "status" | "pausedFrom">): boolean {
  return status === "paused" && pausedFrom === "owing";
}

/**
 * Order value as shown: what an instalment or single order has to collect; for the open-ended types
 * the initial amount and every event that was not given up.
 */
export function totalToBePaid(order: Order): number {
  if (order.type === "single" || order.type === "instalment") return order.total;
  const events = order.events.filter((event) => isOpen(event) || isCollected(event));
  return order.initialAmount + sumOf(events);
}

/**
 * Where an instalment order stands once nothing else decides: Review when it collected too much or
 * holds a duplicate that was not refunded, or has nothing left to collect and is short; Complete when it is paid; Active otherwise.
 * The open-ended types are Active.
 */
export function settledStatus(order: Order): OrderStatus {
  if (order.type !== "instalment") return "active";
  const sum = collected(order);
  const isPaidTwice = order.attempts.some(
    (attempt) => attempt.state === "duplicate" && refundable(order, attempt) > 0,
  );
  if (sum > order.total || isPaidTwice) return "review";
  if (order.events.some(isOpen)) return "active";
  return sum === order.total ? "complete" : "review";
}

/** What is still refundable of an approved debit or capture, in minor units; 0 for anything else. */
export function refundable(order: Order, attempt: Attempt): number {
  if ((attempt.type !== "DB" && attempt.type !== "CP") || !isBooked(attempt)) return 0;
  const taken = order.attempts
    .filter((other) => other.refersTo === attempt.number && (isBooked(other) || isRunning(other)))
    .reduce((sum, other) => sum - signedAmount(other), 0);
  return Math.max(0, attempt.amount - taken);
}

/** A pre-authorisation that was neither captured nor reversed; registration checks do not count. */
export function openAuthorisation(order: Order): Attempt | null {
  return (
    order.attempts.find(
      (attempt) =>
        attempt.type === "PA" &&
        attempt.purpose === "initial" &&
        order.initialKind === "preauthorise" &&
        isBooked(attempt) &&
        !order.attempts.some(
          (other) =>
            other.refersTo === attempt.number &&
            (other.type === "CP" || other.type === "RV") &&
            isBooked(other),
        ),
    ) ?? null
  );
}

/** The subscription's next event: the earliest cycle that was not attempted, skipped or merged. */
export function nextCycleEvent(order: Order): BillingEvent | null {
  return (
    order.events.find(
      (event) =>
        event.cycle !== null &&
        event.attempts === 0 &&
        event.decline === null &&
        (event.status === "scheduled" || event.status === "paused"),
    ) ?? null
  );
}

/** When the next payment is planned: the earliest open event that will be sent by itself. */
export function nextPayment(order: Order, now: Instant): BillingEvent | null {
  const coming = order.events.filter((event) => event.status === "scheduled" && !isOverdue(event, now));
  return oldestFirst(coming)[0] ?? null;
}

export function eventOf(order: Order, number: number): BillingEvent | null {
  return order.events.find((event) => event.number === number) ?? null;
}

export function attemptOf(order: Order, number: number): Attempt | null {
  return order.attempts.find((attempt) => attempt.number === number) ?? null;
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
    (attempt.type === "DB" && (attempt.purpose === "initial" || attempt.purpose === "event")) ||
    attempt.type === "CP"
  );
}

function signedAmount(attempt: Attempt): number {
  switch (attempt.type) {
    case "DB":
    case "CP":
    case "CBR":
      return attempt.amount;
    case "RF":
    case "CB":
    case "RDR":
      return -attempt.amount;
    case "PA":
    case "RV":
    case "RG":
      return 0;
  }
}
