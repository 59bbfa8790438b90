import { getTableColumns, getTableName, type SQL, sql } from "drizzle-orm";
import { toSnakeCase } from "drizzle-orm/casing";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Instant } from "@/lib/domain/order";
import { attempts } from "./schema/attempts";
import { toTimestamp } from "./schema/columns";
import { cards } from "./schema/customers";
import { merchants } from "./schema/merchants";
import { billingEvents, orderLines, orders } from "./schema/orders";

/**
 * Holds an order's row until the transaction ends, and its customer's after it. A statement of its own: what is read
 * in the same one would be as it was before the wait.
 */
export function holdRows(merchantId: number, zuid: number): SQL {
  return sql`
    select from orders o join customers c on c.merchant_id = o.merchant_id and c.id = o.customer_id
     where o.merchant_id = ${merchantId} and o.zuid = ${zuid} for no key update of o, c`;
}

/**
 * An order with everything that it is judged by, in one answer: it is read whole before every change, and a question
 * for each table would cost more than the change itself. Uses of its cards since `since` are in it, and older ones
 * that ban a card for good.
 */
export function readRows(merchantId: number, zuid: number, since: Instant): SQL {
  return sql`${selected} from (
      select ${merchantId}::integer as merchant_id, ${zuid}::integer as zuid, ${toTimestamp(since)} as since
    ) given ${joined}`;
}

const ofOrder = "t.merchant_id = o.merchant_id and t.zuid = o.zuid";
const ofCustomer = "t.merchant_id = o.merchant_id and t.customer_id = o.customer_id";
const countedUse = `${ofCustomer} and t.card_fingerprint is not null and t.type in ('DB', 'PA')
  and t.state in ('sent', 'unknown', 'approved', 'declined', 'duplicate')
  and (t.started_at > given.since or t.visa_category = 1)`;

const selected = sql.raw(`
  select (select row_to_json(r) from (select ${columnsOf(orders, "o")}) r) as "order",
         (select row_to_json(r) from (select ${columnsOf(merchants, "m")}) r) as merchant,
         c.email,
         ${listOf(orderLines, ofOrder, "t.number")} as lines,
         ${listOf(billingEvents, ofOrder, "t.number")} as events,
         ${listOf(attempts, ofOrder, "t.number")} as attempts,
         ${listOf(cards, ofCustomer, "t.registered_at, t.id")} as cards,
         ${listOf(attempts, countedUse, "t.started_at, t.zuid, t.number")} as uses`);

const joined = sql.raw(`
    join orders o on o.merchant_id = given.merchant_id and o.zuid = given.zuid
    join customers c on c.merchant_id = o.merchant_id and c.id = o.customer_id
    join merchants m on m.id = o.merchant_id`);

function listOf(table: PgTable, where: string, order: string): string {
  const list = `select ${columnsOf(table, "t")} from ${getTableName(table)} t where ${where} order by ${order}`;
  return `(select coalesce(json_agg(r), '[]') from (${list}) r)`;
}

/** Columns under the names and in the form that rows have in the program: instants as milliseconds. */
function columnsOf(table: PgTable, alias: string): string {
  return Object.entries(getTableColumns(table))
    .map(([name, column]) => {
      const value = `${alias}.${toSnakeCase(name)}`;
      const isInstant = column.getSQLType().startsWith("timestamp");
      return `${isInstant ? `(extract(epoch from ${value}) * 1000)::bigint` : value} as "${name}"`;
    })
    .join(", ");
}
