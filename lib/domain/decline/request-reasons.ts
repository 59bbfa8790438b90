import type { ReasonWords } from "./reason-words";

/** Results that are no verdict on the card: of the request, the channel, the line, and the good ones. */
export const requestReasons = {
  format_error: { short: "Request format refused", happened: "The bank could not read the request." },
  reference_mismatch: {
    short: "Reference does not match",
    happened: "The request refers to an earlier payment that does not match it.",
  },
  currency_refused: {
    short: "Currency not accepted",
    happened: "The payment's currency is not accepted on this channel.",
    next: "Have the currency enabled at the acquirer, or agree on another one.",
  },
  amount_refused: {
    short: "Amount not accepted",
    happened: "The payment's amount is not accepted.",
    next: "Check the amount and reschedule the payment with one that can be taken.",
  },
  capture_too_high: {
    short: "Capture exceeds the hold",
    happened: "More was to be captured than the bank holds for us.",
    next: "Capture what is held at most.",
  },
  refund_too_high: {
    short: "Refund exceeds the payment",
    happened: "More was to be refunded than is left of the payment.",
    next: "Check what has been refunded already and refund the rest at most.",
  },
  already_returned: {
    short: "Already refunded or reversed",
    happened: "The payment had been refunded or reversed before.",
    next: "Look at the related transactions: there is probably nothing left to do.",
  },
  transaction_not_found: {
    short: "Transaction not found",
    happened: "The gateway finds no payment under the given reference.",
    next: "Check the reference in Transaction Details before anything is sent again.",
  },
  session_ended: {
    short: "Checkout session ended",
    happened: "The checkout has ended, whether it was paid or left.",
    next: "Look the payment up by its reference before a new checkout is opened.",
    customer: "This checkout has ended. If you have not paid yet, open it again.",
  },
  configuration_invalid: {
    short: "Account set up wrongly",
    happened: "The acquirer says that our account is not set up for this payment.",
  },
  channel_in_test_mode: {
    short: "Channel in test mode",
    happened: "The gateway treated the payment as a test: no money was taken.",
    next: "Have the channel switched to live at the gateway.",
  },
  duplicate: {
    short: "Seen before by the gateway",
    happened: "The gateway takes the request for one it already has.",
  },
  timed_out: {
    short: "No answer in time",
    happened: "The bank did not answer in time; it may have taken the money.",
  },
  perhaps_cancelled: {
    short: "Uncertain, perhaps cancelled",
    happened: "The gateway does not know whether the customer cancelled the payment or made it.",
  },
  unlisted_success: {
    short: "Result not known here",
    happened: "The gateway answered with a result of success or waiting that is new to us.",
    next: "Look the payment up at the gateway: it must not be sent again before that.",
    resolvedBy: "us",
  },
  reversal_failed: {
    short: "Failed and not taken back",
    happened:
      "The payment failed in part and the gateway could not take it back: the customer may be debited.",
    next: "Have the gateway reverse it by hand; it must not be sent again before that.",
    resolvedBy: "us",
  },
  other_amount: {
    short: "Captured at another amount",
    happened: "The capture went through, but not at the amount that was held.",
    next: "Compare what was captured with the order at the gateway before anything else is sent.",
    resolvedBy: "us",
  },
  communication_unclear: {
    short: "Connection broke off",
    happened: "The connection to the bank broke off, and the payment may have gone through.",
  },
  system_unclear: {
    short: "Undefined fault at the gateway",
    happened: "The gateway had a fault that it cannot name, and the payment may have gone through.",
  },
  authentication_setup: {
    short: "3-D Secure not set up",
    happened: "The gateway says that 3-D Secure is not set up for our channel.",
    next: "Have 3-D Secure set up at the gateway; payments wait until it is.",
  },
  authentication_fault: {
    short: "Fault in 3-D Secure",
    happened: "The card scheme's 3-D Secure service had a fault, so that nobody could be asked.",
  },
  risk_fault: {
    short: "Risk check failed to run",
    happened: "The external risk check had a fault or gave no answer: the card was not judged.",
  },
  risk_data: {
    short: "Refused by the risk check's rules",
    happened: "The external risk check did not accept the payment as it was sent.",
    next: "Read the gateway's words in Transaction Details and put right what they name, then send it anew.",
  },
  registration_request: {
    short: "Not possible with a registration",
    happened: "The request asks something of the stored card that the gateway does not offer.",
  },
  refund_not_allowed: {
    short: "Refund not allowed",
    happened: "The bank does not allow a refund of this kind of payment.",
    next: "Agree on another way with the customer to give the money back.",
  },
  not_enabled: {
    short: "Brand, currency or type not enabled",
    happened: "The channel is not set up for this order's card brand, currency or type of payment.",
    next: "Have it enabled at the gateway, or let the customer use another card, then send it anew.",
  },
  chargeback_won: {
    short: "Chargeback won back",
    happened: "The disputed payment was represented, and its money is ours again.",
    next: "Check that it has arrived, and carry on with the order.",
    customer: "Your bank decided that the payment stands.",
  },
  representment_cancelled: {
    short: "Representment cancelled",
    happened: "The representment of a disputed payment was cancelled: the money stays with the customer.",
  },
  no_result: {
    short: "No readable result",
    happened: "The gateway's answer holds no result that can be read.",
  },
  throttled: { short: "Asked too often", happened: "The gateway was asked too often in a short time." },
  timed_out_reversed: {
    short: "Timed out, taken back",
    happened: "The bank did not answer in time, and the gateway took the request back: no money moved.",
  },
  timed_out_not_sent: {
    short: "Timed out, nothing taken",
    happened: "The payment was given up before it was carried out: no money moved.",
  },
  already_processing: {
    short: "Already being processed",
    happened: "The gateway is still at work on this payment, and its result is yet to come.",
  },
  system_unavailable: {
    short: "Gateway unavailable",
    happened: "The gateway's payment system is not available.",
  },
  bank_unreachable: {
    short: "Bank not reachable",
    happened: "The customer's bank cannot be reached at the moment.",
  },
  bank_malfunction: { short: "Fault at the bank", happened: "The customer's bank has a technical fault." },
  advice_token: {
    short: "Token requirements not met (advice 04)",
    happened: "The stored card's token does not meet what the card scheme requires of us.",
    next: "Ask the gateway how stored cards must be sent on this channel; payments wait until it is put right.",
  },
  advice_not_for_merchant: {
    short: "Not for this merchant (advice 22)",
    happened: "Mastercard says that this kind of payment is not meant for a merchant like us.",
    next: "Ask the acquirer what our agreement allows; payments wait until it is put right.",
  },
  approved: { short: "Approved", happened: "The payment was approved." },
  approved_for_review: {
    short: "Approved, to be reviewed",
    happened: "The payment was approved, and the gateway's risk check wants somebody to look at it.",
    next: "Check customer and order before anything is delivered; refund if it is not genuine.",
    resolvedBy: "us",
  },
  pending: {
    short: "Waiting for the bank",
    happened: "The payment is on its way and its result is still to come.",
  },
  chargeback: {
    short: "Chargeback",
    happened: "The customer disputed the payment at their bank, and the money was taken back from us.",
  },
  communication_group: {
    short: "Connection failed",
    happened: "The gateway could not talk to the bank.",
    generic: true,
  },
  system_group: {
    short: "Fault at the gateway",
    happened: "The gateway had a technical fault.",
    generic: true,
  },
  validation_group: {
    short: "Refused by validation",
    happened: "A check of the request's data refused it before it reached the bank.",
    generic: true,
  },
  configuration_group: {
    short: "Gateway set up wrongly",
    happened: "The gateway refuses our credentials or the way the channel is set up.",
    generic: true,
  },
  schedule_group: {
    short: "Schedule refused",
    happened: "The gateway refuses the data of a schedule of its own.",
    generic: true,
  },
  reference_group: {
    short: "Does not fit the earlier payment",
    happened: "The request does not fit the earlier payment that it refers to.",
    generic: true,
  },
  format_group: {
    short: "Request malformed",
    happened: "The gateway found a field of the request missing or malformed.",
    generic: true,
  },
  contact_group: {
    short: "Customer data refused",
    happened: "The gateway does not accept the customer's contact or address data.",
    next: "Correct the customer's name, address and e-mail, then send the payment again.",
    generic: true,
  },
  amount_group: {
    short: "Amount invalid",
    happened: "The gateway does not accept the amount or its currency.",
    next: "Check the amount and reschedule the payment with one that can be taken.",
    generic: true,
  },
} as const satisfies Record<string, ReasonWords>;
