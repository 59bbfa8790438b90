import { judge } from "../decline/decline";
import type { GatewayAnswer } from "../decline/gateway-answer";
import { attemptOf, hasOpenReport } from "../order/balance";
import { badText } from "../order/free-text";
import { type Actor, type Attempt, type Evidence, evidenceOutcomes, type Order } from "../order/order";
import type { Refusal } from "../order/refusal";
import type { Instant } from "../value/calendar";
import { ALERT_AFTER } from "../value/timetable";
import { noteField, numberField, staffRule } from "./command-rule";
import { anyAttemptNumber } from "./sample";
import { settlePayment } from "./settle-payment";

/**
 * States how a payment ended that the gateway does not answer for, and where that can be seen. Nothing is booked by it:
 * another person has to confirm it. A later statement takes the place of an earlier one.
 */
export const proposeOutcome = staffRule({
  fields: {
    attempt: numberField,
    outcome: { is: "one_of", words: evidenceOutcomes },
    reference: { is: "text", most: 100 },
    reason: noteField,
  },
  row: "settle_report",
  whilePaymentRuns: true,
  decide(changes, asked, actor, now) {
    const attempt = unansweredOf(changes.order, asked.attempt, now);
    if ("code" in attempt) return attempt;
    const [reference, reason] = [asked.reference.trim(), asked.reason.trim()];
    if (!reference || !reason) return { code: "note_empty" };
    const refusal = badText(reference) ?? badText(reason) ?? whyNot(changes.order, attempt, asked);
    if (refusal) return refusal;
    const evidence: Evidence = { outcome: asked.outcome, reference, reason, by: actor, at: now };
    changes.add({ kind: "evidence_proposed", attempt: attempt.number, evidence });
    return null;
  },
  sample: {
    early: 1,
    late: 2,
    ask: ({ order }, { a, b }) => ({
      attempt: anyAttemptNumber(order, a),
      outcome: evidenceOutcomes[b % 2] ?? "charged",
      reference: b % 5 ? `bank ${a}-${b}` : "",
      reason: "Seen on the account",
    }),
  },
  staff: { permission: "refunds", act: "State the outcome", working: "Stating" },
});

/** Ends a payment as its evidence says. Whoever stated it cannot confirm it. */
export const confirmOutcome = staffRule({
  fields: { attempt: numberField },
  row: "settle_report",
  whilePaymentRuns: true,
  decide(changes, asked, actor, now) {
    const attempt = unansweredOf(changes.order, asked.attempt, now);
    if ("code" in attempt) return attempt;
    const { evidence } = attempt;
    if (!evidence) return { code: "no_evidence" };
    if (!isAnother(evidence.by, actor)) return { code: "evidence_by_same" };
    const refusal = whyNot(changes.order, attempt, evidence);
    if (refusal) return refusal;
    changes.add({ kind: "evidence_confirmed", attempt: attempt.number });
    const result =
      evidence.outcome === "charged"
        ? ({ kind: "answer", answer: answerOf(changes.order, attempt, evidence) } as const)
        : ({ kind: "not_found" } as const);
    return settlePayment.decide(changes, { attempt: attempt.number, result }, actor, now);
  },
  sample: {
    early: 1,
    late: 2,
    ask: ({ order }, { a }) => ({ attempt: anyAttemptNumber(order, a) }),
  },
  staff: { permission: "refunds", act: "Confirm the outcome", working: "Confirming" },
});

/** A payment that the gateway has had for so long that it may never answer. */
function unansweredOf(order: Order, number: number, now: Instant): Attempt | Refusal {
  const attempt = attemptOf(order, number);
  if (!attempt) return { code: "unknown_attempt" };
  if (attempt.state !== "sent" && attempt.state !== "unknown") return { code: "already_settled" };
  if (hasOpenReport(attempt)) return { code: "report_open" };
  const from = attempt.startedAt + ALERT_AFTER;
  return now < from ? { code: "evidence_too_early", from, timeZone: order.merchant.timeZone } : attempt;
}

function whyNot(
  order: Order,
  { purpose }: Attempt,
  { outcome, reference }: Pick<Evidence, "outcome" | "reference">,
): Refusal | null {
  if (outcome === "not_charged") return null;
  // Its card is known to the gateway only.
  if (purpose === "initial" || purpose === "card_update") return { code: "evidence_without_card" };
  const isKnown = order.attempts.some(({ answer }) => answer?.transactionId === reference);
  return isKnown ? { code: "evidence_known" } : null;
}

/** Only people can confirm what people have stated. */
function isAnother(one: Actor, other: Actor): boolean {
  return one.kind === "user" && other.kind === "user" && one.id !== other.id;
}

/** What the gateway would have answered. */
function answerOf(order: Order, attempt: Attempt, { reference, reason }: Evidence): GatewayAnswer {
  return {
    transactionId: reference,
    referencedId: null,
    ...{ type: attempt.type, reference: attempt.reference },
    ...{ amount: attempt.amount, currency: order.currency },
    verdict: judge({ outcome: "approved", reason: "approved", rule: "evidence" }, {}),
    ...{ code: "evidence", description: reason, extendedDescription: null },
    ...{ acquirerResponse: null, merchantAdviceCode: null, visaCategoryCode: null },
    ...{ connectorTxId: null, descriptor: null, brand: null, registrationId: null, card: null },
    ...{ eci: null, initialTransactionId: null, timestamp: null },
  };
}
