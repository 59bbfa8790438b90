import {
  type AnsweredCard,
  type ComparedField,
  type GatewayAnswer,
  readDecimal,
} from "@/lib/domain/decline/gateway-answer";
import { isCurrency } from "@/lib/domain/value/money";
import { cleanedName } from "@/lib/domain/value/written-name";
import { type GatewayMode, judged } from "./classify";
import { typeOf } from "./record-types";

/**
 * Reads one payment or registration from the gateway's JSON; null when it carries no result code, for
 * then nothing can be concluded from it. Everything else is optional: fields come and go between
 * connectors, numbers come where strings are documented, and none of that may lose a booking.
 */
export function readAnswer(json: unknown, mode: GatewayMode): GatewayAnswer | null {
  const answer = readRecord(json, mode);
  return answer.code ? answer : null;
}

/** One record of several under a reference. It is there even when it carries no result code: then that is unknown. */
export function readRecord(json: unknown, mode: GatewayMode): GatewayAnswer {
  const body = object(json);
  const result = object(body.result);
  const code = text(result.code) ?? "";

  const details = object(body.resultDetails);
  const standing = object(body.standingInstruction);
  const currency = text(body.currency)?.toUpperCase() ?? null;
  const letters = text(body.paymentType)?.toUpperCase() ?? null;
  const reference = text(body.merchantTransactionId);
  const amount = currency !== null && isCurrency(currency) ? readAmount(body.amount, currency) : null;
  const entity = entityIn(body);
  const account = text(entity);
  const id = text(body.id);
  const unreadable = unreadableOf([
    ["reference", body.merchantTransactionId, reference],
    ["type", body.paymentType, letters],
    ["amount", body.amount, amount],
    ["currency", body.currency, currency],
    ["account", entity, account],
  ]);
  const answer = {
    transactionId: id,
    referencedId: text(body.referencedId),
    type: typeOf(letters),
    typeCode: letters,
    reference,
    amount,
    currency,
    account,
    ...(unreadable ? { unreadable } : {}),
    code,
    description: text(result.description) ?? "",
    extendedDescription: text(details.ExtendedDescription),
    acquirerResponse: digits(details.AcquirerResponse, 2),
    merchantAdviceCode: digits(details.MerchantAdviceCode, 2),
    visaCategoryCode: text(details.VisaCategoryCode),
    connectorTxId: text(details.ConnectorTxID1),
    descriptor: text(body.descriptor),
    brand: text(body.paymentBrand),
    registrationId: text(body.registrationId) ?? (letters === "RG" ? id : null),
    card: readCard(body.card),
    eci: digits(object(body.threeDSecure).eci, 2),
    // Some connectors report the id of the first, customer-initiated payment only under its older name.
    initialTransactionId:
      text(standing.initialTransactionId) ?? text(details.CardholderInitiatedTransactionID),
    ...networkReferencesIn(standing, details),
    timestamp: readTimestamp(body.timestamp),
    own: ownFacts({ ndc: text(body.ndc) }),
  };
  return judged(answer, mode);
}

/** Mastercard's link id stands with the standing instruction, or with the connector's own details. */
function networkReferencesIn(standing: Record<string, unknown>, details: Record<string, unknown>) {
  const value = text(standing.transactionLinkId) ?? text(details.TransactionLinkID);
  return value ? { networkReferences: [{ kind: "mastercard_transaction_link" as const, value }] } : {};
}

/** What only this protocol has, for whoever asks its support about a payment. */
function ownFacts(facts: Record<string, string | null>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(facts).flatMap(([name, said]) => (said ? [[name, said]] : [])));
}

/** A registration names no payment type, and its own id is the token. */
export function readRegistrationAnswer(json: unknown, mode: GatewayMode): GatewayAnswer | null {
  const answer = readAnswer(json, mode);
  return (
    answer && {
      ...answer,
      type: "registration",
      registrationId: answer.registrationId ?? answer.transactionId,
    }
  );
}

/** The entity that a payment or registration is of; null when it names none. */
export function readEntity(json: unknown): string | null {
  return text(entityIn(object(json)));
}

function entityIn(body: Record<string, unknown>): unknown {
  return body.entityId ?? object(body.authentication).entityId;
}

/** Longest text kept of any field: what the gateway sends is not ours to trust with our storage. */
const LONGEST_TEXT = 500;

function object(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string | null {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  return typeof value === "string" ? cutToStorable(value.trim()) || null : null;
}

/** What a database takes of a text: no NUL, no half of a character, and not a half made by our own cut. */
export function cutToStorable(said: string): string {
  const whole = said.replaceAll("\u0000", "").replace(/\p{Surrogate}/gu, "");
  return whole.length <= LONGEST_TEXT ? whole : [...whole].slice(0, LONGEST_TEXT).join("");
}

/** A code of digits that was sent as a number has lost its leading zeros: `5` is "05". */
function digits(value: unknown, width: number): string | null {
  const read = text(value);
  return typeof value === "number" && read ? read.padStart(width, "0") : read;
}

function readAmount(value: unknown, currency: Parameters<typeof readDecimal>[1]): number | null {
  const read = text(value);
  return read === null ? null : readDecimal(read, currency);
}

/** What is there and came to nothing, as it was written; null when all of it was read or absent. */
function unreadableOf(fields: [ComparedField, unknown, unknown][]): GatewayAnswer["unreadable"] | null {
  const found = fields.filter(([, said, read]) => read === null && !isAbsent(said));
  if (found.length === 0) return null;
  return Object.fromEntries(found.map(([name, said]) => [name, text(said) ?? cutToStorable(asJson(said))]));
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "string" && value.trim() === "");
}

function asJson(value: unknown): string {
  return JSON.stringify(value) ?? typeof value;
}

/** A card is worth keeping only if it can be told from the customer's others. */
function readCard(value: unknown): AnsweredCard | null {
  const card = object(value);
  const bin = text(card.bin);
  const last4 = digits(card.last4Digits, 4);
  const expiryMonth = Number(text(card.expiryMonth) ?? Number.NaN);
  const expiryYear = Number(text(card.expiryYear) ?? Number.NaN);
  if (!bin || !last4 || !/^\d{4}$/.test(last4)) return null;
  if (!Number.isInteger(expiryMonth) || expiryMonth < 1 || expiryMonth > 12) return null;
  if (!Number.isInteger(expiryYear) || expiryYear < 2000 || expiryYear > 2200) return null;
  return { bin, last4, holder: cleanedName(text(card.holder) ?? ""), expiryMonth, expiryYear };
}

/** "2024-03-12 11:34:11+0000", the gateway's way of writing an instant, as ISO 8601 in UTC. */
function readTimestamp(value: unknown): string | null {
  const match = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d{1,9})?)(?:Z|([+-]\d\d):?(\d\d))?$/.exec(
    text(value) ?? "",
  );
  if (!match) return null;
  const [, day, time, hours = "+00", minutes = "00"] = match;
  const instant = new Date(`${day}T${time}${hours}:${minutes}`);
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString();
}
