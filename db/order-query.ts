import { getTableColumns, getTableName, type SQL, sql } from "drizzle-orm";
import { toSnakeCase } from "drizzle-orm/casing";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Instant } from "@/lib/domain/value/calendar";
import { attempts } from "./schema/attempts";
import { toTimestamp } from "./schema/columns";
import { cards } from "./schema/customers";
import { collectingStops, merchants, merchantTerms } from "./schema/merchants";
import { billingEvents, orderLines, orders } from "./schema/orders";

/**
 * Locks an order's row until the transaction ends, and then its customer's, and says the order's version. A separate statement: reading in the
 * same one would return the rows as they were before the wait.
 */
export function lockRows(merchantId: number, zuid: number): SQL {
  return sql`
    select o.version from orders o join customers c on c.merchant_id = ${merchantId} and c.id = o.customer_id
     where o.merchant_id = ${merchantId} and o.zuid = ${zuid} for no key update of o, c`;
}

/**
 * Reads orders with everything the rules need, in one query: an order is read completely before every change, and a
 * query for each table would cost more than the change. Includes uses of its cards since `since`, and older ones
 * that ban a card for ever. Each table names the merchant, which is how a cluster finds the node.
 */
export function readRows(merchantId: number, zuids: readonly number[], since: Instant): SQL {
  const own = sql`t.merchant_id = ${merchantId}`;
  const ofOrder = sql`${own} and t.zuid = o.zuid`;
  const ofCustomer = sql`${own} and t.customer_id = o.customer_id`;
  const countedUse = sql`${ofCustomer} and t.card_fingerprint is not null and t.type in ('debit', 'authorisation')
    and t.state in ('sent', 'unknown', 'approved', 'declined', 'duplicate')
    and (t.started_at > ${toTimestamp(since)} or t.visa_category = 1)`;
  return sql`
    select ${rowOf(orders, "o")} as "order", ${rowOf(merchants, "m")} as merchant,
           ${oneOf(merchantTerms, own)} as terms, ${oneOf(collectingStops, own)} as stop, c.email,
           ${listOf(orderLines, ofOrder, "t.number")} as lines,
           ${listOf(billingEvents, ofOrder, "t.number")} as events,
           ${listOf(attempts, ofOrder, "t.number")} as attempts,
           ${listOf(cards, ofCustomer, "t.registered_at, t.id")} as cards,
           ${listOf(attempts, countedUse, "t.started_at, t.zuid, t.number")} as uses
      from orders o
      join customers c on c.merchant_id = ${merchantId} and c.id = o.customer_id
      join merchants m on m.id = ${merchantId}
     where o.merchant_id = ${merchantId} and o.zuid in ${[...zuids]}`;
}

function rowOf(table: PgTable, alias: string): SQL {
  return sql.raw(`(select row_to_json(r) from (select ${columnsOf(table, alias)}) r)`);
}

/** A row that exists at most once. */
function oneOf(table: PgTable, where: SQL): SQL {
  return sql`(select row_to_json(r) from (${rowsOf(table)} where ${where}) r)`;
}

function listOf(table: PgTable, where: SQL, order: string): SQL {
  return sql`(select coalesce(json_agg(r), '[]') from (${rowsOf(table)} where ${where} order by ${sql.raw(order)}) r)`;
}

function rowsOf(table: PgTable): SQL {
  return sql.raw(`select ${columnsOf(table, "t")} from ${getTableName(table)} t`);
}

/** Columns with the names and types that rows have in the program: instants as milliseconds. Worked out once. */
function columnsOf(table: PgTable, alias: string): string {
  const known = columnTexts.get(table)?.get(alias);
  if (known) return known;
  const text = columnText(table, alias);
  columnTexts.set(table, new Map([...(columnTexts.get(table) ?? []), [alias, text]]));
  return text;
}

const columnTexts = new Map<PgTable, ReadonlyMap<string, string>>();

function columnText(table: PgTable, alias: string): string {
  return Object.entries(getTableColumns(table))
    .map(([name, column]) => {
      const value = `${alias}.${toSnakeCase(name)}`;
      const isInstant = column.getSQLType().startsWith("timestamp");
      return `${isInstant ? `(extract(epoch from ${value}) * 1000)::bigint` : value} as "${name}"`;
    })
    .join(", ");
}
