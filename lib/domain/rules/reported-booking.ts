import { verdictOf } from "../decline/decline";
import {
  amountIn,
  contentOf,
  type FollowUpType,
  type GatewayAnswer,
  isDispute,
  isFollowUp,
} from "../decline/gateway-answer";
import { isBooked } from "../order/balance";
import { type Attempt, type Order, SYSTEM } from "../order/order";
import type { Refusal } from "../order/refusal";
import type { Instant } from "../value/calendar";
import { type Changeset, newAttempt } from "./changeset";

/**
 * Records a booking that nobody requested here: a bank's chargeback or its reversal, or a refund, reversal, capture
 * or credit made in the gateway's back office. It is booked on the transaction it refers to; when it has one of our
 * references, `under`, it may refer to none.
 */
export function recordReportedBooking(
  changes: Changeset,
  answer: GatewayAnswer,
  now: Instant,
  under: Attempt | null = null,
): Refusal | null {
  const { transactionId, referencedId, type } = answer;
  if (!isFollowUp(type)) return { code: "unknown_attempt" };
  const isKnown = changes.order.attempts.some(
    (known) => known.answer?.transactionId === transactionId && transactionId !== null,
  );
  if (isKnown) return { code: "already_settled" };
  const named =
    referencedId === null
      ? under && isBooked(under) && under
      : changes.order.attempts.find((known) => known.answer?.transactionId === referencedId);
  const of = named && takenBy(changes.order, named, type);
  if (!of) return { code: "unknown_attempt" };
  const verdict = verdictOf(answer).outcome;
  // A failed try there moved no money.
  if (verdict !== "approved" && !(isDispute(type) && verdict === "chargeback"))
    return { code: "already_settled" };
  // A gateway reverses what it declined itself: there was no money to return.
  if (!isBooked(of) && type === "reversal") return { code: "already_settled" };
  const said = amountIn(answer, changes.order.currency);
  const why = whyNotBooked(changes.order, of, answer);
  if (why || said === null) {
    const isSaid = of.reports?.some((report) => contentOf(report.answer) === contentOf(answer));
    if (isSaid) return { code: "already_settled" };
    changes.add({
      kind: "contradiction_reported",
      attempt: of.number,
      answer,
      why: why ?? UNREADABLE,
      at: now,
    });
    return null;
  }
  bookFollowUp(changes, of, { type, amount: said ?? of.amount, outcome: verdict, answer }, now);
  return null;
}

const UNREADABLE = "its amount cannot be read";

/** Why staff must look at a booking before it counts; null when nothing speaks against it. */
function whyNotBooked(order: Order, of: Attempt, { currency, unreadable }: GatewayAnswer): string | null {
  if (currency !== null && currency !== order.currency) return "the currency differs";
  if (unreadable?.currency) return UNREADABLE;
  return isBooked(of) ? null : "the payment it refers to was not approved";
}

/**
 * Our running request that a record without a reference fulfils: of the same type and amount, about the same
 * transaction. Were it somebody else's after all, ours is booked beside it when it is reported.
 */
export function requestFor(order: Order, answer: GatewayAnswer): Attempt | null {
  const { reference, referencedId, transactionId, type, unreadable } = answer;
  if (reference !== null || unreadable || referencedId === null) return null;
  if (order.attempts.some((known) => known.answer?.transactionId === transactionId)) return null;
  const of = order.attempts.find((known) => known.answer?.transactionId === referencedId);
  const amount = amountIn(answer, order.currency);
  return (
    order.attempts.find(
      (attempt) =>
        of?.number === attempt.refersTo &&
        type === attempt.type &&
        (attempt.state === "sent" || attempt.state === "unknown") &&
        amount === attempt.amount,
    ) ?? null
  );
}

/** Books what was collected once more under an attempt, beside what came of the attempt itself. */
export function bookDuplicate(
  changes: Changeset,
  attempt: Attempt,
  booking: Pick<Attempt, "answer"> & Partial<Pick<Attempt, "type" | "amount">>,
  now: Instant,
): void {
  const number = changes.order.attempts.length + 1;
  changes.add({
    kind: "booking_reported",
    attempt: newAttempt(changes.order, {
      ...attempt,
      ...booking,
      number,
      purpose: "reported",
      cause: "gateway",
      actor: SYSTEM,
      startedAt: now,
      settledAt: now,
      state: "duplicate",
      outcome: "approved",
      reference: `${attempt.reference}-again-${number}`,
      reports: undefined,
    }),
  });
  changes.move("duplicate_booked");
}

function bookFollowUp(
  changes: Changeset,
  of: Attempt,
  { type, ...booking }: Pick<Attempt, "amount" | "outcome" | "answer"> & { type: FollowUpType },
  now: Instant,
): void {
  const isTooMuch = type === "capture" && capturedOf(changes.order, of) + booking.amount > of.amount;
  changes.add({
    kind: "booking_reported",
    attempt: newAttempt(changes.order, {
      ...booking,
      type,
      purpose: "reported",
      cause: "gateway",
      actor: SYSTEM,
      channel: of.channel,
      account: of.account,
      recurrence: of.recurrence,
      startedAt: now,
      settledAt: now,
      event: of.event,
      cardId: of.cardId,
      refersTo: of.number,
      state: isTooMuch ? "duplicate" : "approved",
    }),
  });
  if (isTooMuch) changes.move("duplicate_booked");
  else if (of.type === "authorisation") changes.move("authorisation_closed");
  else changes.move(isDispute(type) ? "chargeback_booked" : "refund_approved");
}

/**
 * The transaction that a booking of this type is about: an authorisation is captured or reversed, a payment is paid
 * back. Some connectors name the authorisation where they mean its capture.
 */
function takenBy(order: Order, named: Attempt, type: FollowUpType): Attempt | null {
  if (named.type === "registration") return null;
  const closesHold = type === "capture" || type === "reversal";
  if (named.type !== "authorisation") return type === "capture" ? null : named;
  return closesHold ? named : (capturesOf(order, named)[0] ?? null);
}

function capturesOf(order: Order, held: Attempt): Attempt[] {
  return order.attempts.filter(
    (other) => other.type === "capture" && other.refersTo === held.number && isBooked(other),
  );
}

function capturedOf(order: Order, held: Attempt): number {
  return capturesOf(order, held).reduce((sum, other) => sum + other.amount, 0);
}
