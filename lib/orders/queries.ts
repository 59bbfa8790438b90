import { and, asc, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { loadOrder } from "@/db/orders";
import { instantOf, toTimestamp } from "@/db/schema/columns";
import { cards, customers } from "@/db/schema/customers";
import { merchants } from "@/db/schema/merchants";
import { notes, orderLog } from "@/db/schema/order-log";
import { billingEvents, orders } from "@/db/schema/orders";
import type { Currency } from "@/lib/domain/money";
import type { Actor, Channel, Instant, Order, OrderStatus, OrderType } from "@/lib/domain/order";
import type { LoggedEntry } from "@/lib/domain/order-log";
import {
  type Cursor,
  directionOf,
  type OrderFilter,
  ordersWhere,
  readCursor,
  type Scope,
  sortExpressions,
  sortValue,
  writeCursor,
} from "./filter";
import { linkOf, type PaymentLink } from "./link";

/** One line of the orders list. Amounts in minor units of the order's currency. */
export type OrderRow = {
  zuid: number;
  status: OrderStatus;
  type: OrderType;
  channel: Channel;
  invoiceId: string;
  createdAt: Instant;
  currency: Currency;
  /** The order's value, or what one cycle of a subscription costs. */
  amount: number;
  netPaid: number;
  outstanding: number;
  nextPaymentAt: Instant | null;
  tags: readonly string[];
  customer: { id: string; name: string; organisation: string; email: string };
  card: { brand: string; last4: string; expiryMonth: number; expiryYear: number } | null;
};

/** `older` and `newer` are cursors of the pages beside this one, in the list's own order; null where it ends. */
export type OrderPage = { rows: OrderRow[]; older: string | null; newer: string | null };

export async function listOrders(
  db: Db,
  scope: Scope,
  filter: OrderFilter,
  now: Instant,
): Promise<OrderPage> {
  const cursor = readCursor(filter.cursor);
  const backwards = cursor?.way === "newer";
  const forward = directionOf(filter) === "desc" ? "desc" : "asc";
  const descending = (forward === "desc") !== backwards;
  const key = sortExpressions[filter.sort];
  const from: SQL | undefined = cursor
    ? descending
      ? sql`(${key}, ${orders.zuid}) < (${sortValue(cursor.key)}, ${cursor.zuid})`
      : sql`(${key}, ${orders.zuid}) > (${sortValue(cursor.key)}, ${cursor.zuid})`
    : undefined;
  const direction = descending ? desc : asc;

  const found = await withMerchant(db, scope.merchantId, (tx) =>
    tx
      .select({
        zuid: orders.zuid,
        status: orders.status,
        type: orders.type,
        channel: orders.channel,
        invoiceId: orders.invoiceId,
        createdAt: orders.createdAt,
        currency: orders.currency,
        total: orders.total,
        plan: orders.plan,
        netPaid: orders.netPaid,
        declinedAmount: orders.declinedAmount,
        overdue: sql<string>`(
          select coalesce(sum(${billingEvents.amount}), 0) from ${billingEvents}
           where ${billingEvents.merchantId} = ${orders.merchantId} and ${billingEvents.zuid} = ${orders.zuid}
             and ${billingEvents.status} = 'scheduled' and ${billingEvents.scheduledAt} <= ${toTimestamp(now)}
        )`,
        nextPaymentAt: orders.nextPaymentAt,
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
      })
      .from(orders)
      .innerJoin(
        customers,
        and(eq(customers.merchantId, orders.merchantId), eq(customers.id, orders.customerId)),
      )
      .leftJoin(cards, and(eq(cards.merchantId, orders.merchantId), eq(cards.id, orders.cardId)))
      .where(and(ordersWhere(scope, filter), from))
      .orderBy(direction(key), direction(orders.zuid))
      .limit(filter.size + 1),
  );

  const hasMore = found.length > filter.size;
  const page = found.slice(0, filter.size);
  if (backwards) page.reverse();
  const rows = page.map(({ total, plan, declinedAmount, overdue, ...row }) => ({
    ...row,
    amount: plan?.kind === "subscription" ? plan.price : total,
    outstanding: declinedAmount + Number(overdue),
  }));
  const cursorAt = (row: OrderRow | undefined, way: Cursor["way"]) =>
    row
      ? writeCursor({
          way,
          key: filter.sort === "created" ? row.createdAt : row.nextPaymentAt,
          zuid: row.zuid,
        })
      : null;
  return {
    rows,
    older: backwards || hasMore ? cursorAt(rows.at(-1), "older") : null,
    newer: (backwards ? hasMore : cursor !== null) ? cursorAt(rows[0], "newer") : null,
  };
}

/** The tabs that carry a count. */
export const countedStatuses = ["failed", "suspended", "review", "pending"] as const;
export type TabCounts = Record<(typeof countedStatuses)[number], number>;

/** Orders that somebody should look at, exactly, whatever the list shows at the moment. */
export async function tabCounts(db: Db, { merchantId, createdBy }: Scope): Promise<TabCounts> {
  const found = await withMerchant(db, merchantId, (tx) =>
    tx
      .select({ status: orders.status, count: sql<string>`count(*)` })
      .from(orders)
      .where(
        and(
          eq(orders.merchantId, merchantId),
          inArray(orders.status, countedStatuses),
          createdBy === undefined ? undefined : eq(orders.createdByUser, createdBy),
        ),
      )
      .groupBy(orders.status),
  );
  const countOf = (status: OrderStatus) => Number(found.find((row) => row.status === status)?.count ?? 0);
  return {
    failed: countOf("failed"),
    suspended: countOf("suspended"),
    review: countOf("review"),
    pending: countOf("pending"),
  };
}

/** The largest number of matches that is counted; more are "10,000+". */
export const COUNTED_MATCHES = 10_000;

/** How many orders match, up to one more than is counted. */
export async function countOrders(db: Db, scope: Scope, filter: OrderFilter): Promise<number> {
  const [row] = await withMerchant(db, scope.merchantId, (tx) => {
    const some = tx
      .select({ one: sql`1`.as("one") })
      .from(orders)
      .where(ordersWhere(scope, filter))
      .limit(COUNTED_MATCHES + 1)
      .as("some");
    return tx.select({ count: sql<string>`count(*)` }).from(some);
  });
  return Number(row?.count ?? 0);
}

export type Customer = typeof customers.$inferSelect;
export type Note = { seq: number; at: Instant; actor: Actor; text: string };

/** Everything the Order Summary shows. */
export type FoundOrder = {
  order: Order;
  customer: Customer;
  log: LoggedEntry[];
  notes: Note[];
  link: PaymentLink | null;
  /** Since when, and why, nothing of this merchant's is collected; null while all is well. */
  stopped: { since: Instant; why: string } | null;
};

/** One order with all that belongs to it; null if there is none in this scope. */
export async function findOrder(
  db: Db,
  scope: Scope,
  zuid: number,
  now: Instant,
): Promise<FoundOrder | null> {
  const { merchantId, createdBy } = scope;
  return withMerchant(db, merchantId, async (tx) => {
    const order = await loadOrder(tx, merchantId, zuid, { lock: false, now });
    if (!order || !isInScope(order, createdBy)) return null;
    const [found, log, written, link] = await Promise.all([
      tx
        .select({ customer: customers, since: merchants.stoppedSince, why: merchants.stoppedWhy })
        .from(customers)
        .innerJoin(merchants, eq(merchants.id, customers.merchantId))
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
      log,
      notes: written,
      link,
      stopped: row.since === null ? null : { since: row.since, why: row.why ?? "" },
    };
  });
}

/** The earliest instant at which an order of this merchant is due, for the sandbox's "to the next billing event". */
export async function nextPaymentAt(db: Db, merchantId: number, after: Instant): Promise<Instant | null> {
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
