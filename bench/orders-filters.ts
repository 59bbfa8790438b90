import { sql } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { instantOf } from "@/db/schema/columns";
import type { Instant } from "@/lib/domain/value/calendar";
import { parseOrderFilter } from "@/lib/orders/filter";
import type { OrderScope } from "@/lib/orders/orders-where";
import { listOrders } from "@/lib/orders/queries";
import { writeCursor } from "@/lib/orders/sort";

/** The first page with its customers, straight off the index: what a list costs at least. */
export const barePage = sql`
  select o.zuid, o.status, o.type, o.invoice_id, o.created_at, o.currency, o.shown_amount, o.net_paid,
         o.declined_amount, o.earliest_scheduled_at, o.tags, c.id, c.name, c.organisation, c.email
    from orders o join customers c on c.merchant_id = o.merchant_id and c.id = o.customer_id
   where o.merchant_id = 1 order by o.created_at desc, o.zuid desc limit 26`;

/** What people look for, as addresses of the list. */
export async function twelveFilters(
  db: Db,
  scope: OrderScope,
  now: Instant,
): Promise<{ name: string; params: Record<string, string> }[]> {
  const deep = await placeAt(db, scope.merchantId, 25 * 999);
  const { rows } = await listOrders(db, scope, parseOrderFilter({ status: "complete" }), now);
  const one = rows[0];
  if (!one) throw new Error("there is no complete order");
  const transaction = await transactionOf(db, scope.merchantId, one.zuid);
  return [
    { name: "all, newest first", params: {} },
    { name: "all, 1,000th page", params: { cursor: deep } },
    { name: "failed", params: { status: "failed" } },
    { name: "failed or suspended, by next payment", params: { status: "failed,suspended", sort: "next" } },
    {
      name: "instalments of one month",
      params: { type: "instalment", from: "2025-10-01", to: "2025-10-31" },
    },
    { name: "in EUR, largest first", params: { currency: "EUR", sort: "amount" } },
    { name: "something outstanding", params: { outstanding: "some" } },
    {
      name: "outstanding in EUR, most first",
      params: { currency: "EUR", outstanding: "some", sort: "outstanding" },
    },
    { name: "card expires soon", params: { card: "expiring" } },
    { name: "tagged", params: { tag: "vip" } },
    { name: "search: customer", params: { q: one.customer.name } },
    { name: "search: transaction", params: { q: transaction } },
  ];
}

/** The cursor behind the first `count` of all orders. */
async function placeAt(db: Db, merchantId: number, count: number): Promise<string> {
  const [row] = await withMerchant(db, merchantId, (tx) =>
    tx.execute<{ zuid: number; created_at: string }>(
      sql`select zuid, created_at from orders where merchant_id = ${merchantId}
           order by created_at desc, zuid desc offset ${count - 1} limit 1`,
    ),
  );
  if (!row) return "";
  return writeCursor({ way: "older", key: instantOf(row.created_at), zuid: row.zuid });
}

async function transactionOf(db: Db, merchantId: number, zuid: number): Promise<string> {
  const [row] = await withMerchant(db, merchantId, (tx) =>
    tx.execute<{ transaction_id: string }>(
      sql`select transaction_id from attempts where zuid = ${zuid} and transaction_id is not null limit 1`,
    ),
  );
  return row?.transaction_id ?? "";
}
