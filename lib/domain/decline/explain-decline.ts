import { verdictOf } from "./decline";
import type { Outcome, Verdict } from "./decline-codes";
import { type DeclineReason, declineReasons } from "./decline-reasons";
import type { GatewayAnswer } from "./gateway-answer";
import type { ResolvedBy } from "./reason-words";

/**
 * A result in plain words: for staff, what happened and what to do next; for the customer, a sentence without blame
 * or code; and who has to act. The words of the reason where it has some, otherwise those of the outcome. When the
 * payment is tried again is not said here: that depends on the order's plan (`next-try.ts`).
 */
export function explainDecline(verdict: Verdict): Explanation {
  const reason = declineReasons[verdict.reason];
  const outcome = outcomes[verdict.outcome];
  return {
    staff: `${reason.happened} ${nextStep(verdict)}`,
    customer: reason.customer ?? outcome.customer,
    card: reason.aboutCard && reason.customer ? reason.customer : cardWords[verdict.outcome],
    resolvedBy: reason.resolvedBy ?? outcome.whoActs,
  };
}

/** What the customer reads about a decline, by its reason and its outcome. */
export function customerReason(reason: DeclineReason | null, outcome: Outcome): string {
  return (reason && declineReasons[reason].customer) || outcomes[outcome].customer;
}

/** The reason in a few words, for a table cell. */
export function shortReason({ reason, waitHours }: Verdict): string {
  const { short } = declineReasons[reason];
  return waitHours === null ? short : `${short} (wait ${duration(waitHours)})`;
}

/** The short reason with the gateway's result code, for the log and the list of transactions. */
export function codedReason(answer: GatewayAnswer): string {
  return `${shortReason(verdictOf(answer))} (${answer.code})`;
}

/** `card`: what the customer reads when a card was to be saved without a payment. */
export type Explanation = { staff: string; customer: string; card: string; resolvedBy: ResolvedBy };

const notTaken = "Your bank did not accept the card. Check the details you entered, or use another card.";
const ourFault = "We could not save the card because of a problem on our side. No money was taken.";

/** Why a card was not saved, for its holder. */
const cardWords: Readonly<Record<Outcome, string>> = {
  approved: "Your card is saved.",
  pending: "Your bank has not answered yet. You do not need to do anything.",
  soft: notTaken,
  soft_limited: notTaken,
  customer: "Your bank needs you to confirm the card. Enter it again and follow the steps your bank shows.",
  hard: "Your bank does not accept this card. Use another card.",
  hard_stop: "Your bank does not accept this card. Use another card.",
  merchant: ourFault,
  request: ourFault,
  technical:
    "The card could not be saved because of a technical problem. No money was taken. Enter the card again.",
  unknown: "Your bank has not answered yet. No money was taken.",
  chargeback: notTaken,
};

const outcomes: Readonly<Record<Outcome, { next: string; customer: string; whoActs: ResolvedBy }>> = {
  approved: {
    next: "No action is needed.",
    customer: "Your payment went through. Thank you.",
    whoActs: "nobody",
  },
  pending: {
    next: "Wait for the bank's answer. Do not send the payment again.",
    customer: "Your payment is being processed. You do not need to do anything.",
    whoActs: "bank",
  },
  soft: {
    next: "The customer can also use another card.",
    customer: "Your bank did not approve this payment. You can use another card.",
    whoActs: "bank",
  },
  soft_limited: {
    next: "Ask the customer to call their bank or to use another card.",
    customer: "Your bank did not approve this payment. Contact your bank, or use another card.",
    whoActs: "customer",
  },
  customer: {
    next: "Only the customer can confirm it. Send them the card update link.",
    customer: "Your bank needs you to confirm this payment. Open your payment page and follow the steps.",
    whoActs: "customer",
  },
  hard: {
    next: "Do not charge this card again. Ask the customer for another card.",
    customer: "This card cannot be used for this payment. Use another card.",
    whoActs: "customer",
  },
  hard_stop: {
    next: "Do not charge the card and do not send a card update link. Ask the customer whether they want to continue the order.",
    customer: "Your bank told us that you ended this payment agreement. We will not charge the card again.",
    whoActs: "us",
  },
  merchant: {
    next: "This merchant's payments are on hold. Check the credentials and the channel with the gateway.",
    customer:
      "We could not process the payment because of a problem on our side. You do not need to do anything.",
    whoActs: "us",
  },
  request: {
    next: "The same request is not sent again. Correct it, then send it again.",
    customer:
      "We could not process the payment because of a problem on our side. We will contact you if we need anything.",
    whoActs: "us",
  },
  technical: {
    next: "This does not count as a decline.",
    customer: "The payment could not be processed because of a technical problem.",
    whoActs: "nobody",
  },
  unknown: {
    next: "Do not send it again. We are asking the gateway whether money was taken.",
    customer: "We are waiting for the result of your payment. Do not pay again.",
    whoActs: "nobody",
  },
  chargeback: {
    next: "Check the dispute with the acquirer. Answer it before its deadline, or accept it.",
    customer: "Your bank returned this payment to you. Contact us if you did not ask for this.",
    whoActs: "us",
  },
};

/** What can be done about it. When the payment may be tried again is part of the order's situation. */
function nextStep({ reason, outcome, waitHours }: Verdict): string {
  if (waitHours === null) return declineReasons[reason].next ?? outcomes[outcome].next;
  return `The card must not be charged again within ${duration(waitHours)}.`;
}

function duration(hours: number): string {
  if (hours === 1) return "1 hour";
  return hours <= 72 ? `${hours} hours` : `${hours / 24} days`;
}
