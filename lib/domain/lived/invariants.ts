import { isOwing, netPaid } from "../order/balance";
import { isCollected } from "../order/billing-event";
import { fingerprint } from "../order/card";
import { cellOf } from "../order/lifecycle";
import type { Attempt, Order } from "../order/order";
import type { LoggedEntry } from "../order/order-log";
import { RETRY_LIMIT } from "../order/retry";
import { createdOrder, evolve } from "../rules/evolve";
import type { Instant } from "../value/calendar";
import { holdsCardNumber } from "../value/card-number";
import { RETRY_WINDOW } from "../value/timetable";
import { scheduleViolations } from "./schedule-invariants";

/**
 * Rules that an order and its log break, one sentence each; empty when all hold. Depends on nothing else, so tests
 * check it after every step and a live database can be checked with it.
 */
export function violations(order: Order, log: readonly LoggedEntry[]): string[] {
  return [
    ...bookViolations(order),
    ...replayViolations(order, log),
    ...scheduleViolations(order, log),
    ...repeatViolations(order),
    ...secretViolations(order, log),
  ].map((sentence) => `ZUID-${order.zuid}: ${sentence}`);
}

/** The books: what was paid, and one approved payment for each collected event. */
function bookViolations(order: Order): string[] {
  const found: string[] = [];
  const booked = order.attempts.filter(
    (attempt) => attempt.state === "approved" || attempt.state === "duplicate",
  );
  const net = booked.reduce((total, attempt) => total + signIn(order, attempt) * attempt.amount, 0);
  if (net !== netPaid(order)) found.push(`net paid is ${netPaid(order)}, its transactions come to ${net}`);
  for (const event of order.events) {
    const paid = order.attempts.filter(
      (attempt) =>
        attempt.event === event.number && attempt.purpose === "event" && attempt.state === "approved",
    );
    const due = isCollected(event) ? 1 : 0;
    if (paid.length !== due)
      found.push(`event ${event.number} is ${event.status} and has ${paid.length} approved payments`);
    if (due && paid[0]?.amount !== event.amount)
      found.push(`event ${event.number} of ${event.amount} was paid with ${paid[0]?.amount}`);
    const running = order.attempts.filter((attempt) => attempt.event === event.number && isRunning(attempt));
    if (running.length !== (event.status === "processing" ? 1 : 0))
      found.push(`event ${event.number} is ${event.status} with ${running.length} payments at the gateway`);
  }
  if (order.attempts.filter((attempt) => isRunning(attempt) && !attempt.reports).length > 1)
    found.push("two payments are at the gateway");
  if (order.retryQueue.length > 0 && !order.attempts.some((one) => isRunning(one) && one.cause === "retry"))
    found.push("retries wait for one that is not running");
  const references = order.attempts.map((attempt) => attempt.reference);
  if (new Set(references).size !== references.length) found.push("two payments share a reference");
  return found;
}

/** The direction of a booking, from its references alone: what takes something back undoes it. */
function signIn(order: Order, attempt: Attempt): number {
  const { type, refersTo } = attempt;
  if (type === "debit" || type === "capture") return 1;
  if (["refund", "chargeback", "rapid_dispute", "credit"].includes(type)) return -1;
  const of = order.attempts.find((other) => other.number === refersTo);
  if (type === "authorisation" || type === "registration" || !of) return 0;
  const isPayment = of.type === "debit" || of.type === "capture";
  if (!isPayment || type === "reversal") return -signIn(order, of);
  const isWonBack = type === "chargeback_reversal" || heldBefore(order, of, attempt) > 0;
  return isWonBack ? 1 : -1;
}

/** What banks hold of a payment by disputes about it, less what came back of them before a reversal of it. */
function heldBefore(order: Order, of: Attempt, reversal: Attempt): number {
  const about = (one: Attempt) => order.attempts.filter(({ refersTo }) => refersTo === one.number);
  const left = (one: Attempt): number => one.amount - about(one).reduce((sum, other) => sum + left(other), 0);
  return about(of).reduce((held, other) => {
    if (other.type === "chargeback" || other.type === "rapid_dispute") return held + left(other);
    const isReversal = other.type === "chargeback_reversal" || other.type === "reversal_or_credit";
    return isReversal && other.number < reversal.number && signIn(order, other) > 0
      ? held - other.amount
      : held;
  }, 0);
}

/** The log replays to the order, every status was reached over the matrix, and nothing was charged in rest. */
function replayViolations(order: Order, log: readonly LoggedEntry[]): string[] {
  const [first, ...rest] = log;
  if (!first) return ["the log is empty"];
  const found: string[] = [];
  let state = createdOrder(first.entry, order.merchant, { wallet: [], cardUses: [] });
  for (const { seq, entry } of rest) {
    if (seq !== state.version + 1) found.push(`log entry ${seq} follows version ${state.version}`);
    if (entry.kind === "status_changed") {
      const cell = cellOf(entry.trigger, order.type, entry.from);
      const allowed: readonly string[] =
        cell === "settle"
          ? ["active", "complete", "review"]
          : cell === "unpause"
            ? ["active", "failed"]
            : cell === "whileOwing"
              ? []
              : [cell];
      if (entry.from !== state.status || !allowed.includes(entry.to))
        found.push(`${state.status} became ${entry.to} by ${entry.trigger} from ${entry.from}`);
    }
    if (entry.kind === "payment_started" && chargesInRest(state, entry.attempt))
      found.push(`attempt ${entry.attempt.number} charged a ${state.status} order`);
    const next = evolve(state, entry);
    if (next.status !== state.status && entry.kind !== "status_changed")
      found.push(`${entry.kind} changed the status`);
    state = next;
  }
  if (!sameFacts(state, order)) found.push("the log does not replay to the order");
  return found;
}

function chargesInRest(order: Order, attempt: Attempt): boolean {
  if (["refund", "reversal"].includes(attempt.purpose)) return false;
  if (order.status === "suspended" || isOwing(order)) return attempt.cause !== "card_update";
  return ["paused", "complete", "cancelled"].includes(order.status);
}

/** No card is tried again after a hard decline, and none more than fifteen times in a window. */
function repeatViolations(order: Order): string[] {
  return order.events.flatMap((event) => {
    const tried = order.attempts.filter((attempt) => attempt.event === event.number);
    const sent = tried.filter((attempt) => attempt.purpose === "event" && attempt.state !== "abandoned");
    return [...new Set(sent.map((attempt) => printOf(order, attempt)))].flatMap((print) => {
      const own = sent.filter((attempt) => printOf(order, attempt) === print);
      const hard = own.findIndex(
        (attempt) =>
          attempt.state === "declined" && (attempt.outcome === "hard" || attempt.outcome === "hard_stop"),
      );
      const found: string[] = [];
      if (hard >= 0 && own.slice(hard + 1).some((later) => later.startedAt > (own[hard]?.settledAt ?? 0)))
        found.push(`event ${event.number} was sent again with a card that was declined for good`);
      if (mostRetries(own) > RETRY_LIMIT) found.push(`event ${event.number} was retried more than 15 times`);
      const isForgotten =
        own.some((attempt) => attempt.state === "declined") &&
        event.status !== "cancelled" &&
        !event.cardFacts.some(({ card }) => card === print);
      if (isForgotten) found.push(`event ${event.number} forgot a card that it was declined with`);
      return found;
    });
  });
}

function mostRetries(sent: readonly Attempt[]): number {
  let startedAt: Instant | null = null;
  let retries = 0;
  let most = 0;
  for (const attempt of sent) {
    if (startedAt !== null && attempt.startedAt < startedAt + RETRY_WINDOW) most = Math.max(most, ++retries);
    else if (attempt.state === "declined") {
      startedAt = attempt.settledAt ?? attempt.startedAt;
      retries = 0;
    }
  }
  return most;
}

/** No card number: thirteen to nineteen digits that pass the check sum, and no field of that name. */
function secretViolations(order: Order, log: readonly LoggedEntry[]): string[] {
  const texts = JSON.stringify([order, log], (key, value: unknown) => {
    if (/^(cvv|cvc|pan|cardNumber)$/i.test(key)) return "CVV 4111111111111111";
    // A scheme's own id of a first payment has fifteen digits, and one in ten looks like a card's number.
    if (key === "citId" || key === "initialTransactionId") return null;
    return typeof value === "number" ? 0 : value;
  });
  return holdsCardNumber(texts) ? ["a card number is written down"] : [];
}

function isRunning(attempt: Attempt): boolean {
  return attempt.state === "sent" || attempt.state === "unknown";
}

function printOf(order: Order, attempt: Attempt): string {
  const card = order.wallet.find((candidate) => candidate.id === attempt.cardId);
  return card ? fingerprint(card) : (attempt.cardId ?? "");
}

/** Equal, ignoring what is read with the order: its merchant and its customer's cards. */
function sameFacts(a: Order, b: Order): boolean {
  const facts = ({ merchant: _merchant, wallet: _wallet, cardUses: _uses, ...own }: Order) =>
    JSON.stringify(sorted(own));
  return facts(a) === facts(b);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  );
}
