import type { BillingEvent, CardFacts, RetryWindow } from "./billing-event";
import { normaliseFingerprint } from "./card";
import { withFacts } from "./card-facts";
import type { CardDetails, Channel, Order } from "./order";
import type { Entry, EventAfterDecline, OlderCard } from "./order-log";

/**
 * A billing event as a log entry holds it. Entries are never rewritten, and older ones hold one window for the
 * event, that of the card which was declined last.
 */
export function eventOfEntry(event: BillingEvent | OlderEvent): BillingEvent {
  if ("cardFacts" in event) return event;
  const { window, notBefore, barredCards, ...own } = event;
  const barred = barredCards.reduce<CardFacts[]>(
    (facts, card) => withFacts(facts, normaliseFingerprint(card), { barred: true }),
    [],
  );
  return { ...own, cardFacts: window ? withWindow(barred, window, notBefore) : barred };
}

/** What a decline leaves of an event with the card that it was tried with. */
export function factsAfter(facts: readonly CardFacts[], after: EventAfterDecline): readonly CardFacts[] {
  const { window, notBefore, barredCard } = after;
  const counted = window ? withWindow(facts, window, notBefore) : facts;
  return barredCard === null
    ? counted
    : withFacts(counted, normaliseFingerprint(barredCard), { barred: true });
}

/** A registered card. An older entry does not name its channel: it is that of the attempt that registered it. */
export function cardOfEntry(order: Order, card: CardDetails | OlderCard): CardDetails {
  return { channel: registeredOver(order, card.id), networkReferences: [], ...card };
}

/** The channel of a card that became the order's; null when it is not known. */
export function channelOfEntry(
  order: Order,
  { cardId, channel }: Extract<Entry, { kind: "card_replaced" }>,
): Channel | null {
  return channel === undefined ? registeredOver(order, cardId) : channel;
}

function registeredOver(order: Order, cardId: string): Channel | null {
  const registration = order.attempts.find(
    ({ state, answer }) => state === "approved" && answer?.registrationId === cardId,
  );
  return registration?.channel ?? null;
}

function withWindow(
  facts: readonly CardFacts[],
  { card, ...window }: CardWindow,
  notBefore: number | null,
): CardFacts[] {
  return withFacts(facts, normaliseFingerprint(card), { window, notBefore });
}

type CardWindow = RetryWindow & { card: string };

type OlderEvent = Omit<BillingEvent, "cardFacts"> & {
  window: CardWindow | null;
  notBefore: number | null;
  barredCards: readonly string[];
};
