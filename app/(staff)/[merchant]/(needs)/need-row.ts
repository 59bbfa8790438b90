import type { Need } from "@/lib/desk/needs";
import type { NeedsCursor } from "@/lib/desk/needs-filter";
import type { OrderStatus } from "@/lib/domain/order/order";
import { situationOf } from "@/lib/domain/preview/situation";
import { type Instant, sayDay } from "@/lib/domain/value/calendar";
import type { Currency } from "@/lib/domain/value/money";
import { sayHowMany, sayNear, sayNeed, sayNext, sayOfWhat, sayRetries } from "@/lib/domain/words/need-words";
import { stepLink } from "../orders/[zuid]/summary/step-link";
import { orderHref } from "../orders/order-href";

/** A row of the orders that need a person, in words. */
export type NeedRowText = {
  zuid: number;
  href: string;
  section: NeedsCursor["section"];
  careVersion: number;
  customer: string;
  organisation: string;
  status: OrderStatus;
  why: string;
  howMany: string;
  who: "customer" | "we";
  retries: { text: string; bar: { used: number; limit: number } | null; isShort: boolean };
  next: { text: string; kind: string };
  amount: number;
  currency: Currency;
  ofWhat: string;
  owner: { name: string; isMe: boolean } | null;
  /** Until when it is set aside. */
  snoozed: string | null;
  /** When its next attempt is, for setting it aside until then. */
  nextAttempt: string | null;
  /** What its button says. */
  best: string;
};

export type DeskReader = {
  now: Instant;
  zone: string;
  userId: string;
  names: ReadonlyMap<string, string>;
  mayRefund: boolean;
  mayBill: boolean;
};

export function needRow(need: Need, reader: DeskReader): NeedRowText {
  const { order, care, customer } = need;
  const { now, zone } = reader;
  const situation = situationOf(order, now);
  const retries = sayRetries(situation, need.retries, { order, now, zone });
  const isSnoozed = care.snoozedUntil !== null && care.snoozedUntil > now;
  const attemptAt =
    order.events.length > 0 && situation.follows?.what === "collect" ? situation.follows.at : null;
  return {
    zuid: order.zuid,
    href: orderHref(order),
    section: need.section,
    careVersion: care.version,
    customer: customer.name,
    organisation: customer.organisation,
    status: order.status,
    why: sayNeed(situation, order),
    howMany: sayHowMany(situation, { order, now, zone }),
    who: situation.whoActs === "customer" ? "customer" : "we",
    retries: { text: retries.text, isShort: retries.isShort, bar: retries.isBar ? need.retries : null },
    next: sayNext(situation, { now, zone }),
    amount: need.atStake,
    currency: order.currency,
    ofWhat: sayOfWhat(situation, order),
    owner: care.ownerId === null ? null : ownerOf(care.ownerId, reader),
    snoozed: isSnoozed && care.snoozedUntil !== null ? sayNear(care.snoozedUntil, now, zone) : null,
    nextAttempt: attemptAt === null ? null : sayNear(attemptAt, now, zone),
    best: shortened(
      (situation.best && stepLink({ ...reader, order }, situation.best)?.label) ?? "Decide",
      now,
      zone,
    ),
  };
}

/** Which payment it is, and that it is in this year, is said in the panel. */
function shortened(label: string, now: Instant, zone: string): string {
  const year = sayDay(now, zone).slice(-5);
  const plain = label.replace(/ of SPID \d+/, "");
  return plain.endsWith(year) ? plain.slice(0, -year.length) : plain;
}

function ownerOf(id: string, { names, userId }: DeskReader): { name: string; isMe: boolean } {
  return { name: names.get(id) ?? "Someone who has left", isMe: id === userId };
}
