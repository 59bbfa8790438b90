import { verdictOf } from "@/lib/domain/decline/decline";
import type { Outcome } from "@/lib/domain/decline/decline-codes";
import { type FactsByCode, type ResultByCode, resultByCode } from "@/lib/domain/lived/answer-by-code";
import { activated, cardUpdated, instalmentOrder } from "@/lib/domain/lived/histories";
import { act, answered, type History, system, waited } from "@/lib/domain/lived/history";
import { sampleCards } from "@/lib/domain/lived/plain-order";
import { paymentAtGateway } from "@/lib/domain/order/balance";
import { isCollected } from "@/lib/domain/order/billing-event";
import type { Attempt } from "@/lib/domain/order/order";
import { may } from "@/lib/domain/rules/decide";
import { dueAt } from "@/lib/domain/rules/due";
import type { Instant } from "@/lib/domain/value/calendar";
import { daysAfter, type Policy } from "./recovery-policies";
import { firstGood, goesThrough, HORIZON, type SimulatedCustomer, ZONE } from "./recovery-world";

export type RecoveryResult = { isRecovered: boolean; retries: number; attempts: readonly Attempt[] };

/**
 * Lives one payment from its first failure on, through the rules themselves: the world only says what its bank answers
 * and when its customer comes with another card.
 */
export function livePayment(customer: SimulatedCustomer, policy: Policy): RecoveryResult {
  let history = untilDue(customer, policy);
  const end = customer.dueAt + HORIZON;
  const comings: Instant[] = [];
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const [event] = history.order.events;
    if (!event || isCollected(event)) break;
    const truth = policy.knowsTheTruth ? nextTruth(customer, history) : null;
    const due = dueAt(history.order);
    const coming = comings.length > 0 ? Math.min(...comings) : null;
    const next = Math.min(due ?? end, coming ?? end, truth ?? end);
    if (next >= end) break;
    const told = history.messages.length;
    history = waited(history, next);
    if (next === coming) {
      history = cardUpdated(history, "approved", sampleCards.second);
      break;
    }
    history =
      next === truth
        ? act(history, { kind: "retry_events", events: [event.number] })
        : act(history, { kind: "run_due" }, system);
    history = heard(history, customer, policy);
    comings.push(...answersTo(history, told, customer, policy));
  }
  return outcomeOf(history);
}

const MOST_TURNS = 200;

/** The order as it is when its only payment falls due. */
function untilDue({ dueAt: due, brand }: SimulatedCustomer, { timedForPaydays = false }: Policy): History {
  const merchant = { timeZone: ZONE, timedForPaydays, autoRetryDays: [] };
  const start = instalmentOrder({ at: due - 1, parts: 1, merchant, draft: { startAt: due } });
  return activated(start, sampleCards[brand]);
}

/** The bank answers; a policy that has other days for some declines is asked when it hears which one it was. */
function heard(history: History, customer: SimulatedCustomer, policy: Policy): History {
  let next = history;
  for (let attempt = paymentAtGateway(next.order); attempt; attempt = paymentAtGateway(next.order)) {
    const said = answerOf(customer, attempt, next);
    const { order } = next;
    if (!order.events[0]?.wasDeclined) {
      const merchant = {
        ...order.merchant,
        autoRetryDays: daysAfter(policy, outcomeFor(next, attempt, said)),
      };
      next = { ...next, order: { ...order, merchant } };
    }
    next = answered(next, said);
  }
  return next;
}

function answerOf(customer: SimulatedCustomer, attempt: Attempt, { order, now }: History): ResultByCode {
  if (
    attempt.type !== "debit" ||
    attempt.cardId !== sampleCards[customer.brand].id ||
    goesThrough(customer, now)
  )
    return "approved";
  const isFirst = order.attempts.filter(({ purpose }) => purpose === "event").length === 1;
  const facts: FactsByCode = customer.decline;
  return isFirst && customer.advised ? { ...facts, merchantAdviceCode: customer.advised } : facts;
}

function outcomeFor({ order }: History, attempt: Attempt, said: ResultByCode): Outcome {
  const result = resultByCode(order, attempt, said);
  return verdictOf(result.kind === "answer" ? result.answer : null).outcome;
}

/** When another card comes in answer to what was just mailed. */
function answersTo(history: History, told: number, customer: SimulatedCustomer, policy: Policy): Instant[] {
  const asking = history.messages
    .map(({ kind, link }, i) => ({ kind, link, i }))
    .filter(({ kind, link }) => link === "update_card" && !(policy.noLastWord && kind === "retries_ended"));
  return asking.flatMap(({ i }, place) => {
    const after = customer.answers[place] ?? null;
    return i < told || after === null ? [] : [history.now + after];
  });
}

/** The next instant at which a retry is allowed and would go through. */
function nextTruth(customer: SimulatedCustomer, history: History): Instant | null {
  const [event] = history.order.events;
  if (event?.status !== "soft_declined") return null;
  const advised = event.cardFacts[0]?.notBefore ?? 0;
  const at = firstGood(customer, Math.max(history.now + 1, advised));
  if (at === null) return null;
  return may(history.order, { kind: "retry_events", events: [event.number] }, at) ? null : at;
}

function outcomeOf({ order }: History): RecoveryResult {
  const tries = order.attempts.filter(
    ({ purpose, state, cause }) => purpose === "event" && state !== "abandoned" && cause !== "card_update",
  );
  return {
    isRecovered: order.events.some(isCollected),
    retries: Math.max(0, tries.length - 1),
    attempts: order.attempts,
  };
}
