import { Temporal } from "temporal-polyfill";
import { DAY } from "./calendar";
import type { Attempt, Buyer, Card, CardUse, Instant, Order } from "./order";
import { type SchemeStanding, schemeStanding } from "./scheme";

/**
 * What the card schemes call the same card: brand, BIN, last four and expiry. Two registrations of
 * one card share their limits and bans. (The customer is fixed by the wallet it is read from.)
 */
export function fingerprint(
  card: Pick<Card, "brand" | "bin" | "last4" | "expiryMonth" | "expiryYear">,
): string {
  return `${card.brand}|${card.bin}|${card.last4}|${card.expiryMonth}/${card.expiryYear}`;
}

/** What this very card was charged, over all orders of the merchant. */
function usesOf(order: Buyer, card: Card): CardUse[] {
  const print = fingerprint(card);
  return order.cardUses.filter((use) => use.card === print);
}

/**
 * Where a card stands with its scheme for a charge that the merchant initiates. What the customer tries is counted
 * apart by Visa, and does not bind the merchant.
 */
export function standingWithScheme(order: Buyer, card: Card, now: Instant): SchemeStanding {
  const { ban, limits } = schemeStanding(card.brand, usesOf(order, card), now);
  return { ban, limits: limits.filter(({ id }) => id !== "visa_customer_reattempts") };
}

/** The card that an attempt was made with, as far as it is known: not every card that is charged is stored. */
export function cardOfAttempt(order: Buyer, { cardId, answer }: Attempt): ChargedCard | null {
  const stored = order.wallet.find((card) => card.id === (cardId ?? answer?.registrationId));
  if (stored) return stored;
  return answer?.card && answer.brand ? { ...answer.card, brand: answer.brand } : null;
}

type ChargedCard = Pick<Card, "brand" | "bin" | "last4" | "expiryMonth" | "expiryYear">;

export function currentCard(order: Order): Card | null {
  return order.wallet.find((card) => card.id === order.cardId) ?? null;
}

/** The first instant at which the card is no longer good: the month after its expiry begins. */
export function expiresAt(card: Pick<Card, "expiryMonth" | "expiryYear">, timeZone: string): Instant {
  return monthOfExpiry(card, timeZone).endsAt;
}

/** A card is said to expire soon for this long before it does. */
export const EXPIRES_SOON_DAYS = 45;

/** How long the card is still good. */
export function cardStanding(
  card: Pick<Card, "expiryMonth" | "expiryYear">,
  now: Instant,
  timeZone: string,
): "good" | "expiring" | "expired" {
  const at = expiresAt(card, timeZone);
  if (at <= now) return "expired";
  return at <= now + EXPIRES_SOON_DAYS * DAY ? "expiring" : "good";
}

/** The months of expiry of the cards that expire soon, from the first to before the second; those before expired. */
export function expiringCards(now: Instant, timeZone: string) {
  const monthAt = (at: Instant) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  return { from: monthAt(now), before: monthAt(now + EXPIRES_SOON_DAYS * DAY) };
}

/** Whether a card of the wallet may still be chosen: nobody forgot it, and its month has not ended. */
export function cardState(card: Card, timeZone: string, now: Instant): Card["state"] {
  if (card.state !== "usable") return card.state;
  return expiresAt(card, timeZone) <= now ? "expired" : "usable";
}

/** The 15th of the month before the month of expiry, 09:00: when its holder is told. */
export function expiryNoticeAt(card: Pick<Card, "expiryMonth" | "expiryYear">, timeZone: string): Instant {
  return monthOfExpiry(card, timeZone).noticeAt;
}

/** "VISA •••• 4242" */
export function cardName(card: Pick<Card, "brand" | "last4">): string {
  return `${card.brand} •••• ${card.last4}`;
}

/** Asked at every change of an order, and always of the same few months. */
function monthOfExpiry(
  { expiryMonth, expiryYear }: Pick<Card, "expiryMonth" | "expiryYear">,
  timeZone: string,
) {
  const key = `${expiryYear}-${expiryMonth} ${timeZone}`;
  const known = monthsKnown.get(key);
  if (known) return known;
  const first = Temporal.PlainDate.from({ year: expiryYear, month: expiryMonth, day: 1 });
  const month = {
    noticeAt: first
      .subtract({ months: 1 })
      .with({ day: 15 })
      .toZonedDateTime({ timeZone, plainTime: "09:00" }).epochMilliseconds,
    endsAt: first.add({ months: 1 }).toZonedDateTime(timeZone).epochMilliseconds,
  };
  if (monthsKnown.size >= MOST_MONTHS) monthsKnown.clear();
  monthsKnown.set(key, month);
  return month;
}

const monthsKnown = new Map<string, { noticeAt: Instant; endsAt: Instant }>();
const MOST_MONTHS = 5_000;
