import { and, eq, isNotNull, sql } from "drizzle-orm";
import type { NetworkReference } from "@/lib/domain/decline/gateway-answer";
import type { Order } from "@/lib/domain/order/order";
import type { LoggedEntry } from "@/lib/domain/order/order-log";
import { changedRecoveries } from "@/lib/domain/preview/recovery";
import { standingOf } from "@/lib/domain/preview/standing";
import { collectingStopAfter } from "@/lib/domain/rules/collecting-stop";
import { bookedLatePerhaps, timesInState } from "@/lib/domain/rules/when-to-ask";
import type { Instant } from "@/lib/domain/value/calendar";
import { LINK_GIVEN } from "@/lib/domain/value/timetable";
import type { AlertDraft, MessageDraft } from "@/lib/domain/words/messages";
import type { Tx } from "./client";
import { newLinkToken } from "./link-token";
import { attemptRow, cardRow, eventRow, lineRow, orderRow, recoveryRow } from "./order-rows";
import type { Addressee } from "./orders";
import { attempts } from "./schema/attempts";
import { toTimestamp } from "./schema/columns";
import { cards } from "./schema/customers";
import { collectingStops } from "./schema/merchants";
import { alerts, messages, paymentLinks } from "./schema/messages";
import { notes, orderLog } from "./schema/order-log";
import { orderTags } from "./schema/order-tags";
import { billingEvents, orderLines, orders } from "./schema/orders";
import { recoveries } from "./schema/recoveries";

/** Everything that one command changed: written together, or not at all. */
export type Change = {
  merchantId: number;
  /** Null for an order that this change creates. */
  before: Order | null;
  after: Order;
  entries: readonly LoggedEntry[];
  messages: readonly MessageDraft[];
  alerts: readonly AlertDraft[];
  addressee: Addressee;
  now: Instant;
  machineNow: Instant;
};

/**
 * Writes a change: only rows that it touched, which are those that lost their identity. In this order, because each row
 * may point at those before it; sent together, answered in turn.
 */
export async function saveOrder(tx: Tx, change: Change): Promise<void> {
  await Promise.all([
    ...saveCards(tx, change),
    ...saveItself(tx, change),
    ...saveTags(tx, change),
    ...saveEvents(tx, change),
    ...saveAttempts(tx, change),
    ...saveRecoveries(tx, change),
    ...saveLog(tx, change),
    ...saveTold(tx, change),
    ...saveSearch(tx, change),
    ...saveStop(tx, change),
    ...saveLink(tx, change),
  ]);
}

/** A statement on its way: who makes it has sent it. */
type Sent = Promise<unknown>;

function sent(statement: PromiseLike<unknown>): Sent {
  return Promise.resolve(statement);
}

function saveCards(tx: Tx, { merchantId, after, entries }: Change): Sent[] {
  const registered = entries.flatMap(({ entry }) =>
    entry.kind === "card_registered" ? after.wallet.filter(({ id }) => id === entry.card.id) : [],
  );
  const rows = registered.map((card) => cardRow(merchantId, after.customerId, card));
  return [
    ...(rows.length > 0 ? [sent(tx.insert(cards).values(rows).onConflictDoNothing())] : []),
    ...entries.flatMap(({ entry }) =>
      entry.kind === "network_references_kept"
        ? entry.references.map((reference) => sent(keepReference(tx, merchantId, entry.cardId, reference)))
        : [],
    ),
  ];
}

function saveItself(tx: Tx, change: Change): Sent[] {
  const { merchantId, before, after, now } = change;
  if (before) return [updateOrder(tx, change, before)];
  const lines = after.lines.map((line, i) => lineRow(merchantId, after.zuid, line, i));
  return [
    sent(tx.insert(orders).values({ ...orderRow(merchantId, after), ...standingOf(after, now) })),
    ...(lines.length > 0 ? [sent(tx.insert(orderLines).values(lines))] : []),
  ];
}

function saveTags(tx: Tx, { merchantId, before, after }: Change): Sent[] {
  const { zuid, tags } = after;
  if (before?.tags === tags || (!before && tags.length === 0)) return [];
  const its = and(eq(orderTags.merchantId, merchantId), eq(orderTags.zuid, zuid));
  const rows = [...new Set(tags)].map((tag) => ({ merchantId, zuid, tag }));
  return [
    ...(before ? [sent(tx.delete(orderTags).where(its))] : []),
    ...(rows.length > 0 ? [sent(tx.insert(orderTags).values(rows))] : []),
  ];
}

function saveEvents(tx: Tx, { merchantId, before, after }: Change): Sent[] {
  const { zuid } = after;
  const events = touched(before?.events, after.events);
  const added = events.flatMap(({ was, is }) => (was ? [] : [eventRow(merchantId, zuid, is)]));
  return [
    ...(added.length > 0 ? [sent(tx.insert(billingEvents).values(added))] : []),
    ...events.flatMap(({ was, is }) => {
      const set = was && difference(eventRow(merchantId, zuid, was), eventRow(merchantId, zuid, is));
      const its = isRow(billingEvents, { merchantId, zuid }, is.number);
      return set ? [sent(tx.update(billingEvents).set(set).where(its))] : [];
    }),
  ];
}

function saveAttempts(tx: Tx, { merchantId, before, after, entries, machineNow }: Change): Sent[] {
  const { zuid } = after;
  const late = bookedLatePerhaps(entries.map(({ entry }) => entry));
  return touched(before?.attempts, after.attempts).map(({ was, is }) => {
    const row = attemptRow(merchantId, after, is);
    const times = was?.state === is.state ? {} : timesInState(is.state, late.has(is.number), machineNow);
    if (!was || !before) return sent(tx.insert(attempts).values({ ...row, ...times }));
    const set = { ...difference(attemptRow(merchantId, before, was), row), ...times };
    return sent(
      tx
        .update(attempts)
        .set(set)
        .where(isRow(attempts, { merchantId, zuid }, is.number)),
    );
  });
}

/** When and why it was missed is what it was at first. */
function saveRecoveries(tx: Tx, { merchantId, before, after, now }: Change): Sent[] {
  return changedRecoveries(before, after, now).map((recovery) => {
    const { missedAt: _missed, reason: _reason, event, ...set } = recovery;
    return sent(
      tx
        .insert(recoveries)
        .values(recoveryRow(merchantId, after, recovery))
        .onConflictDoUpdate({ target: [recoveries.merchantId, recoveries.zuid, recoveries.event], set }),
    );
  });
}

function saveLog(tx: Tx, { merchantId, after, entries }: Change): Sent[] {
  const { zuid } = after;
  const logged = entries.map((one) => ({ ...one, merchantId, zuid, kind: one.entry.kind }));
  const written = entries.flatMap(({ seq, at, actor, entry }) =>
    entry.kind === "note_added" ? [{ merchantId, zuid, seq, at, actor, text: entry.text }] : [],
  );
  return [
    ...(logged.length > 0 ? [sent(tx.insert(orderLog).values(logged))] : []),
    ...(written.length > 0 ? [sent(tx.insert(notes).values(written))] : []),
  ];
}

/** Messages to the customer and alerts for staff. */
function saveTold(tx: Tx, change: Change): Sent[] {
  const { merchantId, now } = change;
  const { zuid } = change.after;
  const { email, switches } = change.addressee;
  const mails = change.messages
    .filter((draft) => !draft.automatic || switches[draft.kind] !== false)
    .map((draft) => ({
      ...draft,
      merchantId,
      zuid,
      to: email,
      createdAt: now,
      sendAfter: change.machineNow,
    }));
  const raised = change.alerts.map((draft) => ({ ...draft, merchantId, zuid, createdAt: now }));
  return [
    ...(mails.length > 0 ? [sent(tx.insert(messages).values(mails))] : []),
    ...(raised.length > 0 ? [sent(tx.insert(alerts).values(raised))] : []),
  ];
}

function saveSearch(tx: Tx, { merchantId, before, after }: Change): Sent[] {
  return before && !isFoundOtherwise(before, after) ? [] : [sent(writeSearch(tx, merchantId, after.zuid))];
}

function saveStop(tx: Tx, { merchantId, entries, addressee, machineNow }: Change): Sent[] {
  const stop = collectingStopAfter(
    entries.map(({ entry }) => entry),
    addressee.isStopped,
    machineNow,
  );
  if (stop === null) return [];
  if (stop === "ended")
    return [sent(tx.delete(collectingStops).where(eq(collectingStops.merchantId, merchantId)))];
  const { why, probeAt } = stop;
  return [
    sent(
      tx
        .insert(collectingStops)
        .values({ merchantId, ...stop })
        .onConflictDoUpdate({ target: collectingStops.merchantId, set: { why, probeAt } }),
    ),
  ];
}

/** What became of the customer's link. Its secret stands nowhere else, the log included. */
function saveLink(tx: Tx, { merchantId, after, entries, now }: Change): Sent[] {
  const its = and(eq(paymentLinks.merchantId, merchantId), eq(paymentLinks.zuid, after.zuid));
  return entries.flatMap(({ entry }) => {
    if (entry.kind === "link_withdrawn")
      return [sent(tx.update(paymentLinks).set({ withdrawnAt: entry.at }).where(its))];
    if (entry.kind !== "link_renewed" && entry.kind !== "link_requested") return [];
    const token = newLinkToken(after.merchant.code);
    const fresh = { token, createdAt: now, openedAt: null, withdrawnAt: null };
    // Whoever asks for the link wants one that works: in place of a withdrawn one they get another.
    const old = entry.kind === "link_renewed" ? its : and(its, isNotNull(paymentLinks.withdrawnAt));
    return [sent(tx.update(paymentLinks).set(fresh).where(old))];
  });
}

function isFoundOtherwise(before: Order, after: Order): boolean {
  return (
    before.invoiceId !== after.invoiceId ||
    before.customerId !== after.customerId ||
    before.cardId !== after.cardId
  );
}

/** What an order `o` of a customer `c` with a card `k` is found by. */
export const searchWords =
  "folded(concat_ws(' ', o.zuid, o.invoice_id, c.name, c.organisation, c.email, k.last4))";

/**
 * The search text of the order. Written with the change and not by a trigger, because distributed tables have none.
 */
function writeSearch(tx: Tx, merchantId: number, zuid: number) {
  return tx.execute(sql`
    insert into order_search (merchant_id, zuid, words)
    select o.merchant_id, o.zuid, ${sql.raw(searchWords)}
      from orders o
      join customers c on c.merchant_id = ${merchantId} and c.id = o.customer_id
      left join cards k on k.merchant_id = ${merchantId} and k.id = o.card_id
     where o.merchant_id = ${merchantId} and o.zuid = ${zuid}
    on conflict (merchant_id, zuid) do update set words = excluded.words`);
}

async function updateOrder(
  tx: Tx,
  { merchantId, after, entries, now }: Change,
  before: Order,
): Promise<void> {
  const row = orderRow(merchantId, after);
  const updated = await tx
    .update(orders)
    .set({
      ...difference(orderRow(merchantId, before), row),
      // Replaces what is there: it may have been written by other rules, or at another time.
      ...standingOf(after, now),
      ...careAfter(entries, now),
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

/**
 * Until when it is set aside. A customer who was sent a link has some days to follow it, wherever it was sent from, before
 * someone looks at the order again.
 */
function careAfter(entries: Change["entries"], now: Instant) {
  if (entries.some(({ entry }) => endsSnooze(entry))) return { snoozedUntil: null };
  if (!entries.some(({ entry }) => entry.kind === "update_link_sent")) return {};
  return {
    snoozedUntil: sql`greatest(${orders.snoozedUntil}, ${toTimestamp(now + LINK_GIVEN)})`,
    careVersion: sql`${orders.careVersion} + 1`,
  };
}

/** Someone who set an order aside wants to see it again when it was paid or declined, or has another card. */
function endsSnooze({ kind }: LoggedEntry["entry"]): boolean {
  return kind === "payment_approved" || kind === "payment_declined" || kind === "card_replaced";
}

/** What is new or was replaced, with its former version: `evolve` keeps everything else. */
function touched<T extends { number: number }>(before: readonly T[] = [], after: readonly T[]) {
  const known = new Map(before.map((item) => [item.number, item]));
  return after.map((is) => ({ was: known.get(is.number), is })).filter(({ was, is }) => was !== is);
}

/** The changed columns; null when all are. */
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

/** Another order with the card may have stored one at the same time: the first one stays. */
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
