import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm";
import { type Db, listingOf, withMerchant } from "@/db/client";
import { loadOrder } from "@/db/orders";
import { instantOf, toTimestamp } from "@/db/schema/columns";
import { cards, customers } from "@/db/schema/customers";
import { collectingStops } from "@/db/schema/merchants";
import { notes, orderLog } from "@/db/schema/order-log";
import { orders } from "@/db/schema/orders";
import type { DeclineReason } from "@/lib/domain/decline/decline-reasons";
import type { Actor, Channel, Order, OrderStatus, OrderType } from "@/lib/domain/order/order";
import type { LoggedEntry } from "@/lib/domain/order/order-log";
import type { FindingCode } from "@/lib/domain/preview/situation-findings";
import type { Instant } from "@/lib/domain/value/calendar";
import type { Currency } from "@/lib/domain/value/money";
import { recallEntry } from "@/lib/gateway/opp/recall";
import { type OrderFilter, parseOrderFilter } from "./filter";
import { idsIn } from "./ids-in-search";
import { linkOf, type PaymentLink } from "./link";
import { directionOf } from "./list-order";
import { lookUp } from "./look-up";
import { type OrderScope, ordersWhere } from "./orders-where";
import { type Cursor, readCursor, sortExpression, sortValue, writeCursor } from "./sort";

/** One row of the orders list. Amounts in minor units of the order's currency. */
export type OrderRow = {
  zuid: number;
  status: OrderStatus;
  type: OrderType;
  channel: Channel;
  invoiceId: string;
  createdAt: Instant;
  currency: Currency;
  /** The order's total, or the price of one cycle of a subscription. */
  amount: number;
  netPaid: number;
  outstanding: number;
  /** The next automatic attempt, of any kind. */
  nextAttemptAt: Instant | null;
  nextAttemptIsRetry: boolean;
  /** Why it needs attention and by which decline; null when it is fine. */
  cause: FindingCode | null;
  declineReason: DeclineReason | null;
  retriesUsed: number | null;
  retriesLeft: number | null;
  retriesEndAt: Instant | null;
  /** What the cause is about. */
  atStake: number;
  ownerId: string | null;
  snoozedUntil: Instant | null;
  careVersion: number;
  tags: readonly string[];
  customer: { id: string; name: string; organisation: string; email: string };
  card: { brand: string; last4: string; expiryMonth: number; expiryYear: number } | null;
};

/** `older` and `newer` are cursors of the neighbouring pages, in the list's own order; null at its end. */
export type PageOfOrders = { rows: OrderRow[]; older: string | null; newer: string | null };

export async function listOrders(
  db: Db,
  scope: OrderScope,
  filter: Omit<OrderFilter, "size"> & { size: number },
  now: Instant,
): Promise<PageOfOrders> {
  const cursor = readCursor(filter.cursor);
  const backwards = cursor?.way === "newer";
  const forward = directionOf(filter) === "desc" ? "desc" : "asc";
  const descending = (forward === "desc") !== backwards;
  const key = sortExpression(filter);
  const from: SQL | undefined = cursor
    ? descending
      ? sql`(${key}, ${orders.zuid}) < (${sortValue(filter.sort, cursor.key)}, ${cursor.zuid})`
      : sql`(${key}, ${orders.zuid}) > (${sortValue(filter.sort, cursor.key)}, ${cursor.zuid})`
    : undefined;
  const direction = descending ? desc : asc;

  const found = await listingOf(db, scope.merchantId, async (tx) => {
    const lookedUp = await lookUp(tx, scope.merchantId, filter);
    // Which orders they are is read first, off an index that has all that a list can choose by; only those on the
    // page are then read themselves.
    const page = tx
      .select({ zuid: orders.zuid, key: sql`${key}`.as("key") })
      .from(orders)
      .where(and(ordersWhere(scope, filter, lookedUp, now), from))
      .orderBy(direction(key), direction(orders.zuid))
      .limit(filter.size + 1)
      .as("page");
    return tx
      .select(shownInLists)
      .from(page)
      .innerJoin(orders, and(eq(orders.merchantId, scope.merchantId), eq(orders.zuid, page.zuid)))
      .innerJoin(
        customers,
        and(eq(customers.merchantId, scope.merchantId), eq(customers.id, orders.customerId)),
      )
      .leftJoin(cards, and(eq(cards.merchantId, scope.merchantId), eq(cards.id, orders.cardId)))
      .orderBy(direction(page.key), direction(page.zuid));
  });

  const hasMore = found.length > filter.size;
  const page = found.slice(0, filter.size);
  if (backwards) page.reverse();
  const rows: OrderRow[] = page;
  const cursorAt = (row: OrderRow | undefined, way: Cursor["way"]) =>
    row ? writeCursor({ way, key: row[sortColumns[filter.sort]], zuid: row.zuid }) : null;
  return {
    rows,
    older: backwards || hasMore ? cursorAt(rows.at(-1), "older") : null,
    newer: (backwards ? hasMore : cursor !== null) ? cursorAt(rows[0], "newer") : null,
  };
}

const shownInLists = {
  zuid: orders.zuid,
  status: orders.status,
  type: orders.type,
  channel: orders.channel,
  invoiceId: orders.invoiceId,
  createdAt: orders.createdAt,
  currency: orders.currency,
  amount: orders.shownAmount,
  netPaid: orders.netPaid,
  outstanding: orders.outstanding,
  cause: orders.cause,
  declineReason: orders.declineReason,
  retriesUsed: orders.retriesUsed,
  retriesLeft: orders.retriesLeft,
  retriesEndAt: orders.retriesEndAt,
  atStake: orders.atStake,
  ownerId: orders.ownerId,
  snoozedUntil: orders.snoozedUntil,
  careVersion: orders.careVersion,
  nextAttemptAt: orders.nextAttemptAt,
  nextAttemptIsRetry: orders.nextAttemptIsRetry,
  tags: orders.tags,
  customer: {
    id: customers.id,
    name: customers.name,
    organisation: customers.organisation,
    email: customers.email,
  },
  card: {
    brand: cards.brand,
    last4: cards.last4,
    expiryMonth: cards.expiryMonth,
    expiryYear: cards.expiryYear,
  },
};

const sortColumns = {
  created: "createdAt",
  next: "nextAttemptAt",
  amount: "amount",
  outstanding: "outstanding",
  stake: "atStake",
  retries_end: "retriesEndAt",
} as const satisfies Record<OrderFilter["sort"], keyof OrderRow>;

/** The orders before and after one, in the list's order; null when that one is not in scope. */
export async function ordersBeside(
  db: Db,
  scope: OrderScope,
  zuid: number,
  { filter, now }: { filter: OrderFilter; now: Instant },
): Promise<{ previous: number | null; next: number | null } | null> {
  const { rows } = await listOrders(db, scope, parseOrderFilter({ zuid: String(zuid) }), now);
  const [row] = rows;
  if (!row) return null;
  const key = row[sortColumns[filter.sort]];
  const beside = async (way: Cursor["way"]) => {
    const cursor = writeCursor({ way, key, zuid });
    const page = await listOrders(db, scope, { ...filter, cursor, size: 1 }, now);
    return page.rows[0]?.zuid ?? null;
  };
  const [previous, next] = await Promise.all([beside("newer"), beside("older")]);
  return { previous, next };
}

/** The order of a ZUID, an SPID or a transaction id; null when there is none, or more than one. */
export async function orderOfId(
  db: Db,
  scope: OrderScope,
  text: string,
  now: Instant,
): Promise<number | null> {
  const { zuid, spid, transaction } = idsIn(text);
  if (zuid === null && spid === null && transaction === null) return null;
  const filter = parseOrderFilter({ q: text });
  const found = await withMerchant(db, scope.merchantId, async (tx) =>
    tx
      .select({ zuid: orders.zuid })
      .from(orders)
      .where(ordersWhere(scope, filter, await lookUp(tx, scope.merchantId, filter), now))
      .limit(2),
  );
  return found.length === 1 ? (found[0]?.zuid ?? null) : null;
}

type Customer = typeof customers.$inferSelect;
type Note = { seq: number; at: Instant; actor: Actor; text: string };

/** Everything the Order Summary shows. */
export type FoundOrder = {
  order: Order;
  customer: Customer;
  log: LoggedEntry[];
  notes: Note[];
  link: PaymentLink | null;
  /** Since when and why this merchant's collecting is stopped; null while it is not. */
  stopped: { since: Instant; why: string } | null;
};

/** One order with everything that belongs to it; null if there is none in this scope. */
export async function findOrder(
  db: Db,
  scope: OrderScope,
  zuid: number,
  now: Instant,
): Promise<FoundOrder | null> {
  const { merchantId, createdBy } = scope;
  return withMerchant(db, merchantId, async (tx) => {
    const order = await loadOrder(tx, merchantId, zuid, { lock: false, now });
    if (!order || !isInScope(order, createdBy)) return null;
    const [found, log, written, link] = await Promise.all([
      tx
        .select({ customer: customers, since: collectingStops.since, why: collectingStops.why })
        .from(customers)
        .leftJoin(collectingStops, eq(collectingStops.merchantId, merchantId))
        .where(and(eq(customers.merchantId, merchantId), eq(customers.id, order.customerId))),
      tx
        .select({ seq: orderLog.seq, at: orderLog.at, actor: orderLog.actor, entry: orderLog.entry })
        .from(orderLog)
        .where(and(eq(orderLog.merchantId, merchantId), eq(orderLog.zuid, zuid)))
        .orderBy(asc(orderLog.seq)),
      tx
        .select({ seq: notes.seq, at: notes.at, actor: notes.actor, text: notes.text })
        .from(notes)
        .where(and(eq(notes.merchantId, merchantId), eq(notes.zuid, zuid)))
        .orderBy(asc(notes.seq)),
      linkOf(tx, { merchantId, zuid }),
    ]);
    const [row] = found;
    if (!row) throw new Error(`order ${zuid} has no customer`);
    return {
      order,
      customer: row.customer,
      log: log.map((one) => ({ ...one, entry: recallEntry(one.entry) })),
      notes: written,
      link,
      stopped: row.since === null ? null : { since: row.since, why: row.why ?? "" },
    };
  });
}

/** The earliest instant at which an order of this merchant is due, for the sandbox's "to the next billing event". */
export async function nextDueAt(db: Db, merchantId: number, after: Instant): Promise<Instant | null> {
  const [row] = await withMerchant(db, merchantId, (tx) =>
    tx
      .select({ at: sql<string | null>`min(${orders.dueAt})` })
      .from(orders)
      .where(and(eq(orders.merchantId, merchantId), sql`${orders.dueAt} > ${toTimestamp(after)}`)),
  );
  return row?.at ? instantOf(row.at) : null;
}

function isInScope(order: Order, createdBy: string | undefined): boolean {
  return createdBy === undefined || (order.createdBy.kind === "user" && order.createdBy.id === createdBy);
}
