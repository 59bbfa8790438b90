import type { ReasonWords } from "./reason-words";

/** Why a card cannot be charged again, or not without its holder. */
export const hardReasons = {
  authentication_needed: {
    short: "Customer must authenticate",
    happened: "The bank wants the customer to confirm this payment themselves.",
  },
  authentication_failed: {
    short: "Authentication failed",
    happened: "The customer's confirmation with their bank did not succeed.",
  },
  expired: {
    short: "Card expired",
    happened: "The card is past its expiry date, so the payment never reached the bank.",
    customer: "This card has expired. Use another card.",
    aboutCard: true,
  },
  expired_at_bank: {
    short: "Card expired, says the bank",
    happened: "The bank says that the card has expired or was replaced by a newer one.",
    customer: "Your bank tells us that this card is no longer current. Enter your new card.",
    aboutCard: true,
  },
  invalid_card: { short: "Invalid card", happened: "The bank does not accept this card as a valid one." },
  invalid_number: {
    short: "Invalid card number",
    happened: "The card number does not exist.",
    customer: "The card could not be found. Enter your card details again or use another card.",
    aboutCard: true,
  },
  invalid_cvv: {
    short: "Invalid security code",
    happened: "The card's security code was not accepted.",
    next: "Ask the customer to enter the card again, or another one.",
    customer: "The card's security code was not accepted. Enter your card details again.",
    aboutCard: true,
  },
  marked_invalid: {
    short: "Payment marked invalid",
    happened: "The bank has marked the payment itself as invalid.",
  },
  manipulation_suspected: {
    short: "Manipulation suspected",
    happened: "The bank suspects that the payment or the card was tampered with.",
  },
  stolen: { short: "Card reported stolen", happened: "The card was reported stolen." },
  lost: { short: "Card reported lost", happened: "The card was reported lost." },
  card_blocked: { short: "Card blocked", happened: "The card is blocked." },
  too_many_tries: {
    short: "Too many invalid tries",
    happened: "The card was locked after too many wrong entries.",
  },
  pick_up: { short: "Card withdrawn by the bank", happened: "The bank has withdrawn the card from use." },
  pick_up_fraud: {
    short: "Card withdrawn for fraud",
    happened: "The bank has withdrawn the card from use because of fraud.",
  },
  account_blocked: { short: "Account blocked", happened: "The account behind the card is blocked." },
  restricted: { short: "Card restricted", happened: "The card is restricted and may not be used for this." },
  not_permitted: {
    short: "Not permitted for this card",
    happened: "The card may not be used for this kind of payment.",
  },
  account_closed: { short: "Account closed", happened: "The account behind the card has been closed." },
  invalid_transaction: {
    short: "Not possible with this card",
    happened: "The bank does not accept such a payment from this card, now or later.",
  },
  no_such_bank: { short: "Bank not found", happened: "No bank has issued a card of this number." },
  wrong_pin: { short: "Wrong PIN", happened: "The bank rejects the PIN that it has for this payment." },
  pin_locked: { short: "PIN locked", happened: "The PIN was entered wrongly too often." },
  account_unknown: { short: "Account unknown", happened: "The account behind the card does not exist." },
  holder_refused: {
    short: "Cardholder's name refused",
    happened: "The cardholder's name is not accepted for this card.",
    customer: "The name on the card was not accepted. Enter your card details again or use another card.",
  },
  merchant_limit: {
    short: "Limit for this card reached",
    happened: "What the bank lets us charge to a card like this is used up.",
    next: "Ask the customer for another card, or the acquirer for a higher limit; a blind retry does not help.",
    customer: "We cannot take this payment with your card. Use another card.",
  },
  card_type_refused: {
    short: "Card type not accepted",
    happened: "Our acquirer does not process cards of this type.",
    next: "Ask the customer for another card, or the acquirer for this type; a blind retry does not help.",
    customer: "We cannot take payments with this type of card. Use another card.",
  },
  brand_refused: {
    short: "Card brand not accepted",
    happened: "Our acquirer does not process cards of this brand.",
    next: "Ask the customer for another card, or the acquirer for this brand; a blind retry does not help.",
    customer: "We cannot take payments with this brand of card. Use another card.",
  },
  pin_required: {
    short: "PIN required",
    happened: "The bank allows payments with this card only with its PIN.",
  },
  security_data_refused: {
    short: "Security data refused",
    happened: "The security data sent with the card does not match what the bank holds.",
  },
  registration_error: { short: "Card registration failed", happened: "The card could not be stored." },
  registration_cancelled: {
    short: "Card registration cancelled",
    happened: "Storing the card was broken off.",
  },
  registration_unknown: {
    short: "Stored card not found",
    happened: "The gateway does not know the stored card of this order.",
  },
  deregistered: { short: "Stored card removed", happened: "The stored card was removed at the gateway." },
  registration_invalid: {
    short: "Stored card not usable",
    happened: "The gateway holds the stored card, but not in a state that can be charged.",
  },
  authorisation_revoked: {
    short: "Authorisation revoked",
    happened: "The customer has withdrawn, at their bank, the permission to charge this card.",
  },
  all_authorisations_revoked: {
    short: "All authorisations revoked",
    happened: "The customer has withdrawn, at their bank, every standing permission to charge this card.",
  },
  payment_stopped: {
    short: "Payment stopped by the customer",
    happened: "The customer told their bank to stop this recurring payment.",
  },
  one_payment_stopped: {
    short: "This payment stopped by the customer",
    happened: "The customer told their bank to stop this one payment. The agreement itself goes on.",
    next: "Do not try this payment again: clarify it with the customer, then cancel it or agree on another way.",
    customer: "You asked your bank to stop this payment. We will not charge the card for it again.",
    resolvedBy: "us",
  },
  token_deactivated: {
    short: "Stored card deactivated",
    happened: "The number under which the card is stored was deactivated, although the card may be good.",
    next: "Ask the customer to register the card anew, or another one.",
    customer: "Your stored card can no longer be used. Enter your card again, or use another one.",
  },
  blocked_by_network: {
    short: "Blocked by Visa for fraud",
    happened: "Visa blocked the payment because it looked like fraud to the network.",
    next: "Ask the customer whether the payment is theirs, and for another card; a blind retry does not help.",
    customer: "The payment was blocked to protect you. Use another card, or ask your bank to allow it.",
  },
  merchant_stopped: {
    short: "Merchant stopped by the customer",
    happened: "The customer told their bank to stop every recurring payment to us.",
  },
  advice_new_details: {
    short: "New card details needed (advice 01)",
    happened: "The bank has newer details for this account than the card that we hold.",
    customer: "Your bank tells us that your card details have changed. Enter your new card.",
    aboutCard: true,
  },
  advice_never: {
    short: "Do not try again (advice 03)",
    happened: "The bank has ruled out every further payment with this card for the time being.",
  },
  advice_cancelled: {
    short: "Agreement cancelled (advice 21)",
    happened: "The cardholder has cancelled the agreement under which we charge this card.",
  },
  advice_single_use: {
    short: "Single-use card (advice 41)",
    happened: "The card was made for one payment only and cannot be charged again.",
    customer: "This card works for a single payment only. Use another card for the following ones.",
  },
  advice_sanctions: {
    short: "Sanctions (advice 42)",
    happened: "A sanctions check does not allow this payment.",
    next: "Do not retry; speak to whoever looks after compliance before another card is accepted.",
    resolvedBy: "us",
  },
  visa_never: {
    short: "Never to be approved (Visa)",
    happened: "The bank says through Visa that it will never approve this card.",
    generic: true,
  },
  visa_details: {
    short: "Wrong card details (Visa)",
    happened: "The bank says through Visa that the card's details are not right.",
    customer: "Your bank did not recognise the card details. Enter your card again or use another one.",
    aboutCard: true,
    generic: true,
  },
  risk_group: {
    short: "Refused by the risk check",
    happened: "A risk check or a blacklist refused the card before the bank was asked.",
    generic: true,
  },
  authentication_group: {
    short: "3-D Secure not completed",
    happened: "The customer's 3-D Secure confirmation was refused, broken off or not available.",
    generic: true,
  },
  address_group: {
    short: "Address check failed",
    happened: "The customer's address does not match what the bank holds for the card.",
    generic: true,
  },
  registration_group: {
    short: "Stored card problem",
    happened: "Something is wrong with the stored card at the gateway.",
    generic: true,
  },
  account_group: {
    short: "Card details refused",
    happened: "The gateway does not accept the card's number, holder or expiry.",
    generic: true,
  },
  retry_forbidden: {
    short: "Retry forbidden",
    happened: "The gateway does not let this card be tried again.",
  },
} as const satisfies Record<string, ReasonWords>;
