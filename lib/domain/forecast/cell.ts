import type { Outcome } from "../decline/decline-codes";
import { DAY, type Instant } from "../value/calendar";
import { AT_RISK_DAYS, FORECAST_DAYS } from "../value/timetable";

/** Which payments are alike in how likely they are to come in: why the last attempt failed, and how many have. */
export type RecoveryCell = { group: DeclineGroup; step: DeclineStep };

export const declineGroups = [
  "funds",
  "limit",
  "unexplained",
  "technical",
  "customer",
  "card",
  "stopped",
] as const;
/** Declines that end alike. A finer division would leave too few payments in each part. */
export type DeclineGroup = (typeof declineGroups)[number];

/** How many attempts have failed, "4" for more too; "old": the last one so long ago that no retry follows. */
export const steps = ["1", "2", "3", "4", "old"] as const;
export type DeclineStep = (typeof steps)[number];

/** What an attempt that was not approved belongs to. */
export function declineGroupOf(outcome: Outcome, reason: string): DeclineGroup {
  switch (outcome) {
    case "soft":
    case "soft_limited":
      return softGroups[reason] ?? "unexplained";
    case "customer":
      return "customer";
    case "hard":
      return "card";
    case "hard_stop":
      return "stopped";
    default:
      return "technical";
  }
}

const softGroups: Readonly<Record<string, DeclineGroup>> = {
  insufficient_funds: "funds",
  limit_exceeded: "limit",
  frequency_exceeded: "limit",
  withdrawals_exceeded: "limit",
  velocity_group: "limit",
  temporarily_unavailable: "technical",
  service_unavailable: "technical",
};

/** `attempts`: failed so far, at least one; the last of them at `declinedAt`. Null: too long ago to be forecast. */
export function stepOf(attempts: number, declinedAt: Instant, now: Instant): DeclineStep | null {
  if (now - declinedAt > AT_RISK_DAYS * DAY) return null;
  if (now - declinedAt > FORECAST_DAYS * DAY) return "old";
  return steps[Math.min(Math.max(attempts, 1), 4) - 1] ?? "4";
}
