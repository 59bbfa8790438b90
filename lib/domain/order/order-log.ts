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
  Evidence,
  Order,
  OrderStatus,
  PendingCollection,
} from "./order";
import type { Refusal } from "./refusal";

/** How a customer agreed to something that staff do for them. */
export const consentWays = ["telephone", "in_person", "in_writing"] as const;
export type ConsentWay = (typeof consentWays)[number];

/**
 * One change of an order. `evolve` reads nothing but entries, so replaying the log gives the stored rows. Entries
 * keep the numbers they were decided with.
 */
export type Entry =
  | { kind: "order_created"; order: NewOrder }
  | { kind: "status_changed"; from: OrderStatus; to: OrderStatus; trigger: Trigger }
  | { kind: "link_requested"; how: "email" | "display" }
  | { kind: "link_withdrawn"; at: Instant }
  /** The order has another link, and the former one no longer works. */
  | { kind: "link_renewed"; at: Instant }
  /** The customer agreed that a card of theirs, chosen by staff, is charged (stored credentials, Visa and Mastercard). */
  | { kind: "consent_recorded"; cardId: string; how: ConsentWay; agreedAt: Instant }
  /** A Pending order starts to wait for its customer (again): reminders are counted from here. */
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
  /** Skipped events that are collected after all, each on its date. */
  | {
      kind: "events_unskipped";
      events: { event: number; scheduledAt: Instant }[];
      amount: number;
      newTotal: number;
    }
  /** What a subscription costs from `from` on. `event`: the next payment, where it stands on such a day. */
  | { kind: "price_changed"; price: number; from: Instant; event: number | null }
  | { kind: "details_changed"; before: OrderDetails; after: OrderDetails }
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
      /** Approved, but the gateway asks for a manual check. */
      flagged: boolean;
      /** The status of the event it collects, unless that event was given up meanwhile. */
      collects: "completed" | "recovered" | null;
      /** Fingerprint of the charged card; older entries have none. */
      card?: string | null;
    }
  | {
      kind: "payment_declined";
      attempt: number;
      at: Instant;
      answer: GatewayAnswer | null;
      outcome: Outcome;
      reason: string;
      /** The event after the decline; null for a payment without an event. */
      event: EventAfterDecline | null;
    }
  | {
      /** No money moved and nothing was decided: the event stays as it was. */
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
      /** When staff were shown it; absent in older entries, which showed nothing. */
      at?: Instant;
      /** Its amount was booked as a separate transaction. */
      booked?: boolean;
    }
  /** Staff booked a report or closed it. An attempt that was waiting for its result ends with it. */
  | {
      kind: "report_closed";
      attempt: number;
      report: number;
      at: Instant;
      how: "booked" | "closed";
      reason: string;
    }
  | { kind: "gateway_asked"; attempt: number }
  /** Someone found out how a payment without a result ended; another person has to confirm it. */
  | { kind: "evidence_proposed"; attempt: number; evidence: Evidence }
  /** The payment ends as the evidence says. */
  | { kind: "evidence_confirmed"; attempt: number }
  | { kind: "event_barred"; event: number; decline: Decline; card: string }
  /** `why` is a finished sentence, in the merchant's time zone, in older entries. */
  | { kind: "charge_postponed"; event: number; wait: Wait; why: Refusal | string }
  /** The merchant's settings changed. `reminderAt`: the next one; absent where none is waited for. */
  | {
      kind: "terms_applied";
      retries: { event: number; planned: readonly Instant[] }[];
      reminderAt?: Instant | null;
    }
  | { kind: "planned_retry_dropped"; event: number; remaining: Instant[]; why: string }
  | { kind: "card_registered"; card: CardDetails | OlderCard }
  /** A card without network references got them with its first approved payment. */
  | { kind: "network_references_kept"; cardId: string; references: NetworkReference[] }
  | {
      kind: "card_replaced";
      cardId: string;
      from: string | null;
      at: Instant;
      citId: string | null;
      /** The channel the card was registered over; absent in older entries. */
      channel?: Channel | null;
    }
  | { kind: "collection_pending"; collection: PendingCollection }
  | { kind: "collection_settled"; events: number[]; amount: number }
  | {
      kind: "order_paused";
      at: Instant;
      resumeAt: Instant | null;
      from: "active" | "failed" | "owing";
      /** Declined events with a retry that was waiting: it is dropped like every planned retry. */
      dropped?: number[];
    }
  | {
      kind: "order_resumed";
      moved: { event: number; scheduledAt: Instant; cycle: number | null }[];
      /** Those of `moved` that are owed from earlier cycles; absent in older entries. */
      debts?: number[];
      /** Dates of the cycles that the pause skipped. */
      neverBilled?: Instant[];
    }
  | { kind: "order_completed"; at: Instant; cancelled: number[] }
  | { kind: "order_cancelled"; at: Instant }
  | { kind: "note_added"; text: string }
  /** `counts`: how many planned reminders this one stands for, when the clock passed several at once. */
  | { kind: "reminder_sent"; automatic: boolean; at: Instant; counts: number }
  | { kind: "update_link_sent" }
  /** `scheduledAt` and `amount` as the customer was told; absent in older entries. */
  | { kind: "renewal_announced"; event: number; scheduledAt?: Instant; amount?: number }
  | { kind: "card_expiry_announced"; cardId: string; expired: boolean };

/**
 * Why an attempt ended without an answer of the gateway. `not_sent`: it never left, so it can never be booked late.
 */
export type NoVerdict = "not_found" | "expired" | "not_sent";

export type EntryKind = Entry["kind"];

/** What staff write on an order, and may write otherwise at any time. */
export type OrderDetails = Pick<Order, "invoiceId" | "memo" | "tags">;

/** A card as older entries hold it. */
export type OlderCard = Omit<CardDetails, "channel" | "networkReferences">;

/** A new order, without what is read from other tables. */
export type NewOrder = Omit<Order, "merchant" | keyof Buyer>;

export type EventAfterDecline = {
  status: "soft_declined" | "hard_declined" | "cancelled";
  /** The window of the declined card, with this decline counted. */
  window: (RetryWindow & { card: string }) | null;
  notBefore: Instant | null;
  plannedRetries: Instant[];
  barredCard: string | null;
};

/** An entry as stored in the log. `seq` counts within the order from 1. */
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

/** The events that begin with an entry. */
export function newEvents(entry: Entry): readonly BillingEvent[] {
  if (entry.kind === "events_scheduled") return entry.events;
  return entry.kind === "events_merged" ? [entry.into] : [];
}
