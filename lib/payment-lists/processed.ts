import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { attempts, isProcessed, processedAt } from "@/db/schema/attempts";
import { instantOf, toTimestamp } from "@/db/schema/columns";
import { customers } from "@/db/schema/customers";
import { createdBetween } from "@/lib/orders/filter";
import { type PaymentPage, pageOf, type RowPlace } from "./paging";
import { type ProcessedFilter, processedResults } from "./processed-filter";
import { isCustomer, readingAttempts, type ShownCustomer, shownCustomer } from "./shown-attempts";

/** One transaction: where it stands, and whose it is. What it came to is read with its order. */
export type ProcessedRow = RowPlace & { customer: ShownCustomer };

/** Everything that reached the gateway, newest first. A checkout that nobody paid in is no transaction. */
export function listProcessed(
  db: Db,
  merchantId: number,
  filter: ProcessedFilter,
): Promise<PaymentPage<ProcessedRow>> {
  return withMerchant(db, merchantId, async (tx) => {
    const reading = readingOf(filter);
    const page = processedQuery(tx, merchantId, filter, await customersNamed(tx, filter.q)).as("page");
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

/** The numbers of one page of transactions, and of one more; `named` are the customers that its search finds. */
export function processedQuery(tx: Tx, merchantId: number, filter: ProcessedFilter, named: SQL | undefined) {
  const { from, order } = readingOf(filter);
  return tx
    .select({
      zuid: attempts.zuid,
      number: attempts.number,
      at: sql<string>`${processedAt}`.as("processed_at"),
      customerId: attempts.customerId,
    })
    .from(attempts)
    .where(and(processedWhere(merchantId, filter, named), from))
    .orderBy(order)
    .limit(filter.size + 1);
}

function readingOf({ cursor }: ProcessedFilter) {
  return readingAttempts(cursor, "desc");
}

/** The conditions that rows and sums of the list share. */
function processedWhere(
  merchantId: number,
  filter: ProcessedFilter,
  named: SQL | undefined,
): SQL | undefined {
  const between = createdBetween(filter);
  const states = filter.result.flatMap((result) => [...processedResults[result]]);
  return and(
    eq(attempts.merchantId, merchantId),
    isProcessed,
    states.length > 0 ? inArray(attempts.state, states) : undefined,
    filter.type.length > 0 ? inArray(attempts.type, filter.type) : undefined,
    filter.recurrence ? eq(attempts.recurrence, filter.recurrence) : undefined,
    filter.recovered ? sql`${attempts.recovers}` : undefined,
    filter.scheme ? isOfScheme[filter.scheme] : undefined,
    filter.currency ? eq(attempts.currency, filter.currency) : undefined,
    filter.customer ? eq(attempts.customerId, filter.customer) : undefined,
    between.from === null ? undefined : sql`${processedAt} >= ${toTimestamp(between.from)}`,
    between.before === null ? undefined : sql`${processedAt} < ${toTimestamp(between.before)}`,
    named,
  );
}

/** As `schemeOf` tells it from a brand. */
const isOfScheme = {
  visa: sql`${attempts.brand} ~* '^\\s*(VISA|VPAY)'`,
  mastercard: sql`${attempts.brand} ~* '^\\s*(MASTER|MAESTRO)'`,
} as const;

/**
 * The customers in whom every word is found, by number while they are few; with many each transaction that is read is
 * checked.
 */
async function customersNamed(tx: Tx, q: string): Promise<SQL | undefined> {
  if (q === "") return undefined;
  const found = await tx.execute<{ id: string }>(sql`select search_customers(${q}, ${MOST_BY_ID + 1}) as id`);
  if (found.length <= MOST_BY_ID)
    return sql`${attempts.customerId} = any(${`{${found.map(({ id }) => id).join()}}`}::text::uuid[])`;
  const [asked] = await tx.execute<{ patterns: string }>(sql`select search_patterns(${q})::text as patterns`);
  return sql`exists (select 1 from ${customers} where ${customers.merchantId} = ${attempts.merchantId}
    and ${customers.id} = ${attempts.customerId}
    and ${customers.words} like all (${asked?.patterns ?? "{}"}::text::text[]))`;
}

const MOST_BY_ID = 1_000;
