import { timeWords } from "@/components/ui/time";
import type { TimeWords } from "@/components/ui/time-in-words";
import { cardExpiryState } from "@/lib/domain/order/card";
import type { Order, OrderType } from "@/lib/domain/order/order";
import { nextPayment } from "@/lib/domain/preview/next-automatic-step";
import { situationOf } from "@/lib/domain/preview/situation";
import { brandName } from "@/lib/domain/value/brand-name";
import type { Instant } from "@/lib/domain/value/calendar";
import { statusNames, typeNames } from "@/lib/domain/words/names";
import { sayInShort, sayWhy } from "@/lib/domain/words/situation-words";
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
  /** "Failed · Retry planned": its status in words, and why it needs a person where it does. */
  standing: string;
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
  /** Each with the list narrowed to it. */
  tags: { tag: string; href: string }[];
  step: string;
};

/** `whole` is the order that the row is of; null when it is gone by now. */
export function orderRowText(
  order: OrderRow,
  whole: Order | null,
  filter: OrderFilter,
  { merchant, now, zone, cardZone }: View,
): OrderRowText {
  const { zuid, customer, card } = order;
  const situation = whole && situationOf(whole, now);
  const next = whole && nextPayment(whole, now);
  return {
    id: `ZUID-${zuid}`,
    href: orderHref({ merchant: { code: merchant }, zuid }),
    status: order.status,
    standing: [statusNames[order.status], situation ? sayWhy(situation) : ""].filter(Boolean).join(" · "),
    type: typeNames[order.type],
    amountName: amountNames[order.type],
    channel: order.channel,
    invoiceId: order.invoiceId,
    customer: { name: customer.name, organisation: customer.organisation },
    created: timeWords(order.createdAt, zone),
    card: card && {
      brand: brandName(card.brand),
      number: `•••• ${card.last4}`,
      expiryMonth: card.expiryMonth,
      expiryYear: card.expiryYear,
      expiryState: cardExpiryState(card, now, cardZone),
    },
    currency: order.currency,
    amount: order.amount,
    netPaid: order.netPaid,
    outstanding: order.outstanding,
    next: next && { ...timeWords(next.at, zone), isOverdue: next.at <= now, isRetry: next.isRetry },
    tags: order.tags.map((tag) => ({ tag, href: listHref(merchant, { ...filter, tag, cursor: null }) })),
    step: whole && situation ? sayInShort(situation, { order: whole, now, zone }) : "",
  };
}

/** Whose orders, when they are looked at, in whose zone, and in which zone a card's month ends. */
type View = { merchant: string; now: Instant; zone: string; cardZone: string };

const amountNames: Readonly<Record<OrderType, string>> = {
  single: "Total",
  instalment: "Total",
  subscription: "Per cycle",
  metered: "Collected and planned",
};
