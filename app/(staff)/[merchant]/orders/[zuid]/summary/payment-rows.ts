import { isLoss, outcomeName, typeWords } from "@/components/order/attempt-words";
import { retriesWords } from "@/components/order/retries-words";
import { verdictOf } from "@/lib/domain/decline/decline";
import { shortReason } from "@/lib/domain/decline/explain-decline";
import { sumOf } from "@/lib/domain/order/balance";
import {
  type BillingEvent,
  isCollected,
  isDeclined,
  isOpen,
  isOverdue,
} from "@/lib/domain/order/billing-event";
import type { Attempt, Order } from "@/lib/domain/order/order";
import { retriesOf, tryOf } from "@/lib/domain/order/retry";
import { DAY, sayDay, sayInstant } from "@/lib/domain/value/calendar";
import { formatFigure } from "@/lib/domain/value/money";
import { RETRIES_END_SOON } from "@/lib/domain/value/timetable";
import { causeNames } from "@/lib/domain/words/names";
import { orderHref } from "../../order-href";
import type { OrderView } from "../view";
import { holdWords } from "../words/hold-words";
import { type FollowUpLink, followUpsOf } from "./follow-ups-of";
import { attemptsOf, openedAtFirst, type PaymentGroup, paymentGroups } from "./payment-groups";

/** The order's payments in words, as they are sent: what is folded is drawn where it is opened. */
export function paymentRows(view: OrderView): GroupRow[] {
  const { order, now } = view;
  const opened = openedAtFirst(order);
  return paymentGroups(order, now).map((group) => ({
    key: group.events[0] ? `event ${group.events[0].number}` : group.kind,
    title: group.kind === "one" ? null : titleOf(group, view),
    about: group.kind === "one" ? "" : aboutOf(group, view),
    sum: sumOfGroup(group, order),
    events: group.events.map((event) => ({ ...eventRow(view, event), isOpened: event.number === opened })),
    tries: group.attempts.map((attempt) => tryRow(view, attempt)),
  }));
}

export type GroupRow = {
  key: string;
  /** null: one payment, which is a row of its own. */
  title: string | null;
  about: string;
  /** A figure; empty where it would add up what does not belong together. */
  sum: string;
  events: EventRow[];
  tries: TryRow[];
};

export type EventRow = {
  number: number;
  spid: number | null;
  when: When;
  status: BillingEvent["status"];
  isOverdue: boolean;
  result: string;
  retries: { words: string; next: string; isLate: boolean; bar: Bar | null } | null;
  amount: string;
  isOpened: boolean;
  tries: TryRow[];
};

export type TryRow = {
  number: number;
  /** "try 4", or what kind of transaction it is. */
  name: string;
  when: When;
  cause: string;
  tone: "good" | "bad" | "quiet";
  result: string;
  id: string;
  href: string;
  amount: string;
  follow: FollowUpLink[];
};

type Bar = { limit: number; used: number; planned: number };
type When = { iso: string; here: string; utc: string };

function titleOf({ kind, events, attempts }: PaymentGroup, { order }: OrderView): string {
  switch (kind) {
    case "owed":
      return `${events.length} more outstanding`;
    case "later":
      return `${events.length} more to come`;
    case "collected":
      return `${events.length} collected`;
    case "given_up":
      return `${events.length} not collected`;
    case "first": {
      const isPaid = attempts.some(({ state, type }) => state === "approved" && type !== "registration");
      const name = order.type === "instalment" && order.initialAmount > 0 ? "Deposit" : "First payment";
      return isPaid ? `${name} collected` : name;
    }
    default:
      return `${attempts.length} without an SPID`;
  }
}

function aboutOf({ kind, events, attempts }: PaymentGroup, { zone }: OrderView): string {
  if (events.length === 0) {
    const newest = attempts.find(({ state }) => state === "approved") ?? attempts[0];
    const at = newest && (newest.settledAt ?? newest.startedAt);
    return newest && at ? `, ${sayInstant(at, zone)}, ${causeNames[newest.cause]}` : "";
  }
  const [first, last] = [events[0], events.at(-1)];
  const spids = events.length === 1 ? `SPID ${first?.spid}` : `SPID ${first?.spid} to ${last?.spid}`;
  const days = [...new Set([first, last].map((event) => sayDay(event?.scheduledAt ?? 0, zone)))].join(" to ");
  const recovered = events.filter(({ status }) => status === "recovered").length;
  const more = kind === "collected" && recovered > 0 ? `, ${recovered} recovered` : "";
  return `, ${spids}, ${days}${more}`;
}

/** Where several transactions may be refunds and charges of one another, only the first payment has a sum. */
function sumOfGroup({ kind, events, attempts }: PaymentGroup, { currency }: Order): string {
  if (events.length > 0) return formatFigure(sumOf(events), currency);
  const paid = attempts.find(({ state, type }) => state === "approved" && type !== "registration");
  return kind === "first" && paid ? formatFigure(paid.amount, currency) : "";
}

function eventRow(view: OrderView, event: BillingEvent): Omit<EventRow, "isOpened"> {
  const { order, now, zone } = view;
  return {
    number: event.number,
    spid: event.spid,
    when: whenOf(event.scheduledAt, zone),
    status: event.status,
    isOverdue: isOverdue(event, now),
    result: resultOf(view, event),
    retries: retriesIn(view, event),
    amount: formatFigure(event.amount, order.currency),
    tries: attemptsOf(order, event.number).map((attempt) => tryRow(view, attempt)),
  };
}

function retriesIn({ order, now, zone }: OrderView, event: BillingEvent): EventRow["retries"] {
  const retries = retriesOf(order, event);
  if (!retries) return null;
  const [next] = event.plannedRetries;
  const hasBar = isOpen(event) && now < retries.endsAt;
  return {
    words: retriesWords(retries, isOpen(event), now),
    next: hasBar && next !== undefined ? `next ${sayInstant(next, zone)}` : "",
    isLate: hasBar && retries.endsAt - now < RETRIES_END_SOON,
    bar: hasBar ? { limit: retries.limit, used: retries.used, planned: event.plannedRetries.length } : null,
  };
}

/** What became of it, or what it waits for. */
function resultOf({ order, now, zone }: OrderView, event: BillingEvent): string {
  const tries = event.attempts > 1 ? `, ${event.attempts} attempts` : "";
  if (isDeclined(event) && event.decline) return `${event.decline.reason}${tries}`;
  if (isCollected(event) && event.executedAt !== null) return `${sayInstant(event.executedAt, zone)}${tries}`;
  if (event.mergedInto !== null)
    return `into SPID ${order.events.find((other) => other.number === event.mergedInto)?.spid}`;
  const held = holdWords(event, now, zone);
  if (held) return held;
  if (event.status !== "scheduled" || event.scheduledAt <= now) return "";
  const days = Math.ceil((event.scheduledAt - now) / DAY);
  return days === 1 ? "in 1 day" : `in ${days} days`;
}

function tryRow(view: OrderView, attempt: Attempt): TryRow {
  const { order, zone } = view;
  const place = tryOf(order, attempt)?.place;
  return {
    number: attempt.number,
    name: place ? `try ${place}` : typeWords(attempt),
    when: whenOf(attempt.settledAt ?? attempt.startedAt, zone),
    cause: causeNames[attempt.cause],
    tone: isLoss(attempt)
      ? "bad"
      : attempt.state === "approved" || attempt.state === "duplicate"
        ? "good"
        : "quiet",
    result:
      attempt.state === "declined" && attempt.answer
        ? shortReason(verdictOf(attempt.answer))
        : outcomeName(attempt),
    id: attempt.answer?.transactionId ?? "",
    href: orderHref(order, { popup: "transaction", id: attempt.number }),
    amount: formatFigure(attempt.amount, order.currency),
    follow: followUpsOf(view, attempt),
  };
}

function whenOf(at: number, zone: string): When {
  return { iso: new Date(at).toISOString(), here: sayInstant(at, zone), utc: sayInstant(at, "UTC") };
}
