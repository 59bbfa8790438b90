import type { ReasonWords } from "./reason-words";

/** Reasons why a card cannot be charged again, or not without its holder. */
export const hardReasons = {
  authentication_needed: {
    short: "Customer must authenticate",
    happened: "The bank needs the customer to confirm this payment.",
  },
  authentication_failed: {
    short: "Authentication failed",
    happened: "The customer could not confirm the payment with their bank.",
  },
  expired: {
    short: "Card expired",
    happened: "The card is past its expiry date, so the payment never reached the bank.",
    customer: "This card has expired. Use another card.",
    aboutCard: true,
  },
  expired_at_bank: {
    short: "Card expired at the bank",
    happened: "The bank says that the card has expired or has been replaced.",
    customer: "Your bank told us that this card is no longer valid. Enter your new card.",
    aboutCard: true,
  },
  invalid_card: { short: "Invalid card", happened: "The bank says that this card is not valid." },
  invalid_number: {
    short: "Invalid card number",
    happened: "The card number does not exist.",
    customer: "The card could not be found. Enter your card details again or use another card.",
    aboutCard: true,
  },
  invalid_cvv: {
    short: "Invalid security code",
    happened: "The card's security code was not accepted.",
    next: "Ask the customer to enter this card again or to use another card.",
    customer: "The card's security code was not accepted. Enter your card details again.",
    aboutCard: true,
  },
  marked_invalid: {
    short: "Payment marked invalid",
    happened: "The bank has marked the payment itself as invalid.",
  },
  manipulation_suspected: {
    short: "Manipulation suspected",
    happened: "The bank suspects that someone tampered with the payment or the card.",
  },
  stolen: { short: "Card reported stolen", happened: "The card was reported stolen." },
  lost: { short: "Card reported lost", happened: "The card was reported lost." },
  card_blocked: { short: "Card blocked", happened: "The card is blocked." },
  too_many_tries: {
    short: "Too many failed attempts",
    happened: "The card was locked after too many failed attempts.",
  },
  pick_up: { short: "Card withdrawn by the bank", happened: "The bank has withdrawn the card from use." },
  pick_up_fraud: {
    short: "Card withdrawn for fraud",
    happened: "The bank has withdrawn the card from use because of fraud.",
  },
  account_blocked: { short: "Account blocked", happened: "The card's account is blocked." },
  restricted: {
    short: "Card restricted",
    happened: "The card is restricted and cannot be used for this payment.",
  },
  not_permitted: {
    short: "Not permitted for this card",
    happened: "The card cannot be used for this type of payment.",
  },
  account_closed: { short: "Account closed", happened: "The card's account has been closed." },
  invalid_transaction: {
    short: "Not possible with this card",
    happened: "The bank does not accept this type of payment from this card.",
  },
  no_such_bank: { short: "Bank not found", happened: "No bank has issued a card with this number." },
  wrong_pin: { short: "Wrong PIN", happened: "The bank rejected the PIN of this payment." },
  pin_locked: { short: "PIN locked", happened: "A wrong PIN was entered too often." },
  account_unknown: { short: "Account unknown", happened: "The card's account does not exist." },
  holder_refused: {
    short: "Cardholder name not accepted",
    happened: "The cardholder name is not accepted for this card.",
    customer: "The name on the card was not accepted. Enter your card details again or use another card.",
  },
  merchant_limit: {
    short: "Limit for this card reached",
    happened: "The limit on what we may charge to a card like this is used up.",
    next: "Ask the customer for another card, or ask the acquirer for a higher limit. A retry alone does not help.",
    customer: "We cannot take this payment with your card. Use another card.",
  },
  card_type_refused: {
    short: "Card type not accepted",
    happened: "Our acquirer does not process cards of this type.",
    next: "Ask the customer for another card, or ask the acquirer to enable this type. A retry alone does not help.",
    customer: "We cannot take payments with this type of card. Use another card.",
  },
  brand_refused: {
    short: "Card brand not accepted",
    happened: "Our acquirer does not process cards of this brand.",
    next: "Ask the customer for another card, or ask the acquirer to enable this brand. A retry alone does not help.",
    customer: "We cannot take payments with this brand of card. Use another card.",
  },
  pin_required: {
    short: "PIN required",
    happened: "The bank allows payments with this card only with a PIN.",
  },
  security_data_refused: {
    short: "Security data not accepted",
    happened: "The security data sent with the card does not match the bank's records.",
  },
  registration_error: { short: "Card registration failed", happened: "The card could not be saved." },
  registration_cancelled: {
    short: "Card registration cancelled",
    happened: "Saving the card was cancelled.",
  },
  registration_unknown: {
    short: "Saved card not found",
    happened: "The gateway cannot find the saved card of this order.",
  },
  deregistered: { short: "Saved card removed", happened: "The saved card was removed at the gateway." },
  registration_invalid: {
    short: "Saved card cannot be used",
    happened: "The gateway has the saved card, but it cannot be charged in its current state.",
  },
  authorisation_revoked: {
    short: "Authorisation revoked",
    happened: "The customer told their bank to withdraw the permission to charge this card.",
  },
  all_authorisations_revoked: {
    short: "All authorisations revoked",
    happened: "The customer told their bank to withdraw every permission to charge this card.",
  },
  payment_stopped: {
    short: "Payment stopped by the customer",
    happened: "The customer told their bank to stop this recurring payment.",
  },
  one_payment_stopped: {
    short: "Single payment stopped by the customer",
    happened: "The customer told their bank to stop this payment only. The payment agreement continues.",
    next: "Do not retry this payment. Contact the customer, then cancel it or agree another way to pay.",
    customer: "You asked your bank to stop this payment. We will not charge the card for it again.",
    resolvedBy: "us",
  },
  token_deactivated: {
    short: "Saved card deactivated",
    happened: "The saved card's token was deactivated. The card itself may still be valid.",
    next: "Ask the customer to enter this card again or to use another card.",
    customer: "Your saved card can no longer be used. Enter the card again, or use another card.",
  },
  blocked_by_network: {
    short: "Blocked by Visa for fraud",
    happened: "Visa blocked the payment because it suspected fraud.",
    next: "Ask the customer whether the payment is theirs, and ask for another card. A retry alone does not help.",
    customer: "The payment was blocked to protect you. Use another card, or ask your bank to allow it.",
  },
  merchant_stopped: {
    short: "All payments stopped by the customer",
    happened: "The customer told their bank to stop every recurring payment to us.",
  },
  advice_new_details: {
    short: "New card details needed (advice 01)",
    happened: "The bank has newer card details than the ones we use.",
    customer: "Your bank told us that your card details have changed. Enter your new card.",
    aboutCard: true,
  },
  advice_never: {
    short: "Do not try again (advice 03)",
    happened: "The bank does not allow any further payment with this card.",
  },
  advice_cancelled: {
    short: "Agreement cancelled (advice 21)",
    happened: "The cardholder cancelled the agreement to be charged.",
  },
  advice_single_use: {
    short: "Single-use card (advice 41)",
    happened: "The card is for one payment only and cannot be charged again.",
    customer: "This card can be used for one payment only. Use another card for the next payments.",
  },
  advice_sanctions: {
    short: "Sanctions (advice 42)",
    happened: "A sanctions check does not allow this payment.",
    next: "Do not retry. Contact your compliance team before you accept another card.",
    resolvedBy: "us",
  },
  visa_never: {
    short: "Never approved (Visa)",
    happened: "The bank says through Visa that it will never approve this card.",
    generic: true,
  },
  visa_details: {
    short: "Wrong card details (Visa)",
    happened: "The bank says through Visa that the card details are wrong.",
    customer: "Your bank did not recognise the card details. Enter your card again or use another card.",
    aboutCard: true,
    generic: true,
  },
  risk_group: {
    short: "Blocked by the risk check",
    happened: "A risk check or a blocklist refused the card before the payment reached the bank.",
    generic: true,
  },
  authentication_group: {
    short: "3-D Secure not completed",
    happened: "The customer's 3-D Secure check was refused, cancelled or not available.",
    generic: true,
  },
  address_group: {
    short: "Address check failed",
    happened: "The customer's address does not match the bank's records for the card.",
    generic: true,
  },
  registration_group: {
    short: "Saved card problem",
    happened: "There is a problem with the saved card at the gateway.",
    generic: true,
  },
  account_group: {
    short: "Card details not accepted",
    happened: "The gateway does not accept the card's number, holder or expiry.",
    generic: true,
  },
  retry_forbidden: {
    short: "Retry forbidden",
    happened: "The gateway does not allow another attempt with this card.",
  },
} as const satisfies Record<string, ReasonWords>;
