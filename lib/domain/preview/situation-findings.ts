import type { Outcome } from "../decline/decline-codes";
import type { DeclineReason } from "../decline/decline-reasons";
import type { BillingEvent } from "../order/billing-event";
import { isOpen } from "../order/billing-event";
import type { Cause } from "../order/cause";
import type { Actor, Order } from "../order/order";
import type { LoggedEntry } from "../order/order-log";
import type { Instant } from "../value/calendar";
import type { AutomaticStep } from "./next-automatic-step";

/** What can be found about an order, as data. Amounts in minor units; `event` and `attempt` are numbers. */
export type Finding = { since: Instant | null } & (
  | { code: "report_open"; attempt: number; report: number; isContested: boolean }
  | { code: "result_unknown" | "at_gateway"; attempt: number; amount: number; by: Actor; started: Cause }
  | { code: "sum_to_confirm"; shown: number; sum: number }
  | { code: "merchant_stopped" | "card_deleted" | "no_card" | "agreement_withdrawn" }
  | { code: "paid_twice" | "paid_after_cancel"; attempt: number; amount: number; refund: number }
  | { code: "collected_too_much"; over: number; left: number; attempt: number | null }
  | { code: "card_banned"; reason: string; until: Instant | null }
  | ({ code: "card_expired" } & DeclineFinding)
  | ({ code: DeclineCode } & DeclineFinding)
  | { code: "request_held"; event: number }
  | { code: "charge_declined"; attempt: number; amount: number; reason: DeclineReason | null }
  | { code: "collected_too_little"; short: number }
  | {
      code: "waits" | "card_waits";
      event: number;
      until: Instant;
      why: NonNullable<BillingEvent["wait"]>["why"];
    }
  | { code: "overdue"; event: number }
  | { code: "paused"; by: Actor | null; until: Instant | null }
  | { code: "hold_is_old" | "held_on_card" | "held_after_cancel"; attempt: number; amount: number }
  | { code: "captured_in_part"; taken: number; held: number }
  | { code: "disputed"; amount: number; attempt: number; isFinal: boolean }
  | { code: "rejected" | "draft" | "nothing_scheduled" | "nothing_left" }
  | { code: "not_paid_yet"; how: "email" | "display" | null }
  | { code: "next_payment"; event: number }
  | { code: "cancelled" | "complete"; by: Actor | null }
);

/** The finding of one code. */
export type FindingCode = Finding["code"];

export type FindingOf<K extends FindingCode> = Finding extends infer F
  ? F extends { code: infer C }
    ? K extends C
      ? Omit<F, "code"> & { code: K }
      : never
    : never
  : never;

export type DeclineCode =
  | "declined_for_good"
  | "suspended_after_retries"
  | "paused_after_retries"
  | "customer_must_confirm"
  | "retries_used_up"
  | "not_retried"
  | "retried_later";

/**
 * `event` null: it was moved, merged or skipped since. `barred`: the scheme rule because of which it was not sent.
 */
export type DeclineFinding = {
  event: number | null;
  count: number;
  reason: DeclineReason | null;
  outcome: Outcome | null;
  barred: string | null;
  retries: { used: number; limit: number; endsAt: Instant } | null;
};

export type SituationInput = {
  order: Order;
  now: Instant;
  log: readonly LoggedEntry[];
  follows: AutomaticStep | null;
};

/** Each finder looks at the order independently; `urgency` decides which finding is shown. */
export type Finders<K extends FindingCode> = {
  readonly [C in K]: (view: SituationInput) => FindingOf<C> | null;
};

const liveStatuses: readonly Order["status"][] = ["active", "failed", "suspended", "paused", "review"];

export function isLive({ status }: Order): boolean {
  return liveStatuses.includes(status);
}

/** Something is, or may be, collected with its card. */
export function isChargedByCard(order: Order): boolean {
  if (!isLive(order) || order.type === "single") return false;
  return order.status !== "review" || order.events.some(isOpen);
}

/** Its events are sent automatically. */
export function triesEvents({ status }: Order): boolean {
  return status === "active" || status === "failed" || status === "review";
}
