import {
  adviceCodes,
  contentResponses,
  type GatewayMode,
  type Outcome,
  type OutcomeRule,
  type VisaCategory,
  type VisaRule,
  visaCategories,
  visaResponses,
} from "./decline-codes";
import { type DeclineReason, declineReasons } from "./decline-reasons";
import type { GatewayAnswer } from "./gateway-answer";
import { responseCode, text } from "./response-code";
import { resultCodes } from "./result-codes";
import { missingCode, resultGroups, unlistedRule } from "./result-groups";
import { schemeOf } from "./scheme";

/**
 * What the gateway reports about one attempt. `brand` is the gateway's name for the card brand (VISA, MASTER, AMEX,
 * ...).
 */
export type ResultFacts = {
  code: string;
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
 * `review`: approved, but staff must check it. `alert`: it is not clear what it means for the money, and staff must
 * look at it at once. `waitHours`: no retry for this many hours. `rule`: the rule that decided. `reason`: why, as a
 * key of `declineReasons`. `visaCategory`: category of a Visa decline, for the scheme's limits.
 */
export type Verdict = {
  outcome: Outcome;
  review: boolean;
  alert: boolean;
  waitHours: number | null;
  rule: string;
  reason: DeclineReason;
  visaCategory: VisaCategory | null;
};

/**
 * Classifies a result. Never throws, whatever the facts hold.
 *
 * The result code decides whether this is a decline by the card's bank or scheme. Approved, pending, unknown and
 * chargeback are not; nor are merchant, request and technical, which are about the configuration, the request or
 * the connection, so an advice code sent with them is ignored. A decline is then judged by the first of these that
 * applies: Mastercard's advice code, Visa's category or response code, the result code, its group, and last a
 * generic bank decline.
 *
 * Advice codes are read unless the card is known to be of another scheme; Visa's fields are read for Visa only.
 * Where Visa's category and response code contradict each other, the category wins. A result without a well-formed
 * code is unknown. Sources: `decline-codes.ts`.
 */
export function classify(facts: ResultFacts, mode: GatewayMode): Verdict {
  const given: Partial<ResultFacts> = facts ?? {};
  const own = byCode(given.code, mode);
  if (!turnedDown.has(own.outcome)) return verdict(own, own, null);

  const visa = byVisa(given);
  const deciding = declined.has(own.outcome) ? (byAdvice(given) ?? visa ?? own) : own;
  return verdict(deciding, own, visa?.category ?? null);
}

/** Reads a payment in the gateway's JSON, from an answer or a webhook. Never throws; what is not there is null. */
export function resultFacts(raw: unknown): ResultFacts {
  const details = field(raw, "resultDetails");
  return {
    code: text(field(field(raw, "result"), "code")) ?? "",
    brand: text(field(raw, "paymentBrand")),
    acquirerResponse: text(field(details, "AcquirerResponse")),
    merchantAdviceCode: text(field(details, "MerchantAdviceCode")),
    visaCategoryCode: text(field(details, "VisaCategoryCode")),
  };
}

/** The facts of an answer that was read before; empty for a request without an answer. */
export function factsOf(answer: GatewayAnswer | null): ResultFacts {
  return {
    code: answer?.code ?? "",
    brand: answer?.brand ?? null,
    acquirerResponse: answer?.acquirerResponse ?? null,
    merchantAdviceCode: answer?.merchantAdviceCode ?? null,
    visaCategoryCode: answer?.visaCategoryCode ?? null,
    at: instantOf(answer?.timestamp ?? null),
  };
}

function instantOf(timestamp: string | null): number | null {
  const at = Date.parse(timestamp ?? "");
  return Number.isNaN(at) ? null : at;
}

type MatchedRule = OutcomeRule & { rule: string; review?: true };

const declined: ReadonlySet<Outcome> = new Set(["soft", "soft_limited", "customer", "hard", "hard_stop"]);
const turnedDown: ReadonlySet<Outcome> = new Set([...declined, "merchant", "request", "technical"]);

function byCode(given: unknown, mode: GatewayMode): MatchedRule {
  const code = text(given);
  if (code === null || !/^\d{3}\.\d{3}\.\d{3}$/.test(code)) return { ...missingCode, rule: "no result code" };

  const listed = resultCodes[code];
  const group = resultGroups.find(({ pattern }) => pattern.test(code));
  const found = listed ?? group;
  if (!found) return { ...unlistedRule(code), rule: "no rule" };
  // Anything but the sandbox counts as live: a test approval must never pass for money by mistake.
  const rule = found.live && mode !== "sandbox" ? found.live : found;
  return { ...rule, rule: listed ? `result code ${code}` : `group ${group?.name}` };
}

function byAdvice({ brand, merchantAdviceCode }: Partial<ResultFacts>): MatchedRule | null {
  if (text(brand) !== null && schemeOf(brand ?? null) !== "mastercard") return null;
  const advice = responseCode(merchantAdviceCode);
  const listed = advice === null ? undefined : adviceCodes[advice];
  return listed ? { ...listed, rule: `Mastercard advice code ${advice}` } : null;
}

function byVisa({ brand, visaCategoryCode, acquirerResponse, at }: Partial<ResultFacts>) {
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

function field(raw: unknown, name: string): unknown {
  return typeof raw === "object" && raw !== null && Object.hasOwn(raw, name)
    ? (raw as Record<string, unknown>)[name]
    : undefined;
}
