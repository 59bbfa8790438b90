import type { GatewayAnswer } from "./gateway-answer";
import type { Channel, Instant } from "./order";

/** Everything that can be asked of an order. Staff, customers, the gateway and time all ask this way. */
export type Command =
  | { kind: "request_link"; how: "email" | "display" }
  | { kind: "open_checkout"; purpose: "initial"; via: "link" | "terminal" }
  | { kind: "open_checkout"; purpose: "card_update"; via: "link" | "terminal"; shownSum: number }
  | { kind: "pay_with_saved_card"; cardId: string }
  | { kind: "cancel_order" }
  | { kind: "pause_order"; resumeAt: Instant | null }
  | { kind: "resume_order" }
  | { kind: "complete_order" }
  | {
      kind: "reschedule_event";
      event: number;
      scheduledAt: Instant;
      amount: number | null;
      alsoLater: boolean;
    }
  | { kind: "skip_events"; events: readonly number[] }
  | { kind: "merge_events"; events: readonly number[]; scheduledAt: Instant | null; amount: number | null }
  | { kind: "retry_events"; events: readonly number[] }
  | { kind: "execute_event"; event: number }
  | { kind: "replace_card"; cardId: string; shownSum: number }
  | { kind: "collect_outstanding"; shownSum: number }
  | { kind: "charge_now"; amount: number; note: string }
  | { kind: "schedule_payment"; amount: number; scheduledAt: Instant; note: string }
  | { kind: "refund_payment"; attempt: number; amount: number }
  | { kind: "capture_payment"; attempt: number; amount: number }
  | { kind: "reverse_payment"; attempt: number }
  /** What the gateway reported of an attempt and does not fit: booked as what it is, asked for again, or closed. */
  | { kind: "book_report"; attempt: number; report: number }
  | { kind: "ask_gateway"; attempt: number }
  | { kind: "close_report"; attempt: number; report: number; reason: string }
  | { kind: "add_note"; text: string }
  | { kind: "send_reminder" }
  | { kind: "send_update_link" }
  /** Whatever time has caused: the worker's only command. */
  | { kind: "run_due" }
  | { kind: "settle_payment"; attempt: number; result: PaymentResult }
  /** A booking that the gateway made without us asking: a chargeback, its reversal, a rapid dispute. */
  | { kind: "record_booking"; answer: GatewayAnswer };

export type CommandKind = Command["kind"];

/**
 * What became of an attempt. `not_found` is believed: it was asked twice, long enough after.
 * `expired`: a checkout that nobody paid. `not_sent`: the request certainly never left.
 */
export type PaymentResult =
  | { kind: "answer"; answer: GatewayAnswer }
  | { kind: "silence"; why: string }
  | { kind: "not_sent"; why: string }
  | { kind: "not_found" }
  | { kind: "expired" };

/** Whether a checkout takes its payment over the customer's link or by phone. */
export function channelOf(via: "link" | "terminal"): Channel {
  return via === "link" ? "ECOM" : "MOTO";
}
