import { attemptOf } from "@/lib/domain/order/balance";
import type { Actor, Order, OrderStatus } from "@/lib/domain/order/order";
import type { Entry, LoggedEntry } from "@/lib/domain/order/order-log";
import type { Instant } from "@/lib/domain/value/calendar";
import { describeEntry } from "@/lib/domain/words/describe-entry";
import { statusNames } from "@/lib/domain/words/names";

/**
 * What a person has to know of an order's log, newest first: notes, what people did, what changed its status, and the
 * first and the last decline of a payment. What happened in one moment is one point.
 */
export function mainPoints(log: readonly LoggedEntry[], order: Order, zone: string): MainPoint[] {
  const lastDeclines = new Set(lastDeclineOfEach(log, order).values());
  const seen = new Set<number>();
  const points: MainPoint[] = [];
  for (const one of log) {
    const found = pointOf(one, order, zone, (attempt) => {
      const event = attemptOf(order, attempt)?.event ?? null;
      if (event === null || lastDeclines.has(one.seq)) return true;
      const isFirst = !seen.has(event);
      seen.add(event);
      return isFirst;
    });
    if (!found) continue;
    const before = points.at(-1);
    if (before && before.at === one.at && isSame(before.actor, one.actor) && !before.note && !found.note)
      Object.assign(before, { text: `${before.text} ${found.text}`, looks: found.looks ?? before.looks });
    else points.push({ seq: one.seq, at: one.at, actor: one.actor, ...found });
  }
  return points.toReversed();
}

export type MainPoint = {
  seq: number;
  at: Instant;
  actor: Actor;
  text: string;
  note: boolean;
  looks: PointLooks | null;
};

/** What a point is about: a status, or one of a few kinds. */
export type PointLooks = OrderStatus | "note" | "declined" | "money" | "card" | "mail" | "change";

type Said = Pick<MainPoint, "text" | "note" | "looks">;

function pointOf(
  { entry }: LoggedEntry,
  order: Order,
  zone: string,
  isTold: (attempt: number) => boolean,
): Said | null {
  if (entry.kind === "note_added") return { text: entry.text, note: true, looks: "note" };
  if (entry.kind === "status_changed")
    return {
      text: `${statusNames[entry.from]} became ${statusNames[entry.to]}.`,
      note: false,
      looks: entry.to,
    };
  const looks = kinds[entry.kind];
  if (!looks) return null;
  if (entry.kind === "payment_declined" && !isTold(entry.attempt)) return null;
  if (entry.kind === "payment_approved" && !isNotable(entry, order)) return null;
  if (entry.kind === "events_merged" && entry.why === "card_update") return null;
  if (entry.kind === "reminder_sent" && entry.automatic) return null;
  return { text: describeEntry(entry, order, zone), note: false, looks };
}

/** A payment that was collected on its day is in the table above; one that came back, or that no plan asked for, is news. */
function isNotable(entry: Extract<Entry, { kind: "payment_approved" }>, order: Order): boolean {
  return entry.collects === "recovered" || attemptOf(order, entry.attempt)?.purpose !== "event";
}

function lastDeclineOfEach(log: readonly LoggedEntry[], order: Order): Map<number, number> {
  const last = new Map<number, number>();
  for (const { seq, entry } of log) {
    if (entry.kind !== "payment_declined") continue;
    const event = attemptOf(order, entry.attempt)?.event ?? null;
    if (event !== null) last.set(event, seq);
  }
  return last;
}

function isSame(one: Actor, other: Actor): boolean {
  return one.kind === other.kind && ("id" in one ? "id" in other && one.id === other.id : true);
}

const kinds: Partial<Record<Entry["kind"], PointLooks>> = {
  order_created: "draft",
  event_rescheduled: "change",
  events_skipped: "change",
  events_unskipped: "change",
  events_merged: "change",
  price_changed: "change",
  details_changed: "change",
  payment_declined: "declined",
  payment_approved: "money",
  payment_unknown: "declined",
  duplicate_booked: "declined",
  booking_reported: "money",
  contradiction_reported: "declined",
  report_closed: "change",
  evidence_proposed: "change",
  event_barred: "declined",
  card_replaced: "card",
  collection_pending: "card",
  order_paused: "paused",
  order_resumed: "active",
  order_completed: "complete",
  order_cancelled: "cancelled",
  link_requested: "mail",
  link_withdrawn: "mail",
  link_renewed: "mail",
  reminder_sent: "mail",
  update_link_sent: "mail",
};
