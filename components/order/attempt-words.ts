import type { Attempt, AttemptState } from "@/lib/domain/order/order";
import { transactionNames } from "@/lib/domain/words/names";

const attemptStateNames: Readonly<Record<AttemptState, string>> = {
  prepared: "Open",
  sent: "At the gateway",
  unknown: "Result not known yet",
  approved: "Approved",
  declined: "Declined",
  abandoned: "Not completed",
  duplicate: "Approved, duplicate",
};

/** What became of a transaction. A chargeback is no approval: it is named as what it is. */
export function outcomeName({ state, type }: Pick<Attempt, "state" | "type">): string {
  return (state === "approved" && bookedNames[type]) || attemptStateNames[state];
}

/** Whether a transaction is a loss, by a decline or by the bank taking money back. */
export function isLoss({ state, type }: Pick<Attempt, "state" | "type">): boolean {
  return (
    state === "declined" || (state === "approved" && (type === "chargeback" || type === "rapid_dispute"))
  );
}

const bookedNames: Partial<Record<Attempt["type"], string>> = {
  chargeback: "Chargeback",
  rapid_dispute: "Rapid dispute",
  chargeback_reversal: "Chargeback reversed",
};

/** A checkout that stands open, or that nobody paid in, is no transaction. */
export function isShown(attempt: Attempt): boolean {
  if (attempt.state === "prepared") return false;
  return attempt.state !== "abandoned" || attempt.answer !== null || attempt.purpose === "event";
}

/** A type in words, with the gateway's own code for it behind, where it gave one: "Debit (DB)". */
export function typeWords({ type, answer }: Pick<Attempt, "type" | "answer">): string {
  const code = answer?.type === type ? answer.typeCode : null;
  return code ? `${transactionNames[type]} (${code})` : transactionNames[type];
}
