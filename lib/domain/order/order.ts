import type { Outcome } from "../decline/decline-codes";
import type { GatewayAnswer, NetworkReference, PaymentType } from "../decline/gateway-answer";
import type { CardAttempt } from "../decline/scheme";
import type { Instant, Interval } from "../value/calendar";
import type { Currency } from "../value/money";
import type { BillingEvent } from "./billing-event";
import type { Cause } from "./cause";

/**
 * One customer's purchase as the rules see it: what was agreed, what is scheduled, what was tried.
 *
 * An order is changed only by `evolve`. Its merchant and its buyer are facts that the order is judged
 * by but does not own; they are read with it and never written with it.
 */
export type Order = Buyer & {
  readonly merchant: MerchantTerms;

  readonly zuid: number;
  /** Counts the log entries; a form that was drawn from an older version is asked again. */
  readonly version: number;
  /** Random, so that references stay unique at the gateway even after a database is made anew. */
  readonly referenceKey: string;
  readonly invoiceId: string;
  readonly type: OrderType;
  readonly status: OrderStatus;
  readonly currency: Currency;
  /** That of its card's registration, or of its first payment; until then the one that it was created for. */
  readonly channel: Channel;
  readonly origin: "UI" | "API";
  readonly createdAt: Instant;
  readonly createdBy: Actor;
  readonly customerId: string;
  readonly lines: readonly OrderLine[];
  readonly memo: string;
  readonly tags: readonly string[];

  readonly initialKind: InitialKind;
  /** Deposit, first period or full amount, in minor units; 0 asks for a registration only. */
  readonly initialAmount: number;
  readonly savesCard: boolean;
  /** The order's value, in minor units: what an instalment or single order has to collect. */
  readonly total: number;
  readonly plan: Plan | null;

  /** When the payment link was last asked for: a Pending order's timer. */
  readonly linkRequestedAt: Instant | null;
  readonly activatedAt: Instant | null;
  /** The date that all cycle dates are counted from: the first billing event's. */
  readonly anchorAt: Instant | null;
  readonly pausedAt: Instant | null;
  /** `owing`: its automatic retries ended, and the merchant pauses orders for that. Paid, it goes on by itself. */
  readonly pausedFrom: "active" | "failed" | "owing" | null;
  readonly resumeAt: Instant | null;
  readonly endedAt: Instant | null;

  readonly cardId: string | null;
  readonly cardSince: Instant | null;
  /** standingInstruction.initialTransactionId of the first approval with the current card. */
  readonly citId: string | null;
  /** A replaced card's collection that has not started: it waits for a running payment or for a yes. */
  readonly pendingCollection: PendingCollection | null;
  /** Events that staff asked to retry one after another and that are still to be tried. */
  readonly retryQueue: readonly number[];
  readonly retryQueueActor: Actor | null;

  readonly notices: Notices;
  readonly events: readonly BillingEvent[];
  readonly attempts: readonly Attempt[];
};

export const orderTypes = ["single", "instalment", "subscription", "metered"] as const;
export type OrderType = (typeof orderTypes)[number];

export const orderStatuses = [
  "draft",
  "pending",
  "rejected",
  "active",
  "failed",
  "suspended",
  "paused",
  "review",
  "cancelled",
  "complete",
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

export const channels = ["ECOM", "MOTO"] as const;
export type Channel = (typeof channels)[number];
export type InitialKind = "debit" | "preauthorise" | "registration";

export type Actor =
  | { kind: "user"; id: string; name: string }
  | { kind: "customer" }
  | { kind: "system" }
  | { kind: "api"; name: string };

/** What time and the gateway cause is done by nobody in particular. */
export const SYSTEM: Actor = { kind: "system" };

/** One product on an order. Amounts in minor units, discount and fee per line. */
export type OrderLine = {
  productId: string | null;
  name: string;
  quantity: number;
  price: number;
  discount: number;
  fee: number;
  /** A trial: taken off the initial payment only. */
  initialDiscount: number;
  /** A set-up fee: added to the initial payment only. */
  initialFee: number;
  /** Tax included in the price, in hundredths of a per cent. Shown, never added. */
  taxBasisPoints: number;
};

export type Plan =
  | { kind: "instalment"; parts: number; interval: Interval; startAt: Instant | null }
  | { kind: "subscription"; price: number; interval: Interval; startAt: Instant | null };

/** What a merchant has set, as far as the rules ask for it. */
export type MerchantTerms = {
  code: string;
  name: string;
  /** IANA name; calendar steps and card expiry are counted in it. */
  timeZone: string;
  mode: "live" | "sandbox";
  autoRetry: boolean;
  /** Days after the first soft decline, as `areRetryDays` allows them. */
  autoRetryDays: readonly number[];
  /** Retries go at 07:00, on a usual payday where one is near. */
  timedForPaydays: boolean;
  /** What becomes of an order after the last automatic retry. */
  endAction: EndAction;
  /** Minor units, 0 to 0.99: what a card registration pre-authorises and reverses. */
  defaultInitialAmount: number;
  /** Days after the link on which a Pending order's customer is reminded, at most three. */
  reminderDays: readonly number[];
  accounts: Record<Channel, string>;
  /** The gateway refuses this merchant's configuration: nothing is sent but one probe an hour. */
  isStopped: boolean;
};

export const endActions = ["go_on", "suspend", "pause", "complete"] as const;
export type EndAction = (typeof endActions)[number];

/** What is known of whoever buys. */
export type Buyer = {
  readonly wallet: readonly Card[];
  /** What the customer's cards were charged over all orders of the merchant, stored or not, for the scheme rules. */
  readonly cardUses: readonly CardUse[];
};

/** `card` is its fingerprint: the schemes know no registrations. */
export type CardUse = CardAttempt & { card: string };

/** A card registered at the gateway. Its id is the gateway's registration id. */
export type Card = {
  id: string;
  brand: string;
  bin: string;
  last4: string;
  holder: string;
  expiryMonth: number;
  expiryYear: number;
  /** The customer-initiated transaction that later charges with this card name. */
  citId: string | null;
  /** What its network calls its first payment; later charges name it. */
  networkReferences: readonly NetworkReference[];
  registeredAt: Instant;
  /** The order it was registered through. */
  zuid: number | null;
  /** What it was registered over: at the gateway it belongs to that channel's entity. null: not known. */
  channel: Channel | null;
  state: "usable" | "forgotten" | "expired";
  preferred: boolean;
};

export type CardDetails = Omit<Card, "state" | "preferred">;

/** prepared: a checkout stands open. sent, unknown: at the gateway. The rest is settled. */
export const attemptStates = [
  "prepared",
  "sent",
  "unknown",
  "approved",
  "declined",
  "abandoned",
  "duplicate",
] as const;
export type AttemptState = (typeof attemptStates)[number];

export const purposes = [
  "initial",
  "card_update",
  "event",
  "charge_now",
  "capture",
  "refund",
  "reversal",
  "reported",
] as const;
type Purpose = (typeof purposes)[number];

/** One request that can move or hold money, and its result: a transaction. */
export type Attempt = {
  /** Counted within the order, from 1. */
  number: number;
  /** merchantTransactionId: unique for ever, written before anything is sent. */
  reference: string;
  purpose: Purpose;
  type: PaymentType;
  cause: Cause;
  actor: Actor;
  channel: Channel;
  /** The gateway entity it is sent to; a query needs the same one. */
  account: string;
  recurrence: "initial" | "repeated";
  event: number | null;
  /** The event's status before the attempt: a request that reached nobody gives it back. */
  eventWas: BillingEvent["status"] | null;
  /** The event had been declined with this card before: the card schemes count this one as a reattempt. */
  reattempt: boolean;
  amount: number;
  cardId: string | null;
  /** The attempt that is captured, refunded or reversed. */
  refersTo: number | null;
  /** For a card update: the sum that the page showed. */
  shownSum: number | null;
  note: string;
  state: AttemptState;
  startedAt: Instant;
  settledAt: Instant | null;
  outcome: Outcome | null;
  answer: GatewayAnswer | null;
  /** What the gateway said of it that does not fit; absent: nothing. */
  reports?: readonly Report[];
};

/** A report that does not fit: it is `open` until somebody books it as what it is, or closes it with a reason. */
export type Report = {
  answer: GatewayAnswer;
  why: string;
  at: Instant;
  state: "open" | "booked" | "closed";
  /** Why it was closed. */
  reason: string;
};

/** `awaits`: a running payment's result, or a yes to a sum that grew since it was shown. */
export type PendingCollection = { awaits: "payment" | "confirmation"; shownSum: number; actor: Actor };

/** A coming payment as the customer was told of it: when one of these changes, it is told again. */
export type ToldPayment = { event: number; scheduledAt: Instant; amount: number };

/** What customers have been told because time passed, so that nobody is told twice. */
export type Notices = {
  reminders: number;
  lastReminderAt: Instant | null;
  /** The payment that the customer was told of; a bare event number where the rest was not kept yet. */
  renewalAnnounced: ToldPayment | number | null;
  expiringAnnounced: string | null;
  expiredAnnounced: string | null;
};
