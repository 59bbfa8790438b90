import type { Instant } from "../value/calendar";
import { type Currency, parseDecimal } from "../value/money";

/**
 * What one request to the gateway came back with, in our words.
 *
 * `silence` is not a decline: nobody knows whether money moved, so the attempt stays unknown until a
 * query says so. `not_found` is the answer to a query only. `not_sent`: the request certainly never left,
 * so no money moved and it may be sent again.
 */
export type GatewayReply =
  | { kind: "answer"; answer: GatewayAnswer }
  | { kind: "not_found"; code: string; description: string }
  | { kind: "silence"; why: string }
  | { kind: "not_sent"; why: string };

/**
 * The types of payment that stand in our books. A registration moves no money. `reversal_or_credit`: some connectors
 * give a chargeback's reversal and a credit one name.
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

/** What goes with every payment and says nothing of money: 3-D Secure, risk, a card that was forgotten. */
export const asideTypes = ["authentication", "risk_check", "deregistration"] as const;
export type RecordType = PaymentType | (typeof asideTypes)[number];

/** Whether a record says nothing of money; a card's registration beside its payment does not either. */
export function isAside(type: string | null): boolean {
  return type === "registration" || (asideTypes as readonly (string | null)[]).includes(type);
}

/** What leans on an earlier transaction, and may be made at the gateway without us asking. */
export const followUpTypes = [
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
export const disputeTypes = [
  "chargeback",
  "chargeback_reversal",
  "rapid_dispute",
  "reversal_or_credit",
] as const satisfies readonly PaymentType[];

export function isDispute(type: string | null): type is (typeof disputeTypes)[number] {
  return (disputeTypes as readonly (string | null)[]).includes(type);
}

/**
 * What a record that came under an attempt's reference is to it: its result (`own`, also when it names
 * no type), a booking that leans on an earlier one, a record that goes with every payment and says
 * nothing of money (3-D Secure, risk, the card's registration beside its payment), or something that
 * nobody here asked for.
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

/** Fields that are held against what we asked. */
export type ComparedField = "reference" | "type" | "amount" | "currency" | "account";

/** What a report says, without when and how it was told: the same content is said once. */
export function contentOf(answer: GatewayAnswer): string {
  const { transactionId, referencedId, type, reference, amount, currency, account, code, unreadable } =
    answer;
  const facts = [transactionId, referencedId, type, reference, amount, currency, account ?? null, code];
  return JSON.stringify([...facts, Object.entries(unreadable ?? {}).sort()]);
}

/** The amount in minor units of a currency; undefined: none is named, null: one that cannot be read. */
export function amountIn(answer: GatewayAnswer, currency: Currency): number | null | undefined {
  if (answer.amount !== null) return answer.amount;
  const said = answer.unreadable?.amount;
  if (said === undefined) return undefined;
  return answer.currency === null && !answer.unreadable?.currency ? readDecimal(said, currency) : null;
}

/** "92.00" yen and "92" euros are written exactly enough: zeros beyond the currency's decimals say nothing. */
export function readDecimal(text: string, currency: Currency): number | null {
  return parseDecimal(/^\d+\.\d+$/.test(text) ? text.replace(/\.?0+$/, "") : text, currency);
}

/** One booking as the gateway reports it, by redirect, query or webhook alike. */
export type GatewayAnswer = {
  /** The gateway's own id, shown as TRANSACTION UNIQUE ID. */
  transactionId: string | null;
  /** The transaction this one refers to: the debit of a refund, the authorisation of a capture. */
  referencedId: string | null;
  /** What kind of record it is: one of ours, an aside, or the gateway's own word for what we do not know. */
  type: string | null;
  /** The gateway's own code for that, a fact to show; absent: it has none. */
  typeCode?: string | null;
  /** Our own reference. */
  reference: string | null;
  amount: number | null;
  /** As the gateway writes it, in capitals: perhaps none that we sell in. */
  currency: string | null;
  /** The merchant's account that it was booked for; absent: none was named. */
  account?: string | null;
  /** Compared fields that are there and cannot be read, as they were written: a contradiction, not an absence. */
  unreadable?: Partial<Record<ComparedField, string>>;
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
  /** What later charges of this card name: its first payment by the customer. */
  initialTransactionId: string | null;
  /** What the card's network calls this payment; absent: nothing was said of it. */
  networkReferences?: readonly AnsweredReference[];
  /** When the gateway says it happened, ISO 8601. */
  timestamp: string | null;
  /** Facts that only this gateway has, for whoever asks its support about a payment; absent: none. */
  own?: Readonly<Record<string, string>>;
};

export type AnsweredCard = {
  bin: string;
  last4: string;
  holder: string;
  expiryMonth: number;
  expiryYear: number;
};

/** What a card network calls a payment, for later ones to name. A network that begins to ask for one adds its kind. */
export const networkReferenceKinds = ["mastercard_transaction_link"] as const;
export type NetworkReferenceKind = (typeof networkReferenceKinds)[number];

/** As the gateway answers one. */
export type AnsweredReference = { kind: NetworkReferenceKind; value: string };

/** As it is kept with a card: `from` is the gateway's id of the payment that it came with. */
export type NetworkReference = AnsweredReference & { from: string | null; at: Instant };
