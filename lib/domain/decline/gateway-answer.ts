import type { Instant } from "../value/calendar";
import { type Currency, parseDecimal } from "../value/money";
import type { Verdict } from "./decline-codes";

/**
 * The result of one request to the gateway.
 *
 * `silence` is not a decline: nobody knows whether money moved, so the attempt stays unknown until a query answers.
 * `not_found` is an answer to a query only. `not_sent`: the request certainly never left, so no money moved and it
 * may be sent again.
 */
export type GatewayReply =
  | { kind: "answer"; answer: GatewayAnswer }
  | { kind: "not_found"; code: string; description: string }
  | { kind: "silence"; why: string }
  | { kind: "not_sent"; why: string };

/**
 * The types of payment we book. A registration moves no money. `reversal_or_credit`: some connectors use one name
 * for a chargeback's reversal and a credit.
 */
export const paymentTypes = [
  "debit",
  "authorisation",
  "capture",
  "refund",
  "reversal",
  "registration",
  "chargeback",
  "chargeback_reversal",
  "rapid_dispute",
  "reversal_or_credit",
  "credit",
] as const;
export type PaymentType = (typeof paymentTypes)[number];

export function isPaymentType(type: string | null): type is PaymentType {
  return (paymentTypes as readonly (string | null)[]).includes(type);
}

/** Records beside a payment that say nothing about money: 3-D Secure, risk check, deletion of a card. */
const asideTypes = ["authentication", "risk_check", "deregistration"] as const;
export type RecordType = PaymentType | (typeof asideTypes)[number];

/** Whether a record says nothing about money; the registration of a card beside its payment does not either. */
export function isAside(type: string | null): boolean {
  return type === "registration" || (asideTypes as readonly (string | null)[]).includes(type);
}

/** Transactions that refer to an earlier one, and can be made at the gateway without our request. */
const followUpTypes = [
  "capture",
  "refund",
  "reversal",
  "chargeback",
  "chargeback_reversal",
  "rapid_dispute",
  "reversal_or_credit",
  "credit",
] as const satisfies readonly PaymentType[];
export type FollowUpType = (typeof followUpTypes)[number];

export function isFollowUp(type: string | null): type is FollowUpType {
  return (followUpTypes as readonly (string | null)[]).includes(type);
}

/** Bookings that banks make: a chargeback, a rapid dispute, and what takes them back. */
const disputeTypes = [
  "chargeback",
  "chargeback_reversal",
  "rapid_dispute",
  "reversal_or_credit",
] as const satisfies readonly PaymentType[];

export function isDispute(type: string | null): type is (typeof disputeTypes)[number] {
  return (disputeTypes as readonly (string | null)[]).includes(type);
}

/**
 * What a record under an attempt's reference is: the attempt's result (`own`, also when it names no type), a
 * booking that refers to an earlier one (`follow_up`), a record beside the payment that says nothing about money
 * (`aside`), or something that nobody here requested (`foreign`).
 */
export function relationTo(
  attempt: { type: PaymentType },
  answer: GatewayAnswer,
): "own" | "follow_up" | "aside" | "foreign" {
  if (answer.type === null || answer.type === attempt.type)
    return answer.unreadable?.type ? "foreign" : "own";
  if (isFollowUp(answer.type)) return "follow_up";
  return isAside(answer.type) ? "aside" : "foreign";
}

/** Fields that are compared with our request. */
export type ComparedField = "reference" | "type" | "amount" | "currency" | "account";

/** The content of a report, without when and how it arrived: the same content is reported once. */
export function contentOf(answer: GatewayAnswer): string {
  const { transactionId, referencedId, type, reference, amount, currency, account, code, unreadable } =
    answer;
  const facts = [transactionId, referencedId, type, reference, amount, currency, account ?? null, code];
  return JSON.stringify([...facts, Object.entries(unreadable ?? {}).sort()]);
}

/** The amount in minor units of a currency; undefined: none is given, null: it cannot be read. */
export function amountIn(answer: GatewayAnswer, currency: Currency): number | null | undefined {
  if (answer.amount !== null) return answer.amount;
  const said = answer.unreadable?.amount;
  if (said === undefined) return undefined;
  return answer.currency === null && !answer.unreadable?.currency ? readDecimal(said, currency) : null;
}

/** "92.00" yen and "92" euros are exact enough: zeros beyond the currency's decimals are ignored. */
export function readDecimal(text: string, currency: Currency): number | null {
  return parseDecimal(/^\d+\.\d+$/.test(text) ? text.replace(/\.?0+$/, "") : text, currency);
}

/** One booking as the gateway reports it, by redirect, query or webhook. */
export type GatewayAnswer = {
  /** The gateway's own id, shown as TRANSACTION UNIQUE ID. */
  transactionId: string | null;
  /** The transaction this one refers to: the debit of a refund, the authorisation of a capture. */
  referencedId: string | null;
  /**
   * The kind of record: one of ours, a record beside a payment, or the gateway's own word for one we do not know.
   */
  type: string | null;
  /** The gateway's own code for the type, for display; absent: it has none. */
  typeCode?: string | null;
  /** Our own reference. */
  reference: string | null;
  amount: number | null;
  /** As the gateway writes it, in capitals; not necessarily a currency we support. */
  currency: string | null;
  /** The merchant's account that it was booked for; absent: none was named. */
  account?: string | null;
  /** Compared fields that are present but unreadable, as written: a contradiction, not an absence. */
  unreadable?: Partial<Record<ComparedField, string>>;
  /** What it means, as its gateway's provider says. */
  verdict: Verdict;
  /** The gateway's own code and words for it: facts to show. */
  code: string;
  description: string;
  extendedDescription: string | null;
  acquirerResponse: string | null;
  merchantAdviceCode: string | null;
  visaCategoryCode: string | null;
  connectorTxId: string | null;
  descriptor: string | null;
  brand: string | null;
  registrationId: string | null;
  card: AnsweredCard | null;
  /** Electronic commerce indicator of 3-D Secure. */
  eci: string | null;
  /** The id that later charges of this card must name: its first payment by the customer. */
  initialTransactionId: string | null;
  /** The card network's references of this payment; absent: none given. */
  networkReferences?: readonly AnsweredReference[];
  /** When the gateway says it happened, ISO 8601. */
  timestamp: string | null;
  /** Facts that only this gateway has, for its support; absent: none. */
  own?: Readonly<Record<string, string>>;
};

export type AnsweredCard = {
  bin: string;
  last4: string;
  holder: string;
  expiryMonth: number;
  expiryYear: number;
};

/** Kinds of network references, which later payments name. A network with a new one adds its kind. */
export const networkReferenceKinds = ["mastercard_transaction_link"] as const;
export type NetworkReferenceKind = (typeof networkReferenceKinds)[number];

/** As the gateway answers one. */
export type AnsweredReference = { kind: NetworkReferenceKind; value: string };

/** As stored with a card: `from` is the gateway's id of the payment it came with. */
export type NetworkReference = AnsweredReference & { from: string | null; at: Instant };
