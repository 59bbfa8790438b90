import { randomInt, randomUUID } from "node:crypto";
import { type Currency, isCurrency, parseDecimal, toDecimal } from "@/lib/domain/money";
import type { Arrangements } from "./arrangements";
import { answerOf, type Booking, plainAnswer, type Standing } from "./booking";
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
};

export type Reply = {
  status: number;
  body: unknown;
  /** Booked, but the caller is left waiting. */
  isHeld?: boolean;
};

export type Form = URLSearchParams;

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

export function newId(): string {
  return randomUUID().replaceAll("-", "");
}

/** The schemes' own id of a first payment: fifteen digits. */
export function newSchemeId(): string {
  return String(randomInt(100_000_000_000_000, 280_000_000_000_000));
}

/** Amount and currency, or the name of the wrong parameter. The decimals must be exactly the currency's. */
export function moneyIn(form: Form): { amount: number; currency: Currency } | { wrong: string } {
  const currency = form.get("currency") ?? "";
  if (!isCurrency(currency)) return { wrong: "currency" };
  const given = form.get("amount") ?? "";
  const amount = parseDecimal(given, currency);
  const isExact = amount !== null && amount > 0 && toDecimal(amount, currency) === given;
  return isExact ? { amount, currency } : { wrong: "amount" };
}

export function standingIn(form: Form): Standing | null {
  const [mode, source, type] = ["mode", "source", "type"].map((name) =>
    form.get(`standingInstruction.${name}`),
  );
  return mode && source && type ? { mode, source, type } : null;
}
