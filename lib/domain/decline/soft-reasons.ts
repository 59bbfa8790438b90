import type { ReasonWords } from "./reason-words";

/** Why a bank says no for now, or says no without a reason. */
export const softReasons = {
  insufficient_funds: {
    short: "Insufficient funds",
    happened: "The customer's account does not hold enough money for this payment, says their bank.",
    next: "This often passes after a payday; the customer can also use another card.",
    customer: "There was not enough available on the card for this payment. You can use another card.",
    resolvedBy: "customer",
  },
  limit_exceeded: {
    short: "Card limit exceeded",
    happened: "The amount is above what the card may spend at present.",
    next: "The customer can have it raised at their bank.",
    customer:
      "The payment is above your card's present limit. Your bank can raise it, or you can use another card.",
    resolvedBy: "customer",
  },
  frequency_exceeded: {
    short: "Too many payments on the card",
    happened: "The card has been used more often than its bank allows for now.",
    customer:
      "Your card has reached the number of payments your bank allows for now. You can use another card.",
  },
  withdrawals_exceeded: {
    short: "Withdrawal count exceeded",
    happened: "The account has reached the number of withdrawals that its bank allows for now.",
    customer:
      "Your account has reached the number of withdrawals your bank allows for now. You can use another card.",
  },
  temporarily_unavailable: {
    short: "Temporarily unavailable",
    happened: "The card's account cannot be reached for the moment.",
  },
  declined_by_bank: {
    short: "Declined by the bank",
    happened: "The bank's authorisation system declined the payment and gave no reason.",
    generic: true,
  },
  declined_unexplained: {
    short: "Declined, reason unknown",
    happened: "The payment was declined for a reason that nobody passed on.",
    generic: true,
  },
  refer_to_payer: {
    short: "Bank asks to contact the customer",
    happened: "The bank declined and refers us to the customer.",
    next: "Ask the customer to talk to their bank, or for another card.",
    resolvedBy: "customer",
  },
  do_not_honour: {
    short: "Bank declined (do not honour)",
    happened: "The customer's bank refused to honour the payment and keeps its reason to itself.",
    generic: true,
  },
  restricted_for_now: {
    short: "Card restricted for now",
    happened: "The card is restricted at present, perhaps in this country or for this kind of payment.",
    next: "Ask the customer to have it released by their bank.",
    resolvedBy: "customer",
  },
  fraud_suspected: {
    short: "Fraud suspected by the bank",
    happened: "The bank suspects fraud and holds the payment back for now.",
    next: "Ask the customer to confirm with their bank that the payment is theirs.",
    customer: "Your bank stopped this payment to protect you. Confirm with them that it is yours.",
    resolvedBy: "customer",
  },
  no_such_account: {
    short: "No matching account",
    happened: "The bank finds no account of the right kind behind the card.",
    next: "If it stays so, ask for another card.",
    resolvedBy: "customer",
  },
  blocked_by_bank: {
    short: "Not supported by the bank",
    happened: "The bank has blocked payments of this kind for now.",
    next: "Ask the customer to have them allowed by their bank.",
    resolvedBy: "customer",
  },
  blocked_by_holder: {
    short: "Blocked by the cardholder",
    happened: "The cardholder has switched such payments off for now.",
    next: "The customer can switch them on again at their bank.",
    customer:
      "Payments like this one are switched off for your card. You can switch them on at your bank, or use another card.",
    resolvedBy: "customer",
  },
  not_activated: {
    short: "Card not activated",
    happened: "The card is new and was not activated yet.",
    next: "Ask the customer to activate it.",
    customer: "Your card seems not to be activated yet. Activate it with your bank, or use another card.",
    aboutCard: true,
    resolvedBy: "customer",
  },
  pin_tries_exceeded: {
    short: "PIN tries exceeded",
    happened: "The card is locked for now after too many PIN entries.",
    next: "The customer's bank can unlock it.",
    resolvedBy: "customer",
  },
  pin_not_verified: {
    short: "PIN could not be verified",
    happened: "The bank could not verify the card's PIN at the moment.",
  },
  merchant_not_accepted: {
    short: "Merchant not accepted",
    happened: "The bank does not accept payments to us at present.",
    next: "If more cards are declined for this, talk to the acquirer.",
    resolvedBy: "us",
  },
  enter_again: {
    short: "Bank asks to send again",
    happened: "The bank asks for the payment to be sent once more.",
  },
  cannot_complete: {
    short: "Cannot be completed now",
    happened: "The bank says that a rule or a law keeps it from completing the payment now.",
  },
  service_unavailable: {
    short: "Service not available",
    happened: "The bank does not offer the service for this card at the moment.",
  },
  amount_not_supported: {
    short: "Amount not supported",
    happened: "The account is good, but the bank does not support a payment of this amount.",
    next: "Agree on smaller payments with the customer.",
  },
  registration_unconfirmed: {
    short: "Stored card not confirmed yet",
    happened: "The gateway has not confirmed the stored card yet.",
  },
  blocked_for_now: {
    short: "Blocked for now",
    happened: "The gateway blocks the card for a time, after too many tries with wrong details.",
  },
  velocity_group: {
    short: "Too many payments for now",
    happened: "The gateway's own limit on payments in a span of time is used up.",
    next: "If it goes on, have the limit raised at the gateway.",
  },
  retry_blocked: {
    short: "Retry blocked for now",
    happened: "The gateway blocks further tries of this card for the moment.",
  },
  advice_later: {
    short: "Try again later",
    happened: "The bank declined and says when it may be asked again.",
    generic: true,
  },
  visa_not_now: {
    short: "Not now (Visa)",
    happened: "The bank says through Visa that it cannot approve just now, but may do so later.",
    generic: true,
  },
  visa_generic: {
    short: "Declined without a reason (Visa)",
    happened: "The bank declined through Visa without saying why.",
    generic: true,
  },
  bank_group: {
    short: "Declined by the bank",
    happened: "The bank or its payment system declined, with an answer that has no explanation of its own.",
    generic: true,
  },
  unlisted: {
    short: "Declined, unknown answer",
    happened: "The payment was declined with an answer that is new to us.",
    generic: true,
  },
} as const satisfies Record<string, ReasonWords>;
