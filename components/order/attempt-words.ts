import type { Attempt, AttemptState } from "@/lib/domain/order/order";

const attemptStateNames: Readonly<Record<AttemptState, string>> = {
  prepared: "Open",
  sent: "At the gateway",
  unknown: "Result not known yet",
  approved: "Approved",
  declined: "Declined",
  abandoned: "Not carried out",
  duplicate: "Approved, duplicate",
};

/** What became of a transaction. A chargeback is no approval: it is named as what it is. */
export function outcomeName({ state, type }: Pick<Attempt, "state" | "type">): string {
  return (state === "approved" && bookedNames[type]) || attemptStateNames[state];
}

/** Whether a transaction is a loss, by a decline or by the bank taking money back. */
export function isLoss({ state, type }: Pick<Attempt, "state" | "type">): boolean {
  return state === "declined" || (state === "approved" && (type === "CB" || type === "RDR"));
}

const bookedNames: Partial<Record<Attempt["type"], string>> = {
  CB: "Chargeback",
  RDR: "Rapid dispute",
  CBR: "Chargeback reversed",
};

/** A checkout that stands open, or that nobody paid in, is no transaction. */
export function isShown(attempt: Attempt): boolean {
  if (attempt.state === "prepared") return false;
  return attempt.state !== "abandoned" || attempt.answer !== null || attempt.purpose === "event";
}

/** Types as the gateway abbreviates them, in words. */
export const typeWords: Readonly<Record<Attempt["type"], string>> = {
  DB: "DB, debit",
  PA: "PA, pre-authorisation",
  CP: "CP, capture",
  RF: "RF, refund",
  RV: "RV, reversal",
  RG: "RG, registration",
  CB: "CB, chargeback",
  CBR: "CBR, chargeback reversal",
  RDR: "RDR, rapid dispute resolution",
  CR: "CR, chargeback reversal or credit",
  CD: "CD, credit",
};
