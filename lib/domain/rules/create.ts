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
import type { DraftField, Refusal } from "../order/refusal";
import type { Instant, Interval } from "../value/calendar";
import type { Currency } from "../value/money";
import { LARGEST_AMOUNT } from "../value/money";
import { PLANNED_WITHIN } from "../value/timetable";
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
  const wrong = faultIn(draft, facts.merchant, facts.now);
  if (wrong) return { refusal: { code: "order_invalid", ...wrong } };
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
const MOST_LINES = 100;
const LONGEST_INTERVAL = 366;

/** What is wrong with a draft, and with which of its fields. */
export type DraftFault = { field: DraftField; line: number | null; what: string };

function faultIn(draft: OrderDraft, merchant: MerchantTerms, now: Instant): DraftFault | null {
  if (!merchant.currencies.includes(draft.currency))
    return fault(
      "currency",
      `New orders cannot be in ${draft.currency}. Settings say which currencies they have.`,
    );
  return faultInLines(draft) ?? faultInPlan(draft, now);
}

function faultInLines({ type, lines }: OrderDraft): DraftFault | null {
  if (!lines.length) return fault("product", "Add a product.");
  if (lines.length > MOST_LINES) return fault("product", `An order can have at most ${MOST_LINES} products.`);
  if ((type === "subscription" || type === "metered") && lines.length !== 1)
    return fault("product", "This order type can have one product only.");
  const faults = lines.map((line, i) => faultInLine(line, i));
  return faults.find((one) => one !== null) ?? null;
}

function faultInLine(line: OrderLine, index: number): DraftFault | null {
  const { quantity, price, discount, fee, initialDiscount, initialFee } = line;
  if (!Number.isSafeInteger(quantity) || quantity < 1)
    return fault("quantity", "The quantity must be at least 1.", index);
  const amounts = { price, discount, fee, initialDiscount, initialFee };
  for (const [name, amount] of Object.entries(amounts) as [keyof typeof amounts, number][]) {
    const field = name === "initialDiscount" ? "discount" : name === "initialFee" ? "fee" : name;
    if (!Number.isSafeInteger(amount) || amount > LARGEST_AMOUNT) return fault(field, TOO_LARGE, index);
    if (amount < 0) return fault(field, "The amount cannot be negative.", index);
  }
  const values = [lineAmount(line), firstLineAmount(line)];
  if (price * quantity > LARGEST_AMOUNT || values.some((value) => value > LARGEST_AMOUNT))
    return fault("price", TOO_LARGE, index);
  return values.some((value) => value < 0)
    ? fault("discount", "The discount is larger than the amount it reduces.", index)
    : null;
}

function faultInPlan(draft: OrderDraft, now: Instant): DraftFault | null {
  const { type, interval, parts, deposit, startAt } = draft;
  const value = orderValue(draft);
  if (deposit !== null && deposit < 0)
    return fault(
      "deposit",
      type === "instalment" ? "The deposit cannot be negative." : "The first payment cannot be negative.",
    );
  if ([value, initialAmountOf(draft)].some((sum) => !Number.isSafeInteger(sum) || sum > LARGEST_AMOUNT))
    return fault("price", TOO_LARGE, 0);
  if (type === "subscription" && value === 0) return fault("price", "A subscription needs a price.", 0);
  if (type === "instalment" && value === 0) return fault("price", "An instalment order needs a value.", 0);
  const isRepeated = type === "subscription" || type === "instalment";
  if (isRepeated && !interval) return fault("interval", "Choose an interval.");
  if (interval && !isWithin(interval.every, LONGEST_INTERVAL))
    return fault("interval", `The interval must be from 1 to ${LONGEST_INTERVAL}.`);
  if (isRepeated && startAt !== null && !(Number.isSafeInteger(startAt) && startAt > now))
    return fault("start", "Choose a date that is still ahead.");
  if (isRepeated && startAt !== null && startAt > now + PLANNED_WITHIN)
    return fault("start", "Choose a date within the next ten years.");
  if (type !== "instalment") return null;
  if (parts === null || !isWithin(parts, MOST_PARTS))
    return fault("parts", `The balance can be split into 1 to ${MOST_PARTS} payments.`);
  return value - (deposit ?? 0) < parts
    ? fault("deposit", "The balance is too small for this number of payments.")
    : null;
}

const TOO_LARGE = "The amount is too large.";

function isWithin(number: number, most: number): boolean {
  return Number.isSafeInteger(number) && number >= 1 && number <= most;
}

function fault(field: DraftField, what: string, line: number | null = null): DraftFault {
  return { field, line, what };
}
