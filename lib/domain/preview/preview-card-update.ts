import { cardUpdateSum, oldestFirst, outstandingEvents, paymentAtGateway } from "../order/balance";
import type { BillingEvent } from "../order/billing-event";
import { mergedFacts } from "../order/card-facts";
import { cellFor, isStatusRefusal } from "../order/lifecycle";
import type { CardDetails, Order, OrderStatus } from "../order/order";
import type { Refusal } from "../order/refusal";
import { openChangeset } from "../rules/changeset";
import { replaceCard } from "../rules/replace-card";
import { obstacleToCharge } from "../rules/start-payment";
import type { Instant } from "../value/calendar";
import { type Preview, previewOf } from "./preview";

/**
 * What another card would collect at once, whichever card it is: shown before a card is chosen or a
 * link is sent, and to the customer. While a payment is at the gateway its event is counted in, as
 * it may be declined before the update collects.
 */
export function previewCardUpdate(order: Order, now: Instant): { refusal: Refusal } | CardUpdatePreview {
  const cell = cellFor(order, "replace_card");
  if (isStatusRefusal(cell)) return { refusal: { code: "status", reason: cell } };
  const changes = openChangeset(order);
  changes.add({ kind: "card_registered", card: anyCard(now) });
  const sum = cardUpdateSum(order, now);
  replaceCard(changes, { cardId: ANY_CARD, citId: null, shownSum: sum }, { kind: "customer" }, now);
  const processing = order.events.filter((event) => event.status === "processing");
  const isWaiting = paymentAtGateway(order) !== null;
  const seen = previewOf(order, changes.order, now);
  return {
    ...seen,
    events: oldestFirst([...outstandingEvents(order, now), ...processing]),
    sum,
    waitsForPayment: isWaiting,
    ifApproved: isWaiting ? null : (seen.ifApproved ?? changes.order.status),
  };
}

export type CardUpdatePreview = Preview & {
  /** What is merged and charged at once; nothing: the card is only replaced. */
  events: readonly BillingEvent[];
  sum: number;
  /** A payment is at the gateway: collecting waits for its result, and so does the status. */
  waitsForPayment: boolean;
  ifApproved: OrderStatus | null;
};

/**
 * What stands against collecting at once with a card that the customer has already, which may have a past with what is
 * outstanding; null when nothing does, or nothing is outstanding.
 */
export function whyNotCollectedWith(order: Order, cardId: string, now: Instant): Refusal | null {
  const events = outstandingEvents(order, now);
  const [first] = events;
  if (!first || cardId === order.cardId) return null;
  return obstacleToCharge({ ...order, cardId }, { ...first, cardFacts: mergedFacts(events) }, now);
}

const ANY_CARD = "any-card";

/** A card that nobody has: no limit and no ban is its own. */
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
