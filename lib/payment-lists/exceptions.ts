import { and, eq, gte, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { instantOf } from "@/db/schema/columns";
import { customers } from "@/db/schema/customers";
import {
  billingEvents,
  isDeclinedEvent,
  lastTriedAt,
  orders,
  recoverableUntil,
  wasMissedEvent,
} from "@/db/schema/orders";
import type { DeclineReason } from "@/lib/domain/decline/decline-reasons";
import type { Instant } from "@/lib/domain/value/calendar";
import type { Currency } from "@/lib/domain/value/money";
import { parseOrderFilter } from "@/lib/orders/filter";
import { type LookedUp, lookUp } from "@/lib/orders/look-up";
import { type OrderScope, ordersWhere } from "@/lib/orders/orders-where";
import type { ExceptionsFilter } from "./exceptions-filter";
import { type PaymentPage, pageOf, type RowPlace, readingFrom } from "./paging";
import { isCustomer, type ShownCustomer, shownCustomer } from "./shown-attempts";

/** One declined payment: where it stands, and whose it is. What is to be said of it is read with its order. */
export type ExceptionRow = RowPlace & { customer: ShownCustomer };

/** Declined payments: what can still be retried first, and of that what can be for the shortest time. */
export function listExceptions(
  db: Db,
  scope: OrderScope,
  filter: ExceptionsFilter,
  now: Instant,
): Promise<PaymentPage<ExceptionRow>> {
  const { merchantId } = scope;
  return withMerchant(db, merchantId, async (tx) => {
    const reading = readingOf(filter);
    const lookedUp = await lookUp(tx, merchantId, { q: filter.orders.q ?? "" });
    const page = exceptionsQuery(tx, { scope, filter, lookedUp, now }).as("page");
    const found = await tx
      .select({
        zuid: page.zuid,
        number: page.number,
        at: page.at,
        customer: shownCustomer,
      })
      .from(page)
      .innerJoin(customers, isCustomer(merchantId, page.customerId));
    return pageOf(
      found.map((row) => ({ ...row, at: instantOf(row.at) })),
      filter.size,
      reading,
    );
  });
}

/** The numbers of one page of declined payments, and of one more. */
export function exceptionsQuery(tx: Tx, { scope, filter, lookedUp, now }: AskedPage) {
  const { from, order } = readingOf(filter);
  const { merchantId } = scope;
  const asked = { ...parseOrderFilter({}), ...filter.orders };
  return tx
    .select({
      zuid: orders.zuid,
      number: billingEvents.number,
      at: sql<string>`${placesOf[filter.sort].key}`.as("place"),
      customerId: orders.customerId,
    })
    .from(orders)
    .innerJoin(
      billingEvents,
      and(
        eq(billingEvents.merchantId, merchantId),
        eq(billingEvents.zuid, orders.zuid),
        isDeclinedEvent,
        filter.decline ? eq(billingEvents.status, `${filter.decline}_declined`) : undefined,
      ),
    )
    .where(
      and(
        ordersWhere(scope, asked, lookedUp, now),
        // Of the newest the event says it.
        filter.sort === "newest" ? undefined : sql`${orders.declinedAmount} > 0`,
        isOfReason(filter.reason),
        from,
      ),
    )
    .orderBy(order)
    .limit(filter.size + 1);
}

type AskedPage = { scope: OrderScope; filter: ExceptionsFilter; lookedUp: LookedUp; now: Instant };

function readingOf({ cursor, sort }: ExceptionsFilter) {
  const { key, zuid, forward } = placesOf[sort];
  return readingFrom(cursor, [key, zuid, sql`${billingEvents.number}`], forward);
}

const placesOf = {
  recoverable: { key: recoverableUntil, zuid: sql`${orders.zuid}`, forward: "asc" },
  newest: { key: lastTriedAt, zuid: sql`${billingEvents.zuid}`, forward: "desc" },
} as const;

function isOfReason(reasons: ExceptionsFilter["reason"]): SQL | undefined {
  const known = reasons.filter((one) => one !== "other");
  return or(
    known.length > 0 ? inArray(orders.declineReason, known) : undefined,
    reasons.includes("other") ? isNull(orders.declineReason) : undefined,
  );
}

/** Of one currency and one reason: what is declined now, in how many orders. Minor units. */
export type AtRisk = { currency: Currency; reason: DeclineReason | null; amount: number; orders: number };

/** What was declined before and came in since an instant, of everything that was declined before and tried since. */
export type Recovered = { currency: Currency; recovered: number; payments: number; declined: number };

/** What stands above the list, whatever it is narrowed to. */
export async function exceptionsFigures(
  db: Db,
  merchantId: number,
  since: Instant,
): Promise<{ atRisk: AtRisk[]; recovered: Recovered[] }> {
  return withMerchant(db, merchantId, async (tx) => {
    const [atRisk, recovered] = await Promise.all([
      tx
        .select({
          currency: orders.currency,
          reason: orders.declineReason,
          amount: sql<string>`sum(${orders.declinedAmount})`,
          orders: sql<string>`count(*)`,
        })
        .from(orders)
        .where(and(eq(orders.merchantId, merchantId), sql`${orders.declinedAmount} > 0`))
        .groupBy(orders.currency, orders.declineReason),
      triedSince(tx, merchantId, since),
    ]);
    return {
      atRisk: atRisk.map((row) => ({ ...row, amount: Number(row.amount), orders: Number(row.orders) })),
      recovered: recovered.map(({ currency, ...sums }) => ({
        currency,
        recovered: Number(sums.recovered),
        payments: Number(sums.payments),
        declined: Number(sums.declined),
      })),
    };
  });
}

function triedSince(tx: Tx, merchantId: number, since: Instant) {
  const isRecovered = sql`${billingEvents.status} = 'recovered'`;
  return tx
    .select({
      currency: orders.currency,
      recovered: sql<string>`coalesce(sum(${billingEvents.amount}) filter (where ${isRecovered}), 0)`,
      payments: sql<string>`count(*) filter (where ${isRecovered})`,
      declined: sql<string>`sum(${billingEvents.amount})`,
    })
    .from(billingEvents)
    .innerJoin(orders, and(eq(orders.merchantId, merchantId), eq(orders.zuid, billingEvents.zuid)))
    .where(
      and(
        eq(billingEvents.merchantId, merchantId),
        wasMissedEvent,
        gte(billingEvents.executedAt, since),
        // What was merged is tried as part of another payment.
        sql`${billingEvents.status} <> 'merged'`,
      ),
    )
    .groupBy(orders.currency);
}
