import type { Outcome } from "../decline/decline-codes";
import type { GatewayAnswer, NetworkReference } from "../decline/gateway-answer";
import type { Instant } from "../value/calendar";
import type { BillingEvent, Decline, RetryWindow, Wait } from "./billing-event";
import type { Trigger } from "./lifecycle";
import type {
  Actor,
  Attempt,
  Buyer,
  CardDetails,
  Channel,
  Order,
  OrderStatus,
  PendingCollection,
} from "./order";
import type { Refusal } from "./refusal";

/**
 * One thing that happened to an order. The entry is the change: `evolve` reads nothing else, so the
 * log replays to the stored rows. Entries carry the numbers they were decided with.
 */
export type Entry =
  | { kind: "order_created"; order: NewOrder }
  | { kind: "status_changed"; from: OrderStatus; to: OrderStatus; trigger: Trigger }
  | { kind: "link_requested"; how: "email" | "display" }
  /** A Pending order begins to wait for its customer (again): reminders count from here. */
  | { kind: "pending_timer_started"; at: Instant }
  | { kind: "order_activated"; at: Instant; anchorAt: Instant | null }
  | { kind: "events_scheduled"; events: BillingEvent[]; why: "plan" | "next_cycle" | "staff"; note: string }
  | {
      kind: "event_rescheduled";
      event: number;
      scheduledAt: Instant;
      amount: number;
      laterPrice: number | null;
    }
  | { kind: "events_skipped"; events: number[]; amount: number; newTotal: number }
  | { kind: "events_merged"; events: number[]; into: BillingEvent; why: "staff" | "card_update" }
  | { kind: "retries_requested"; events: number[] }
  | { kind: "retry_queue_stopped"; events: number[] }
  | { kind: "checkout_opened"; attempt: Attempt }
  | { kind: "payment_started"; attempt: Attempt }
  | { kind: "payment_unknown"; attempt: number; why: string }
  | {
      kind: "payment_approved";
      attempt: number;
      at: Instant;
      answer: GatewayAnswer;
      /** Approved, but the gateway asks for a look at it. */
      flagged: boolean;
      /** The event it collects, unless that was given up meanwhile. */
      collects: "completed" | "recovered" | null;
      /** Fingerprint of the card that was charged for it; older entries name none. */
      card?: string | null;
    }
  | {
      kind: "payment_declined";
      attempt: number;
      at: Instant;
      answer: GatewayAnswer | null;
      outcome: Outcome;
      reason: string;
      /** What the decline means for the event; null for a payment without one. */
      event: EventAfterDecline | null;
    }
  | {
      /** No money moved and no verdict was given: the event stands as before. */
      kind: "payment_abandoned";
      attempt: number;
      at: Instant;
      outcome: Outcome | NoVerdict;
      answer: GatewayAnswer | null;
      why: string;
      wait: Wait | null;
      held: boolean;
    }
  | { kind: "duplicate_booked"; attempt: number; at: Instant; answer: GatewayAnswer }
  | { kind: "booking_reported"; attempt: Attempt }
  | {
      kind: "contradiction_reported";
      attempt: number;
      answer: GatewayAnswer;
      why: string;
      /** Since when it is laid before staff; entries that were written earlier laid nothing before anyone. */
      at?: Instant;
      /** Its money was booked beside it. */
      booked?: boolean;
    }
  /** Staff booked a report as what it is, or closed it; an attempt that waited for its result ends with it. */
  | {
      kind: "report_closed";
      attempt: number;
      report: number;
      at: Instant;
      how: "booked" | "closed";
      reason: string;
    }
  | { kind: "gateway_asked"; attempt: number }
  | { kind: "event_barred"; event: number; decline: Decline; card: string }
  /** `why` is finished text, in the merchant's zone, in entries of before. */
  | { kind: "charge_postponed"; event: number; wait: Wait; why: Refusal | string }
  | { kind: "planned_retry_dropped"; event: number; remaining: Instant[]; why: string }
  | { kind: "card_registered"; card: CardDetails | OlderCard }
  /** A card that had none got what its network calls its first payment. */
  | { kind: "network_references_kept"; cardId: string; references: NetworkReference[] }
  | {
      kind: "card_replaced";
      cardId: string;
      from: string | null;
      at: Instant;
      citId: string | null;
      /** What the card was registered over; absent in entries from before cards knew it. */
      channel?: Channel | null;
    }
  | { kind: "collection_pending"; collection: PendingCollection }
  | { kind: "collection_settled"; events: number[]; amount: number }
  | {
      kind: "order_paused";
      at: Instant;
      resumeAt: Instant | null;
      from: "active" | "failed" | "owing";
      /** Declined events whose retry waited for something: like every planned retry it is dropped. */
      dropped?: number[];
    }
  | {
      kind: "order_resumed";
      moved: { event: number; scheduledAt: Instant; cycle: number | null }[];
      /** Those of `moved` that are no cycle ahead but owed; absent in entries from before it was told apart. */
      debts?: number[];
      /** Dates of the cycles that the pause has left out. */
      neverBilled?: Instant[];
    }
  | { kind: "order_completed"; at: Instant; cancelled: number[] }
  | { kind: "order_cancelled"; at: Instant }
  | { kind: "note_added"; text: string }
  /** `counts`: how many planned reminders this one stands for, when time jumped over several. */
  | { kind: "reminder_sent"; automatic: boolean; at: Instant; counts: number }
  | { kind: "update_link_sent" }
  /** `scheduledAt` and `amount` as they were told; absent in entries from before they were kept. */
  | { kind: "renewal_announced"; event: number; scheduledAt?: Instant; amount?: number }
  | { kind: "card_expiry_announced"; cardId: string; expired: boolean };

/** Why an attempt came to nothing without the gateway's word: `not_sent` never left, so it can never be booked late. */
export type NoVerdict = "not_found" | "expired" | "not_sent";

export type EntryKind = Entry["kind"];

/** A card as entries hold it that were written before cards knew more. */
export type OlderCard = Omit<CardDetails, "channel" | "networkReferences">;

/** An order as it is created: everything but what is read with it. */
export type NewOrder = Omit<Order, "merchant" | keyof Buyer>;

export type EventAfterDecline = {
  status: "soft_declined" | "hard_declined" | "cancelled";
  /** That of the card that was declined, with this decline counted. */
  window: (RetryWindow & { card: string }) | null;
  notBefore: Instant | null;
  plannedRetries: Instant[];
  barredCard: string | null;
};

/** An entry as it stands in the log. `seq` counts within the order from 1. */
export type LoggedEntry = { seq: number; at: Instant; actor: Actor; entry: Entry };

/** Gives the new events of a change their SPIDs, in the order in which they appear. */
export function numberEvents(entries: readonly Entry[], firstSpid: number): Entry[] {
  let next = firstSpid;
  const numbered = (event: BillingEvent): BillingEvent => ({ ...event, spid: next++ });
  return entries.map((entry) => {
    if (entry.kind === "events_scheduled") return { ...entry, events: entry.events.map(numbered) };
    if (entry.kind === "events_merged") return { ...entry, into: numbered(entry.into) };
    return entry;
  });
}

/** How many SPIDs a change needs. */
export function newEventCount(entries: readonly Entry[]): number {
  return entries.reduce((count, entry) => {
    if (entry.kind === "events_scheduled") return count + entry.events.length;
    return entry.kind === "events_merged" ? count + 1 : count;
  }, 0);
}
