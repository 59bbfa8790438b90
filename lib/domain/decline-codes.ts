import type { Reason } from "./decline-reasons";

/**
 * What the gateway, the bank and the card schemes can answer, as data. To add an answer, add its line here;
 * a new reason also needs its words in `decline-reasons.ts` (the compiler asks for them).
 *
 * Sources: docs.oppwa.com (result codes and their groups), Mastercard's merchant advice codes, Visa's decline
 * response categories.
 */
export const resultCodes: Readonly<Record<string, Rule>> = {
  "800.100.155": { outcome: "soft", reason: "insufficient_funds" },
  "800.100.203": { outcome: "soft", reason: "insufficient_funds" },
  "800.100.162": { outcome: "soft", reason: "limit_exceeded" },
  "800.100.163": { outcome: "soft", reason: "frequency_exceeded" },
  "800.100.179": { outcome: "soft", reason: "withdrawals_exceeded" },
  "800.100.176": { outcome: "soft", reason: "temporarily_unavailable" },

  "800.100.152": { outcome: "soft_limited", reason: "declined_by_bank" },
  "800.100.100": { outcome: "soft_limited", reason: "declined_unexplained" },
  "800.100.200": { outcome: "soft_limited", reason: "refer_to_payer" },

  "300.100.100": { outcome: "customer", reason: "authentication_needed" },
  "800.400.200": { outcome: "customer", reason: "authentication_failed" },
  "100.380.401": { outcome: "customer", reason: "authentication_failed" },

  "100.100.303": { outcome: "hard", reason: "expired" },
  "800.100.157": { outcome: "hard", reason: "expired_at_bank" },
  "800.100.151": { outcome: "hard", reason: "invalid_card" },
  "100.100.101": { outcome: "hard", reason: "invalid_number" },
  "800.100.153": { outcome: "hard", reason: "invalid_cvv" },
  "800.100.154": { outcome: "hard", reason: "marked_invalid" },
  "800.100.158": { outcome: "hard", reason: "manipulation_suspected" },
  "800.100.159": { outcome: "hard", reason: "stolen" },
  "800.100.165": { outcome: "hard", reason: "lost" },
  "800.100.160": { outcome: "hard", reason: "card_blocked" },
  "800.100.161": { outcome: "hard", reason: "too_many_tries" },
  "800.100.171": { outcome: "hard", reason: "pick_up" },
  "800.100.172": { outcome: "hard", reason: "account_blocked" },
  "800.100.168": { outcome: "hard", reason: "restricted" },
  "800.100.170": { outcome: "hard", reason: "not_permitted" },
  "800.100.202": { outcome: "hard", reason: "account_closed" },
  "800.200.159": { outcome: "hard", reason: "stolen" },
  "800.200.160": { outcome: "hard", reason: "card_blocked" },
  "800.200.165": { outcome: "hard", reason: "lost" },
  "800.200.202": { outcome: "hard", reason: "account_closed" },

  "800.100.196": { outcome: "hard", reason: "registration_error" },
  "800.100.197": { outcome: "hard", reason: "registration_cancelled" },
  "100.150.200": { outcome: "hard", reason: "registration_unknown" },
  "100.150.202": { outcome: "hard", reason: "deregistered" },
  "100.150.203": { outcome: "hard", reason: "registration_invalid" },

  "800.100.403": { outcome: "hard_stop", reason: "authorisation_revoked" },
  "800.100.500": { outcome: "hard_stop", reason: "payment_stopped" },
  "800.100.501": { outcome: "hard_stop", reason: "merchant_stopped" },

  "800.100.156": { outcome: "request", reason: "format_error" },
  "800.100.167": { outcome: "request", reason: "reference_mismatch" },
  "800.100.173": { outcome: "request", reason: "currency_refused" },
  "800.100.174": { outcome: "request", reason: "amount_refused" },
  "700.400.100": { outcome: "request", reason: "capture_too_high" },
  "700.400.200": { outcome: "request", reason: "refund_too_high" },
  "700.300.300": { outcome: "request", reason: "already_returned" },
  "700.400.580": { outcome: "request", reason: "transaction_not_found" },
  "200.300.404": { outcome: "request", reason: "session_ended" },

  "800.100.190": { outcome: "merchant", reason: "configuration_invalid" },

  "800.110.100": { outcome: "unknown", reason: "duplicate" },
  "800.130.100": { outcome: "unknown", reason: "duplicate" },
  "200.200.106": { outcome: "unknown", reason: "duplicate" },
  "900.100.300": { outcome: "unknown", reason: "timed_out" },

  "800.120.100": { outcome: "technical", reason: "throttled" },
  "900.100.301": { outcome: "technical", reason: "timed_out_reversed" },
  "900.100.310": { outcome: "technical", reason: "timed_out_not_sent" },
  "800.600.100": { outcome: "technical", reason: "already_processing" },
  "800.800.800": { outcome: "technical", reason: "system_unavailable" },
};

/** Codes not listed above, by family. No two patterns meet; a test holds them to it. */
export const resultGroups: readonly Group[] = [
  { name: "approved", pattern: /^000\.(000\.|[36])/, outcome: "approved", reason: "approved" },
  {
    name: "approved for review",
    pattern: /^000\.400\.(0[^3]|100)/,
    outcome: "approved",
    reason: "approved_for_review",
    review: true,
  },
  {
    name: "approved in test mode",
    pattern: /^000\.100\.1/,
    outcome: "approved",
    reason: "approved",
    // In live mode this answer says that the channel was left in its test setting: no money has moved.
    live: { outcome: "merchant", reason: "channel_in_test_mode" },
  },
  {
    name: "pending",
    pattern: /^(000\.200|800\.400\.5|100\.400\.500)/,
    outcome: "pending",
    reason: "pending",
  },
  { name: "chargeback", pattern: /^000\.100\.2/, outcome: "chargeback", reason: "chargeback" },
  { name: "bank", pattern: /^800\.([17]00|800\.[123])/, outcome: "soft_limited", reason: "bank_group" },
  {
    name: "communication",
    pattern: /^(900\.[1234]00|000\.400\.030)/,
    outcome: "technical",
    reason: "communication_group",
  },
  {
    name: "system",
    pattern: /^(800\.[56]|999\.|600\.1|800\.800\.[84])/,
    outcome: "technical",
    reason: "system_group",
  },
  { name: "risk", pattern: /^(100\.400\.[0-3]|100\.380|800\.[32])/, outcome: "hard", reason: "risk_group" },
  {
    name: "3-D Secure",
    pattern: /^(000\.400\.1[0-9][1-9]|000\.400\.2|100\.39[0567]|800\.400\.2)/,
    outcome: "customer",
    reason: "authentication_group",
  },
  { name: "address", pattern: /^800\.400\.1/, outcome: "hard", reason: "address_group" },
  { name: "risk validation", pattern: /^800\.1[123456]0/, outcome: "request", reason: "validation_group" },
  {
    name: "configuration",
    pattern: /^(600\.[23]|500\.[12]|800\.121|800\.900)/,
    outcome: "merchant",
    reason: "configuration_group",
  },
  { name: "registration", pattern: /^100\.[13]50/, outcome: "hard", reason: "registration_group" },
  { name: "reference", pattern: /^700\.[1345][05]0/, outcome: "request", reason: "reference_group" },
  {
    name: "format",
    pattern: /^(200\.[123]|100\.[53][07]|100\.[69]00)/,
    outcome: "request",
    reason: "format_group",
  },
  { name: "contact data", pattern: /^100\.(700|800)/, outcome: "request", reason: "contact_group" },
  { name: "account", pattern: /^100\.(100|2[01])/, outcome: "hard", reason: "account_group" },
  { name: "amount", pattern: /^100\.55/, outcome: "request", reason: "amount_group" },
  // The gateway does not say for how long it blocks; a day is when the merchant's first retry falls anyway.
  { name: "retry blocked", pattern: /^700\.600/, outcome: "soft", reason: "retry_blocked", waitHours: 24 },
  { name: "retry forbidden", pattern: /^700\.601/, outcome: "hard", reason: "retry_forbidden" },
];

/** A well-formed code that no line and no group knows: treated as the bank's generic no. */
export const unlistedCode: Rule = { outcome: "soft_limited", reason: "unlisted" };

/** An answer without a well-formed code says nothing about the money: it is asked for again, never sent again. */
export const missingCode: Rule = { outcome: "unknown", reason: "no_result" };

/** Mastercard's advice codes. 40 and 43 inform only, and any other says nothing: neither is listed. */
export const adviceCodes: Readonly<Record<string, Rule>> = {
  "01": { outcome: "hard", reason: "advice_new_details" },
  "02": { outcome: "soft", reason: "advice_later", waitHours: 72 },
  "03": { outcome: "hard", reason: "advice_never" },
  "04": { outcome: "merchant", reason: "advice_token" },
  "21": { outcome: "hard_stop", reason: "advice_cancelled" },
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
export const visaCategories: Readonly<Record<VisaCategory, Rule>> = {
  1: { outcome: "hard", reason: "visa_never" },
  2: { outcome: "soft", reason: "visa_not_now" },
  3: { outcome: "hard", reason: "visa_details" },
  4: { outcome: "soft_limited", reason: "visa_generic" },
};

/** ISO 8583 responses as Visa sorts them; a decline that is not listed is category 4. */
export const visaResponses: Readonly<Record<string, Rule & { category: VisaCategory }>> = {
  "04": { category: 1, outcome: "hard", reason: "pick_up" },
  "07": { category: 1, outcome: "hard", reason: "pick_up_fraud" },
  "12": { category: 1, outcome: "hard", reason: "invalid_transaction" },
  "14": { category: 1, outcome: "hard", reason: "invalid_number" },
  "15": { category: 1, outcome: "hard", reason: "no_such_bank" },
  "41": { category: 1, outcome: "hard", reason: "lost" },
  "43": { category: 1, outcome: "hard", reason: "stolen" },
  "46": { category: 1, outcome: "hard", reason: "account_closed" },
  "57": { category: 1, outcome: "hard", reason: "not_permitted" },
  R0: { category: 1, outcome: "hard_stop", reason: "payment_stopped" },
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

/** Responses that are no decline: the bank was content and something else stood in the way. */
export const contentResponses: ReadonlySet<string> = new Set(["00", "08", "10", "11", "85"]);

/**
 * What an answer leads to. `soft` may be retried, `soft_limited` too while its customer is asked early; `customer` only with the customer
 * present; `hard` never with that card, `hard_stop` never at all; `merchant`, `request` and `technical` are no
 * verdict on the card; `unknown` must be queried.
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

/** The gateway's setting: its test approvals count as approvals in the sandbox only. */
export type GatewayMode = "live" | "sandbox";

export type VisaCategory = 1 | 2 | 3 | 4;

/** `waitHours`: not to be tried again for so many hours. */
export type Rule = { outcome: Outcome; reason: Reason; waitHours?: number };

/** `live` replaces the rule in live mode. */
export type Group = Rule & { name: string; pattern: RegExp; review?: true; live?: Rule };
