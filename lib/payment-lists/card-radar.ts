import { and, eq, sql } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { instantOf, toTimestamp } from "@/db/schema/columns";
import { customers } from "@/db/schema/customers";
import { expiresInMonthBefore, orders } from "@/db/schema/orders";
import type { Instant } from "@/lib/domain/value/calendar";
import { type PaymentPage, pageOf, type RowPlace, readingFrom } from "./paging";
import { type ShownCustomer, shownCustomer } from "./shown-attempts";

/** Whose cards are looked at, and where their months end: in the merchant's zone. */
export type RadarScope = { merchantId: number; timeZone: string };

/** An order whose card expires before its next payment, at `at`. */
export type RadarRow = RowPlace & { customer: ShownCustomer };

/** Orders whose card expires before their next payment, the nearest payment first. */
export function listRadar(
  db: Db,
  scope: RadarScope,
  { from, before, cursor, size = 25 }: Between & { cursor: string | null; size?: number },
): Promise<PaymentPage<RadarRow>> {
  const reading = readingOf(cursor);
  return withMerchant(db, scope.merchantId, async (tx) => {
    const page = radarQuery(tx, scope, { from, before, cursor, size }).as("page");
    const found = await tx
      .select({
        zuid: page.zuid,
        number: page.number,
        at: page.at,
        customer: shownCustomer,
      })
      .from(page)
      .innerJoin(
        customers,
        and(eq(customers.merchantId, scope.merchantId), eq(customers.id, page.customerId)),
      );
    return pageOf(
      found.map((row) => ({ ...row, at: instantOf(row.at) })),
      size,
      reading,
    );
  });
}

/** The numbers of one page, and of one more. */
export function radarQuery(
  tx: Tx,
  scope: RadarScope,
  { from, before, cursor, size }: Between & { cursor: string | null; size: number },
) {
  const reading = readingOf(cursor);
  return tx
    .select({
      zuid: orders.zuid,
      number: sql<number>`${orders.zuid}`.as("number"),
      at: sql<string>`${orders.nextAttemptAt}`.as("at"),
      customerId: orders.customerId,
    })
    .from(orders)
    .where(and(isOnRadar(scope, { from, before }), reading.from))
    .orderBy(reading.order)
    .limit(size + 1);
}

/** The payments that are looked at: between two instants, either of which may be open. */
type Between = { from: Instant | null; before: Instant | null };

/** How many there are in each week of next payments, by its Monday in a zone, such as 2026-11-30. */
export async function radarWeeks(
  db: Db,
  scope: RadarScope,
  zone: string,
): Promise<{ monday: string; orders: number }[]> {
  const week = sql<string>`to_char(date_trunc('week', ${orders.nextAttemptAt} at time zone ${zone}::text), 'YYYY-MM-DD')`;
  const rows = await withMerchant(db, scope.merchantId, (tx) =>
    tx
      .select({ monday: week.as("monday"), orders: sql<string>`count(*)` })
      .from(orders)
      .where(isOnRadar(scope, { from: null, before: null }))
      .groupBy(sql`1`)
      .orderBy(sql`1`),
  );
  return rows.map((row) => ({ ...row, orders: Number(row.orders) }));
}

function readingOf(cursor: string | null) {
  return readingFrom(cursor, [sql`${orders.nextAttemptAt}`, sql`${orders.zuid}`, sql`${orders.zuid}`], "asc");
}

/** The index holds those of any zone; which of them it is in the merchant's is asked of each. */
function isOnRadar({ merchantId, timeZone }: RadarScope, { from, before }: Between) {
  const after = sql`(${orders.cardExpiresMonth} + 1)`;
  const end = sql`(make_timestamp(${after} / 12, ${after} % 12 + 1, 1, 0, 0, 0) at time zone ${timeZone}::text)`;
  return and(
    eq(orders.merchantId, merchantId),
    expiresInMonthBefore,
    sql`${orders.nextAttemptAt} >= ${end}`,
    from === null ? undefined : sql`${orders.nextAttemptAt} >= ${toTimestamp(from)}`,
    before === null ? undefined : sql`${orders.nextAttemptAt} < ${toTimestamp(before)}`,
  );
}
