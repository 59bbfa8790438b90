import {
  adviceCodes,
  contentResponses,
  type Outcome,
  type OutcomeRule,
  type Verdict,
  type VisaCategory,
  type VisaRule,
  visaCategories,
  visaResponses,
} from "./decline-codes";
import { declineReasons } from "./decline-reasons";
import type { GatewayAnswer } from "./gateway-answer";
import { responseCode, text } from "./response-code";
import { schemeOf } from "./scheme";

/**
 * What the card's bank and scheme said, whichever gateway passed it on; `brand` is the card (VISA, MASTER, AMEX,
 * ...).
 */
export type SchemeFacts = {
  brand: string | null;
  acquirerResponse: string | null;
  merchantAdviceCode: string | null;
  visaCategoryCode: string | null;
  /**
   * When it was reported, in epoch milliseconds, for rules that start on a date. Without it, today's rules apply.
   */
  at?: number | null;
};

/**
 * What a result means for the attempt. Never throws, whatever the facts hold.
 *
 * What the gateway's own code says comes first: it alone says whether this is a decline by the card's bank or scheme at
 * all. Approved, pending, unknown and chargeback are not, and neither are merchant, request and technical: those speak of
 * the channel, the message or the line, and an advice code that comes along with them is ignored. A
 * decline is then judged by the first of these that
 * applies: Mastercard's advice code, Visa's category or response code,
 * and last the gateway's code.
 *
 * Advice codes are read unless the card is known to be of another scheme; Visa's fields are read for Visa only.
 * Where Visa's category and response code contradict each other, the category wins. Sources: `decline-codes.ts`.
 */
export function judge(own: MatchedRule, facts: Partial<SchemeFacts>): Verdict {
  if (!turnedDown.has(own.outcome)) return verdict(own, own, null);

  const visa = byVisa(facts);
  const deciding = declined.has(own.outcome) ? (byAdvice(facts) ?? visa ?? own) : own;
  return verdict(deciding, own, visa?.category ?? null);
}

/** What an answer means, as its gateway's provider judged it; nothing is known of a request that got none. */
export function verdictOf(answer: GatewayAnswer | null): Verdict {
  return answer?.verdict ?? noResult;
}

/** Visa's category of an answer that turned a card down, where the card's brand is known better than the answer has it. */
export function visaCategoryOf(answer: GatewayAnswer, brand: string | null): VisaCategory | null {
  const isTurnedDown = turnedDown.has(answer.verdict.outcome);
  return isTurnedDown ? (byVisa({ ...schemeFactsOf(answer), brand })?.category ?? null) : null;
}

export function schemeFactsOf(answer: Omit<GatewayAnswer, "verdict">): SchemeFacts {
  const { brand, acquirerResponse, merchantAdviceCode, visaCategoryCode, timestamp } = answer;
  const at = Date.parse(timestamp ?? "");
  return {
    ...{ brand, acquirerResponse, merchantAdviceCode, visaCategoryCode },
    at: Number.isNaN(at) ? null : at,
  };
}

/** An answer without a code says nothing about the money: it is asked for again, never sent again. */
export const missingCode = { outcome: "unknown", reason: "no_result", rule: "no result code" } as const;

const noResult: Verdict = {
  ...missingCode,
  ...{ review: false, alert: false, waitHours: null, visaCategory: null },
};

/** A rule that decides, and its name. `review`: approved, to be looked at by hand. */
export type MatchedRule = OutcomeRule & { rule: string; review?: true };

const declined: ReadonlySet<Outcome> = new Set(["soft", "soft_limited", "customer", "hard", "hard_stop"]);
const turnedDown: ReadonlySet<Outcome> = new Set([...declined, "merchant", "request", "technical"]);

function byAdvice({ brand, merchantAdviceCode }: Partial<SchemeFacts>): MatchedRule | null {
  if (text(brand) !== null && schemeOf(brand ?? null) !== "mastercard") return null;
  const advice = responseCode(merchantAdviceCode);
  const listed = advice === null ? undefined : adviceCodes[advice];
  return listed ? { ...listed, rule: `Mastercard advice code ${advice}` } : null;
}

function byVisa({ brand, visaCategoryCode, acquirerResponse, at }: Partial<SchemeFacts>) {
  if (schemeOf(brand ?? null) !== "visa") return null;
  const stated = statedCategory(visaCategoryCode);
  const given = responseCode(acquirerResponse);
  const response = given !== null && contentResponses.has(given) ? null : given;

  const listed = response === null ? undefined : visaRule(response, at ?? Infinity);
  if (listed && (stated === null || stated === listed.category)) {
    const { category, bansCard } = listed;
    return { ...listed, category: bansCard === false ? null : category, rule: `Visa response ${response}` };
  }
  const category = stated ?? (response === null ? null : 4);
  return category && { ...visaCategories[category], category, rule: `Visa category ${category}` };
}

function visaRule(response: string, at: number): VisaRule | undefined {
  const listed = visaResponses[response];
  const isEarly = listed?.by && at < (listed.by.validFrom ?? at);
  return isEarly ? listed.before : listed;
}

/**
 * The outcome of the rule that decided. Its reason too, unless that reason is generic (a wait, "do not honour") and
 * the result code gives a specific one.
 */
function verdict(deciding: MatchedRule, own: MatchedRule, visaCategory: VisaCategory | null): Verdict {
  const knowsMore = declineReasons[deciding.reason].generic && !declineReasons[own.reason].generic;
  return {
    outcome: deciding.outcome,
    review: deciding.review ?? false,
    alert: deciding.alert ?? false,
    waitHours: deciding.waitHours ?? null,
    rule: deciding.rule,
    reason: knowsMore && mayBeRetriedAlike(deciding.outcome, own.outcome) ? own.reason : deciding.reason,
    visaCategory,
  };
}

function mayBeRetriedAlike(a: Outcome, b: Outcome): boolean {
  const retryable = (outcome: Outcome) => outcome === "soft" || outcome === "soft_limited";
  return a === b || (retryable(a) && retryable(b));
}

function statedCategory(given: unknown): VisaCategory | null {
  const digit = /^0?([1-4])(?![0-9A-Z])/i.exec(text(given) ?? "")?.[1];
  return digit === undefined ? null : (Number(digit) as VisaCategory);
}
