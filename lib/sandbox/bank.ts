import { randomBytes, randomInt } from "node:crypto";
import { type Currency, isCurrency, parseDecimal, toDecimal } from "@/lib/domain/value/money";
import type { Arrangements } from "./arrangements";
import { answerOf, type Booking, type Companion, plainAnswer, type StandingInstruction } from "./booking";
import type { Books } from "./books";
import { isApproved, isPending } from "./results";

/** What every operation of the stand-in works with. */
export type Bank = {
  books: Books;
  arranged: Arrangements;
  /** Business time: card expiry and the date of a booking. */
  now: () => Promise<number> | number;
  /** Machine time: ages and rates. */
  machineNow: () => number;
  announce: (booking: Booking) => void;
  /** What is booked beside each payment. */
  companions: readonly Companion[];
};

export type Reply = {
  status: number;
  body: unknown;
  /** Booked, but the caller is left waiting. */
  isHeld?: boolean;
};

export type RequestForm = URLSearchParams;

/** A booking as the first answer to the caller: a decline comes as 400, as the protocol has it. */
export function replyWith(booking: Booking): Reply {
  const code = booking.said ?? booking.code;
  const status = isApproved(code) || isPending(code) ? 200 : 400;
  return { status, body: answerOf(booking, code), isHeld: booking.silent };
}

/** An answer that booked nothing. */
export function refuse(code: string, at: number, status = 400, more?: Record<string, unknown>): Reply {
  return { status, body: plainAnswer(code, at, more) };
}

/** A parameter is missing or malformed: the gateway names it and books nothing. */
export function misformed(name: string, at: number): Reply {
  return refuse("200.300.404", at, 400, { parameterErrors: [{ name, message: "is missing or invalid" }] });
}

/** The schemes' own id of a first payment: fifteen digits. */
export function newSchemeId(): string {
  return String(randomInt(100_000_000_000_000, 280_000_000_000_000));
}

/** Mastercard's name for a payment: 22 letters, digits, hyphens and underscores. Other networks have none. */
export function newLinkId(card: { brand: string } | null): string | null {
  return card?.brand === "MASTER" ? randomBytes(18).toString("base64url").slice(0, 22) : null;
}

/** A request's parameters: an empty one is an absent one, and the channel may be named in either of two ways. */
export function presentFields(given: URLSearchParams): RequestForm {
  const form = new URLSearchParams([...given].filter(([, value]) => value !== ""));
  const entityId = form.get("entityId") ?? form.get("authentication.entityId");
  if (entityId !== null) form.set("entityId", entityId);
  return form;
}

/**
 * Amount and currency, or the name of the wrong parameter. As many decimals as the currency has, or none, or two
 * zeros where it has none: "92.00" and "92" are EUR 92.00, and JPY 92.
 */
export function moneyIn(form: RequestForm): { amount: number; currency: Currency } | { wrong: string } {
  const currency = form.get("currency") ?? "";
  if (!isCurrency(currency)) return { wrong: "currency" };
  const given = form.get("amount") ?? "";
  if (!/^\d{1,12}(\.\d{2,3})?$/.test(given)) return { wrong: "amount" };
  const [whole = "", decimals] = given.split(".");
  const isWhole = decimals === undefined || decimals === "00";
  const amount = parseDecimal(isWhole ? whole : given, currency);
  const isExact = amount !== null && amount > 0 && (isWhole || toDecimal(amount, currency) === given);
  return isExact ? { amount, currency } : { wrong: "amount" };
}

/** The standing instruction, none, or the name of the parameter that is missing or makes no sense. */
export function standingInstructionIn(form: RequestForm): StandingInstruction | null | { wrong: string } {
  const given = (name: string) => form.get(`standingInstruction.${name}`);
  const standing = { mode: given("mode"), source: given("source"), type: given("type") };
  if (Object.values(standing).every((value) => value === null)) return null;
  for (const [name, values] of Object.entries(standingValues)) {
    const value = standing[name as keyof StandingInstruction];
    if (value === null || !values.includes(value)) return { wrong: `standingInstruction.${name}` };
  }
  // The merchant can begin no agreement: its first payment is the customer's.
  if (standing.mode === "INITIAL" && standing.source === "MIT")
    return { wrong: "standingInstruction.source" };
  return standing as StandingInstruction;
}

const standingValues: Record<keyof StandingInstruction, readonly string[]> = {
  mode: ["INITIAL", "REPEATED"],
  source: ["CIT", "MIT"],
  type: ["RECURRING", "INSTALLMENT", "UNSCHEDULED"],
};

const LONGEST_REFERENCE = 255;

/** What is wrong with a request that books something, whatever it is: the name of the parameter, or null. */
export function wrongIn(form: RequestForm): string | null {
  if (!form.has("entityId")) return "entityId";
  if ((form.get("merchantTransactionId") ?? "").length > LONGEST_REFERENCE) return "merchantTransactionId";
  const standing = standingInstructionIn(form);
  return standing !== null && "wrong" in standing ? standing.wrong : null;
}
