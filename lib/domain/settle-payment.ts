import { activate } from "./activate";
import type { BillingEvent } from "./billing-event";
import { HOUR } from "./calendar";
import { currentCard, fingerprint } from "./card";
import type { PaymentResult } from "./command";
import { classify, type Outcome, type ResultFacts, type Verdict } from "./decline";
import { shortReason } from "./explain-decline";
import type { GatewayAnswer } from "./gateway-answer";
import type { Trigger } from "./lifecycle";
import type { Actor, Attempt, CardDetails, Instant, Order } from "./order";
import type { EventAfterDecline } from "./order-log";
import type { Refusal } from "./refusal";
import { collectPending, replaceCard } from "./replace-card";
import { plannedRetriesAfter, TECHNICAL_WAITS, wasLastAutomaticRetry, windowAfterSoftDecline } from "./retry";
import { attemptOf, eventOf, isBooked, paymentAtGateway } from "./standing";
import { obstacleToCharge, startEvent } from "./start-payment";
import { newAttempt, type Unfolding } from "./unfold";

const SYSTEM: Actor = { kind: "system" };

/**
 * Books what became of an attempt. Nothing the gateway says is refused for the order's status: when
 * the order has moved on the result is booked and the status stays. A result that is already booked
 * changes nothing.
 */
export function settlePayment(
  u: Unfolding,
  number: number,
  result: PaymentResult,
  now: Instant,
): Refusal | null {
  const attempt = attemptOf(u.order, number);
  if (!attempt) return { code: "unknown_attempt" };
  const isSettled = !["prepared", "sent", "unknown"].includes(attempt.state);
  switch (result.kind) {
    case "silence":
      if (isSettled || attempt.state === "unknown") return { code: "already_settled" };
      if (attempt.state === "prepared") return null;
      u.add({ kind: "payment_unknown", attempt: number, why: result.why });
      return null;
    case "not_found":
    case "expired":
      if (isSettled) return { code: "already_settled" };
      abandon(u, attempt, result.kind, null, now);
      proceed(u, attempt, false, now);
      return null;
    case "answer":
      return isSettled
        ? answerAgain(u, attempt, result.answer, now)
        : answerFirst(u, attempt, result.answer, now);
  }
}

function answerFirst(u: Unfolding, attempt: Attempt, answer: GatewayAnswer, now: Instant): Refusal | null {
  const mismatch = whatDiffers(u.order, attempt, answer);
  if (mismatch) {
    const known = u.order.attempts.some((other) => other.answer?.transactionId === answer.transactionId);
    if (known) return { code: "already_settled" };
    u.add({ kind: "contradiction_reported", attempt: attempt.number, answer, why: mismatch });
    if (attempt.state === "sent") u.add({ kind: "payment_unknown", attempt: attempt.number, why: mismatch });
    return null;
  }
  const verdict = classify(factsOf(answer), u.order.merchant.mode);
  switch (verdict.outcome) {
    case "approved":
      approve(u, attempt, answer, verdict, now);
      proceed(u, attempt, true, now);
      return null;
    case "pending":
    case "unknown":
    case "chargeback":
      if (attempt.state === "unknown") return { code: "already_settled" };
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
      proceed(u, attempt, verdict.outcome !== "hard" && verdict.outcome !== "hard_stop", now);
      return null;
  }
}

/** A report about an attempt that has its result: the same again, a late booking, or a contradiction. */
function answerAgain(u: Unfolding, attempt: Attempt, answer: GatewayAnswer, now: Instant): Refusal | null {
  if (classify(factsOf(answer), u.order.merchant.mode).outcome !== "approved") {
    if (isBooked(attempt) && attempt.answer?.transactionId === answer.transactionId)
      return contradict(u, attempt, answer, "a booked payment was reported as not approved");
    return { code: "already_settled" };
  }
  const booked = u.order.attempts.some(
    (other) => isBooked(other) && other.answer?.transactionId === answer.transactionId,
  );
  if (booked) return { code: "already_settled" };
  const mismatch = whatDiffers(u.order, attempt, answer);
  if (mismatch) return contradict(u, attempt, answer, mismatch);
  if (attempt.state === "abandoned") {
    approve(u, attempt, answer, classify(factsOf(answer), u.order.merchant.mode), now);
    return null;
  }
  if (attempt.state === "declined")
    contradict(u, attempt, answer, "a declined payment was reported as approved");
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
    }),
  });
  u.move("duplicate_booked");
  return null;
}

function contradict(u: Unfolding, attempt: Attempt, answer: GatewayAnswer, why: string): null {
  u.add({ kind: "contradiction_reported", attempt: attempt.number, answer, why });
  return null;
}

function approve(
  u: Unfolding,
  attempt: Attempt,
  answer: GatewayAnswer,
  verdict: Verdict,
  now: Instant,
): void {
  if (isSuperseded(u.order, attempt)) {
    u.add({ kind: "duplicate_booked", attempt: attempt.number, at: now, answer });
    u.move("duplicate_booked");
    return;
  }
  const event = attempt.event === null ? null : eventOf(u.order, attempt.event);
  const collects =
    event && (event.wasDeclined || attempt.cause === "card_update" ? "recovered" : "completed");
  u.add({
    kind: "payment_approved",
    attempt: attempt.number,
    at: now,
    answer,
    flagged: verdict.review,
    collects,
  });
  switch (attempt.purpose) {
    case "initial":
      registerCard(u, answer, now);
      activate(u, attempt, answer, now);
      break;
    case "card_update": {
      const card = registerCard(u, answer, now);
      if (attempt.type === "PA") reverseCheck(u, attempt, now);
      if (card)
        replaceCard(
          u,
          card,
          answer.initialTransactionId ?? answer.transactionId,
          attempt.shownSum ?? 0,
          attempt.actor,
          now,
        );
      break;
    }
    case "event": {
      const isLate = u.order.status === "suspended" && attempt.cause !== "card_update";
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
  if (attempt.purpose === "initial" && attempt.type === "PA" && u.order.initialKind === "registration")
    reverseCheck(u, attempt, now);
}

/** Whether what an attempt was for has been done by another one, so that its booking is a second one. */
function isSuperseded(order: Order, attempt: Attempt): boolean {
  if (attempt.purpose === "initial")
    return order.attempts.some((other) => other.purpose === "initial" && other.state === "approved");
  if (attempt.event === null)
    return attempt.state === "abandoned" && attempt.type === "CP" && isClosed(order, attempt);
  const event = eventOf(order, attempt.event);
  if (attempt.state === "abandoned")
    return (
      event === null ||
      !["scheduled", "soft_declined", "hard_declined", "cancelled", "paused"].includes(event.status)
    );
  return event?.status !== "processing";
}

function isClosed(order: Order, attempt: Attempt): boolean {
  return order.attempts.some(
    (other) => other.refersTo === attempt.refersTo && other.type === "CP" && other.state === "approved",
  );
}

function decline(
  u: Unfolding,
  attempt: Attempt,
  answer: GatewayAnswer,
  verdict: Verdict,
  now: Instant,
): void {
  const event = attempt.event === null ? null : eventOf(u.order, attempt.event);
  const after =
    event && event.status === "processing" ? afterDecline(u.order, event, attempt, verdict, now) : null;
  u.add({
    kind: "payment_declined",
    attempt: attempt.number,
    at: now,
    answer,
    outcome: verdict.outcome,
    reason: shortReason(factsOf(answer), u.order.merchant.mode),
    event: after,
  });
  moveAfterDecline(u, attempt, verdict.outcome, after, now);
}

function moveAfterDecline(
  u: Unfolding,
  attempt: Attempt,
  outcome: Outcome,
  after: EventAfterDecline | null,
  now: Instant,
): void {
  const trigger = triggerOfDecline(u.order, attempt, outcome);
  u.move(trigger);
  if (trigger === "initial_declined_by_link" && u.order.status === "pending")
    u.add({ kind: "pending_timer_started", at: now });
  const isLastRetry = wasLastAutomaticRetry(attempt, after?.plannedRetries ?? []);
  if (trigger === "event_soft_declined" && u.order.merchant.autoSuspend && isLastRetry)
    u.move("retries_exhausted");
}

function triggerOfDecline(order: Order, attempt: Attempt, outcome: Outcome): Trigger {
  switch (attempt.purpose) {
    case "initial":
      return attempt.cause === "link" ? "initial_declined_by_link" : "initial_declined_by_phone";
    case "card_update":
      return "card_update_declined";
    case "charge_now":
      return "charge_now_declined";
    case "event":
      if (attempt.cardId !== order.cardId) return "former_card_declined";
      return outcome === "hard" || outcome === "hard_stop" ? "event_hard_declined" : "event_soft_declined";
    case "capture":
    case "refund":
    case "reversal":
    case "reported":
      return "follow_up_declined";
  }
}

function afterDecline(
  order: Order,
  event: BillingEvent,
  attempt: Attempt,
  verdict: Verdict,
  now: Instant,
): EventAfterDecline {
  const card = order.wallet.find((candidate) => candidate.id === attempt.cardId) ?? currentCard(order);
  const print = card ? fingerprint(card) : "";
  const isHard = verdict.outcome === "hard" || verdict.outcome === "hard_stop";
  const hasEnded = order.status === "complete" || order.status === "cancelled";
  if (isHard || hasEnded) {
    return {
      status: hasEnded ? "cancelled" : "hard_declined",
      window: event.window?.card === print ? event.window : null,
      notBefore: null,
      plannedRetries: [],
      barredCard: isHard ? print : null,
    };
  }
  const window = windowAfterSoftDecline(event, print, now);
  const notBefore = verdict.waitHours === null ? null : now + verdict.waitHours * HOUR;
  const planned = plannedRetriesAfter(order, event, attempt, verdict, window, notBefore, now);
  return {
    status: "soft_declined",
    window,
    notBefore,
    plannedRetries: attempt.cardId === order.cardId ? planned : [],
    barredCard: null,
  };
}

/** No verdict was given. A technical failure waits and is tried again; after the last wait it is a soft decline. */
function abandon(
  u: Unfolding,
  attempt: Attempt,
  outcome: "technical" | "merchant" | "request" | "not_found" | "expired",
  answer: GatewayAnswer | null,
  now: Instant,
): void {
  const event = attempt.event === null ? null : eventOf(u.order, attempt.event);
  const why = answer
    ? `${answer.code} ${answer.description}`.trim()
    : outcome === "expired"
      ? "nobody paid"
      : "the gateway does not know it";
  const pause = outcome === "technical" && event ? TECHNICAL_WAITS[event.technicalFailures] : 0;
  if (event?.status === "processing" && pause === undefined) {
    giveUpTechnically(u, attempt, event, answer, why, now);
    return;
  }
  const cause = attempt.cause === "card_update" ? "card_update" : "technical_retry";
  const isDueByItself = attempt.eventWas === "scheduled" && attempt.cause !== "card_update";
  const mustRepeat = outcome === "technical" || (outcome !== "request" && !isDueByItself);
  u.add({
    kind: "payment_abandoned",
    attempt: attempt.number,
    at: now,
    outcome,
    answer,
    why,
    wait:
      event?.status === "processing" && mustRepeat
        ? { until: now + (pause ?? 0), why: "technical", cause }
        : null,
    held: outcome === "request",
  });
}

function giveUpTechnically(
  u: Unfolding,
  attempt: Attempt,
  event: BillingEvent,
  answer: GatewayAnswer | null,
  why: string,
  now: Instant,
): void {
  const verdict: Verdict = {
    ...classify(factsOf(answer), u.order.merchant.mode),
    outcome: "technical",
    waitHours: null,
  };
  const after = afterDecline(u.order, event, attempt, verdict, now);
  u.add({
    kind: "payment_declined",
    attempt: attempt.number,
    at: now,
    answer,
    outcome: "technical",
    reason: `Not reachable: ${why}`,
    event: after,
  });
  moveAfterDecline(u, attempt, "technical", after, now);
}

/** What was waiting for this payment's end: the rest of a retry, or a replaced card's collection. */
function proceed(u: Unfolding, attempt: Attempt, mayGoOn: boolean, now: Instant): void {
  if (paymentAtGateway(u.order)) return;
  const queue = u.order.retryQueue;
  if (queue.length && attempt.cause === "retry") {
    const actor = u.order.retryQueueActor ?? SYSTEM;
    const next = queue
      .map((number) => eventOf(u.order, number))
      .find((event) => event?.status === "soft_declined");
    if (mayGoOn && next && !u.order.pendingCollection && !obstacleToCharge(u.order, next, now)) {
      startEvent(u, next.number, "retry", actor, now);
      return;
    }
    u.add({ kind: "retry_queue_stopped", events: [...queue] });
  }
  if (u.order.pendingCollection?.awaits === "payment") collectPending(u, now);
}

/** The small authorisation that checked a card is given back as soon as it is approved. */
function reverseCheck(u: Unfolding, attempt: Attempt, now: Instant): void {
  u.add({
    kind: "payment_started",
    attempt: newAttempt(u.order, {
      purpose: "reversal",
      type: "RV",
      cause: "registration",
      actor: SYSTEM,
      channel: attempt.channel,
      entityId: attempt.entityId,
      recurrence: "initial",
      amount: attempt.amount,
      startedAt: now,
      refersTo: attempt.number,
      cardId: attempt.cardId,
    }),
  });
}

/** Puts an answered registration into the wallet, unless it is there. */
function registerCard(u: Unfolding, answer: GatewayAnswer, now: Instant): string | null {
  const { registrationId, card } = answer;
  if (!registrationId) return null;
  if (u.order.wallet.some((known) => known.id === registrationId)) return registrationId;
  const details: CardDetails = {
    id: registrationId,
    brand: answer.brand ?? "",
    bin: card?.bin ?? "",
    last4: card?.last4 ?? "",
    holder: card?.holder ?? "",
    expiryMonth: card?.expiryMonth ?? 12,
    expiryYear: card?.expiryYear ?? 2099,
    citId: answer.initialTransactionId ?? answer.transactionId,
    registeredAt: now,
    zuid: u.order.zuid,
  };
  u.add({ kind: "card_registered", card: details });
  return registrationId;
}

/** What an answer says that cannot be about this attempt; null when it fits. */
function whatDiffers(order: Order, attempt: Attempt, answer: GatewayAnswer): string | null {
  if (answer.reference !== null && answer.reference !== attempt.reference) return "the reference differs";
  if (answer.amount !== null && attempt.type !== "RG" && answer.amount !== attempt.amount)
    return "the amount differs";
  if (answer.currency !== null && answer.currency !== order.currency) return "the currency differs";
  return null;
}

export function factsOf(answer: GatewayAnswer | null): ResultFacts {
  return {
    code: answer?.code ?? "",
    brand: answer?.brand ?? null,
    acquirerResponse: answer?.acquirerResponse ?? null,
    merchantAdviceCode: answer?.merchantAdviceCode ?? null,
    visaCategoryCode: answer?.visaCategoryCode ?? null,
  };
}
