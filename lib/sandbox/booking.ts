import { type Currency, toDecimal } from "@/lib/domain/value/money";
import type { KeptCard } from "./card";
import { descriptionOf, isApproved, issuerAnswer } from "./results";

export type StandingInstruction = { mode: string; source: string; type: string };

/** What the gateway keeps: payments, and the records beside them of authentication (3D), risk (RI) and credits (CR). */
export type SandboxRecordType =
  | "DB"
  | "PA"
  | "CP"
  | "RF"
  | "RV"
  | "RG"
  | "CB"
  | "CBR"
  | "RDR"
  | "CR"
  | "CD"
  | "3D"
  | "RI";

/** What may stand beside a payment, under the same reference. */
export const companionTypes = ["3D", "RI", "RV"] as const;
export type Companion = (typeof companionTypes)[number];

/** One line of the gateway's books, approved or not. */
export type Booking = {
  transactionId: string;
  entityId: string;
  reference: string | null;
  type: SandboxRecordType;
  /** Minor units; null for a registration. */
  amount: number | null;
  currency: Currency;
  code: string;
  /** What the first answer says instead of the code. */
  said?: string;
  silent?: boolean;
  /** Told instead of amount and currency. */
  written?: { amount?: string; currency?: string };
  adviceCode?: string;
  acquirerResponse?: string;
  visaCategory?: string;
  card: KeptCard | null;
  registrationId: string | null;
  referencedId: string | null;
  checkoutId: string | null;
  standing: StandingInstruction | null;
  initialTransactionId: string | null;
  /** What Mastercard calls the first payment of the card: answered when this one is approved. */
  linkId?: string | null;
  /** A repeated charge that did not name its card's first payment, though it was told what that is called. */
  lacksLink?: boolean;
  eci: string | null;
  /** Business time, epoch milliseconds. */
  at: number;
};

export type StoredRegistration = {
  registrationId: string;
  entityId: string;
  card: KeptCard;
  initialTransactionId: string;
};

export type StoredCheckout = {
  checkoutId: string;
  entityId: string;
  reference: string | null;
  type: "DB" | "PA" | "RG";
  amount: number | null;
  currency: Currency;
  /** null: the card is not stored. */
  standing: StandingInstruction | null;
  stores: boolean;
  /** Machine time: a checkout ages by the clock on the wall, whatever the business clock does. */
  openedAt: number;
};

/** A booking as the protocol writes it. */
export function answerOf(booking: Booking, code = booking.code): Record<string, unknown> {
  const { card } = booking;
  return {
    id: booking.transactionId,
    registrationId: booking.type === "RG" ? undefined : (booking.registrationId ?? undefined),
    referencedId: booking.referencedId ?? undefined,
    paymentType: booking.type,
    paymentBrand: card?.brand,
    amount: booking.amount === null ? undefined : toDecimal(booking.amount, booking.currency),
    currency: booking.amount === null ? undefined : booking.currency,
    ...booking.written,
    descriptor: booking.amount === null ? undefined : "0000.0000.0000 Tenor sandbox",
    merchantTransactionId: booking.reference ?? undefined,
    result: { code, description: descriptionOf(code) },
    resultDetails: detailsOf(booking, code),
    card: card && {
      bin: card.bin,
      last4Digits: card.last4,
      holder: card.holder,
      expiryMonth: String(card.expiryMonth).padStart(2, "0"),
      expiryYear: String(card.expiryYear),
    },
    threeDSecure: booking.eci ? { eci: booking.eci } : undefined,
    standingInstruction: booking.standing && {
      ...booking.standing,
      initialTransactionId: booking.initialTransactionId ?? undefined,
      transactionLinkId: (isApproved(code) && booking.linkId) || undefined,
    },
    ...stamp(booking.at, booking.transactionId),
  };
}

/** An answer that books nothing. */
export function plainAnswer(code: string, at: number, more: Record<string, unknown> = {}) {
  return { result: { code, description: descriptionOf(code) }, ...more, ...stamp(at, "0".repeat(32)) };
}

function detailsOf(booking: Booking, code: string): Record<string, unknown> {
  const issuer = issuerAnswer(code);
  const response = booking.acquirerResponse ?? (isApproved(code) ? "00" : issuer?.iso);
  return {
    ExtendedDescription: isApproved(code) ? "Approved" : issuer?.words,
    // Connectors differ: some send the response as a number when it can be one.
    AcquirerResponse: response && /^[1-9]\d$/.test(response) ? Number(response) : response,
    MerchantAdviceCode: booking.adviceCode,
    VisaCategoryCode:
      booking.card?.brand === "VISA" && !isApproved(code)
        ? (booking.visaCategory ?? issuer?.visaCategory)
        : undefined,
    ConnectorTxID1: booking.transactionId.slice(0, 12).toUpperCase(),
  };
}

function stamp(at: number, id: string) {
  return {
    buildNumber: "sandbox",
    timestamp: new Date(at)
      .toISOString()
      .replace("T", " ")
      .replace(/\.\d+Z$/, "+0000"),
    ndc: `${id.toUpperCase()}.sandbox`,
  };
}
