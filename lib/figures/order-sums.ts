import { sql } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { toTimestamp } from "@/db/schema/columns";
import { orderLog } from "@/db/schema/order-log";
import { orders } from "@/db/schema/orders";
import type { OrderStatus } from "@/lib/domain/order/order";
import { type Currency, currencies } from "@/lib/domain/value/money";
import type { Period } from "./periods";

/** How many orders stand in each status; a status without any is not named. */
export async function statusCounts(db: Db, merchantId: number): Promise<Map<OrderStatus, number>> {
  const rows = await withMerchant(db, merchantId, (tx) =>
    tx.execute<{ status: OrderStatus; count: string }>(sql`
      select ${orders.status} as status, count(*) as count from ${orders}
       where ${orders.merchantId} = ${merchantId} group by 1`),
  );
  return new Map(rows.map(({ status, count }) => [status, Number(count)]));
}

/** How often orders came into each status in these days. */
export async function statusChanges(
  db: Db,
  merchantId: number,
  { from, before }: Period,
): Promise<Map<OrderStatus, number>> {
  const rows = await withMerchant(db, merchantId, (tx) =>
    tx.execute<{ status: OrderStatus; count: string }>(sql`
      select ${orderLog.entry}->>'to' as status, count(*) as count from ${orderLog}
       where ${orderLog.merchantId} = ${merchantId} and ${orderLog.kind} = 'status_changed'
         and ${orderLog.at} >= ${toTimestamp(from)} and ${orderLog.at} < ${toTimestamp(before)}
       group by 1`),
  );
  return new Map(rows.map(({ status, count }) => [status, Number(count)]));
}

/** The currencies that the merchant has orders in. */
export async function currenciesSold(db: Db, merchantId: number): Promise<Currency[]> {
  const all = sql.join(
    Object.keys(currencies).map((one) => sql`(${one}::text)`),
    sql`, `,
  );
  const rows = await withMerchant(db, merchantId, (tx) =>
    tx.execute<{ currency: Currency }>(sql`
      select currency from (values ${all}) as known(currency)
       where exists (select 1 from ${orders}
         where ${orders.merchantId} = ${merchantId} and ${orders.currency} = known.currency)`),
  );
  return rows.map(({ currency }) => currency);
}
