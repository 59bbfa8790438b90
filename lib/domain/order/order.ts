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
 * Only `evolve` changes an order. The rules also read its merchant and its buyer; those are loaded with it and
 * never written with it.
 */
export type Order = Buyer & {
  readonly merchant: MerchantTerms;

  readonly zuid: number;
  /** The number of log entries. A form that was drawn from an older version is refused as stale. */
  readonly version: number;
  /** Random, so that references stay unique at the gateway even when a database is created again. */
  readonly referenceKey: string;
  readonly invoiceId: string;
  readonly type: OrderType;
  readonly status: OrderStatus;
  readonly currency: Currency;
  /** The channel of its card's registration, or of its first payment; before that, the one it was created for. */
  readonly channel: Channel;
  readonly origin: "UI" | "API";
  readonly createdAt: Instant;
  readonly createdBy: Actor;
  readonly customerId: string;
  readonly lines: readonly OrderLine[];
  readonly memo: string;
  readonly tags: readonly string[];

  readonly initialKind: InitialKind;
  /** Deposit, first period or full amount, in minor units; 0 only registers a card. */
  readonly initialAmount: number;
  readonly savesCard: boolean;
  /** The order's value, in minor units: what an instalment or single order has to collect. */
  readonly total: number;
  readonly plan: Plan | null;

  /** When the payment link was last requested: a Pending order's reminders count from it. */
  readonly linkRequestedAt: Instant | null;
  readonly activatedAt: Instant | null;
  /** The date of the first billing event, from which all cycle dates are counted. */
  readonly anchorAt: Instant | null;
  readonly pausedAt: Instant | null;
  /**
   * `owing`: its automatic retries ended and the merchant pauses orders for that. It resumes automatically when
   * paid.
   */
  readonly pausedFrom: "active" | "failed" | "owing" | null;
  readonly resumeAt: Instant | null;
  readonly endedAt: Instant | null;

  readonly cardId: string | null;
  readonly cardSince: Instant | null;
  /** What later charges name: the first approved payment with the current card (customer-initiated transaction, CIT). */
  readonly citId: string | null;
  /**
   * A collection with a replaced card that has not started: it waits for a running payment or for a confirmation.
   */
  readonly pendingCollection: PendingCollection | null;
  /** Events that staff asked to retry in sequence and that are still to be tried. */
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

/** The actor of changes that time or the gateway cause. */
export const SYSTEM: Actor = { kind: "system" };

/** One product on an order. Amounts in minor units, discount and fee per line. */
export type OrderLine = {
  productId: string | null;
  name: string;
  quantity: number;
  price: number;
  discount: number;
  fee: number;
  /** A trial: subtracted from the initial payment only. */
  initialDiscount: number;
  /** A set-up fee: added to the initial payment only. */
  initialFee: number;
  /** Tax included in the price, in hundredths of a per cent. Shown, never added. */
  taxBasisPoints: number;
};

export type Plan =
  | { kind: "instalment"; parts: number; interval: Interval; startAt: Instant | null }
  | {
      kind: "subscription";
      price: number;
      interval: Interval;
      startAt: Instant | null;
      /** A price that was announced, and the first day of the cycles that cost it. */
      later?: { price: number; from: Instant };
    };

/** The merchant's settings that the rules read. */
export type MerchantTerms = {
  code: string;
  name: string;
  /** IANA name. Calendar dates and card expiry are computed in it. */
  timeZone: string;
  mode: "live" | "sandbox";
  autoRetry: boolean;
  /** Days after the first soft decline, as `areRetryDays` allows them. */
  autoRetryDays: readonly number[];
  /** Retries are sent at 07:00, on a usual payday where one is near. */
  timedForPaydays: boolean;
  /** What happens to an order after the last automatic retry. */
  endAction: EndAction;
  /** Minor units, 0 to 0.99: the amount that is authorised and reversed to register a card. */
  defaultInitialAmount: number;
  /** Days after the link on which a Pending order's customer is reminded, at most three. */
  reminderDays: readonly number[];
  accounts: Record<Channel, string>;
  /** What new orders may be in; one that runs keeps its own. */
  currencies: readonly Currency[];
  /** What new cards are taken over; a card that was registered before keeps its own. */
  channels: readonly Channel[];
  /** The gateway refuses this merchant's configuration: nothing is sent except one probe an hour. */
  isStopped: boolean;
};

export const endActions = ["go_on", "suspend", "pause", "complete"] as const;
export type EndAction = (typeof endActions)[number];

/** What is known about the customer. */
export type Buyer = {
  readonly wallet: readonly Card[];
  /** Charges of the customer's cards over all orders of the merchant, stored cards or not, for the scheme rules. */
  readonly cardUses: readonly CardUse[];
};

/** `card` is the fingerprint: the schemes do not know registrations. */
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
  /** The network's references of its first payment; later charges name them. */
  networkReferences: readonly NetworkReference[];
  registeredAt: Instant;
  /** The order it was registered through. */
  zuid: number | null;
  /** The channel it was registered over: at the gateway it belongs to that channel's account. null: not known. */
  channel: Channel | null;
  /** `forgotten`: the gateway deleted it. `removed`: staff took it out of the wallet; orders that have it go on. */
  state: "usable" | "forgotten" | "removed" | "expired";
  preferred: boolean;
};

export type CardDetails = Omit<Card, "state" | "preferred">;

/** `prepared`: a checkout is open. `sent`, `unknown`: at the gateway. All others are settled. */
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
  /** Our own name for it at the gateway: unique for ever, written before anything is sent. */
  reference: string;
  purpose: Purpose;
  type: PaymentType;
  cause: Cause;
  actor: Actor;
  channel: Channel;
  /** The merchant's account at the gateway that it is sent to; a query needs the same one. */
  account: string;
  recurrence: "initial" | "repeated";
  event: number | null;
  /** The event's status before the attempt, restored when the request reached nobody. */
  eventWas: BillingEvent["status"] | null;
  /** The event was declined with this card before: the card schemes count the attempt as a reattempt. */
  reattempt: boolean;
  amount: number;
  cardId: string | null;
  /** The attempt that is captured, refunded or reversed. */
  refersTo: number | null;
  /** For a card update: the sum that was shown. */
  shownSum: number | null;
  note: string;
  state: AttemptState;
  startedAt: Instant;
  settledAt: Instant | null;
  outcome: Outcome | null;
  answer: GatewayAnswer | null;
  /** Gateway reports that do not match it; absent: none. */
  reports?: readonly Report[];
  /** How it ended as someone found out elsewhere, while the gateway does not say it; absent: nobody has. */
  evidence?: Evidence;
};

export const evidenceOutcomes = ["charged", "not_charged"] as const;

/** `reference`: where it can be seen, such as the bank's or the acquirer's own number. */
export type Evidence = {
  outcome: (typeof evidenceOutcomes)[number];
  reference: string;
  reason: string;
  by: Actor;
  at: Instant;
};

/** A gateway report that does not match its attempt. It is `open` until staff book it or close it with a reason. */
export type Report = {
  answer: GatewayAnswer;
  why: string;
  at: Instant;
  state: "open" | "booked" | "closed";
  /** Why it was closed. */
  reason: string;
};

/** `awaits`: the result of a running payment, or confirmation of a sum that has grown since it was shown. */
export type PendingCollection = { awaits: "payment" | "confirmation"; shownSum: number; actor: Actor };

/** An upcoming payment as the customer was told of it. When a field changes, the customer is told again. */
export type AnnouncedPayment = { event: number; scheduledAt: Instant; amount: number };

/** Which notices the customer has had, so that none is sent twice. */
export type Notices = {
  reminders: number;
  lastReminderAt: Instant | null;
  /** The payment in the last renewal notice; in older data only its event number. */
  renewalAnnounced: AnnouncedPayment | number | null;
  expiringAnnounced: string | null;
  expiredAnnounced: string | null;
};
