import type { ReasonWords } from "./reason-words";

/** Reasons of declines that may be retried, and of those without a specific reason. */
export const softReasons = {
  insufficient_funds: {
    short: "Insufficient funds",
    happened: "The customer's account does not have enough money for this payment.",
    next: "A retry often works after a payday. The customer can also use another card.",
    customer: "There was not enough money available on the card. You can use another card.",
    resolvedBy: "customer",
  },
  limit_exceeded: {
    short: "Card limit exceeded",
    happened: "The amount is above the card's current limit.",
    next: "The customer can ask their bank to raise it.",
    customer: "The payment is above your card's limit. Ask your bank to raise it, or use another card.",
    resolvedBy: "customer",
  },
  frequency_exceeded: {
    short: "Too many payments on the card",
    happened: "The card has been used more often than its bank currently allows.",
    customer:
      "Your card has reached the number of payments your bank currently allows. You can use another card.",
  },
  withdrawals_exceeded: {
    short: "Withdrawal count exceeded",
    happened: "The account has reached the number of withdrawals that its bank currently allows.",
    customer:
      "Your account has reached the number of withdrawals your bank currently allows. You can use another card.",
  },
  temporarily_unavailable: {
    short: "Temporarily unavailable",
    happened: "The card's account is temporarily unavailable.",
  },
  declined_by_bank: {
    short: "Declined by the bank",
    happened: "The bank's authorisation system declined the payment without giving a reason.",
    generic: true,
  },
  declined_unexplained: {
    short: "Declined, no reason given",
    happened: "The payment was declined and no reason was passed on.",
    generic: true,
  },
  refer_to_payer: {
    short: "Bank refers to the customer",
    happened: "The bank declined the payment and asks us to contact the customer.",
    next: "Ask the customer to call their bank or to use another card.",
    resolvedBy: "customer",
  },
  do_not_honour: {
    short: "Bank declined (do not honour)",
    happened: "The customer's bank refused to honour the payment and does not say why.",
    generic: true,
  },
  restricted_for_now: {
    short: "Card temporarily restricted",
    happened: "The card is currently restricted, perhaps in this country or for this type of payment.",
    next: "Ask the customer to have the restriction lifted by their bank.",
    resolvedBy: "customer",
  },
  fraud_suspected: {
    short: "Fraud suspected by the bank",
    happened: "The bank suspects fraud and has stopped the payment for now.",
    next: "Ask the customer to confirm the payment with their bank.",
    customer: "Your bank stopped this payment to protect you. Contact your bank to confirm that it is yours.",
    resolvedBy: "customer",
  },
  no_such_account: {
    short: "No matching account",
    happened: "The bank found no account of the right type for this card.",
    next: "If this happens again, ask for another card.",
    resolvedBy: "customer",
  },
  blocked_by_bank: {
    short: "Not supported by the bank",
    happened: "The bank currently blocks payments of this type.",
    next: "Ask the customer to have them enabled by their bank.",
    resolvedBy: "customer",
  },
  blocked_by_holder: {
    short: "Blocked by the cardholder",
    happened: "The cardholder has turned off payments of this type.",
    next: "The customer can turn them on again with their bank.",
    customer:
      "Payments like this one are turned off for your card. You can turn them on with your bank, or use another card.",
    resolvedBy: "customer",
  },
  not_activated: {
    short: "Card not activated",
    happened: "The card is new and has not been activated yet.",
    next: "Ask the customer to activate it.",
    customer: "Your card may not be activated yet. Activate it with your bank, or use another card.",
    aboutCard: true,
    resolvedBy: "customer",
  },
  pin_tries_exceeded: {
    short: "Too many PIN attempts",
    happened: "The card is locked for now because a wrong PIN was entered too often.",
    next: "The customer's bank can unlock it.",
    resolvedBy: "customer",
  },
  pin_not_verified: {
    short: "PIN could not be verified",
    happened: "The bank could not verify the card's PIN.",
  },
  merchant_not_accepted: {
    short: "Merchant not accepted",
    happened: "The bank does not currently accept payments to us.",
    next: "If more cards are declined for this reason, contact the acquirer.",
    resolvedBy: "us",
  },
  enter_again: {
    short: "Bank asks to send again",
    happened: "The bank asks us to send the payment again.",
  },
  cannot_complete: {
    short: "Cannot be completed for now",
    happened: "The bank says that a rule or a law prevents the payment for now.",
  },
  service_unavailable: {
    short: "Service not available",
    happened: "The bank does not currently offer the service for this card.",
  },
  amount_not_supported: {
    short: "Amount not supported",
    happened: "The account is valid, but the bank does not support a payment of this amount.",
    next: "Agree smaller payments with the customer.",
  },
  registration_unconfirmed: {
    short: "Saved card not confirmed yet",
    happened: "The gateway has not confirmed the saved card yet.",
  },
  blocked_for_now: {
    short: "Temporarily blocked",
    happened: "The gateway has blocked the card for some time after too many attempts with wrong details.",
  },
  velocity_group: {
    short: "Too many payments for now",
    happened: "The gateway's own limit on payments in a period of time is used up.",
    next: "If this continues, ask the gateway to raise the limit.",
  },
  retry_blocked: {
    short: "Retry temporarily blocked",
    happened: "The gateway currently blocks further attempts with this card.",
  },
  advice_later: {
    short: "Try again later",
    happened: "The bank declined the payment and says when it can be sent again.",
    generic: true,
  },
  visa_not_now: {
    short: "Cannot approve now (Visa)",
    happened: "The bank says through Visa that it cannot approve the payment now, but might later.",
    generic: true,
  },
  visa_generic: {
    short: "Declined without a reason (Visa)",
    happened: "The bank declined through Visa without giving a reason.",
    generic: true,
  },
  bank_group: {
    short: "Declined by the bank",
    happened: "The bank or its payment system declined the payment with a code that has no explanation.",
    generic: true,
  },
  unlisted: {
    short: "Declined, unknown code",
    happened: "The payment was declined with a code that Tenor does not know.",
    generic: true,
  },
} as const satisfies Record<string, ReasonWords>;
