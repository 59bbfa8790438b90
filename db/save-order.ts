import { and, eq, sql } from "drizzle-orm";
import type { NetworkReference } from "@/lib/domain/decline/gateway-answer";
import type { AttemptState, Order } from "@/lib/domain/order/order";
import type { LoggedEntry } from "@/lib/domain/order/order-log";
import type { Instant } from "@/lib/domain/value/calendar";
import type { AlertDraft, MessageDraft } from "@/lib/domain/words/messages";
import type { Tx } from "./client";
import { attemptRow, cardRow, eventRow, lineRow, orderRow } from "./order-rows";
import type { Addressee } from "./orders";
import { attempts } from "./schema/attempts";
import { cards } from "./schema/customers";
import { collectingStops } from "./schema/merchants";
import { alerts, messages } from "./schema/messages";
import { notes, orderLog } from "./schema/order-log";
import { billingEvents, orderLines, orders } from "./schema/orders";

/** All that one command changed: written together, or not at all. */
export type Change = {
  merchantId: number;
  /** Null for an order that begins with this change. */
  before: Order | null;
  after: Order;
  entries: readonly LoggedEntry[];
  messages: readonly MessageDraft[];
  alerts: readonly AlertDraft[];
  addressee: Addressee;
  now: Instant;
  machineNow: Instant;
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const PROBE_EVERY = HOUR;

/** Writes a change: only rows that it touched, which are those that lost their identity. */
export async function saveOrder(tx: Tx, change: Change): Promise<void> {
  const { merchantId, before, after } = change;
  const { zuid } = after;
  // In this order, because each row may point at those before it; sent together, answered in turn.
  const writes: Promise<unknown>[] = [];
  const write = (statement: PromiseLike<unknown>) => writes.push(Promise.resolve(statement));

  const registered = change.entries.flatMap(({ entry }) =>
    entry.kind === "card_registered" ? after.wallet.filter(({ id }) => id === entry.card.id) : [],
  );
  if (registered.length > 0) {
    const rows = registered.map((card) => cardRow(merchantId, after.customerId, card));
    write(tx.insert(cards).values(rows).onConflictDoNothing());
  }
  for (const { entry } of change.entries) {
    if (entry.kind !== "network_references_kept") continue;
    for (const reference of entry.references) write(keepReference(tx, merchantId, entry.cardId, reference));
  }

  if (before) write(updateOrder(tx, merchantId, before, after));
  else write(tx.insert(orders).values(orderRow(merchantId, after)));
  if (!before && after.lines.length > 0) {
    write(tx.insert(orderLines).values(after.lines.map((line, i) => lineRow(merchantId, zuid, line, i))));
  }

  const ofOrder = { merchantId, zuid };
  const events = touched(before?.events, after.events);
  const newEvents = events.flatMap(({ was, is }) => (was ? [] : [eventRow(merchantId, zuid, is)]));
  if (newEvents.length > 0) write(tx.insert(billingEvents).values(newEvents));
  for (const { was, is } of events) {
    if (!was) continue;
    const set = difference(eventRow(merchantId, zuid, was), eventRow(merchantId, zuid, is));
    if (set)
      write(
        tx
          .update(billingEvents)
          .set(set)
          .where(isRow(billingEvents, ofOrder, is.number)),
      );
  }

  const mayBeBookedLate = new Set(
    change.entries.flatMap(({ entry }) =>
      entry.kind === "report_closed" ||
      (entry.kind === "payment_abandoned" && (entry.outcome === "not_found" || entry.outcome === "expired"))
        ? [entry.attempt]
        : [],
    ),
  );
  for (const { was, is } of touched(before?.attempts, after.attempts)) {
    const row = attemptRow(merchantId, after, is);
    const times =
      was?.state === is.state
        ? {}
        : machineTimes(is.state, change.machineNow, mayBeBookedLate.has(is.number));
    if (!was || !before) {
      write(tx.insert(attempts).values({ ...row, ...times }));
    } else {
      const set = { ...difference(attemptRow(merchantId, before, was), row), ...times };
      write(
        tx
          .update(attempts)
          .set(set)
          .where(isRow(attempts, ofOrder, is.number)),
      );
    }
  }

  if (change.entries.length > 0) {
    const logged = change.entries.map((one) => ({ ...one, merchantId, zuid, kind: one.entry.kind }));
    write(tx.insert(orderLog).values(logged));
  }
  const written = change.entries.flatMap(({ seq, at, actor, entry }) =>
    entry.kind === "note_added" ? [{ merchantId, zuid, seq, at, actor, text: entry.text }] : [],
  );
  if (written.length > 0) write(tx.insert(notes).values(written));

  const { email, switches } = change.addressee;
  const told = change.messages.filter((draft) => !draft.automatic || switches[draft.kind] !== false);
  if (told.length > 0) {
    write(
      tx.insert(messages).values(
        told.map((draft) => ({
          ...draft,
          merchantId,
          zuid,
          to: email,
          createdAt: change.now,
          sendAfter: change.machineNow,
        })),
      ),
    );
  }
  if (change.alerts.length > 0) {
    write(
      tx
        .insert(alerts)
        .values(change.alerts.map((draft) => ({ ...draft, merchantId, zuid, createdAt: change.now }))),
    );
  }
  if (!before || isFoundOtherwise(before, after)) write(writeSearch(tx, merchantId, zuid));
  const stop = stopAfter(change);
  if (stop === null) write(tx.delete(collectingStops).where(eq(collectingStops.merchantId, merchantId)));
  if (stop) {
    const { why, probeAt } = stop;
    write(
      tx
        .insert(collectingStops)
        .values({ merchantId, ...stop })
        .onConflictDoUpdate({ target: collectingStops.merchantId, set: { why, probeAt } }),
    );
  }
  await Promise.all(writes);
}

/**
 * A refusal of the merchant's configuration stops its collecting until a probe, one an hour, gets a verdict: null then.
 * Undefined when nothing changes.
 */
function stopAfter({ entries, addressee, machineNow }: Change) {
  const failed = entries.findLast(
    ({ entry }) => entry.kind === "payment_abandoned" && entry.outcome === "merchant",
  );
  if (failed?.entry.kind === "payment_abandoned") {
    return { since: machineNow, why: failed.entry.why, probeAt: machineNow + PROBE_EVERY };
  }
  const works = entries.some(
    ({ entry }) =>
      entry.kind === "payment_approved" || (entry.kind === "payment_declined" && entry.answer !== null),
  );
  return works && addressee.isStopped ? null : undefined;
}

function isFoundOtherwise(before: Order, after: Order): boolean {
  return (
    before.invoiceId !== after.invoiceId ||
    before.customerId !== after.customerId ||
    before.cardId !== after.cardId
  );
}

/** What the order is found by. With the change and not by a trigger: tables that are spread over nodes have none. */
function writeSearch(tx: Tx, merchantId: number, zuid: number) {
  return tx.execute(sql`
    insert into order_search (merchant_id, zuid, words)
    select o.merchant_id, o.zuid,
           folded(concat_ws(' ', o.zuid, o.invoice_id, c.name, c.organisation, c.email, k.last4))
      from orders o
      join customers c on c.merchant_id = ${merchantId} and c.id = o.customer_id
      left join cards k on k.merchant_id = ${merchantId} and k.id = o.card_id
     where o.merchant_id = ${merchantId} and o.zuid = ${zuid}
    on conflict (merchant_id, zuid) do update set words = excluded.words`);
}

async function updateOrder(tx: Tx, merchantId: number, before: Order, after: Order): Promise<void> {
  const row = orderRow(merchantId, after);
  const updated = await tx
    .update(orders)
    .set({
      ...difference(orderRow(merchantId, before), row),
      // Whatever stood there: it may have been written by other rules.
      dueAt: row.dueAt,
      claimedUntil: null,
    })
    .where(
      and(
        eq(orders.merchantId, merchantId),
        eq(orders.zuid, before.zuid),
        eq(orders.version, before.version),
      ),
    )
    .returning({ zuid: orders.zuid });
  if (updated.length !== 1) throw new Error(`order ${before.zuid} is no longer at version ${before.version}`);
}

/** What is new or was replaced, with what it was: `evolve` leaves the rest as it is. */
function touched<T extends { number: number }>(before: readonly T[] = [], after: readonly T[]) {
  const known = new Map(before.map((item) => [item.number, item]));
  return after.map((is) => ({ was: known.get(is.number), is })).filter(({ was, is }) => was !== is);
}

/** The columns that are not as they were; null when all are. */
function difference<Row extends object>(before: Row, after: Row): Partial<Row> | null {
  const names = (Object.keys(after) as (keyof Row)[]).filter(
    (name) => before[name] !== after[name] && JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  return names.length > 0
    ? (Object.fromEntries(names.map((name) => [name, after[name]])) as Partial<Row>)
    : null;
}

function isRow(
  table: typeof billingEvents | typeof attempts,
  { merchantId, zuid }: { merchantId: number; zuid: number },
  number: number,
) {
  return and(eq(table.merchantId, merchantId), eq(table.zuid, zuid), eq(table.number, number));
}

/** Machine time of an attempt that has come into this state: when it was sent, and when to ask about it. */
function machineTimes(state: AttemptState, machineNow: Instant, mayBeBookedLate: boolean) {
  switch (state) {
    case "prepared":
      // A checkout dies after half an hour.
      return { checkoutOpenedAt: machineNow, askAfter: machineNow + 31 * MINUTE };
    case "sent":
      return { sentAt: machineNow, askAfter: machineNow + MINUTE };
    case "unknown":
      return { askAfter: machineNow + MINUTE / 2 };
    case "abandoned":
      return mayBeBookedLate
        ? { watchUntil: machineNow + 7 * DAY, askAfter: machineNow + HOUR }
        : { askAfter: null };
    case "approved":
    case "declined":
    case "duplicate":
      return { askAfter: null, watchUntil: null };
  }
}

/** Another order with the card may have been told one at the same time: the first one stays. */
function keepReference(tx: Tx, merchantId: number, cardId: string, reference: NetworkReference) {
  const { networkReferences } = cards;
  return tx
    .update(cards)
    .set({ networkReferences: sql`${networkReferences} || ${JSON.stringify([reference])}::jsonb` })
    .where(
      and(
        eq(cards.merchantId, merchantId),
        eq(cards.id, cardId),
        sql`not ${networkReferences} @> ${JSON.stringify([{ kind: reference.kind }])}::jsonb`,
      ),
    );
}
