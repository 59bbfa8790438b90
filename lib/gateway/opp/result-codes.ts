import type { OutcomeRule } from "@/lib/domain/decline/decline-codes";
import type { CodeRule } from "./code-rule";

const inTestMode: OutcomeRule = { outcome: "merchant", reason: "channel_in_test_mode" };

/**
 * What the gateway's result codes mean, one line a code, as data. To add one, add its line here; a new reason also
 * needs its words in `decline-reasons.ts` (the compiler asks for them).
 *
 * Read by the descriptions in the public list of result codes at docs.oppwa.com. A line stands here where the
 * code says more than its group, or where the group would mislead.
 */
export const resultCodes: Readonly<Record<string, CodeRule>> = {
  // Declined by the bank, which says why: the list's section on the external bank (800.100).
  "800.100.155": { outcome: "soft", reason: "insufficient_funds" },
  "800.100.203": { outcome: "soft", reason: "insufficient_funds" },
  "800.100.162": { outcome: "soft", reason: "limit_exceeded" },
  "800.100.163": { outcome: "soft", reason: "frequency_exceeded" },
  "800.100.179": { outcome: "soft", reason: "withdrawals_exceeded" },
  "800.100.176": { outcome: "soft", reason: "temporarily_unavailable" },
  "800.100.152": { outcome: "soft_limited", reason: "declined_by_bank" },
  "800.100.100": { outcome: "soft_limited", reason: "declined_unexplained" },
  "800.100.200": { outcome: "soft_limited", reason: "refer_to_payer" },

  // Declined by the bank because of the card: another try gets the same answer.
  "800.100.157": { outcome: "hard", reason: "expired_at_bank" },
  "800.100.151": { outcome: "hard", reason: "invalid_card" },
  "800.100.153": { outcome: "hard", reason: "invalid_cvv" },
  "800.100.192": { outcome: "hard", reason: "invalid_cvv" },
  "800.100.154": { outcome: "hard", reason: "marked_invalid" },
  "800.100.158": { outcome: "hard", reason: "manipulation_suspected" },
  "800.100.159": { outcome: "hard", reason: "stolen" },
  "800.100.165": { outcome: "hard", reason: "lost" },
  "800.100.160": { outcome: "hard", reason: "card_blocked" },
  "800.100.161": { outcome: "hard", reason: "too_many_tries" },
  "800.100.166": { outcome: "hard", reason: "wrong_pin" },
  "800.100.178": { outcome: "hard", reason: "pin_locked" },
  "800.100.171": { outcome: "hard", reason: "pick_up" },
  "800.100.172": { outcome: "hard", reason: "account_blocked" },
  "800.100.168": { outcome: "hard", reason: "restricted" },
  "800.100.170": { outcome: "hard", reason: "not_permitted" },
  "800.100.195": { outcome: "hard", reason: "account_unknown" },
  "800.100.198": { outcome: "hard", reason: "holder_refused" },
  "800.100.402": { outcome: "hard", reason: "holder_refused" },
  "800.100.202": { outcome: "hard", reason: "account_closed" },

  // The customer withdrew the agreement at their bank.
  "800.100.403": { outcome: "hard_stop", reason: "authorisation_revoked" },
  "800.100.500": { outcome: "hard_stop", reason: "payment_stopped" },
  "800.100.501": { outcome: "hard_stop", reason: "merchant_stopped" },

  // This card or its brand is not taken here: only another card helps, and a blind retry never does.
  "800.100.164": { outcome: "customer", reason: "merchant_limit" },
  "800.100.169": { outcome: "customer", reason: "card_type_refused" },
  "800.100.175": { outcome: "customer", reason: "brand_refused" },

  // Blacklists of the gateway (800.200, 800.300): those that name their reason.
  "800.200.159": { outcome: "hard", reason: "stolen" },
  "800.200.160": { outcome: "hard", reason: "card_blocked" },
  "800.200.165": { outcome: "hard", reason: "lost" },
  "800.200.202": { outcome: "hard", reason: "account_closed" },

  // Card data and registrations (100.100, 100.150, 800.100.19x). What is not confirmed yet may be so tomorrow.
  "100.100.303": { outcome: "hard", reason: "expired" },
  "100.100.101": { outcome: "hard", reason: "invalid_number" },
  "800.100.196": { outcome: "hard", reason: "registration_error" },
  "800.100.197": { outcome: "hard", reason: "registration_cancelled" },
  "100.150.200": { outcome: "hard", reason: "registration_unknown" },
  "100.150.201": { outcome: "soft", reason: "registration_unconfirmed", waitHours: 24 },
  "100.150.202": { outcome: "hard", reason: "deregistered" },
  "100.150.203": { outcome: "hard", reason: "registration_invalid" },

  // 3-D Secure (000.400.1, 100.390, 300.100): the customer, our set-up, or a fault on the way.
  "300.100.100": { outcome: "customer", reason: "authentication_needed" },
  "800.400.200": { outcome: "customer", reason: "authentication_failed" },
  "100.380.401": { outcome: "customer", reason: "authentication_failed" },
  "000.400.104": { outcome: "merchant", reason: "authentication_setup" },
  "100.390.106": { outcome: "merchant", reason: "authentication_setup" },
  "100.390.108": { outcome: "merchant", reason: "authentication_setup" },
  "000.400.103": { outcome: "technical", reason: "authentication_fault" },
  "000.400.107": { outcome: "technical", reason: "authentication_fault" },
  "100.390.105": { outcome: "technical", reason: "authentication_fault" },
  "100.390.111": { outcome: "technical", reason: "authentication_fault" },
  "100.390.112": { outcome: "technical", reason: "authentication_fault" },
  "000.400.200": { outcome: "technical", reason: "risk_fault" },

  // External risk checks (100.380, 100.400): a check that failed says nothing about the card ...
  "100.370.111": { outcome: "technical", reason: "risk_fault" },
  "100.380.501": { outcome: "technical", reason: "risk_fault" },
  "100.400.007": { outcome: "technical", reason: "risk_fault" },
  "100.400.051": { outcome: "technical", reason: "risk_fault" },
  "100.400.071": { outcome: "technical", reason: "risk_fault" },
  "100.400.091": { outcome: "technical", reason: "risk_fault" },
  "100.400.130": { outcome: "technical", reason: "risk_fault" },
  "100.400.139": { outcome: "technical", reason: "risk_fault" },
  "100.400.143": { outcome: "technical", reason: "risk_fault" },
  "100.400.144": { outcome: "technical", reason: "risk_fault" },
  "100.400.145": { outcome: "technical", reason: "risk_fault" },
  "100.400.146": { outcome: "technical", reason: "risk_fault" },
  "100.400.149": { outcome: "technical", reason: "risk_fault" },
  "100.400.150": { outcome: "technical", reason: "risk_fault" },
  "100.400.151": { outcome: "technical", reason: "risk_fault" },
  "100.400.152": { outcome: "technical", reason: "risk_fault" },
  "100.400.324": { outcome: "technical", reason: "risk_fault" },
  "100.400.325": { outcome: "technical", reason: "risk_fault" },

  // ... and data that a check misses is for us to put right.
  "100.380.101": { outcome: "request", reason: "risk_data" },
  "100.380.201": { outcome: "request", reason: "risk_data" },
  "100.380.305": { outcome: "request", reason: "risk_data" },
  "100.380.306": { outcome: "request", reason: "risk_data" },
  "100.400.043": { outcome: "request", reason: "risk_data" },
  "100.400.063": { outcome: "request", reason: "risk_data" },
  "100.400.083": { outcome: "request", reason: "risk_data" },
  "100.400.123": { outcome: "request", reason: "risk_data" },
  "100.400.243": { outcome: "request", reason: "risk_data" },
  "100.400.304": { outcome: "request", reason: "risk_data" },
  "100.400.315": { outcome: "request", reason: "risk_data" },
  "100.400.316": { outcome: "request", reason: "risk_data" },
  "100.400.317": { outcome: "request", reason: "risk_data" },
  "100.400.318": { outcome: "request", reason: "risk_data" },
  "100.400.319": { outcome: "request", reason: "risk_data" },
  "100.400.320": { outcome: "request", reason: "risk_data" },
  "100.400.321": { outcome: "request", reason: "risk_data" },
  "100.400.328": { outcome: "request", reason: "risk_data" },
  "100.400.311": { outcome: "request", reason: "format_error" },
  "100.400.313": { outcome: "request", reason: "currency_refused" },
  "100.400.314": { outcome: "request", reason: "amount_refused" },
  "100.400.312": { outcome: "merchant", reason: "configuration_invalid" },
  "100.400.322": { outcome: "merchant", reason: "configuration_invalid" },
  "100.400.323": { outcome: "merchant", reason: "configuration_invalid" },

  // The request itself, by the description of each code (800.100, 100.100, 100.350, 700, 200.300).
  "800.100.150": { outcome: "request", reason: "refund_not_allowed" },
  "800.100.156": { outcome: "request", reason: "format_error" },
  "800.100.167": { outcome: "request", reason: "reference_mismatch" },
  "800.100.173": { outcome: "request", reason: "currency_refused" },
  "800.100.174": { outcome: "request", reason: "amount_refused" },
  "800.100.177": { outcome: "request", reason: "amount_refused" },
  "800.100.191": { outcome: "request", reason: "reference_mismatch" },
  "100.100.104": { outcome: "request", reason: "reference_mismatch" },
  "100.350.201": { outcome: "request", reason: "registration_request" },
  "100.350.310": { outcome: "request", reason: "registration_request" },
  "100.350.311": { outcome: "request", reason: "registration_request" },
  "100.350.312": { outcome: "request", reason: "registration_request" },
  "100.350.601": { outcome: "request", reason: "registration_request" },
  "100.350.602": { outcome: "request", reason: "registration_request" },
  "700.400.100": { outcome: "request", reason: "capture_too_high" },
  "700.400.200": { outcome: "request", reason: "refund_too_high" },
  "700.300.300": { outcome: "request", reason: "already_returned" },
  "700.400.580": { outcome: "request", reason: "transaction_not_found" },
  "200.300.404": { outcome: "request", reason: "session_ended" },
  "900.100.202": { outcome: "request", reason: "reference_mismatch" },

  // This order's brand, currency or type is not enabled (600.200): the merchant's other payments go on.
  "600.200.200": { outcome: "request", reason: "not_enabled" },
  "600.200.201": { outcome: "request", reason: "not_enabled" },
  "600.200.202": { outcome: "request", reason: "not_enabled" },
  "600.200.310": { outcome: "request", reason: "not_enabled" },
  "600.200.400": { outcome: "request", reason: "not_enabled" },
  "600.200.500": { outcome: "request", reason: "not_enabled" },
  "600.200.800": { outcome: "request", reason: "not_enabled" },

  // The customer's data, under the head of configuration (800.900).
  "800.900.101": { outcome: "request", reason: "contact_group" },
  "800.900.200": { outcome: "request", reason: "contact_group" },
  "800.900.401": { outcome: "request", reason: "contact_group" },
  "800.900.450": { outcome: "request", reason: "contact_group" },

  // Credentials and channel, under the head of format (100.300), and the acquirer's own set-up.
  "800.100.190": { outcome: "merchant", reason: "configuration_invalid" },
  "100.300.400": { outcome: "merchant", reason: "configuration_group" },
  "100.300.401": { outcome: "merchant", reason: "configuration_group" },
  "100.300.600": { outcome: "merchant", reason: "configuration_group" },
  "100.300.601": { outcome: "merchant", reason: "configuration_group" },

  // Limits of the registered account (100.550): they pass, as the bank's own do.
  "100.550.310": { outcome: "soft", reason: "limit_exceeded" },
  "100.550.311": { outcome: "soft", reason: "insufficient_funds" },

  // Money may have moved, or stand with the customer: asked for, never sent again before.
  "800.110.100": { outcome: "unknown", reason: "duplicate" },
  "800.130.100": { outcome: "unknown", reason: "duplicate" },
  "200.200.106": { outcome: "unknown", reason: "duplicate" },
  "200.300.405": { outcome: "unknown", reason: "duplicate" },
  "800.600.100": { outcome: "unknown", reason: "already_processing" },
  "800.700.100": { outcome: "unknown", reason: "already_processing" },
  "100.395.502": { outcome: "unknown", reason: "timed_out" },
  "100.396.104": { outcome: "unknown", reason: "perhaps_cancelled" },
  "000.100.211": { outcome: "unknown", reason: "other_amount", alert: true },
  "000.100.212": { outcome: "unknown", reason: "other_amount", alert: true },
  "900.100.300": { outcome: "unknown", reason: "timed_out" },
  "900.100.400": { outcome: "unknown", reason: "timed_out" },
  "900.100.500": { outcome: "unknown", reason: "timed_out" },

  // No money has moved, by the words of each (900.100, 800.120, 800.800).
  "800.120.100": { outcome: "technical", reason: "throttled" },
  "900.100.200": { outcome: "technical", reason: "communication_group" },
  "900.100.301": { outcome: "technical", reason: "timed_out_reversed" },
  "900.100.310": { outcome: "technical", reason: "timed_out_not_sent" },
  "900.100.600": { outcome: "technical", reason: "communication_group" },
  "800.800.800": { outcome: "technical", reason: "system_unavailable" },

  // Test approvals: in live mode they say that the channel was left in its test setting, and no money has moved.
  "000.100.110": { outcome: "approved", reason: "approved", live: inTestMode },
  "000.100.111": { outcome: "approved", reason: "approved", live: inTestMode },
  "000.100.112": { outcome: "approved", reason: "approved", live: inTestMode },

  // A dispute's later course (000.100.1): no payment.
  "000.100.105": { outcome: "chargeback", reason: "chargeback_won" },
  "000.100.106": { outcome: "chargeback", reason: "representment_cancelled" },
};
