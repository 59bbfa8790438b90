import type { OutcomeRule } from "@/lib/domain/decline/decline-codes";
import type { CodeRule } from "./code-rule";

/**
 * Result codes without an entry of their own, by family, as the public list groups them. No two patterns overlap; a
 * test checks it.
 */
export const resultGroups: readonly Group[] = [
  { name: "approved", pattern: /^000\.(000\.|[36])/, outcome: "approved", reason: "approved" },
  {
    name: "approved for review",
    pattern: /^000\.400\.(0[^3]|100)/,
    outcome: "approved",
    reason: "approved_for_review",
    review: true,
  },
  // The payment failed in part and could not be reversed: the customer may have been charged.
  {
    name: "reversal failed",
    pattern: /^000\.400\.03/,
    outcome: "unknown",
    reason: "reversal_failed",
    alert: true,
  },
  {
    name: "pending",
    pattern: /^(000\.200|800\.400\.5|100\.400\.500)/,
    outcome: "pending",
    reason: "pending",
  },
  { name: "chargeback", pattern: /^000\.100\.2/, outcome: "chargeback", reason: "chargeback" },
  { name: "bank", pattern: /^800\.100/, outcome: "soft_limited", reason: "bank_group" },
  // The connection between gateway and bank was lost: the payment may have gone through.
  {
    name: "communication",
    pattern: /^900\.(?![234]00)/,
    outcome: "unknown",
    reason: "communication_unclear",
  },
  { name: "connection", pattern: /^900\.[234]00/, outcome: "technical", reason: "communication_group" },
  { name: "undefined fault", pattern: /^999\./, outcome: "unknown", reason: "system_unclear" },
  {
    name: "system",
    pattern: /^(800\.[56]|600\.1|800\.800\.[84])/,
    outcome: "technical",
    reason: "system_group",
  },
  {
    name: "risk",
    pattern: /^(100\.400\.[0-3]|100\.380|800\.2|800\.3(?!00\.5))/,
    outcome: "hard",
    reason: "risk_group",
  },
  // "Temporarily blacklisted": the gateway does not say for how long.
  {
    name: "blocked for now",
    pattern: /^800\.300\.5/,
    outcome: "soft",
    reason: "blocked_for_now",
    waitHours: 24,
  },
  {
    name: "3-D Secure",
    pattern: /^(000\.400\.1[0-9][1-9]|000\.400\.2|100\.39[0567]|800\.400\.2)/,
    outcome: "customer",
    reason: "authentication_group",
  },
  { name: "address", pattern: /^800\.400\.1/, outcome: "hard", reason: "address_group" },
  // Limits on number or amount within a period. The next period has room again.
  { name: "velocity", pattern: /^800\.120\.[12]/, outcome: "soft", reason: "velocity_group" },
  {
    name: "risk validation",
    pattern: /^800\.(1[13456]0|120\.[^12])/,
    outcome: "request",
    reason: "validation_group",
  },
  {
    name: "configuration",
    pattern: /^(600\.[23]|500\.[12]|800\.121|800\.900)/,
    outcome: "merchant",
    reason: "configuration_group",
  },
  { name: "registration", pattern: /^100\.[13]50/, outcome: "hard", reason: "registration_group" },
  { name: "schedule", pattern: /^100\.(25|36)0/, outcome: "request", reason: "schedule_group" },
  { name: "reference", pattern: /^700\.[1345][05]0/, outcome: "request", reason: "reference_group" },
  {
    name: "format",
    pattern: /^(200\.[123]|100\.[53][07]|100\.[69]00)/,
    outcome: "request",
    reason: "format_group",
  },
  {
    name: "contact data",
    pattern: /^(100\.(700|800)|800\.700|800\.800\.[123])/,
    outcome: "request",
    reason: "contact_group",
  },
  { name: "account", pattern: /^100\.(100|2[01])/, outcome: "hard", reason: "account_group" },
  { name: "amount", pattern: /^100\.55/, outcome: "request", reason: "amount_group" },
  // The gateway does not say for how long it blocks; a day is when the merchant's first retry falls anyway.
  { name: "retry blocked", pattern: /^700\.600/, outcome: "soft", reason: "retry_blocked", waitHours: 24 },
  { name: "retry forbidden", pattern: /^700\.601/, outcome: "hard", reason: "retry_forbidden" },
];

/**
 * A well-formed code without an entry and without a group. In a family of approvals or pending results money may
 * have moved; any other is treated as a generic bank decline.
 */
export function unlistedRule(code: string): OutcomeRule {
  return /^(000\.|100\.400\.5)/.test(code)
    ? { outcome: "unknown", reason: "unlisted_success", alert: true }
    : { outcome: "soft_limited", reason: "unlisted" };
}

type Group = CodeRule & { name: string; pattern: RegExp };
