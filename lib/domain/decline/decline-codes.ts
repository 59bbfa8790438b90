import type { DeclineReason } from "./decline-reasons";
import { type SchemeRule, schemeRules } from "./scheme-rules";

/**
 * What a bank or a card scheme can answer, as data, and what an outcome is. What a gateway's own codes say stands
 * with its provider.
 *
 * Sources: Mastercard's merchant advice codes, Visa's decline response categories.
 */
/**
 * Mastercard's merchant advice codes. 40 and 43 are for information only, so they are not listed; nor is any other
 * code.
 */
export const adviceCodes: Readonly<Record<string, OutcomeRule>> = {
  "01": { outcome: "hard", reason: "advice_new_details" },
  "02": { outcome: "soft", reason: "advice_later", waitHours: 72 },
  "03": { outcome: "hard", reason: "advice_never" },
  "04": { outcome: "merchant", reason: "advice_token" },
  "21": { outcome: "hard_stop", reason: "advice_cancelled" },
  "22": { outcome: "merchant", reason: "advice_not_for_merchant" },
  "24": { outcome: "soft", reason: "advice_later", waitHours: 1 },
  "25": { outcome: "soft", reason: "advice_later", waitHours: 24 },
  "26": { outcome: "soft", reason: "advice_later", waitHours: 2 * 24 },
  "27": { outcome: "soft", reason: "advice_later", waitHours: 4 * 24 },
  "28": { outcome: "soft", reason: "advice_later", waitHours: 6 * 24 },
  "29": { outcome: "soft", reason: "advice_later", waitHours: 8 * 24 },
  "30": { outcome: "soft", reason: "advice_later", waitHours: 10 * 24 },
  "41": { outcome: "hard", reason: "advice_single_use" },
  "42": { outcome: "hard", reason: "advice_sanctions" },
};

/** Visa's decline categories: 1 never, 2 not now, 3 wrong details, 4 no particular reason. */
export const visaCategories: Readonly<Record<VisaCategory, OutcomeRule>> = {
  1: { outcome: "hard", reason: "visa_never" },
  2: { outcome: "soft", reason: "visa_not_now" },
  3: { outcome: "hard", reason: "visa_details" },
  4: { outcome: "soft_limited", reason: "visa_generic" },
};

/** ISO 8583 response codes by Visa's category. A decline that is not listed is category 4. */
export const visaResponses: Readonly<Record<string, VisaRule & { before?: VisaRule }>> = {
  "04": { category: 1, outcome: "hard", reason: "pick_up" },
  "07": { category: 1, outcome: "hard", reason: "pick_up_fraud" },
  "12": { category: 1, outcome: "hard", reason: "invalid_transaction" },
  "14": { category: 1, outcome: "hard", reason: "invalid_number" },
  "15": { category: 1, outcome: "hard", reason: "no_such_bank" },
  "41": { category: 1, outcome: "hard", reason: "lost" },
  "43": { category: 1, outcome: "hard", reason: "stolen" },
  "46": {
    ...{ category: 1, outcome: "hard", reason: "token_deactivated", by: schemeRules.visa_46 },
    before: { category: 1, outcome: "hard", reason: "account_closed" },
  },
  "57": { category: 1, outcome: "hard", reason: "not_permitted" },
  R0: {
    ...{
      category: 1,
      bansCard: false,
      outcome: "hard",
      reason: "one_payment_stopped",
      by: schemeRules.visa_r0,
    },
    before: { category: 1, outcome: "hard_stop", reason: "payment_stopped" },
  },
  R1: { category: 1, outcome: "hard_stop", reason: "authorisation_revoked" },
  R3: { category: 1, outcome: "hard_stop", reason: "all_authorisations_revoked" },

  "03": { category: 2, outcome: "soft", reason: "merchant_not_accepted" },
  "19": { category: 2, outcome: "soft", reason: "enter_again" },
  "39": { category: 2, outcome: "soft", reason: "no_such_account" },
  "51": { category: 2, outcome: "soft", reason: "insufficient_funds" },
  "52": { category: 2, outcome: "soft", reason: "no_such_account" },
  "53": { category: 2, outcome: "soft", reason: "no_such_account" },
  "59": { category: 2, outcome: "soft", reason: "fraud_suspected" },
  "61": { category: 2, outcome: "soft", reason: "limit_exceeded" },
  "62": { category: 2, outcome: "soft", reason: "restricted_for_now" },
  "65": { category: 2, outcome: "soft", reason: "frequency_exceeded" },
  "75": { category: 2, outcome: "soft", reason: "pin_tries_exceeded" },
  "78": { category: 2, outcome: "soft", reason: "not_activated" },
  "83": {
    ...{ category: 2, outcome: "customer", reason: "blocked_by_network", by: schemeRules.visa_83 },
    before: { category: 4, outcome: "soft_limited", reason: "visa_generic" },
  },
  "86": { category: 2, outcome: "soft", reason: "pin_not_verified" },
  "91": { category: 2, outcome: "technical", reason: "bank_unreachable" },
  "93": { category: 2, outcome: "soft", reason: "cannot_complete" },
  "96": { category: 2, outcome: "technical", reason: "bank_malfunction" },
  N3: { category: 2, outcome: "soft", reason: "service_unavailable" },
  N4: { category: 2, outcome: "soft", reason: "limit_exceeded" },
  Z5: { category: 2, outcome: "soft", reason: "amount_not_supported" },
  "5C": { category: 2, outcome: "soft", reason: "blocked_by_bank" },
  "9G": { category: 2, outcome: "soft", reason: "blocked_by_holder" },

  "54": { category: 3, outcome: "hard", reason: "expired_at_bank" },
  "55": { category: 3, outcome: "hard", reason: "wrong_pin" },
  "70": { category: 3, outcome: "hard", reason: "pin_required" },
  "82": { category: 3, outcome: "hard", reason: "security_data_refused" },
  N7: { category: 3, outcome: "hard", reason: "invalid_cvv" },
  "1A": { category: 3, outcome: "customer", reason: "authentication_needed" },

  "05": { category: 4, outcome: "soft_limited", reason: "do_not_honour" },
};

/** Response codes that are not a decline: the bank agreed, and something else stopped the payment. */
export const contentResponses: ReadonlySet<string> = new Set(["00", "08", "10", "11", "85"]);

/**
 * What a gateway result means for the payment. `soft`: may be retried. `soft_limited`: may be retried too, but the
 * customer is asked early. `customer`: only with the customer present. `hard`: never again with this card.
 * `hard_stop`: never again at all. `merchant`, `request`, `technical`: say nothing about the card. `unknown`: must
 * be queried.
 */
export type Outcome =
  | "approved"
  | "pending"
  | "soft"
  | "soft_limited"
  | "customer"
  | "hard"
  | "hard_stop"
  | "merchant"
  | "request"
  | "technical"
  | "unknown"
  | "chargeback";

/**
 * A Visa response code. `by`: the dated scheme rule it follows; before that date, `before` applies. `bansCard`
 * false: it does not ban the card, although its category would.
 */
export type VisaRule = OutcomeRule & { category: VisaCategory; bansCard?: false; by?: SchemeRule };

export type VisaCategory = 1 | 2 | 3 | 4;

/** `waitHours`: no retry for this many hours. `alert`: staff must look at it at once. */
export type OutcomeRule = { outcome: Outcome; reason: DeclineReason; waitHours?: number; alert?: true };

/**
 * `review`: approved, to but staff must check it. `alert`: nobody can tell what it means for the money, and somebody
 * has to look at once. `waitHours`: not to be tried again for so many hours. `rule`: what decided. `reason`: why, in a word (its sentences are in `decline-reasons.ts`). `visaCategory`: of a Visa card's
 * refusal, whoever was at fault, for the scheme's limits.
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
