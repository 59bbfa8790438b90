import { classify, factsOf, type Outcome, type Verdict } from "../decline/decline";
import { amountIn, contentOf, type GatewayAnswer, relationTo } from "../decline/gateway-answer";
import { isDeclined } from "../order/billing-event";
import { cardOfAttempt, fingerprint } from "../order/card";
import { cellFor, isReason } from "../order/lifecycle";
import { type Attempt, type Order, SYSTEM } from "../order/order";
import type { PaymentResult } from "../order/payment-result";
import type { Refusal } from "../order/refusal";
import { attemptOf, eventOf, hasOpenReport, isBooked, isOwing, paymentAtGateway } from "../order/standing";
import { type Supposed, suppose } from "../order/supposed-answer";
import type { Instant } from "../value/calendar";
import { activate } from "./activate";
import { abandon, abandonUnsent, decline } from "./decline-payment";
import { bookReported } from "./record-booking";
import { isCardCheck, keepNetworkReferences, registerCard, reverseHolds } from "./register-card";
import { collectPending, replaceCard } from "./replace-card";
import { resume } from "./resume-order";
import type { Rule } from "./rule";
import { anyAttempt } from "./sample";
import { obstacleToCharge, startEvent } from "./start-payment";
import { newAttempt, type Unfolding } from "./unfold";

/** Whoever hears first what became of an attempt says so: the caller, the webhook or the reconciler. */
export const settlePayment: Rule<{ attempt: number; result: PaymentResult }> = {
  row: null,
  whilePaymentRuns: true,
  decide: (u, { attempt, result }, _actor, now) => settle(u, attempt, result, now),
  sample: {
    early: 1,
    late: 1,
    ask: ({ order }, { a, b }) => {
      const attempt = anyAttempt(order, a);
      return {
        attempt: attempt?.number ?? 1,
        result: attempt
          ? suppose(order, attempt, anyWords[b % anyWords.length] ?? "soft")
          : { kind: "not_found" },
      };
    },
  },
};

/**
 * Books what became of an attempt. Nothing the gateway says is refused for the order's status: when
 * the order has moved on the result is booked and the status stays. A result that is already booked
 * changes nothing.
 */
function settle(u: Unfolding, number: number, result: PaymentResult, now: Instant): Refusal | null {
  const attempt = attemptOf(u.order, number);
  if (!attempt) return { code: "unknown_attempt" };
  const isSettled = !["prepared", "sent", "unknown"].includes(attempt.state);
  switch (result.kind) {
    case "silence":
      if (isSettled || attempt.state === "unknown") return { code: "already_settled" };
      if (attempt.state === "prepared") return null;
      u.add({ kind: "payment_unknown", attempt: number, why: result.why });
      return null;
    case "not_sent":
      // Whoever says so is the one who was to send it. Something else that was heard of it since comes first.
      if (isSettled || attempt.state === "unknown") return { code: "already_settled" };
      abandonUnsent(u, attempt, result.why, now);
      proceed(u, attempt, false, now);
      return null;
    case "not_found":
    case "expired":
      if (isSettled) return { code: "already_settled" };
      if (hasOpenReport(attempt)) return { code: "report_open" };
      abandon(u, attempt, result.kind, null, now);
      proceed(u, attempt, false, now);
      return null;
    case "answer":
      return hear(u, attempt, result.answer, now);
  }
}

/** One reference covers several records at the gateway; only those of the attempt's own type are its result. */
function hear(u: Unfolding, attempt: Attempt, answer: GatewayAnswer, now: Instant): Refusal | null {
  const isSettled = !["prepared", "sent", "unknown"].includes(attempt.state);
  switch (relationTo(attempt, answer)) {
    case "own":
      return isSettled ? answerAgain(u, attempt, answer, now) : answerFirst(u, attempt, answer, now);
    case "follow_up":
      return bookReported(u, answer, now, attempt);
    case "aside":
      return { code: "already_settled" };
    case "foreign":
      if (outcomeOf(u.order, answer) !== "approved") return { code: "already_settled" };
      return contradict(u, attempt, answer, "its type differs", now);
  }
}

/** What is only pending, or says nothing of the payment, is older news or none. */
function isVerdict(outcome: Outcome): boolean {
  return !["pending", "unknown", "technical", "merchant", "request"].includes(outcome);
}

function outcomeOf(order: Order, answer: GatewayAnswer) {
  return classify(factsOf(answer), order.merchant.mode).outcome;
}

function answerFirst(u: Unfolding, attempt: Attempt, answer: GatewayAnswer, now: Instant): Refusal | null {
  const mismatch = whatDiffers(u.order, attempt, answer);
  if (mismatch) {
    const known = u.order.attempts.some((other) => other.answer?.transactionId === answer.transactionId);
    if (known) return { code: "already_settled" };
    if (isVerdict(outcomeOf(u.order, answer))) return contradict(u, attempt, answer, mismatch, now);
    if (attempt.state !== "sent") return { code: "already_settled" };
    u.add({ kind: "payment_unknown", attempt: attempt.number, why: mismatch });
    return null;
  }
  const verdict = classify(factsOf(answer), u.order.merchant.mode);
  if (verdict.alert) return contradict(u, attempt, answer, unclear(answer), now);
  switch (verdict.outcome) {
    case "approved":
      approve(u, attempt, answer, verdict, now);
      proceed(u, attempt, true, now);
      return null;
    case "pending":
    case "unknown":
    case "chargeback":
      if (attempt.state === "unknown") return { code: "already_settled" };
      // A checkout without a verdict stays open while another payment is at the gateway: one at a time.
      if (attempt.state === "prepared" && paymentAtGateway(u.order)) return null;
      u.add({
        kind: "payment_unknown",
        attempt: attempt.number,
        why: `${answer.code} ${answer.description}`,
      });
      return null;
    case "technical":
    case "merchant":
    case "request":
      abandon(u, attempt, verdict.outcome, answer, now);
      proceed(u, attempt, false, now);
      return null;
    default:
      decline(u, attempt, answer, verdict, now);
      proceed(u, attempt, true, now);
      return null;
  }
}

/** A report about an attempt that has its result: the same again, a late booking, or a contradiction. */
function answerAgain(u: Unfolding, attempt: Attempt, answer: GatewayAnswer, now: Instant): Refusal | null {
  const outcome = outcomeOf(u.order, answer);
  if (outcome !== "approved") {
    if (isVerdict(outcome) && isBooked(attempt) && attempt.answer?.transactionId === answer.transactionId)
      return contradict(u, attempt, answer, "a booked payment was reported as not approved", now);
    return { code: "already_settled" };
  }
  const booked = u.order.attempts.some(
    (other) => isBooked(other) && other.answer?.transactionId === answer.transactionId,
  );
  if (booked) return { code: "already_settled" };
  const mismatch = whatDiffers(u.order, attempt, answer);
  if (mismatch) return contradict(u, attempt, answer, mismatch, now);
  if (attempt.state === "abandoned") {
    approve(u, attempt, answer, classify(factsOf(answer), u.order.merchant.mode), now);
    reverseHolds(u, now);
    return null;
  }
  if (attempt.state === "declined")
    contradict(u, attempt, answer, "a declined payment was reported as approved", now);
  u.add({
    kind: "booking_reported",
    attempt: newAttempt(u.order, {
      ...attempt,
      number: u.order.attempts.length + 1,
      purpose: "reported",
      cause: "gateway",
      actor: SYSTEM,
      startedAt: now,
      settledAt: now,
      state: "duplicate",
      outcome: "approved",
      reference: `${attempt.reference}-again-${u.order.attempts.length + 1}`,
      answer,
      reports: undefined,
    }),
  });
  u.move("duplicate_booked");
  reverseHolds(u, now);
  return null;
}

/** Why somebody has to look at a result that says nothing certain about the money. */
function unclear({ code, description }: GatewayAnswer): string {
  return `nobody can tell by the result ${`${code} ${description}`.trim()} whether money moved`;
}

/**
 * Lays a report before staff, once by its content. If money may have been taken by an attempt whose result is not
 * known, that attempt waits for them and nothing else is charged.
 */
function contradict(
  u: Unfolding,
  { number }: Attempt,
  answer: GatewayAnswer,
  why: string,
  now: Instant,
): Refusal | null {
  const attempt = attemptOf(u.order, number);
  const content = contentOf(answer);
  if (attempt?.reports?.some((report) => contentOf(report.answer) === content))
    return { code: "already_settled" };
  const booked = attempt?.state === "declined" ? { booked: true } : {};
  u.add({ kind: "contradiction_reported", attempt: number, answer, why, at: now, ...booked });
  const { outcome, alert } = classify(factsOf(answer), u.order.merchant.mode);
  const mayBeTaken = attempt?.state === "prepared" && (outcome === "approved" || alert);
  if (attempt?.state === "sent" || (mayBeTaken && !paymentAtGateway(u.order)))
    u.add({ kind: "payment_unknown", attempt: number, why });
  return null;
}

function approve(
  u: Unfolding,
  attempt: Attempt,
  answer: GatewayAnswer,
  verdict: Verdict,
  now: Instant,
): void {
  if (!isCardCheck(u.order, attempt) && isSuperseded(u.order, attempt)) {
    u.add({ kind: "duplicate_booked", attempt: attempt.number, at: now, answer });
    u.move("duplicate_booked");
    return;
  }
  const event = eventOf(u.order, attempt.event);
  const collects =
    event && (event.wasDeclined || attempt.cause === "card_update" ? "recovered" : "completed");
  const card = event && cardOfAttempt(u.order, attempt);
  u.add({
    kind: "payment_approved",
    attempt: attempt.number,
    at: now,
    answer,
    flagged: verdict.review,
    collects,
    card: card && fingerprint(card),
  });
  keepNetworkReferences(u, attempt, answer, now);
  switch (attempt.purpose) {
    case "initial":
      registerCard(u, attempt, answer, now);
      activate(u, attempt, answer, now);
      break;
    case "card_update": {
      const card = registerCard(u, attempt, answer, now);
      reverseHolds(u, now);
      if (card) replaceCard(u, card, answer.initialTransactionId, attempt.shownSum ?? 0, attempt.actor, now);
      break;
    }
    case "event": {
      if (isOwing(u.order) && !u.order.events.some(isDeclined)) resume(u, now);
      const isLate = needsAnotherCard(u.order) && attempt.cause !== "card_update";
      u.move(isLate ? "late_event_approved" : "event_approved");
      break;
    }
    case "charge_now":
      u.move("charge_now_approved");
      break;
    case "refund":
      u.move("refund_approved");
      break;
    case "capture":
      u.move("authorisation_closed");
      break;
    case "reversal":
      if (attempt.cause === "staff") u.move("authorisation_closed");
      break;
    case "reported":
      break;
  }
}

/** Suspended for a decline for good, or with something still unpaid after the last automatic retry. */
function needsAnotherCard(order: Order): boolean {
  return order.status === "suspended" && order.events.some(isDeclined);
}

/** Whether what an attempt was for has been done by another one, so that its booking is a second one. */
function isSuperseded(order: Order, attempt: Attempt): boolean {
  if (attempt.purpose === "initial")
    return order.attempts.some((other) => other.purpose === "initial" && other.state === "approved");
  if (attempt.event === null)
    return attempt.state === "abandoned" && attempt.type === "CP" && isClosed(order, attempt);
  // As long as it has no result its event is nobody else's.
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
    (other) => other.refersTo === attempt.refersTo && other.type === "CP" && other.state === "approved",
  );
}

/** What was waiting for this payment's end: the rest of a retry, or a replaced card's collection. */
export function proceed(u: Unfolding, attempt: Attempt, mayGoOn: boolean, now: Instant): void {
  if (paymentAtGateway(u.order)) return;
  const queue = u.order.retryQueue;
  if (queue.length && attempt.cause === "retry") {
    const actor = u.order.retryQueueActor ?? SYSTEM;
    const next = queue
      .map((number) => eventOf(u.order, number))
      .find((event) => event?.status === "soft_declined");
    const mayRetry = mayGoOn && !isReason(cellFor(u.order, "retry_events"));
    if (mayRetry && next && !u.order.pendingCollection && !obstacleToCharge(u.order, next, now)) {
      startEvent(u, next.number, "retry", actor, now);
      return;
    }
    u.add({ kind: "retry_queue_stopped", events: [...queue] });
  }
  const { pendingCollection } = u.order;
  if (pendingCollection?.awaits === "payment") collectPending(u, pendingCollection, now);
  reverseHolds(u, now);
}

/**
 * What an answer says that cannot be about this attempt; null when it fits. Only what is absent is passed over: a
 * field that is there and cannot be read does not fit either.
 */
function whatDiffers(order: Order, attempt: Attempt, answer: GatewayAnswer): string | null {
  const { unreadable = {} } = answer;
  if (unreadable.reference || (answer.reference !== null && answer.reference !== attempt.reference))
    return "the reference differs";
  if (unreadable.entityId || (answer.entityId && answer.entityId !== attempt.entityId))
    return "the entity differs";
  if (attempt.type === "RG") return null;
  if (unreadable.currency || (answer.currency !== null && answer.currency !== order.currency))
    return "the currency differs";
  const amount = amountIn(answer, order.currency);
  if (amount === null) return "the amount cannot be read";
  return amount === undefined || amount === attempt.amount ? null : "the amount differs";
}

/** An approval of another amount than was asked for. */
const other = { code: "000.000.000", amount: 4_321, booking: 3 };
const anyWords: readonly Supposed[] = [
  "approved",
  "soft",
  "hard",
  "silence",
  "technical",
  "not_found",
  other,
  "not_sent",
];
