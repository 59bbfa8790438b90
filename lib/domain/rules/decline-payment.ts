import { verdictOf } from "../decline/decline";
import type { Outcome, Verdict } from "../decline/decline-codes";
import { shortReason } from "../decline/explain-decline";
import type { GatewayAnswer } from "../decline/gateway-answer";
import { eventOf } from "../order/balance";
import { cardOfAttempt, currentCard, fingerprint, isSameCard } from "../order/card";
import { factsWith } from "../order/card-facts";
import type { Trigger } from "../order/lifecycle";
import type { Attempt, Order } from "../order/order";
import type { EventAfterDecline } from "../order/order-log";
import { windowAfterHardDecline, windowAfterSoftDecline } from "../order/retry";
import { HOUR, type Instant } from "../value/calendar";
import { TECHNICAL_WAITS, UNSENT_WAIT } from "../value/timetable";
import type { Changeset } from "./changeset";
import { endRetries } from "./end-retries";
import { endsRetries, plannedRetriesAfter, type SoftDecline } from "./retry-plan";

/**
 * Books a decline: its event's new state, planned retries and the order's status. While a payment has no result its
 * event is Processing.
 */
export function declinePayment(
  changes: Changeset,
  attempt: Attempt,
  { answer, verdict }: { answer: GatewayAnswer; verdict: Verdict },
  now: Instant,
): void {
  const reason = shortReason(verdictOf(answer));
  book(changes, { attempt, answer, verdict, reason }, now);
}

type DeclinedPayment = { attempt: Attempt; answer: GatewayAnswer | null; verdict: Verdict; reason: string };

function book(changes: Changeset, { attempt, answer, verdict, reason }: DeclinedPayment, now: Instant): void {
  const { outcome } = verdict;
  const event = eventOf(changes.order, attempt.event);
  const after = event && afterDecline(changes.order, { event, attempt, verdict }, now);
  const isOver = event && after && endsRetries(changes.order, { event, attempt }, after.plannedRetries);
  const trigger = triggerOfDecline(changes.order, attempt, outcome);
  changes.add({
    kind: "payment_declined",
    attempt: attempt.number,
    at: now,
    answer,
    outcome,
    reason,
    event: after,
  });
  changes.move(trigger);
  // The customer was declined in the checkout and still has the link.
  if (changes.order.status === "pending") changes.add({ kind: "pending_timer_started", at: now });
  if (trigger === "event_soft_declined" && isOver) endRetries(changes, now);
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
      if (!isSameCard(order, attempt.cardId, order.cardId)) return "former_card_declined";
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
  { event, attempt, verdict }: Pick<SoftDecline, "event" | "attempt" | "verdict">,
  now: Instant,
): EventAfterDecline {
  const charged = cardOfAttempt(order, attempt) ?? currentCard(order);
  const card = charged ? fingerprint(charged) : "";
  const known = factsWith(event, card);
  const isHard = verdict.outcome === "hard" || verdict.outcome === "hard_stop";
  const hasEnded = order.status === "complete";
  if (isHard || hasEnded) {
    const counted = windowAfterHardDecline(known.window, now);
    return {
      status: hasEnded ? "cancelled" : "hard_declined",
      window: counted && { ...counted, card },
      notBefore: null,
      plannedRetries: [],
      barredCard: isHard ? card : null,
    };
  }
  const window = windowAfterSoftDecline(known.window, now);
  const notBefore = verdict.waitHours === null ? null : now + verdict.waitHours * HOUR;
  const declined = { event, attempt, verdict, window, notBefore };
  return {
    status: "soft_declined",
    window: { ...window, card },
    notBefore,
    plannedRetries: isRetried(order, attempt) ? plannedRetriesAfter(order, declined, now) : [],
    barredCard: null,
  };
}

/**
 * Only with the order's current card, and only while the order collects: a Paused order is charged by a card update
 * only.
 */
function isRetried(order: Order, attempt: Attempt): boolean {
  return order.status !== "paused" && isSameCard(order, attempt.cardId, order.cardId);
}

/**
 * The gateway gave no decision. A technical failure waits and is retried; after the last wait it counts as a soft
 * decline.
 */
export function abandonPayment(
  changes: Changeset,
  attempt: Attempt,
  { outcome, answer }: NoDecision,
  now: Instant,
): void {
  const event = eventOf(changes.order, attempt.event);
  const why = answer
    ? `${answer.code} ${answer.description}`.trim()
    : outcome === "expired"
      ? "the customer did not pay"
      : "the gateway has no record of it";
  const pause = outcome === "technical" && event ? TECHNICAL_WAITS[event.technicalFailures] : 0;
  if (pause === undefined) {
    giveUpTechnically(changes, attempt, { answer, why }, now);
    return;
  }
  const cause = attempt.cause === "card_update" ? "card_update" : "technical_retry";
  const isDueByItself = attempt.eventWas === "scheduled" && attempt.cause !== "card_update";
  const mustRepeat = outcome === "technical" || (outcome !== "request" && !isDueByItself);
  changes.add({
    kind: "payment_abandoned",
    attempt: attempt.number,
    at: now,
    outcome,
    answer,
    why,
    wait: event && mustRepeat ? { until: now + pause, why: "technical", cause } : null,
    held: outcome === "request",
  });
}

type NoDecision = {
  outcome: "technical" | "merchant" | "request" | "not_found" | "expired";
  answer: GatewayAnswer | null;
};

/**
 * The request never left, so no money moved. An event is tried again after half a minute, as often as necessary. A
 * payment that staff asked for is theirs to ask for again.
 */
export function abandonUnsentPayment(changes: Changeset, attempt: Attempt, why: string, now: Instant): void {
  const event = eventOf(changes.order, attempt.event);
  const cause = attempt.cause === "card_update" ? "card_update" : "technical_retry";
  changes.add({
    kind: "payment_abandoned",
    attempt: attempt.number,
    at: now,
    outcome: "not_sent",
    answer: null,
    why,
    wait: event ? { until: now + UNSENT_WAIT, why: "technical", cause } : null,
    held: false,
  });
}

function giveUpTechnically(
  changes: Changeset,
  attempt: Attempt,
  { answer, why }: { answer: GatewayAnswer | null; why: string },
  now: Instant,
): void {
  const verdict: Verdict = {
    ...verdictOf(answer),
    outcome: "technical",
    waitHours: null,
  };
  book(changes, { attempt, answer, verdict, reason: `Gateway not available: ${why}` }, now);
}
