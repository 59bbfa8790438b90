import type { Attempt, AttemptState } from "@/lib/domain/order";

export const attemptStateNames: Readonly<Record<AttemptState, string>> = {
  prepared: "Open",
  sent: "At the gateway",
  unknown: "Result not known yet",
  approved: "Approved",
  declined: "Declined",
  abandoned: "Not carried out",
  duplicate: "Approved, duplicate",
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
