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
import type { CommandRule } from "./command-rule";
import { anyDispute } from "./sample";

/** Records a booking the gateway made without our request: a chargeback, its reversal, a rapid dispute. */
export const recordBooking: CommandRule<{ answer: GatewayAnswer }> = {
  row: null,
  whilePaymentRuns: true,
  decide: (changes, { answer }, _actor, now) => recordReportedBooking(changes, answer, now),
  sample: {
    early: 0,
    late: 1,
    ask: ({ order }, { a }) => ({ answer: anyDispute(order, a) }),
  },
};

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
  const of =
    referencedId === null
      ? under && isBooked(under) && under
      : changes.order.attempts.find((known) => known.answer?.transactionId === referencedId);
  if (!of || !takes(of, type)) return { code: "unknown_attempt" };
  const verdict = verdictOf(answer).outcome;
  // A failed try there moved no money.
  if (verdict !== "approved" && !(isDispute(type) && verdict === "chargeback"))
    return { code: "already_settled" };
  const said = amountIn(answer, changes.order.currency);
  const isForeign = answer.currency !== null && answer.currency !== changes.order.currency;
  if (said === null || isForeign || answer.unreadable?.currency) {
    const why = isForeign ? "the currency differs" : "its amount cannot be read";
    const isSaid = of.reports?.some((report) => contentOf(report.answer) === contentOf(answer));
    if (isSaid) return { code: "already_settled" };
    changes.add({ kind: "contradiction_reported", attempt: of.number, answer, why, at: now });
    return null;
  }
  bookFollowUp(changes, of, { type, amount: said ?? of.amount, outcome: verdict, answer }, now);
  return null;
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
 * Whether a booking of this type can refer to the transaction: an authorisation is captured or reversed, a payment
 * is paid back.
 */
function takes(of: Attempt, type: FollowUpType): boolean {
  if (of.type === "registration") return false;
  return of.type === "authorisation" ? type === "capture" || type === "reversal" : type !== "capture";
}

function capturedOf(order: Order, held: Attempt): number {
  return order.attempts
    .filter((other) => other.type === "capture" && other.refersTo === held.number && isBooked(other))
    .reduce((sum, other) => sum + other.amount, 0);
}
