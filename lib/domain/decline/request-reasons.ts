import type { ReasonWords } from "./reason-words";

/** Results that are not about the card: about the request, the configuration or the connection, and approvals. */
export const requestReasons = {
  format_error: { short: "Request format not accepted", happened: "The bank could not read the request." },
  reference_mismatch: {
    short: "Reference does not match",
    happened: "The request refers to an earlier payment with different data.",
  },
  currency_refused: {
    short: "Currency not accepted",
    happened: "The payment's currency is not accepted on this channel.",
    next: "Ask the acquirer to enable the currency, or agree another currency.",
  },
  amount_refused: {
    short: "Amount not accepted",
    happened: "The payment's amount is not accepted.",
    next: "Check the amount, then reschedule the payment with an amount that is accepted.",
  },
  capture_too_high: {
    short: "Capture exceeds the hold",
    happened: "The capture is larger than the amount held on the card.",
    next: "Capture no more than the amount held.",
  },
  refund_too_high: {
    short: "Refund exceeds the payment",
    happened: "The refund is larger than what is left of the payment.",
    next: "Check what has already been refunded, then refund no more than the rest.",
  },
  already_returned: {
    short: "Already refunded or reversed",
    happened: "The payment has already been refunded or reversed.",
    next: "Check the related transactions. There is probably nothing left to do.",
  },
  transaction_not_found: {
    short: "Transaction not found",
    happened: "The gateway found no payment with this reference.",
    next: "Check the reference in Transaction Details before you send anything again.",
  },
  session_ended: {
    short: "Checkout session ended",
    happened: "The checkout has ended. It may or may not have been paid.",
    next: "Look up the payment by its reference before you open a new checkout.",
    customer: "This checkout has ended. If you have not paid yet, open it again.",
  },
  configuration_invalid: {
    short: "Account not set up correctly",
    happened: "The acquirer says that our account is not set up for this payment.",
  },
  channel_in_test_mode: {
    short: "Channel in test mode",
    happened: "The gateway treated the payment as a test: no money was taken.",
    next: "Ask the gateway to switch the channel to live mode.",
  },
  duplicate: {
    short: "Duplicate request",
    happened: "The gateway treated the request as a duplicate of one it already has.",
  },
  timed_out: {
    short: "No answer in time",
    happened: "The bank did not answer in time. It may have taken the money.",
  },
  perhaps_cancelled: {
    short: "Uncertain, may be cancelled",
    happened: "The gateway does not know whether the customer made or cancelled the payment.",
  },
  unlisted_success: {
    short: "Unknown result code",
    happened: "The gateway answered with a successful or pending result that Tenor does not know.",
    next: "Look up the payment at the gateway before you send it again.",
    resolvedBy: "us",
  },
  reversal_failed: {
    short: "Failed and not reversed",
    happened:
      "The payment failed in part and the gateway could not reverse it. The customer may have been charged.",
    next: "Ask the gateway to reverse it manually before you send it again.",
    resolvedBy: "us",
  },
  other_amount: {
    short: "Captured with a different amount",
    happened: "The capture was approved, but not for the amount that was held.",
    next: "Compare the captured amount with the order at the gateway before you send anything else.",
    resolvedBy: "us",
  },
  communication_unclear: {
    short: "Connection lost",
    happened: "The connection to the bank was lost. The payment may have gone through.",
  },
  system_unclear: {
    short: "Undefined gateway error",
    happened: "The gateway had an undefined error. The payment may have gone through.",
  },
  authentication_setup: {
    short: "3-D Secure not set up",
    happened: "The gateway says that 3-D Secure is not set up for our channel.",
    next: "Ask the gateway to set up 3-D Secure. Payments are on hold until then.",
  },
  authentication_fault: {
    short: "3-D Secure error",
    happened: "The card scheme's 3-D Secure service had an error, so the customer could not confirm.",
  },
  risk_fault: {
    short: "Risk check did not run",
    happened: "The external risk check had an error or gave no answer. The card was not checked.",
  },
  risk_data: {
    short: "Not accepted by the risk check",
    happened: "The external risk check did not accept the data of the payment.",
    next: "Read the gateway's description in Transaction Details, correct the data, then send the payment again.",
  },
  registration_request: {
    short: "Not possible with a saved card",
    happened: "The gateway does not support this request for a saved card.",
  },
  refund_not_allowed: {
    short: "Refund not allowed",
    happened: "The bank does not allow refunds for this type of payment.",
    next: "Agree another way with the customer to return the money.",
  },
  not_enabled: {
    short: "Brand, currency or type not enabled",
    happened: "The channel is not set up for this card brand, currency or type of payment.",
    next: "Ask the gateway to enable it, or ask the customer for another card. Then send the payment again.",
  },
  chargeback_won: {
    short: "Chargeback reversed",
    happened: "The dispute was decided in our favour and the money was returned to us.",
    next: "Check that the money has arrived, then continue with the order.",
    customer: "Your bank decided that the payment is valid.",
  },
  representment_cancelled: {
    short: "Representment cancelled",
    happened: "The representment of a disputed payment was cancelled. The customer keeps the money.",
  },
  no_result: {
    short: "No readable result",
    happened: "The gateway's answer contains no readable result.",
  },
  throttled: {
    short: "Too many requests",
    happened: "The gateway received too many requests in a short time.",
  },
  timed_out_reversed: {
    short: "Timed out and reversed",
    happened: "The bank did not answer in time and the gateway reversed the request. No money was taken.",
  },
  timed_out_not_sent: {
    short: "Timed out, nothing taken",
    happened: "The payment was stopped before it was processed. No money was taken.",
  },
  already_processing: {
    short: "Already being processed",
    happened: "The gateway is still processing this payment. The result is not available yet.",
  },
  system_unavailable: {
    short: "Gateway unavailable",
    happened: "The gateway's payment system is not available.",
  },
  bank_unreachable: {
    short: "Bank not available",
    happened: "The customer's bank is not available at the moment.",
  },
  bank_malfunction: { short: "Error at the bank", happened: "The customer's bank has a technical problem." },
  advice_token: {
    short: "Token requirements not met (advice 04)",
    happened: "The saved card's token does not meet the card scheme's requirements.",
    next: "Ask the gateway how saved cards must be sent on this channel. Payments are on hold until this is fixed.",
  },
  advice_not_for_merchant: {
    short: "Not for this merchant (advice 22)",
    happened: "Mastercard does not allow this type of payment for a merchant like us.",
    next: "Ask the acquirer what our agreement allows. Payments are on hold until this is fixed.",
  },
  approved: { short: "Approved", happened: "The payment was approved." },
  approved_for_review: {
    short: "Approved, needs review",
    happened: "The payment was approved, but the gateway's risk check asks for a manual review.",
    next: "Check the customer and the order before you deliver. Refund the payment if it is not genuine.",
    resolvedBy: "us",
  },
  pending: {
    short: "Waiting for the bank",
    happened: "The bank is processing the payment. The result is not available yet.",
  },
  chargeback: {
    short: "Chargeback",
    happened: "The customer disputed the payment with their bank, and the bank took the money back.",
  },
  communication_group: {
    short: "Connection failed",
    happened: "The gateway could not connect to the bank.",
    generic: true,
  },
  system_group: {
    short: "Gateway error",
    happened: "The gateway had a technical problem.",
    generic: true,
  },
  validation_group: {
    short: "Failed validation",
    happened: "The request's data did not pass validation and did not reach the bank.",
    generic: true,
  },
  configuration_group: {
    short: "Gateway not set up correctly",
    happened: "The gateway does not accept our credentials or the channel's settings.",
    generic: true,
  },
  schedule_group: {
    short: "Schedule not accepted",
    happened: "The gateway does not accept the data of its own schedule.",
    generic: true,
  },
  reference_group: {
    short: "Does not match the earlier payment",
    happened: "The request does not match the payment that it refers to.",
    generic: true,
  },
  format_group: {
    short: "Request not valid",
    happened: "A field of the request is missing or not valid.",
    generic: true,
  },
  contact_group: {
    short: "Customer data not accepted",
    happened: "The gateway does not accept the customer's contact details or address.",
    next: "Correct the customer's name, address and e-mail address, then send the payment again.",
    generic: true,
  },
  amount_group: {
    short: "Amount not valid",
    happened: "The gateway does not accept the amount or its currency.",
    next: "Check the amount, then reschedule the payment with an amount that is accepted.",
    generic: true,
  },
} as const satisfies Record<string, ReasonWords>;
