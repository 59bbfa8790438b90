import { urgency } from "./situation";
import type { FindingCode } from "./situation-findings";

/** Kinds of what a person is needed for: what solves it. */
export const needKinds = ["retry", "new_card", "confirm", "move", "decide"] as const;
export type NeedKind = (typeof needKinds)[number];

/** What a finding that needs a person asks for; what has no usual answer has to be decided. */
export function needKindOf(code: FindingCode): NeedKind {
  return usual[code] ?? "decide";
}

export function causesOfKind(kind: NeedKind): FindingCode[] {
  return urgency.filter((code) => needKindOf(code) === kind);
}

const usual: Partial<Record<FindingCode, NeedKind>> = {
  not_retried: "retry",
  request_held: "retry",
  charge_declined: "retry",
  sum_to_confirm: "retry",
  card_expired: "new_card",
  card_deleted: "new_card",
  no_card: "new_card",
  card_banned: "new_card",
  declined_for_good: "new_card",
  suspended_after_retries: "new_card",
  paused_after_retries: "new_card",
  customer_must_confirm: "confirm",
  retries_used_up: "move",
};
