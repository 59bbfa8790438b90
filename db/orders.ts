import { and, asc, eq, getTableColumns, gt, inArray, isNotNull, or, type SQL, sql } from "drizzle-orm";
import type { AlertDraft, MessageDraft } from "@/lib/domain/messages";
import type { Instant, MerchantTerms, Order } from "@/lib/domain/order";
import type { LoggedEntry } from "@/lib/domain/order-log";
import type { Tx } from "./client";
import {
  attemptRow,
  cardRow,
  eventRow,
  lineRow,
  type OrderRows,
  orderRow,
  toCard,
  toOrder,
  toTerms,
} from "./order-rows";
import { attempts } from "./schema/attempts";
import { cards, customers } from "./schema/customers";
import { merchants } from "./schema/merchants";
import { alerts, messages } from "./schema/messages";
import { notes, orderLog } from "./schema/order-log";
import { billingEvents, orderLines, orders } from "./schema/orders";

/** An order as the rules see it; null if the merchant has none of that number. */
export async function loadOrder(
  tx: Tx,
  merchantId: number,
  zuid: number,
  options: { lock: boolean; now: Instant },
): Promise<Order | null> {
  return (await holdOrder(tx, merchantId, zuid, options))?.order ?? null;
}

/** An order together with what is needed to write to its customer. */
export type Held = { order: Order; addressee: Addressee };
export type Addressee = {
  email: string;
  /** The merchant's automatic messages by kind; one that is not named is on. */
  switches: Record<string, boolean>;
  /** The merchant's collecting is stopped: its configuration failed. */
  isStopped: boolean;
};

/**
 * With `lock` the order's row is held until the transaction ends, and the customer's after it: orders that share a
 * card are judged by its scheme's limits one after another.
 */
export async function holdOrder(
  tx: Tx,
  merchantId: number,
  zuid: number,
  { lock, now }: { lock: boolean; now: Instant },
): Promise<Held | null> {
  const head = tx
    .select({ order: orders, merchant: merchants, email: customers.email })
    .from(orders)
    .innerJoin(
      customers,
      and(eq(customers.merchantId, orders.merchantId), eq(customers.id, orders.customerId)),
    )
    .innerJoin(merchants, eq(merchants.id, orders.merchantId))
    .where(and(eq(orders.merchantId, merchantId), eq(orders.zuid, zuid)));
  const [found] = lock ? await head.for("no key update", { of: [orders, customers] }) : await head;
  if (!found) return null;
  const { order, merchant, email } = found;

  const [lines, events, tried, wallet, history] = await Promise.all([
    tx
      .select()
      .from(orderLines)
      .where(and(eq(orderLines.merchantId, merchantId), eq(orderLines.zuid, zuid)))
      .orderBy(asc(orderLines.number)),
    tx
      .select()
      .from(billingEvents)
      .where(and(eq(billingEvents.merchantId, merchantId), eq(billingEvents.zuid, zuid)))
      .orderBy(asc(billingEvents.number)),
    tx
      .select()
      .from(attempts)
      .where(and(eq(attempts.merchantId, merchantId), eq(attempts.zuid, zuid)))
      .orderBy(asc(attempts.number)),
    walletOf(tx, merchantId, order.customerId),
    cardUses(tx, merchantId, order.customerId, now),
  ]);
  const rows: OrderRows = { merchant, order, lines, events, attempts: tried, cards: wallet, history };
  return { order: toOrder(rows), addressee: addresseeOf(merchant, email) };
}

/** What a new order is judged by: its merchant's terms and its customer's cards. Null: no such customer. */
export async function loadBuyer(
  tx: Tx,
  merchantId: number,
  customerId: string,
  now: Instant,
): Promise<{ merchant: MerchantTerms; wallet: Order["wallet"]; addressee: Addressee } | null> {
  const [[found], wallet, history] = await Promise.all([
    tx
      .select({ merchant: merchants, email: customers.email })
      .from(customers)
      .innerJoin(merchants, eq(merchants.id, customers.merchantId))
      .where(and(eq(customers.merchantId, merchantId), eq(customers.id, customerId))),
    walletOf(tx, merchantId, customerId),
    cardUses(tx, merchantId, customerId, now),
  ]);
  if (!found) return null;
  return {
    merchant: toTerms(found.merchant),
    wallet: wallet.map((card) => toCard(card, history)),
    addressee: addresseeOf(found.merchant, found.email),
  };
}

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
};

/** Writes a change: only rows that it touched, which are those that lost their identity. */
export async function saveOrder(tx: Tx, change: Change): Promise<void> {
  const { merchantId, before, after } = change;
  const { zuid } = after;
  const own = orderRow(merchantId, after);

  // In this order, because each row may point at those before it; sent together, answered in turn.
  const writes: Promise<unknown>[] = [];
  const write = (statement: PromiseLike<unknown>) => writes.push(Promise.resolve(statement));

  const registered = change.entries.flatMap(({ entry }) =>
    entry.kind === "card_registered" ? [cardRow(merchantId, after.customerId, entry.card)] : [],
  );
  if (registered.length > 0) write(tx.insert(cards).values(registered).onConflictDoNothing());

  if (before) write(updateOrder(tx, own, before));
  else write(tx.insert(orders).values(own));
  if (!before && after.lines.length > 0) {
    write(tx.insert(orderLines).values(after.lines.map((line, i) => lineRow(merchantId, zuid, line, i))));
  }

  const changedEvents = changed(before?.events, after.events).map((event) =>
    eventRow(merchantId, zuid, event),
  );
  if (changedEvents.length > 0) {
    write(
      tx
        .insert(billingEvents)
        .values(changedEvents)
        .onConflictDoUpdate({
          target: [billingEvents.merchantId, billingEvents.zuid, billingEvents.number],
          set: takeOver,
        }),
    );
  }

  const mayBeBookedLate = new Set(
    change.entries.flatMap(({ entry }) =>
      entry.kind === "payment_abandoned" && (entry.outcome === "not_found" || entry.outcome === "expired")
        ? [entry.attempt]
        : [],
    ),
  );
  const known = new Set(before?.attempts.map((attempt) => attempt.number));
  for (const attempt of changed(before?.attempts, after.attempts)) {
    const row = attemptRow(merchantId, after, attempt);
    const was = before?.attempts.find((other) => other.number === attempt.number)?.state;
    const times =
      was === attempt.state ? {} : machineTimes(attempt.state, mayBeBookedLate.has(attempt.number));
    if (known.has(attempt.number)) {
      write(
        tx
          .update(attempts)
          .set({ ...row, ...times })
          .where(
            and(
              eq(attempts.merchantId, merchantId),
              eq(attempts.zuid, zuid),
              eq(attempts.number, attempt.number),
            ),
          ),
      );
    } else {
      write(tx.insert(attempts).values({ ...row, ...times }));
    }
  }

  if (change.entries.length > 0) {
    const logged = change.entries.map((one) => ({ ...one, merchantId, zuid, kind: one.entry.kind }));
    write(tx.insert(orderLog).values(logged));
  }
  const written = change.entries.flatMap((one) => {
    const text = noteIn(one);
    return text ? [{ merchantId, zuid, seq: one.seq, at: one.at, actor: one.actor, text }] : [];
  });
  if (written.length > 0) write(tx.insert(notes).values(written));

  const { email, switches } = change.addressee;
  const told = change.messages.filter((draft) => !draft.automatic || switches[draft.kind] !== false);
  if (told.length > 0) {
    write(
      tx
        .insert(messages)
        .values(told.map((draft) => ({ ...draft, merchantId, zuid, to: email, createdAt: change.now }))),
    );
  }
  if (change.alerts.length > 0) {
    write(
      tx
        .insert(alerts)
        .values(change.alerts.map((draft) => ({ ...draft, merchantId, zuid, createdAt: change.now }))),
    );
  }
  const stop = stopAfter(change);
  if (stop !== undefined) write(tx.update(merchants).set(stop).where(eq(merchants.id, merchantId)));
  await Promise.all(writes);
}

/**
 * A refusal of the merchant's configuration stops its collecting until a probe, one an hour, gets a verdict.
 * Undefined when nothing changes.
 */
function stopAfter({ entries, addressee }: Change) {
  const failed = entries.findLast(
    ({ entry }) => entry.kind === "payment_abandoned" && entry.outcome === "merchant",
  );
  if (failed?.entry.kind === "payment_abandoned") {
    return {
      stoppedSince: addressee.isStopped ? undefined : sql`now()`,
      stoppedWhy: failed.entry.why,
      probeAt: sql`now() + interval '1 hour'`,
    };
  }
  const works = entries.some(
    ({ entry }) =>
      entry.kind === "payment_approved" || (entry.kind === "payment_declined" && entry.answer !== null),
  );
  return works && addressee.isStopped ? { stoppedSince: null, stoppedWhy: null, probeAt: null } : undefined;
}

function addresseeOf(merchant: typeof merchants.$inferSelect, email: string): Addressee {
  return { email, switches: merchant.messages, isStopped: merchant.stoppedSince !== null };
}

async function updateOrder(tx: Tx, row: typeof orders.$inferInsert, before: Order): Promise<void> {
  const updated = await tx
    .update(orders)
    .set(row)
    .where(
      and(
        eq(orders.merchantId, row.merchantId),
        eq(orders.zuid, before.zuid),
        eq(orders.version, before.version),
      ),
    )
    .returning({ zuid: orders.zuid });
  if (updated.length !== 1) throw new Error(`order ${before.zuid} is no longer at version ${before.version}`);
}

/** What is new or was replaced: `evolve` leaves the rest as it was. */
function changed<T extends { number: number }>(before: readonly T[] = [], after: readonly T[]): T[] {
  const same = new Set(before);
  return after.filter((item) => !same.has(item));
}

/** Machine time of an attempt that has come into this state: when it was sent, and when to ask about it. */
function machineTimes(state: Order["attempts"][number]["state"], mayBeBookedLate: boolean) {
  const later = (span: string) => sql`now() + ${span}::interval`;
  switch (state) {
    case "prepared":
      // A checkout dies after half an hour.
      return { checkoutOpenedAt: sql`now()`, askAfter: later("31 minutes") };
    case "sent":
      return { sentAt: sql`now()`, askAfter: later("60 seconds") };
    case "unknown":
      return { askAfter: later("30 seconds") };
    case "abandoned":
      return mayBeBookedLate
        ? { watchUntil: later("7 days"), askAfter: later("1 hour") }
        : { askAfter: null };
    case "approved":
    case "declined":
    case "duplicate":
      return { askAfter: null, watchUntil: null };
  }
}

/** What somebody wrote down with an entry, for the order's notes. */
function noteIn({ entry }: LoggedEntry): string {
  switch (entry.kind) {
    case "note_added":
      return entry.text;
    case "events_scheduled":
      return entry.why === "staff" ? entry.note : "";
    case "payment_started":
      return entry.attempt.purpose === "charge_now" ? entry.attempt.note : "";
    default:
      return "";
  }
}

const takeOver: Record<string, SQL> = Object.fromEntries(
  Object.keys(getTableColumns(billingEvents))
    .filter((name) => !["merchantId", "zuid", "number", "spid"].includes(name))
    .map((name) => [
      name,
      sql.raw(`excluded.${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`),
    ]),
);

function walletOf(tx: Tx, merchantId: number, customerId: string) {
  return tx
    .select()
    .from(cards)
    .where(and(eq(cards.merchantId, merchantId), eq(cards.customerId, customerId)))
    .orderBy(asc(cards.registeredAt), asc(cards.id));
}

const day = 24 * 60 * 60 * 1000;

/**
 * What the schemes count: charges that reached the gateway in the last 30 days (and one day more, for the edge), and
 * older ones that ban a card for good.
 */
function cardUses(tx: Tx, merchantId: number, customerId: string, now: Instant) {
  return tx
    .select({
      cardFingerprint: attempts.cardFingerprint,
      startedAt: attempts.startedAt,
      state: attempts.state,
      merchantAdviceCode: attempts.merchantAdviceCode,
      visaCategory: attempts.visaCategory,
      recurrence: attempts.recurrence,
      reattempt: attempts.reattempt,
    })
    .from(attempts)
    .where(
      and(
        eq(attempts.merchantId, merchantId),
        eq(attempts.customerId, customerId),
        isNotNull(attempts.cardFingerprint),
        inArray(attempts.type, ["DB", "PA"]),
        inArray(attempts.state, ["sent", "unknown", "approved", "declined", "duplicate"]),
        or(gt(attempts.startedAt, now - 31 * day), eq(attempts.visaCategory, 1)),
      ),
    )
    .orderBy(asc(attempts.startedAt), asc(attempts.zuid), asc(attempts.number));
}
