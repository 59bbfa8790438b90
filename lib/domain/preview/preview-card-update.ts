import { cardUpdateSum, oldestFirst, outstandingEvents, paymentAtGateway } from "../order/balance";
import type { BillingEvent } from "../order/billing-event";
import { mergedFacts } from "../order/card-facts";
import { cellFor, isStatusRefusal } from "../order/lifecycle";
import type { CardDetails, Order, OrderStatus } from "../order/order";
import type { Refusal } from "../order/refusal";
import { done, refused } from "../order/result";
import { openChangeset } from "../rules/changeset";
import { replaceCard } from "../rules/replace-card";
import { obstacleToCharge } from "../rules/start-payment";
import type { Instant } from "../value/calendar";
import { type Preview, type Previewed, previewOf } from "./preview";

/**
 * What any other card would collect at once: shown before a card is chosen or a link is sent, and to the customer.
 * An event at the gateway is included, because it may be declined before the update collects.
 */
export function previewCardUpdate(order: Order, now: Instant): Previewed<CardUpdatePreview> {
  const cell = cellFor(order, "replace_card");
  if (isStatusRefusal(cell)) return refused({ code: "status", reason: cell });
  const changes = openChangeset(order);
  changes.add({ kind: "card_registered", card: anyCard(now) });
  const sum = cardUpdateSum(order, now);
  replaceCard(changes, { cardId: ANY_CARD, citId: null, shownSum: sum }, { kind: "customer" }, now);
  const processing = order.events.filter((event) => event.status === "processing");
  const isWaiting = paymentAtGateway(order) !== null;
  const seen = previewOf(order, changes.order, now);
  return done({
    ...seen,
    events: oldestFirst([...outstandingEvents(order, now), ...processing]),
    sum,
    waitsForPayment: isWaiting,
    ifApproved: isWaiting ? null : (seen.ifApproved ?? changes.order.status),
  });
}

export type CardUpdatePreview = Preview & {
  /** The events that are merged and charged at once; none: the card is only replaced. */
  events: readonly BillingEvent[];
  sum: number;
  /** A payment is at the gateway: collecting and the status wait for its result. */
  waitsForPayment: boolean;
  ifApproved: OrderStatus | null;
};

/**
 * Why a card of the customer cannot collect at once what is outstanding, for example because of earlier declines;
 * null when it can, or nothing is outstanding.
 */
export function whyNotCollectedWith(order: Order, cardId: string, now: Instant): Refusal | null {
  const events = outstandingEvents(order, now);
  const [first] = events;
  if (!first || cardId === order.cardId) return null;
  return obstacleToCharge({ ...order, cardId }, { ...first, cardFacts: mergedFacts(events) }, now);
}

const ANY_CARD = "any-card";

/** An unknown card, without limits and bans of its own. */
function anyCard(now: Instant): CardDetails {
  return {
    id: ANY_CARD,
    brand: "",
    bin: "",
    last4: "",
    holder: "",
    expiryMonth: 12,
    expiryYear: 9999,
    citId: null,
    networkReferences: [],
    registeredAt: now,
    zuid: null,
    channel: null,
  };
}
