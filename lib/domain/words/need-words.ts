import { outstandingEvents } from "../order/balance";
import { currentCard } from "../order/card";
import type { Order } from "../order/order";
import { type NeedKind, needKindOf } from "../preview/need-kinds";
import type { Situation } from "../preview/situation";
import { DAY, type Instant, isSameDay, sayDay, sayTime } from "../value/calendar";
import { formatFigure, formatMoney } from "../value/money";
import { RETRIES_END_SOON } from "../value/timetable";
import { type Reader, sayReason } from "./situation-words";

/** What a row about an order that needs a person says. */

export const needKindNames: Readonly<Record<NeedKind, string>> = {
  retry: "Retry",
  new_card: "New card",
  confirm: "Customer confirms",
  move: "Move or merge",
  decide: "Refund or decide",
};

/** The bank's own reason where there is one, or else what is wrong. */
export function sayNeed({ cause }: Situation, order: Order): string {
  const card = currentCard(order);
  if (cause.code === "card_expired" && card)
    return `Card expired ${String(card.expiryMonth).padStart(2, "0")}/${String(card.expiryYear).slice(-2)}`;
  return sayReason(cause.code, "outcome" in cause ? cause.reason : null);
}

/** "2 payments, since 2 Oct" */
export function sayHowMany({ since }: Situation, { order, now, zone }: Reader): string {
  const count = outstandingEvents(order, now).length;
  const payments = count === 0 ? null : count === 1 ? "1 payment" : `${count} payments`;
  const from = since === null ? null : `since ${sayNearDay(since, now, zone)}`;
  return [payments, from].filter((text) => text !== null).join(", ");
}

/** "3 of 15 · 5 days left"; what is left is little within the last week. */
export function sayRetries(
  { cause }: Situation,
  retries: { used: number; limit: number; endsAt: Instant } | null,
  { now, zone }: Reader,
): { text: string; isBar: boolean; isShort: boolean } {
  const kind = needKindOf(cause.code);
  if (kind === "new_card") return { text: "No retry with this card", isBar: false, isShort: false };
  if (!retries) return { text: "–", isBar: false, isShort: false };
  const { used, limit, endsAt } = retries;
  const days = Math.ceil((endsAt - now) / DAY);
  const left = `${days} ${days === 1 ? "day" : "days"} left`;
  const text =
    used >= limit
      ? `${used} of ${limit} · until ${sayNearDay(endsAt, now, zone)}`
      : `${used} of ${limit} · ${left}`;
  return { text, isBar: true, isShort: endsAt - now <= RETRIES_END_SOON };
}

/** What happens automatically next, and of which kind it is. */
export function sayNext(
  { cause, follows, sums }: Situation,
  { now, zone }: Pick<Reader, "now" | "zone">,
): { text: string; kind: string } {
  if (follows) {
    const kind =
      follows.what === "remind"
        ? "reminder"
        : follows.what === "resume"
          ? "resumes"
          : follows.cause === "automatic_retry" || follows.cause === "technical_retry"
            ? "planned retry"
            : "next payment";
    return { text: sayNear(follows.at, now, zone), kind };
  }
  if (sums.outstanding === 0) return { text: "–", kind: "" };
  return { text: needKindOf(cause.code) === "new_card" ? "Stopped" : "None planned", kind: "" };
}

/** What an amount at stake is a part of, or what is to become of it. */
export function sayOfWhat({ cause, sums }: Situation, order: Order): string {
  if (cause.code === "disputed") return "charged back";
  if (sums.toGiveBack > 0 && sums.outstanding === 0) return "to give back";
  if (order.plan?.kind === "subscription") {
    const { every, unit } = order.plan.interval;
    const price = formatFigure(order.plan.price, order.currency);
    return `${price} ${every === 1 ? intervals[unit].one : `every ${every} ${intervals[unit].many}`}`;
  }
  return order.type === "metered" ? "metered" : `of ${formatFigure(order.total, order.currency)}`;
}

/** "Today, 18:00", "27 Nov, 09:00"; the year only where it is another one. */
export function sayNear(at: Instant, now: Instant, zone: string): string {
  const day = isSameDay(at, now, zone) ? "Today" : sayNearDay(at, now, zone);
  return `${day}, ${sayTime(at, zone)}`;
}

/** "27 Nov"; the year only where it is another one. */
function sayNearDay(at: Instant, now: Instant, zone: string): string {
  const day = sayDay(at, zone);
  return day.slice(-4) === sayDay(now, zone).slice(-4) ? day.slice(0, -5) : day;
}

/** "EUR 419.80 and CHF 179.00": sums stand side by side, and are never added. */
export function saySums(sums: readonly { currency: Order["currency"]; amount: number }[]): string {
  const words = sums
    .filter(({ amount }) => amount > 0)
    .map(({ amount, currency }) => formatMoney(amount, currency));
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

const intervals = {
  DAY: { one: "a day", many: "days" },
  WEEK: { one: "a week", many: "weeks" },
  MONTH: { one: "a month", many: "months" },
  YEAR: { one: "a year", many: "years" },
} as const;
