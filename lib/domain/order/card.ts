import { Temporal } from "temporal-polyfill";
import { type SchemeRestrictions, schemeOf, schemeRestrictions } from "../decline/scheme";
import { brandName } from "../value/brand-name";
import { DAY, type Instant } from "../value/calendar";
import { EXPIRES_SOON_DAYS } from "../value/timetable";
import type { Attempt, Buyer, Card, CardUse, Channel, Order } from "./order";

/**
 * Identifies a card as the schemes do: brand, BIN, last four digits and expiry. Two registrations of one card share
 * their limits and bans. (The wallet it is read from belongs to one customer.)
 *
 * Spellings of the gateway are normalised: of the BIN, sent with six or eight digits, the first six count; of a
 * brand (VISA, VISADEBIT) its scheme counts.
 */
export function fingerprint({ brand, bin, last4, expiryMonth, expiryYear }: ChargedCard): string {
  const year = expiryYear < 100 ? 2_000 + expiryYear : expiryYear;
  return [brandOf(brand), bin.slice(0, 6), last4.padStart(4, "0"), `${expiryMonth}/${year}`].join("|");
}

/** Brings a stored fingerprint, taken before spellings were normalised, to today's form. */
export function normaliseFingerprint(print: string): string {
  const [brand = "", bin = "", last4 = "", expiry = ""] = print.split("|");
  const [month, year] = expiry.split("/").map(Number);
  if (!brand || !month || !year) return print;
  return fingerprint({ brand, bin, last4, expiryMonth: month, expiryYear: year });
}

function brandOf(brand: string): string {
  const scheme = schemeOf(brand);
  return (scheme && schemeBrands[scheme]) ?? brand.trim().toUpperCase();
}

const schemeBrands: Readonly<Record<string, string | undefined>> = { visa: "VISA", mastercard: "MASTER" };

/** Charges of this card, over all orders of the merchant. */
function usesOf(order: Buyer, card: Card): CardUse[] {
  const print = fingerprint(card);
  return order.cardUses.filter((use) => use.card === print);
}

/**
 * The scheme's ban and limits for a charge that the merchant initiates. Attempts by the customer are counted
 * separately by Visa and do not limit the merchant.
 */
export function cardRestrictions(order: Buyer, card: Card, now: Instant): SchemeRestrictions {
  const { ban, limits } = schemeRestrictions(card.brand, usesOf(order, card), now);
  return { ban, limits: limits.filter(({ id }) => id !== "visa_customer_reattempts") };
}

/** The card of an attempt, as far as it is known: not every charged card is stored. */
export function cardOfAttempt(order: Buyer, { cardId, answer }: Attempt): ChargedCard | null {
  const stored = order.wallet.find((card) => card.id === (cardId ?? answer?.registrationId));
  if (stored) return stored;
  return answer?.card && answer.brand ? { ...answer.card, brand: answer.brand } : null;
}

type ChargedCard = Pick<Card, "brand" | "bin" | "last4" | "expiryMonth" | "expiryYear">;

export function currentCard(order: Order): Card | null {
  return order.wallet.find((card) => card.id === order.cardId) ?? null;
}

/** The fingerprint of the order's current card. */
export function currentFingerprint(order: Order): string | null {
  const card = currentCard(order);
  return card && fingerprint(card);
}

/** Whether two registrations are of the same card. */
export function isSameCard(order: Buyer, one: string | null, other: string | null): boolean {
  return (
    one === other ||
    (fingerprintOf(order, one) !== null && fingerprintOf(order, one) === fingerprintOf(order, other))
  );
}

function fingerprintOf(order: Buyer, cardId: string | null): string | null {
  const card = order.wallet.find((candidate) => candidate.id === cardId);
  return card ? fingerprint(card) : null;
}

/**
 * The channel a card is charged over: the one it was registered over, by whichever order, because it belongs to
 * that channel's account at the gateway. Where that is not known, the order's channel.
 */
export function channelOfCard(order: Order, cardId = order.cardId): Channel {
  return order.wallet.find(({ id }) => id === cardId)?.channel ?? order.channel;
}

/** The first instant at which the card is expired: the start of the month after its expiry month. */
export function expiresAt(card: Pick<Card, "expiryMonth" | "expiryYear">, timeZone: string): Instant {
  return monthOfExpiry(card, timeZone).endsAt;
}

/** Whether the card is valid, expires soon or is expired. */
export function cardExpiryState(
  card: Pick<Card, "expiryMonth" | "expiryYear">,
  now: Instant,
  timeZone: string,
): "good" | "expiring" | "expired" {
  const at = expiresAt(card, timeZone);
  if (at <= now) return "expired";
  return at <= now + EXPIRES_SOON_DAYS * DAY ? "expiring" : "good";
}

/** The expiry months of cards that expire soon: `from` inclusive, `before` exclusive. Earlier ones are expired. */
export function expiringCards(now: Instant, timeZone: string) {
  const monthAt = (at: Instant) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  return { from: monthAt(now), before: monthAt(now + EXPIRES_SOON_DAYS * DAY) };
}

/** Whether a card of the wallet can still be chosen: it was not deleted and is not expired. */
export function cardState(card: Card, timeZone: string, now: Instant): Card["state"] {
  if (card.state !== "usable") return card.state;
  return expiresAt(card, timeZone) <= now ? "expired" : "usable";
}

/** The 15th of the month before the expiry month, 09:00: when its holder is notified. */
export function expiryNoticeAt(card: Pick<Card, "expiryMonth" | "expiryYear">, timeZone: string): Instant {
  return monthOfExpiry(card, timeZone).noticeAt;
}

/** "Visa •••• 4242" */
export function cardName(card: Pick<Card, "brand" | "last4">): string {
  return `${brandName(card.brand)} •••• ${card.last4}`;
}

/** Cached: it is needed at every change of an order, and always for the same few months. */
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
