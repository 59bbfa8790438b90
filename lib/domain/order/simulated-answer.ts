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
  const facts = typeof word === "string" ? namedResults[word] : word;
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
export type SimulatedFacts = Partial<GatewayAnswer> & { code: string; booking?: number };

const namedResults = {
  approved: { code: "000.000.000", description: "Transaction succeeded" },
  soft: { code: "800.100.155", acquirerResponse: "51" },
  limited: { code: "800.100.152", acquirerResponse: "05" },
  customer: { code: "300.100.100" },
  hard: { code: "100.100.303" },
  stop: { code: "800.100.500" },
  advice03: { code: "800.100.152", brand: "MASTER", merchantAdviceCode: "03" },
  advice25: { code: "800.100.152", brand: "MASTER", merchantAdviceCode: "25" },
  technical: { code: "900.100.301" },
  merchant: { code: "800.100.190" },
  request: { code: "800.100.173" },
  pending: { code: "000.200.000" },
} as const satisfies Record<string, SimulatedFacts>;

export function simulatedAnswer(
  order: Order,
  attempt: Attempt,
  { booking = 1, ...facts }: SimulatedFacts,
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
