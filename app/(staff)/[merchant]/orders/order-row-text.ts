import { timeWords } from "@/components/ui/time";
import type { TimeWords } from "@/components/ui/time-in-words";
import { cardExpiryState } from "@/lib/domain/order/card";
import type { Order, OrderStatus, OrderType } from "@/lib/domain/order/order";
import { nextPayment } from "@/lib/domain/preview/next-automatic-step";
import { situationOf, urgency } from "@/lib/domain/preview/situation";
import type { FindingCode } from "@/lib/domain/preview/situation-findings";
import { brandName } from "@/lib/domain/value/brand-name";
import { type Instant, sayDay, sayInstant } from "@/lib/domain/value/calendar";
import { formatMoney } from "@/lib/domain/value/money";
import { typeNames } from "@/lib/domain/words/names";
import { sayCode, sayInShort, sayReason } from "@/lib/domain/words/situation-words";
import type { OrderFilter } from "@/lib/orders/filter";
import type { OrderRow } from "@/lib/orders/queries";
import { listHref } from "./list-href";
import { orderHref } from "./order-href";

/**
 * One order of the list as whoever looks at it reads it: words and numbers, no elements. A page of elements is several
 * times as long on its way to the browser.
 */
export type OrderRowText = Pick<
  OrderRow,
  "status" | "channel" | "invoiceId" | "currency" | "amount" | "netPaid" | "outstanding"
> & {
  /** "ZUID-1042" */
  id: string;
  href: string;
  /** "Insufficient funds": why it needs attention, or "" where it needs none. */
  reason: string;
  /** "2 of 15", of the payment whose time to be retried ends first. */
  retries: string;
  type: string;
  /** What its amount is, where no head of a column says so. */
  amountName: string;
  customer: { name: string; organisation: string };
  created: TimeWords;
  card: {
    brand: string;
    number: string;
    expiryMonth: number;
    expiryYear: number;
    expiryState: ReturnType<typeof cardExpiryState>;
  } | null;
  /** A payment whose time has passed is not coming: something holds it up. */
  next: (TimeWords & { isOverdue: boolean; isRetry: boolean }) | null;
  /** Who takes care of it. */
  owner: string;
  /** Each with the list narrowed to it. */
  tags: { tag: string; href: string }[];
  step: string;
};

/** `whole` is the order that the row is of, where what is stored with it does not say everything: see `isReadWhole`. */
export function orderRowText(
  row: OrderRow,
  whole: Order | null,
  filter: OrderFilter,
  view: RowView,
): OrderRowText {
  const { merchant, now, zone, cardZone } = view;
  const { zuid, customer, card, cause, retriesUsed, retriesLeft } = row;
  const next = nextOf(row, whole, view);
  return {
    id: `ZUID-${zuid}`,
    href: orderHref({ merchant: { code: merchant }, zuid }),
    status: row.status,
    reason: cause ? sayReason(cause, row.declineReason) : "",
    retries: retriesUsed === null ? "" : `${retriesUsed} of ${retriesUsed + (retriesLeft ?? 0)}`,
    type: typeNames[row.type],
    amountName: amountNames[row.type],
    channel: row.channel,
    invoiceId: row.invoiceId,
    customer: { name: customer.name, organisation: customer.organisation },
    created: { ...timeWords(row.createdAt, zone), here: sayDay(row.createdAt, zone) },
    card: card && {
      brand: brandName(card.brand),
      number: `•••• ${card.last4}`,
      expiryMonth: card.expiryMonth,
      expiryYear: card.expiryYear,
      expiryState: cardExpiryState(card, now, cardZone),
    },
    currency: row.currency,
    amount: row.amount,
    netPaid: row.netPaid,
    outstanding: row.outstanding,
    next: next && {
      ...timeWords(next.at, zone),
      here: inShort(next.at, now, zone),
      isOverdue: next.at <= now,
      isRetry: next.isRetry,
    },
    owner: (row.ownerId && view.staff.get(row.ownerId)) ?? "",
    tags: row.tags.map((tag) => ({ tag, href: listHref(merchant, { ...filter, tag, cursor: null }) })),
    step: whole ? sayInShort(situationOf(whole, now), { order: whole, now, zone }) : stepOf(row, next, zone),
  };
}

/** Whose orders, when they are looked at, in whose zone, and in which zone a card's month ends. */
export type RowView = {
  merchant: string;
  now: Instant;
  zone: string;
  cardZone: string;
  /** Nothing is collected for the merchant at all. */
  isStopped: boolean;
  /** Names of staff by their ids. */
  staff: ReadonlyMap<string, string>;
};

/** Whether the order itself has to be asked: what holds its next payment up, or what it waits for, is not stored. */
export function isReadWhole({ cause, status, nextAttemptAt }: OrderRow): boolean {
  if (cause !== null) return heldUp.includes(cause) || (nextAttemptAt !== null && mayHideBan.has(cause));
  return nextAttemptAt === null && (status === "active" || status === "failed" || status === "review");
}

/** More urgent than a ban of the card, which is not the cause then and stops what is planned all the same. */
const mayHideBan: ReadonlySet<FindingCode> = new Set(urgency.slice(0, urgency.indexOf("card_banned")));

const heldUp: readonly FindingCode[] = ["report_open", "result_unknown", "card_banned", "card_waits"];

function nextOf(row: OrderRow, whole: Order | null, { now, isStopped }: RowView) {
  if (whole) return nextPayment(whole, now);
  if (row.nextAttemptAt === null || isStopped) return null;
  return { at: row.nextAttemptAt, isRetry: row.nextAttemptIsRetry };
}

/** What has to be done, or what comes next, in a few words. */
function stepOf(
  { cause, status, outstanding, currency }: OrderRow,
  next: { at: Instant } | null,
  zone: string,
) {
  if (cause !== null) {
    const what = sayCode(cause);
    return outstanding > 0 ? `${formatMoney(outstanding, currency)} outstanding · ${what}` : what;
  }
  const calm = calmly[status];
  if (calm) return sayCode(calm);
  return next ? `Next ${sayDay(next.at, zone)}` : sayCode("nothing_scheduled");
}

const calmly: Partial<Record<OrderStatus, FindingCode>> = {
  draft: "draft",
  pending: "not_paid_yet",
  paused: "paused",
  cancelled: "cancelled",
  complete: "complete",
};

/** Of the present year the year is not said. */
function inShort(at: Instant, now: Instant, zone: string): string {
  const year = sayDay(now, zone).slice(-5);
  return sayInstant(at, zone).replace(`${year},`, ",");
}

const amountNames: Readonly<Record<OrderType, string>> = {
  single: "Total",
  instalment: "Total",
  subscription: "Per cycle",
  metered: "Collected and planned",
};
