import type { Currency } from "./money";

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

/** The types of payment the gateway books. RG is a registration: it moves no money. */
export const paymentTypes = ["DB", "PA", "CP", "RF", "RV", "RG", "CB", "CBR", "RDR"] as const;
export type PaymentType = (typeof paymentTypes)[number];

/** Bookings that the gateway makes without us asking: a chargeback, its reversal, a rapid dispute. */
export function isDispute(type: PaymentType | null): type is "CB" | "CBR" | "RDR" {
  return type === "CB" || type === "CBR" || type === "RDR";
}

/** One booking as the gateway reports it, by redirect, query or webhook alike. */
export type GatewayAnswer = {
  /** The gateway's 32-hex id, shown as TRANSACTION UNIQUE ID. */
  transactionId: string | null;
  /** The transaction this one refers to: the debit of a refund, the authorisation of a capture. */
  referencedId: string | null;
  type: PaymentType | null;
  /** Our own reference (merchantTransactionId). */
  reference: string | null;
  amount: number | null;
  currency: Currency | null;
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
  /** standingInstruction.initialTransactionId: the CIT id that later charges name. */
  initialTransactionId: string | null;
  /** When the gateway says it happened, ISO 8601. */
  timestamp: string | null;
  ndc: string | null;
};

export type AnsweredCard = {
  bin: string;
  last4: string;
  holder: string;
  expiryMonth: number;
  expiryYear: number;
};
