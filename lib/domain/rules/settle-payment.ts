import { verdictOf } from "../decline/decline";
import type { Outcome, Verdict } from "../decline/decline-codes";
import { amountIn, contentOf, type GatewayAnswer, relationTo } from "../decline/gateway-answer";
import { attemptOf, eventOf, hasOpenReport, isBooked, isOwing, paymentAtGateway } from "../order/balance";
import { isDeclined } from "../order/billing-event";
import { cardOfAttempt, fingerprint } from "../order/card";
import { cellFor, isStatusRefusal } from "../order/lifecycle";
import { type Attempt, type Order, SYSTEM } from "../order/order";
import type { PaymentResult } from "../order/payment-result";
import type { Refusal } from "../order/refusal";
import { type SimulatedResult, simulateResult } from "../order/simulated-answer";
import type { Instant } from "../value/calendar";
import { activate } from "./activate";
import type { Changeset } from "./changeset";
import type { CommandRule } from "./command-rule";
import { abandonPayment, abandonUnsentPayment, declinePayment } from "./decline-payment";
import { isCardCheck, keepNetworkReferences, registerCard, reverseHolds } from "./register-card";
import { collectPending, replaceCard } from "./replace-card";
import { bookDuplicate, recordReportedBooking, requestFor } from "./reported-booking";
import { resumeSchedule } from "./resume-order";
import { anyAttempt } from "./sample";
import { obstacleToCharge, startEvent } from "./start-payment";

/** Settles an attempt. Sent by whoever gets the result first: the caller, the webhook or the reconciler. */
export const settlePayment: CommandRule<{ attempt: number; result: PaymentResult }> = {
  row: null,
  whilePaymentRuns: true,
  decide: (changes, { attempt, result }, _actor, now) => settle(changes, attempt, result, now),
  sample: {
    early: 1,
    late: 1,
    ask: ({ order }, { a, b }) => {
      const attempt = anyAttempt(order, a);
      return {
        attempt: attempt?.number ?? 1,
        result: attempt
          ? simulateResult(order, attempt, anyWords[b % anyWords.length] ?? "soft")
          : { kind: "not_found" },
      };
    },
  },
};

/**
 * Books the result of an attempt. A gateway result is never refused for the order's status: when the order has
 * moved on, the result is booked and the status stays. A result that is already booked changes nothing.
 */
function settle(changes: Changeset, number: number, result: PaymentResult, now: Instant): Refusal | null {
  const attempt = attemptOf(changes.order, number);
  if (!attempt) return { code: "unknown_attempt" };
  const isSettled = !["prepared", "sent", "unknown"].includes(attempt.state);
  switch (result.kind) {
    case "silence":
      if (isSettled || attempt.state === "unknown") return { code: "already_settled" };
      if (attempt.state === "prepared") return null;
      changes.add({ kind: "payment_unknown", attempt: number, why: result.why });
      return null;
    case "returned":
      if (attempt.state !== "prepared" || paymentAtGateway(changes.order)) return { code: "already_settled" };
      changes.add({ kind: "payment_unknown", attempt: number, why: result.why });
      return null;
    case "not_sent":
      // This comes from the process that was to send it. Another report about it since then takes precedence.
      if (isSettled || attempt.state === "unknown") return { code: "already_settled" };
      abandonUnsentPayment(changes, attempt, result.why, now);
      continueAfterPayment(changes, attempt, false, now);
      return null;
    case "not_found":
    case "expired":
      if (isSettled) return { code: "already_settled" };
      if (hasOpenReport(attempt)) return { code: "report_open" };
      abandonPayment(changes, attempt, { outcome: result.kind, answer: null }, now);
      continueAfterPayment(changes, attempt, false, now);
      return null;
    case "answer":
      return hear(changes, attempt, result.answer, now);
  }
}

/** The gateway has several records under one reference; only those of the attempt's own type are its result. */
function hear(changes: Changeset, attempt: Attempt, answer: GatewayAnswer, now: Instant): Refusal | null {
  const isSettled = !["prepared", "sent", "unknown"].includes(attempt.state);
  switch (relationTo(attempt, answer)) {
    case "own":
      return isSettled
        ? answerAgain(changes, attempt, answer, now)
        : answerFirst(changes, attempt, answer, now);
    case "follow_up":
      return hearFollowUp(changes, answer, now, attempt);
    case "aside":
      return { code: "already_settled" };
    case "foreign":
      if (verdictOf(answer).outcome !== "approved") return { code: "already_settled" };
      return reportContradiction(changes, attempt, { answer, why: "its type differs" }, now);
  }
}

/**
 * Books what refers to an earlier transaction: as the result of our own request where that waits for one, otherwise
 * as made without us. `under`: the attempt whose reference it has.
 */
export function hearFollowUp(
  changes: Changeset,
  answer: GatewayAnswer,
  now: Instant,
  under: Attempt | null = null,
): Refusal | null {
  const requested = requestFor(changes.order, answer);
  return requested
    ? answerFirst(changes, requested, answer, now)
    : recordReportedBooking(changes, answer, now, under);
}

/** A result that decides the payment. A pending one, or one about the request only, is older news or none. */
function isVerdict(outcome: Outcome): boolean {
  return !["pending", "unknown", "technical", "merchant", "request"].includes(outcome);
}

function answerFirst(
  changes: Changeset,
  attempt: Attempt,
  answer: GatewayAnswer,
  now: Instant,
): Refusal | null {
  const mismatch = whatDiffers(changes.order, attempt, answer);
  if (mismatch) {
    const known = changes.order.attempts.some(
      (other) => other.answer?.transactionId === answer.transactionId,
    );
    if (known) return { code: "already_settled" };
    if (isVerdict(verdictOf(answer).outcome))
      return reportContradiction(changes, attempt, { answer, why: mismatch }, now);
    if (attempt.state !== "sent") return { code: "already_settled" };
    changes.add({ kind: "payment_unknown", attempt: attempt.number, why: mismatch });
    return null;
  }
  const verdict = verdictOf(answer);
  if (verdict.alert) return reportContradiction(changes, attempt, { answer, why: unclear(answer) }, now);
  switch (verdict.outcome) {
    case "approved":
      approvePayment(changes, attempt, { answer, verdict }, now);
      continueAfterPayment(changes, attempt, true, now);
      return null;
    case "pending":
    case "unknown":
    case "chargeback":
      if (attempt.state === "unknown") return { code: "already_settled" };
      // A checkout without a decision stays open while another payment is at the gateway: one at a time.
      if (attempt.state === "prepared" && paymentAtGateway(changes.order)) return null;
      changes.add({
        kind: "payment_unknown",
        attempt: attempt.number,
        why: `${answer.code} ${answer.description}`.trim() || "the record has no result",
      });
      return null;
    case "technical":
    case "merchant":
    case "request":
      abandonPayment(changes, attempt, { outcome: verdict.outcome, answer }, now);
      continueAfterPayment(changes, attempt, false, now);
      return null;
    default:
      declinePayment(changes, attempt, { answer, verdict }, now);
      continueAfterPayment(changes, attempt, true, now);
      return null;
  }
}

/** Handles a report about a settled attempt: the same result again, a late booking, or a contradiction. */
function answerAgain(
  changes: Changeset,
  attempt: Attempt,
  answer: GatewayAnswer,
  now: Instant,
): Refusal | null {
  const outcome = verdictOf(answer).outcome;
  if (outcome !== "approved") {
    if (isVerdict(outcome) && isBooked(attempt) && attempt.answer?.transactionId === answer.transactionId)
      return reportContradiction(
        changes,
        attempt,
        { answer, why: "an approved payment was reported as not approved" },
        now,
      );
    return { code: "already_settled" };
  }
  const booked = changes.order.attempts.some(
    (other) => isBooked(other) && other.answer?.transactionId === answer.transactionId,
  );
  if (booked) return { code: "already_settled" };
  const mismatch = whatDiffers(changes.order, attempt, answer);
  if (mismatch) return reportContradiction(changes, attempt, { answer, why: mismatch }, now);
  if (attempt.state === "abandoned") {
    const verdict = verdictOf(answer);
    approvePayment(changes, attempt, { answer, verdict }, now);
    reverseHolds(changes, now);
    return null;
  }
  if (attempt.state === "declined")
    reportContradiction(
      changes,
      attempt,
      { answer, why: "a declined payment was reported as approved" },
      now,
    );
  bookDuplicate(changes, attempt, { answer }, now);
  reverseHolds(changes, now);
  return null;
}

/** Why staff must look at a result that leaves the money unclear. */
function unclear({ code, description }: GatewayAnswer): string {
  return `the result ${`${code} ${description}`.trim()} does not say whether money was taken`;
}

/**
 * Shows a report to staff, once for its content. If an attempt without a known result may have been charged, it
 * waits for staff and nothing else is charged.
 */
function reportContradiction(
  changes: Changeset,
  { number }: Attempt,
  { answer, why }: { answer: GatewayAnswer; why: string },
  now: Instant,
): Refusal | null {
  const attempt = attemptOf(changes.order, number);
  const content = contentOf(answer);
  if (attempt?.reports?.some((report) => contentOf(report.answer) === content))
    return { code: "already_settled" };
  const booked = attempt?.state === "declined" ? { booked: true } : {};
  changes.add({ kind: "contradiction_reported", attempt: number, answer, why, at: now, ...booked });
  const { outcome, alert } = verdictOf(answer);
  const mayBeTaken = attempt?.state === "prepared" && (outcome === "approved" || alert);
  if (attempt?.state === "sent" || (mayBeTaken && !paymentAtGateway(changes.order)))
    changes.add({ kind: "payment_unknown", attempt: number, why });
  return null;
}

function approvePayment(
  changes: Changeset,
  attempt: Attempt,
  { answer, verdict }: { answer: GatewayAnswer; verdict: Verdict },
  now: Instant,
): void {
  if (!isCardCheck(changes.order, attempt) && isSuperseded(changes.order, attempt)) {
    changes.add({ kind: "duplicate_booked", attempt: attempt.number, at: now, answer });
    changes.move("duplicate_booked");
    return;
  }
  const event = eventOf(changes.order, attempt.event);
  const collects =
    event && (event.wasDeclined || attempt.cause === "card_update" ? "recovered" : "completed");
  const card = event && cardOfAttempt(changes.order, attempt);
  changes.add({
    kind: "payment_approved",
    attempt: attempt.number,
    at: now,
    answer,
    flagged: verdict.review,
    collects,
    card: card && fingerprint(card),
  });
  keepNetworkReferences(changes, attempt, answer, now);
  switch (attempt.purpose) {
    case "initial":
      registerCard(changes, attempt, answer, now);
      activate(changes, attempt, answer, now);
      break;
    case "card_update": {
      const card = registerCard(changes, attempt, answer, now);
      reverseHolds(changes, now);
      if (card)
        replaceCard(
          changes,
          { cardId: card, citId: answer.initialTransactionId, shownSum: attempt.shownSum ?? 0 },
          attempt.actor,
          now,
        );
      break;
    }
    case "event": {
      if (isOwing(changes.order) && !changes.order.events.some(isDeclined)) resumeSchedule(changes, now);
      const isLate = needsAnotherCard(changes.order) && attempt.cause !== "card_update";
      changes.move(isLate ? "late_event_approved" : "event_approved");
      break;
    }
    case "charge_now":
      changes.move("charge_now_approved");
      break;
    case "refund":
      changes.move("refund_approved");
      break;
    case "capture":
      changes.move("authorisation_closed");
      break;
    case "reversal":
      if (attempt.cause === "staff") changes.move("authorisation_closed");
      break;
    case "reported":
      break;
  }
}

/** Suspended by a hard decline, or with something still unpaid after the last automatic retry. */
function needsAnotherCard(order: Order): boolean {
  return order.status === "suspended" && order.events.some(isDeclined);
}

/** Whether another attempt has done what this one was for, so that this booking is a duplicate. */
function isSuperseded(order: Order, attempt: Attempt): boolean {
  if (attempt.purpose === "initial")
    return order.attempts.some((other) => other.purpose === "initial" && other.state === "approved");
  if (attempt.event === null)
    return attempt.state === "abandoned" && attempt.type === "capture" && isClosed(order, attempt);
  // Until it has a result, its event belongs to no other attempt.
  if (attempt.state !== "abandoned") return false;
  const event = eventOf(order, attempt.event);
  return (
    event === null ||
    event.amount !== attempt.amount ||
    !["scheduled", "soft_declined", "hard_declined", "cancelled", "paused"].includes(event.status)
  );
}

function isClosed(order: Order, attempt: Attempt): boolean {
  return order.attempts.some(
    (other) => other.refersTo === attempt.refersTo && other.type === "capture" && other.state === "approved",
  );
}

/** Continues what waited for this payment to end: the rest of a retry, or the collection with a replaced card. */
export function continueAfterPayment(
  changes: Changeset,
  attempt: Attempt,
  mayGoOn: boolean,
  now: Instant,
): void {
  if (paymentAtGateway(changes.order)) return;
  const queue = changes.order.retryQueue;
  if (queue.length && attempt.cause === "retry") {
    const actor = changes.order.retryQueueActor ?? SYSTEM;
    const next = queue
      .map((number) => eventOf(changes.order, number))
      .find((event) => event?.status === "soft_declined");
    const mayRetry = mayGoOn && !isStatusRefusal(cellFor(changes.order, "retry_events"));
    if (mayRetry && next && !changes.order.pendingCollection && !obstacleToCharge(changes.order, next, now)) {
      startEvent(changes, next.number, { cause: "retry", actor }, now);
      return;
    }
    changes.add({ kind: "retry_queue_stopped", events: [...queue] });
  }
  const { pendingCollection } = changes.order;
  if (pendingCollection?.awaits === "payment") collectPending(changes, pendingCollection, now);
  reverseHolds(changes, now);
}

/**
 * The first field of an answer that does not match the attempt; null when all match. A missing field is skipped; a
 * field that is present but unreadable does not match.
 */
function whatDiffers(order: Order, attempt: Attempt, answer: GatewayAnswer): string | null {
  const { unreadable = {} } = answer;
  if (unreadable.reference || (answer.reference !== null && answer.reference !== attempt.reference))
    return "the reference differs";
  if (unreadable.account || (answer.account && answer.account !== attempt.account))
    return "the entity differs";
  if (attempt.type === "registration") return null;
  if (unreadable.currency || (answer.currency !== null && answer.currency !== order.currency))
    return "the currency differs";
  const amount = amountIn(answer, order.currency);
  if (amount === null) return "the amount cannot be read";
  return amount === undefined || amount === attempt.amount ? null : "the amount differs";
}

/** An approval of another amount than requested. */
const other = { as: "approved", amount: 4_321, booking: 3 } as const;
const anyWords: readonly SimulatedResult[] = [
  "approved",
  "soft",
  "hard",
  "silence",
  "technical",
  "not_found",
  other,
  "not_sent",
];
