import { judged } from "@/lib/gateway/opp/classify";
import { judgedByKassa } from "@/lib/gateway/testing-kassa";
import type { GatewayAnswer } from "../decline/gateway-answer";
import type { Attempt, Order } from "../order/order";
import type { PaymentResult } from "../order/payment-result";
import { simulatedAnswer as answerInNoOnesWords } from "../order/simulated-answer";

/**
 * What a real gateway would answer to an attempt, in a word or by its code, judged as that gateway's provider judges it.
 * Nothing of it was ever sent.
 */
export function resultByCode(order: Order, attempt: Attempt, word: ResultByCode): PaymentResult {
  if (word === "silence") return { kind: "silence", why: "no answer in time" };
  if (word === "not_sent") return { kind: "not_sent", why: "the gateway cannot be reached" };
  if (word === "not_found" || word === "expired") return { kind: word };
  return {
    kind: "answer",
    answer: answerByCode(order, attempt, typeof word === "string" ? { as: word } : word),
  };
}

export type ResultByCode =
  | keyof typeof namedResults
  | "silence"
  | "not_sent"
  | "not_found"
  | "expired"
  | FactsByCode;

/** What differs from an answer that fits the attempt. `booking` tells two bookings of one reference apart. */
export type FactsByCode = Partial<Omit<GatewayAnswer, "code">> & { booking?: number } & (
    | { as: keyof typeof namedResults }
    | { code: string }
  );

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
} as const satisfies Record<string, ByCode>;

/** The same results in the words of the tests' own gateway, where the stories are told at that one. */
const kassaResults: Readonly<Record<keyof typeof namedResults, ByCode>> = {
  approved: { code: "ok" },
  soft: { code: "nsf" },
  limited: { code: "refused" },
  customer: { code: "ask_holder" },
  hard: { code: "out_of_date" },
  stop: { code: "revoked" },
  advice03: { code: "refused", brand: "MASTER", merchantAdviceCode: "03" },
  advice25: { code: "refused", brand: "MASTER", merchantAdviceCode: "25" },
  technical: { code: "busy" },
  merchant: { code: "bad_key" },
  request: { code: "bad_currency" },
  pending: { code: "thinking" },
};

type ByCode = Partial<GatewayAnswer> & { code: string };

let isToldAtKassa = false;

/** From here on results come with the codes of the tests' own gateway. */
export function tellAtKassa(): void {
  isToldAtKassa = true;
}

export function answerByCode(order: Order, attempt: Attempt, facts: FactsByCode): GatewayAnswer {
  const { as, ...more } = "as" in facts ? facts : { ...facts, as: null };
  const named = as === null ? {} : (isToldAtKassa ? kassaResults : namedResults)[as];
  const answer = answerInNoOnesWords(order, attempt, { as: "approved", ...named, ...more });
  return isToldAtKassa ? judgedByKassa(answer) : judged(answer, order.merchant.mode);
}
