import type { BillingEvent, CardFacts, RetryWindow } from "./billing-event";
import { normaliseFingerprint } from "./card";
import { factsWith, withFacts } from "./card-facts";
import type { CardDetails, Channel, Order } from "./order";
import type { Entry, EventAfterDecline, OlderCard } from "./order-log";

/**
 * Reads a billing event of a log entry. Entries are never rewritten; older ones hold one retry window for the
 * event, that of the card that was declined last.
 */
export function eventOfEntry(event: BillingEvent | OlderEvent): BillingEvent {
  if ("cardFacts" in event) return { ...event, wasSkipped: event.wasSkipped ?? false };
  const { window, notBefore, barredCards, ...own } = event;
  const barred = barredCards.reduce<CardFacts[]>(
    (facts, card) => withFacts(facts, normaliseFingerprint(card), { barred: true }),
    [],
  );
  return { ...own, wasSkipped: false, cardFacts: window ? withWindow(barred, window, notBefore) : barred };
}

/** The card facts of an event after a decline. */
export function factsAfter(facts: readonly CardFacts[], after: EventAfterDecline): readonly CardFacts[] {
  const { window, notBefore, barredCard } = after;
  const counted = window ? withWindow(facts, window, notBefore) : facts;
  return barredCard === null
    ? counted
    : withFacts(counted, normaliseFingerprint(barredCard), { barred: true });
}

/**
 * An approval in the card's window counts as a retry. An older entry names no card: it was the one declined last.
 */
export function countRetry(
  event: BillingEvent,
  { at, card: charged }: Extract<Entry, { kind: "payment_approved" }>,
  lastDeclined: string | null,
): readonly CardFacts[] {
  const card = charged === undefined ? lastDeclined : charged;
  const { window } = factsWith(event, card);
  if (card === null || !window || at >= window.endsAt) return event.cardFacts;
  return withFacts(event.cardFacts, card, { window: { ...window, retries: window.retries + 1 } });
}

/**
 * Reads a registered card. An older entry does not name the channel: it is that of the attempt that registered the
 * card.
 */
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

type OlderEvent = Omit<BillingEvent, "cardFacts" | "wasSkipped"> & {
  window: CardWindow | null;
  notBefore: number | null;
  barredCards: readonly string[];
};
