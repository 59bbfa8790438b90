import { badText } from "../order/free-text";
import type {
  Actor,
  Buyer,
  Channel,
  InitialKind,
  MerchantTerms,
  OrderLine,
  OrderType,
  Plan,
} from "../order/order";
import type { NewOrder } from "../order/order-log";
import type { Refusal } from "../order/refusal";
import type { Instant, Interval } from "../value/calendar";
import type { Currency } from "../value/money";
import { LARGEST_AMOUNT } from "../value/money";
import type { Decided } from "./decided";
import { createdOrder } from "./evolve";

/** The input for a new order. Amounts in minor units. */
export type OrderDraft = {
  type: OrderType;
  currency: Currency;
  channel: Channel;
  origin: "UI" | "API";
  customerId: string;
  invoiceId: string;
  lines: readonly OrderLine[];
  /** For the first payment of a single order; the other types always debit. */
  initialKind: "debit" | "preauthorise";
  /** Instalment: the deposit. Metered: the first payment. Null: none; ignored for the other types. */
  deposit: number | null;
  /** Instalment: how many parts the balance is split into. */
  parts: number | null;
  interval: Interval | null;
  startAt: Instant | null;
  savesCard: boolean;
  memo: string;
  tags: readonly string[];
};

export type CreationFacts = {
  zuid: number;
  referenceKey: string;
  merchant: MerchantTerms;
  buyer: Buyer;
  createdBy: Actor;
  now: Instant;
};

/**
 * The first entry of a new order, or what is wrong with the draft. An order created over the API starts as Pending.
 */
export function createOrder(draft: OrderDraft, facts: CreationFacts): Decided | { refusal: Refusal } {
  const wrong = whatIsWrong(draft);
  if (wrong) return { refusal: { code: "order_invalid", what: wrong } };
  const badMemo = badText(draft.memo);
  if (badMemo) return { refusal: badMemo };
  const initialAmount = initialAmountOf(draft);
  const isPending = draft.origin === "API";
  const order: NewOrder = {
    zuid: facts.zuid,
    version: 1,
    referenceKey: facts.referenceKey,
    invoiceId: draft.invoiceId || `INV-${facts.zuid}`,
    type: draft.type,
    status: isPending ? "pending" : "draft",
    currency: draft.currency,
    channel: draft.channel,
    origin: draft.origin,
    createdAt: facts.now,
    createdBy: facts.createdBy,
    customerId: draft.customerId,
    lines: draft.lines,
    memo: draft.memo,
    tags: draft.tags,
    initialKind: initialKindOf(draft, initialAmount),
    initialAmount,
    savesCard: draft.savesCard,
    total: orderValue(draft),
    plan: planOf(draft),
    linkRequestedAt: isPending ? facts.now : null,
    activatedAt: null,
    anchorAt: null,
    pausedAt: null,
    pausedFrom: null,
    resumeAt: null,
    endedAt: null,
    cardId: null,
    cardSince: null,
    citId: null,
    pendingCollection: null,
    retryQueue: [],
    retryQueueActor: null,
    notices: {
      reminders: 0,
      lastReminderAt: null,
      renewalAnnounced: null,
      expiringAnnounced: null,
      expiredAnnounced: null,
    },
    events: [],
    attempts: [],
  };
  const entry = { kind: "order_created", order } as const;
  const after = createdOrder(entry, facts.merchant, facts.buyer);
  return { steps: [{ entry, before: null, after }], entries: [entry], order: after };
}

/** Price x quantity, less the discount, plus the fee: what one line is worth each time it is paid. */
export function lineAmount(line: OrderLine): number {
  return line.price * line.quantity - line.discount + line.fee;
}

/** A trial and a set-up fee concern the first payment only. */
export function firstLineAmount(line: OrderLine): number {
  return lineAmount(line) - line.initialDiscount + line.initialFee;
}

function orderValue(draft: OrderDraft): number {
  return draft.lines.reduce((sum, line) => sum + lineAmount(line), 0);
}

function initialAmountOf(draft: OrderDraft): number {
  if (draft.type === "single") return orderValue(draft);
  if (draft.type === "subscription") return draft.lines.reduce((sum, line) => sum + firstLineAmount(line), 0);
  return draft.deposit ?? 0;
}

function initialKindOf(draft: OrderDraft, initialAmount: number): InitialKind {
  if (initialAmount === 0) return "registration";
  return draft.type === "single" ? draft.initialKind : "debit";
}

function planOf(draft: OrderDraft): Plan | null {
  const { interval, startAt } = draft;
  if (!interval) return null;
  if (draft.type === "instalment" && draft.parts !== null)
    return { kind: "instalment", parts: draft.parts, interval, startAt };
  return draft.type === "subscription"
    ? { kind: "subscription", price: orderValue(draft), interval, startAt }
    : null;
}

const MOST_PARTS = 120;

function whatIsWrong(draft: OrderDraft): string | null {
  const { type, lines, interval, parts, deposit } = draft;
  const value = orderValue(draft);
  const first = initialAmountOf(draft);
  const amounts = [value, first, ...lines.flatMap((line) => [lineAmount(line), line.price, line.quantity])];
  if (!lines.length) return "Add a product.";
  if (lines.length > 100) return "An order can have at most 100 products.";
  if ((type === "subscription" || type === "metered") && lines.length !== 1)
    return "This order type can have one product only.";
  if (lines.some((line) => !Number.isSafeInteger(line.quantity) || line.quantity < 1))
    return "The quantity must be at least 1.";
  if (deposit !== null && deposit < 0)
    return type === "instalment"
      ? "The deposit cannot be negative."
      : "The first payment cannot be negative.";
  if (amounts.some((amount) => !Number.isSafeInteger(amount) || amount > LARGEST_AMOUNT))
    return "An amount is too large.";
  if (amounts.some((amount) => amount < 0)) return "A discount is larger than the amount it reduces.";
  if (type === "subscription" && value === 0) return "A subscription needs a price.";
  if (type === "instalment" && value === 0) return "An instalment order needs a value.";
  if ((type === "subscription" || type === "instalment") && !interval) return "Choose an interval.";
  if (interval && (!Number.isSafeInteger(interval.every) || interval.every < 1 || interval.every > 366))
    return "The interval must be from 1 to 366.";
  if (type !== "instalment") return null;
  if (parts === null || !Number.isSafeInteger(parts) || parts < 1 || parts > MOST_PARTS)
    return `The balance can be split into 1 to ${MOST_PARTS} payments.`;
  if (value - (deposit ?? 0) < parts) return "The balance is too small for this number of payments.";
  return null;
}
