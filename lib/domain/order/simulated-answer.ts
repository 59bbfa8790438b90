import { judge } from "../decline/decline";
import type { OutcomeRule } from "../decline/decline-codes";
import type { AnsweredCard, GatewayAnswer } from "../decline/gateway-answer";
import type { Attempt, Order } from "./order";
import type { PaymentResult } from "./payment-result";

/**
 * The result the gateway would give to an attempt, by name. Used by previews and by test histories; nothing is
 * sent.
 */
export function simulateResult(order: Order, attempt: Attempt, word: SimulatedResult): PaymentResult {
  if (word === "silence") return { kind: "silence", why: "no answer in time" };
  if (word === "not_sent") return { kind: "not_sent", why: "the gateway cannot be reached" };
  if (word === "not_found" || word === "expired") return { kind: word };
  const facts = typeof word === "string" ? { as: word } : word;
  return { kind: "answer", answer: simulatedAnswer(order, attempt, facts) };
}

export type SimulatedResult =
  | SimulatedResultName
  | "silence"
  | "not_sent"
  | "not_found"
  | "expired"
  | SimulatedFacts;
export type SimulatedResultName = keyof typeof namedResults;

/** What differs from a matching answer. `booking` distinguishes two bookings under one reference. */
export type SimulatedFacts = Partial<GatewayAnswer> & { as: SimulatedResultName; booking?: number };

const namedResults = {
  approved: { outcome: "approved", reason: "approved" },
  soft: { outcome: "soft", reason: "insufficient_funds" },
  limited: { outcome: "soft_limited", reason: "do_not_honour" },
  customer: { outcome: "customer", reason: "authentication_needed" },
  hard: { outcome: "hard", reason: "expired" },
  stop: { outcome: "hard_stop", reason: "payment_stopped" },
  technical: { outcome: "technical", reason: "timed_out_reversed" },
  merchant: { outcome: "merchant", reason: "configuration_invalid" },
  request: { outcome: "request", reason: "currency_refused" },
  pending: { outcome: "pending", reason: "pending" },
  chargeback: { outcome: "chargeback", reason: "chargeback" },
} as const satisfies Record<string, OutcomeRule>;

export function simulatedAnswer(
  order: Order,
  attempt: Attempt,
  { as, booking = 1, ...facts }: SimulatedFacts,
): GatewayAnswer {
  const card = order.wallet.find((known) => known.id === attempt.cardId);
  const transactionId = simulatedId(order.zuid, attempt.number, booking);
  return {
    transactionId,
    referencedId: null,
    type: attempt.type,
    reference: attempt.reference,
    amount: attempt.type === "registration" ? null : attempt.amount,
    currency: attempt.type === "registration" ? null : order.currency,
    verdict: judge({ ...namedResults[as], rule: "simulated" }, {}),
    code: as,
    description: "",
    extendedDescription: null,
    acquirerResponse: null,
    merchantAdviceCode: null,
    visaCategoryCode: null,
    connectorTxId: null,
    descriptor: order.merchant.name,
    brand: card?.brand ?? null,
    registrationId: null,
    card: card ? answeredCard(card) : null,
    eci: null,
    initialTransactionId: attempt.recurrence === "initial" ? transactionId : null,
    timestamp: null,
    ...facts,
  };
}

/** 32 hex digits, as the gateway's ids are. */
function simulatedId(zuid: number, attempt: number, booking: number): string {
  const hex = (n: number, digits: number) => n.toString(16).padStart(digits, "0");
  return `feed${hex(zuid, 12)}${hex(attempt, 8)}${hex(booking, 8)}`;
}

function answeredCard({ bin, last4, holder, expiryMonth, expiryYear }: AnsweredCard): AnsweredCard {
  return { bin, last4, holder, expiryMonth, expiryYear };
}
