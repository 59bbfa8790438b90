import {
  judge,
  type MatchedRule,
  missingCode,
  type SchemeFacts,
  schemeFactsOf,
} from "@/lib/domain/decline/decline";
import type { Verdict } from "@/lib/domain/decline/decline-codes";
import type { GatewayAnswer } from "@/lib/domain/decline/gateway-answer";
import { text } from "@/lib/domain/decline/response-code";
import { resultCodes } from "./result-codes";
import { resultGroups, unlistedRule } from "./result-groups";

/** What the gateway says about one attempt. */
export type ResultFacts = SchemeFacts & { code: string };

/** A channel's setting: its test approvals count as approvals in the sandbox only. */
export type GatewayMode = "live" | "sandbox";

/** What a result means: by its code's own line, else its group. Never throws; without a well-formed code it is unknown. */
export function classify(facts: ResultFacts, mode: GatewayMode): Verdict {
  const given: Partial<ResultFacts> = facts ?? {};
  return judge(byCode(given.code, mode), given);
}

/** An answer with what it means. */
export function judged(answer: Omit<GatewayAnswer, "verdict">, mode: GatewayMode): GatewayAnswer {
  return { ...answer, verdict: classify({ ...schemeFactsOf(answer), code: answer.code }, mode) };
}

/** Reads a payment in the gateway's JSON. Never throws; what is not there is null. */
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

function byCode(given: unknown, mode: GatewayMode): MatchedRule {
  const code = text(given);
  if (code === null || !/^\d{3}\.\d{3}\.\d{3}$/.test(code)) return missingCode;

  const listed = resultCodes[code];
  const group = resultGroups.find(({ pattern }) => pattern.test(code));
  const found = listed ?? group;
  if (!found) return { ...unlistedRule(code), rule: "no rule" };
  // Anything but the sandbox counts as live: a test approval must never pass for money by mistake.
  const rule = found.live && mode !== "sandbox" ? found.live : found;
  return { ...rule, rule: listed ? `result code ${code}` : `group ${group?.name}` };
}

function field(raw: unknown, name: string): unknown {
  return typeof raw === "object" && raw !== null && Object.hasOwn(raw, name)
    ? (raw as Record<string, unknown>)[name]
    : undefined;
}
