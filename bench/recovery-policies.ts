import type { Outcome } from "@/lib/domain/decline/decline-codes";

/** When a failed payment is tried again. The rules do the rest: limits, bans, the bank's advice. */
export type Policy = {
  name: string;
  days: readonly number[];
  /** Other days after a generic decline, as it once was. */
  genericDays?: readonly number[];
  timedForPaydays?: boolean;
  /** An outage that lasts beyond the technical waits ends the retries, as it once was. */
  stopsAtOutage?: boolean;
  /** No mail after the last retry. */
  noLastWord?: boolean;
  /** Tried by one who knows when it would go through, and only then. */
  knowsTheTruth?: boolean;
};

export const policies: readonly Policy[] = [
  { name: "mails only", days: [] },
  {
    ...{ name: "1, 3, 7; 2, 5 for generic declines (before)", days: [1, 3, 7], genericDays: [2, 5] },
    ...{ stopsAtOutage: true, noLastWord: true },
  },
  { name: "1, 3, 7", days: [1, 3, 7] },
  { name: "3, 7, 14 (default)", days: [3, 7, 14] },
  { name: "3, 7, 14, timed for paydays", days: [3, 7, 14], timedForPaydays: true },
  { name: "3, 7, 14, 21", days: [3, 7, 14, 21] },
  { name: "eight in two weeks", days: [1, 2, 4, 6, 8, 10, 12, 14] },
  { name: "one who knows the truth", days: [], knowsTheTruth: true },
];

/** The one that the others are held against. */
export const standard = "3, 7, 14 (default)";

/** The days that a policy gives a payment after its first decline. */
export function daysAfter(policy: Policy, outcome: Outcome): readonly number[] {
  if (outcome === "soft_limited" && policy.genericDays) return policy.genericDays;
  return outcome === "technical" && policy.stopsAtOutage ? [] : policy.days;
}
