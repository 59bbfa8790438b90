import { and, eq, or, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { attempts } from "@/db/schema/attempts";
import { orderSearch } from "@/db/schema/order-search";
import { billingEvents, orders } from "@/db/schema/orders";
import type { OrderFilter } from "./filter";
import { idsIn } from "./ids-in-search";

/**
 * Resolves a filter's search text before the list is read, because only a database function can use its index. A few
 * matches are passed on by number. With many, the list checks each row it reads, and soon has enough. Either way the
 * list shows exactly the matches, with any filter and sort order.
 */
export async function lookUp(tx: Tx, merchantId: number, { q }: Pick<OrderFilter, "q">): Promise<LookedUp> {
  return { condition: q ? await searched(tx, merchantId, q) : undefined };
}

/** Matching orders; undefined without a search. */
export type LookedUp = { condition: SQL | undefined };

/** How many orders are passed on by number: as many as a list counts. */
const MOST_BY_NUMBER = 10_000;

async function searched(tx: Tx, merchantId: number, q: string): Promise<SQL | undefined> {
  const ids = idsIn(q);
  const [named, found] = await Promise.all([
    ordersNamed(tx, merchantId, ids),
    ids.alone ? [] : behindDoor(tx, sql`search_orders(${q}, ${MOST_BY_NUMBER + 1})`),
  ]);
  if (found.length <= MOST_BY_NUMBER) return isOneOf([...named, ...found]);
  const [asked] = await tx.execute<{ patterns: string }>(sql`select search_patterns(${q})::text as patterns`);
  return or(
    named.length > 0 ? isOneOf(named) : undefined,
    sql`exists (select 1 from ${orderSearch} where ${orderSearch.merchantId} = ${merchantId}
      and ${orderSearch.zuid} = ${orders.zuid}
      and ${orderSearch.words} like all (${asked?.patterns ?? "{}"}::text::text[]))`,
  );
}

async function behindDoor(tx: Tx, door: SQL): Promise<number[]> {
  const rows = await tx.execute<{ zuid: number }>(sql`select ${door} as zuid`);
  return rows.map((row) => row.zuid);
}

async function ordersNamed(
  tx: Tx,
  merchantId: number,
  { zuid, spid, transaction }: ReturnType<typeof idsIn>,
): Promise<number[]> {
  const [byZuid, bySpid, byTransaction] = await Promise.all([
    zuid === null
      ? []
      : tx
          .select({ zuid: orders.zuid })
          .from(orders)
          .where(and(eq(orders.merchantId, merchantId), eq(orders.zuid, zuid))),
    spid === null
      ? []
      : tx
          .select({ zuid: billingEvents.zuid })
          .from(billingEvents)
          .where(and(eq(billingEvents.merchantId, merchantId), eq(billingEvents.spid, spid))),
    transaction === null
      ? []
      : tx
          .select({ zuid: attempts.zuid })
          .from(attempts)
          .where(and(eq(attempts.merchantId, merchantId), eq(attempts.transactionId, transaction)))
          .limit(MOST_BY_NUMBER),
  ]);
  return [...byZuid, ...bySpid, ...byTransaction].map((row) => row.zuid);
}

function isOneOf(zuids: readonly number[]): SQL {
  return sql`${orders.zuid} = any(${`{${[...new Set(zuids)].join()}}`}::text::integer[])`;
}
