import { DAY } from "../value/calendar";

/**
 * What the card schemes require of a merchant who charges stored cards, as read on each rule's `readOn` date. The
 * schemes' own manuals are not public, so the rules come from what acquirers and gateways publish. Dates start at
 * midnight UTC, in epoch milliseconds; null means "always" or "until further notice".
 */
export const schemeRules = {
  visa_reattempts_15: {
    ...{ who: "Visa", region: "worldwide" },
    what: "15 reattempts in 30 days after a decline of category 2, 3 or 4",
    does: "Counted for each card, merchant and customer apart, at any amount",
    ...{ validFrom: Date.UTC(2021, 0, 1), validTo: Date.UTC(2025, 4, 19) },
    ...{ source: "developers.tabapay.com, excessive retry rules", readOn: Date.UTC(2026, 10, 20) },
  },
  visa_reattempts_20: {
    ...{ who: "Visa", region: "worldwide" },
    what: "20 reattempts in 30 days after a decline of category 2, 3 or 4",
    does: "The strict reading: counted for each card, merchant and customer apart, at any amount",
    ...{ validFrom: Date.UTC(2025, 4, 19), validTo: null },
    ...{ source: "developers.tabapay.com; docs.cielo.com.br (from 25 May)", readOn: Date.UTC(2026, 10, 20) },
  },
  visa_category_1: {
    ...{ who: "Visa", region: "worldwide" },
    what: "No reattempt at all with a card after a decline of category 1",
    does: "The card is banned for the merchant",
    ...{ validFrom: Date.UTC(2021, 0, 1), validTo: null },
    ...{ source: "developers.tabapay.com, excessive retry rules", readOn: Date.UTC(2026, 10, 20) },
  },
  visa_83: {
    ...{ who: "Visa", region: "worldwide" },
    what: "Response 83, blocked by the network for fraud, is of category 2",
    does: "Soft declined without an automatic retry, and the customer is asked",
    ...{ validFrom: Date.UTC(2026, 9, 25), validTo: null },
    ...{ source: "developers.tabapay.com, Visa response code updates", readOn: Date.UTC(2026, 10, 20) },
  },
  visa_46: {
    ...{ who: "Visa", region: "worldwide" },
    what: "Response 46 says that a deactivated token was used",
    does: "Banned like every category 1, with the advice to register the card again",
    ...{ validFrom: Date.UTC(2026, 9, 25), validTo: null },
    ...{ source: "developers.tabapay.com, Visa response code updates", readOn: Date.UTC(2026, 10, 20) },
  },
  visa_57: {
    ...{ who: "Visa", region: "worldwide" },
    what: "Response 57, not permitted to the cardholder, is of category 1",
    does: "The card is banned for the merchant",
    ...{ validFrom: Date.UTC(2026, 9, 25), validTo: null },
    ...{ source: "developers.tabapay.com, Visa response code updates", readOn: Date.UTC(2026, 10, 20) },
  },
  visa_r0: {
    ...{ who: "Visa", region: "worldwide" },
    what: "Response R0 stops this one payment; R1 and R3 stop the agreement",
    does: "R0 ends the payment and not the agreement, and bans no card",
    ...{ validFrom: Date.UTC(2026, 4, 1), validTo: null },
    ...{ source: "developers.tabapay.com, Visa response code updates", readOn: Date.UTC(2026, 10, 20) },
  },
  visa_disputes: {
    ...{ who: "Visa", region: "worldwide" },
    what: "Disputes of 1.5 % of a month's payments, from 1,500 of them on, are excessive",
    does: "Disputes are counted against the month's payments, and staff see how near the limit is",
    ...{ validFrom: Date.UTC(2025, 3, 1), validTo: null },
    ...{ source: "docs.antom.com, Visa acquirer monitoring programme", readOn: Date.UTC(2026, 10, 20) },
  },
  mastercard_daily: {
    ...{ who: "Mastercard", region: "worldwide" },
    what: "10 declines of a card in 24 hours",
    does: "Counted for each card before every charge",
    ...{ validFrom: Date.UTC(2022, 0, 1), validTo: null },
    ...{ source: "docs.solidgate.com, retries.com", readOn: Date.UTC(2026, 10, 20) },
  },
  mastercard_monthly: {
    ...{ who: "Mastercard", region: "worldwide" },
    what: "35 declines of a card in 30 days",
    does: "Counted for each card before every charge",
    ...{ validFrom: Date.UTC(2022, 0, 1), validTo: null },
    ...{ source: "docs.solidgate.com, retries.com", readOn: Date.UTC(2026, 10, 20) },
  },
  mastercard_brazil: {
    ...{ who: "Mastercard", region: "Brazil" },
    what: "Excessive from the 8th attempt of a declined card",
    does: "Seven at most, for a merchant in Brazil",
    ...{ validFrom: Date.UTC(2022, 0, 1), validTo: null },
    ...{ source: "docs.payzu.com.br", readOn: Date.UTC(2026, 10, 20) },
  },
  mastercard_advice_bans: {
    ...{ who: "Mastercard", region: "worldwide" },
    what: "No attempt for 30 days after advice 03 or 21",
    does: "The card is banned for as long",
    ...{ validFrom: Date.UTC(2022, 0, 1), validTo: null },
    ...{ source: "docs.solidgate.com", readOn: Date.UTC(2026, 10, 20) },
  },
  mastercard_advice_22: {
    ...{ who: "Mastercard", region: "worldwide" },
    what: "Advice 22: the product is not for this merchant",
    does: "The merchant's payments wait, and staff are alerted",
    ...{ validFrom: null, validTo: null },
    ...{ source: "docs.solidgate.com", readOn: Date.UTC(2026, 10, 20) },
  },
  mastercard_link: {
    ...{ who: "Mastercard", region: "worldwide" },
    what: "A payment by the merchant carries the Transaction Link ID of the card's first one",
    does: "Kept with the card since 2 June 2026 and sent with every later charge; flagged where there is none",
    ...{ validFrom: Date.UTC(2026, 9, 23), validTo: null },
    ...{ source: "docs.adyen.com, docs.fiserv.dev", readOn: Date.UTC(2026, 10, 20) },
  },
  mastercard_nominal: {
    ...{ who: "Mastercard", region: "worldwide" },
    what: "A fee for an approved authorisation of 0.01 to 0.99 that is reversed",
    does: "A card is registered at 0 unless the merchant sets another amount",
    ...{ validFrom: null, validTo: null },
    ...{ source: "docs.solidgate.com", readOn: Date.UTC(2026, 10, 20) },
  },
  amex: {
    ...{ who: "American Express", region: "worldwide" },
    what: "No public limit found",
    does: "The card's budget says so",
    ...{ validFrom: null, validTo: null },
    ...{ source: "none found", readOn: Date.UTC(2026, 10, 20) },
  },
  discover: {
    ...{ who: "Discover", region: "worldwide" },
    what: "No public limit found",
    does: "The card's budget says so",
    ...{ validFrom: null, validTo: null },
    ...{ source: "none found", readOn: Date.UTC(2026, 10, 20) },
  },
} as const satisfies Record<string, SchemeRule>;

export type SchemeRuleId = keyof typeof schemeRules;

export type SchemeRule = {
  who: "Visa" | "Mastercard" | "American Express" | "Discover";
  region: Region;
  what: string;
  /** What the product does about it. */
  does: string;
  validFrom: number | null;
  /** The first instant at which it no longer applies. */
  validTo: number | null;
  source: string;
  readOn: number;
};

export type Region = "worldwide" | "Brazil";

export function isInForce(
  { validFrom, validTo }: Pick<SchemeRule, "validFrom" | "validTo">,
  at: number,
): boolean {
  return (validFrom ?? -Infinity) <= at && at < (validTo ?? Infinity);
}

const READ_AGAIN_AFTER = 180 * DAY;

/** Rules that were last checked more than half a year ago: they may have changed. */
export function rulesToReadAgain(now: number): SchemeRuleId[] {
  return (Object.keys(schemeRules) as SchemeRuleId[]).filter(
    (id) => now - schemeRules[id].readOn > READ_AGAIN_AFTER,
  );
}
