import type { Outcome } from "../decline/decline-codes";
import type { Instant } from "../value/calendar";
import type { Cause } from "./cause";

/** One scheduled payment of an order. */
export type BillingEvent = {
  /** Counted within the order, from 1. */
  readonly number: number;
  /** Counted within the merchant and given when the event is first stored; null only in a preview. */
  readonly spid: number | null;
  /**
   * Its position in the plan: instalment 1 to N, subscription cycle 1, 2, ...; null for merged and extra events.
   */
  readonly cycle: number | null;
  readonly scheduledAt: Instant;
  /** Minor units of the order's currency. */
  readonly amount: number;
  readonly status: EventStatus;
  /** When it was last approved or declined. */
  readonly executedAt: Instant | null;
  readonly attempts: number;
  /** It, or an event merged into it, was declined before. Once collected it counts as Recovered. */
  readonly wasDeclined: boolean;
  /** It was skipped before: of a subscription, its cycle is used up, and it never becomes the next payment again. */
  readonly wasSkipped: boolean;
  readonly decline: Decline | null;
  /** What is known about it for each card it was tried with. A card that is used again finds its own facts. */
  readonly cardFacts: readonly CardFacts[];
  /** Automatic retries still to come, ascending. */
  readonly plannedRetries: readonly Instant[];
  readonly wait: Wait | null;
  readonly technicalFailures: number;
  /** The request was wrong: nothing is sent again until staff act. */
  readonly held: boolean;
  readonly mergedInto: number | null;
};

export const eventStatuses = [
  "scheduled",
  "processing",
  "completed",
  "recovered",
  "soft_declined",
  "hard_declined",
  "skipped",
  "merged",
  "paused",
  "cancelled",
] as const;
export type EventStatus = (typeof eventStatuses)[number];

/** The last decline of an event. `schemeBan`: it was not sent, because a scheme rule forbids the card. */
export type Decline = {
  attempt: number | null;
  code: string;
  outcome: Outcome;
  reason: string;
  schemeBan: boolean;
};

/** Facts about an event *and* a card. */
export type CardFacts = {
  /** The card's fingerprint. */
  readonly card: string;
  readonly window: RetryWindow | null;
  /** Advice of a card scheme: no retry before this instant. */
  readonly notBefore: Instant | null;
  /** A hard decline: the event is never tried again with this card. */
  readonly barred: boolean;
};

/** The 30 days after a first soft decline, and the number of retries in them. */
export type RetryWindow = { startedAt: Instant; endsAt: Instant; retries: number };

/** Why a due event is not sent yet although nobody stopped it, and until when. */
export type Wait = {
  until: Instant;
  why: "technical" | "scheme_limit" | "retry_limit" | "advice";
  cause: Cause;
};

/** Events that may still be collected or given up. */
export function isOpen(event: BillingEvent): boolean {
  return ["scheduled", "processing", "soft_declined", "hard_declined", "paused"].includes(event.status);
}

export function isDeclined(event: BillingEvent): boolean {
  return event.status === "soft_declined" || event.status === "hard_declined";
}

export function isCollected(event: BillingEvent): boolean {
  return event.status === "completed" || event.status === "recovered";
}

/** Its date has passed and it is not being tried. Not a status: it depends on `now`. */
export function isOverdue(event: BillingEvent, now: Instant): boolean {
  return event.status === "scheduled" && event.scheduledAt <= now;
}

/** Declined or overdue: what a card update collects. */
export function isOutstanding(event: BillingEvent, now: Instant): boolean {
  return isDeclined(event) || isOverdue(event, now);
}

/** A new event that was not tried yet. */
export function newEvent(
  number: number,
  scheduledAt: Instant,
  amount: number,
  cycle: number | null,
): BillingEvent {
  return {
    number,
    spid: null,
    cycle,
    scheduledAt,
    amount,
    status: "scheduled",
    executedAt: null,
    attempts: 0,
    wasDeclined: false,
    wasSkipped: false,
    decline: null,
    cardFacts: [],
    plannedRetries: [],
    wait: null,
    technicalFailures: 0,
    held: false,
    mergedInto: null,
  };
}
