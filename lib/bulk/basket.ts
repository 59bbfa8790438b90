import { and, asc, eq, gt, isNotNull, type SQL, sql } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { bulkItems } from "@/db/schema/bulk";
import { toTimestamp } from "@/db/schema/columns";
import { customers } from "@/db/schema/customers";
import { orders } from "@/db/schema/orders";
import type { DeclineReason } from "@/lib/domain/decline/decline-reasons";
import type { SchemeLimitId } from "@/lib/domain/decline/scheme";
import type { FindingCode } from "@/lib/domain/preview/situation-findings";
import type { StaffKind } from "@/lib/domain/rules/command";
import { DAY, type Instant } from "@/lib/domain/value/calendar";
import type { Currency } from "@/lib/domain/value/money";
import type { RunId } from "./plan";

/** What a run comes to, in numbers. Amounts in minor units, by currency. */
export type Basket = {
  /** What is done, by what is wrong with the orders; null where nothing is. */
  planned: {
    cause: FindingCode | null;
    reason: DeclineReason | null;
    currency: Currency;
    orders: number;
    sum: number;
  }[];
  /** What is outstanding on all its orders. */
  outstanding: { currency: Currency; sum: number }[];
  /** Orders of which some is done, and some stays outstanding. */
  inPart: { currency: Currency; orders: number; sum: number }[];
  /** Why orders are left out or were refused, each with some of them and what is outstanding on them. */
  leftOut: LeftOutOrders[];
  /** Orders that take part and have one retry left, and those that would be retried within a day anyway. */
  onLastRetry: number;
  retriedSoon: number;
  /** Limits of schemes that the run would use up on some cards, and the payments beyond them, which are then refused. */
  limits: { id: SchemeLimitId; most: number; cards: number; beyond: number }[];
  /** Orders that were asked for and from which nothing was collected. */
  declined: number;
};

type LeftOutOrders = {
  code: string;
  says: string;
  instead: StaffKind | null;
  currency: Currency;
  orders: number;
  outstanding: number;
  zuids: number[];
};

export function basketOf(db: Db, run: RunId, now: Instant): Promise<Basket> {
  return withMerchant(db, run.merchantId, async (tx) => {
    const [planned, outstanding, inPart, leftOut, limits, [counts]] = await Promise.all([
      plannedOf(tx, run),
      tx
        .select({ currency: bulkItems.currency, sum: outstandingSum })
        .from(bulkItems)
        .innerJoin(orders, orderOf(run))
        .where(itemsIn(run))
        .groupBy(bulkItems.currency)
        .orderBy(asc(bulkItems.currency)),
      inPartOf(tx, run),
      leftOutOf(tx, run),
      limitsOf(tx, run),
      countsOf(tx, run, now),
    ]);
    return {
      planned,
      outstanding: outstanding.filter(({ sum }) => sum > 0),
      inPart,
      leftOut,
      limits,
      onLastRetry: counts?.onLastRetry ?? 0,
      retriedSoon: counts?.retriedSoon ?? 0,
      declined: counts?.declined ?? 0,
    };
  });
}

const itemsIn = ({ merchantId, id }: RunId) =>
  and(eq(bulkItems.merchantId, merchantId), eq(bulkItems.runId, id));
const orderOf = ({ merchantId }: RunId) =>
  and(eq(orders.merchantId, merchantId), eq(orders.zuid, bulkItems.zuid));
const howMany = sql<number>`count(*)::int`;
const sumOfItems = sql<string>`sum(${bulkItems.sum})`.mapWith(Number);
const outstandingSum = sql<string>`sum(${orders.outstanding})`.mapWith(Number);
const isPlanned = eq(bulkItems.state, "planned");

function plannedOf(tx: Tx, run: RunId): Promise<Basket["planned"]> {
  return Promise.resolve(
    tx
      .select({
        cause: sql<FindingCode | null>`${orders.cause}`,
        reason: sql<DeclineReason | null>`${orders.declineReason}`,
        currency: bulkItems.currency,
        orders: howMany,
        sum: sumOfItems,
      })
      .from(bulkItems)
      .innerJoin(orders, orderOf(run))
      .where(and(itemsIn(run), isPlanned))
      .groupBy(orders.cause, orders.declineReason, bulkItems.currency)
      .orderBy(sql`count(*) desc`, asc(bulkItems.currency)),
  );
}

function inPartOf(tx: Tx, run: RunId): Promise<Basket["inPart"]> {
  return Promise.resolve(
    tx
      .select({
        currency: bulkItems.currency,
        orders: howMany,
        sum: sql<string>`sum(${orders.outstanding} - ${bulkItems.sum})`.mapWith(Number),
      })
      .from(bulkItems)
      .innerJoin(orders, orderOf(run))
      .where(and(itemsIn(run), isPlanned, sql`${bulkItems.sum} < ${orders.outstanding}`))
      .groupBy(bulkItems.currency)
      .orderBy(asc(bulkItems.currency)),
  );
}

function leftOutOf(tx: Tx, run: RunId): Promise<LeftOutOrders[]> {
  const code = sql<string>`${bulkItems.why} ->> 'code'`;
  return Promise.resolve(
    tx
      .select({
        code,
        says: sql<string>`(array_agg(${bulkItems.why} ->> 'says' order by ${bulkItems.place}))[1]`,
        instead: sql<StaffKind | null>`min(${bulkItems.why} ->> 'instead')`,
        currency: bulkItems.currency,
        orders: howMany,
        outstanding: outstandingSum,
        zuids: sql<
          number[]
        >`array_to_string((array_agg(${bulkItems.zuid} order by ${bulkItems.place}))[1:3], ',')`.mapWith(
          (text: string) => text.split(",").map(Number),
        ),
      })
      .from(bulkItems)
      .innerJoin(orders, orderOf(run))
      .where(and(itemsIn(run), isNotNull(bulkItems.why)))
      .groupBy(code, bulkItems.currency)
      .orderBy(sql`count(*) desc`, code, asc(bulkItems.currency)),
  );
}

/** The orders of a run that are on the same card count together. */
async function limitsOf(tx: Tx, { merchantId, id }: RunId): Promise<Basket["limits"]> {
  const rows = await tx.execute<{ id: SchemeLimitId; most: number; cards: number; beyond: number }>(sql`
    with limited as (
      select l.id, l.card, max(l.used) as used, max(l.most) as most, sum(l.tries) as tries
        from bulk_items i, jsonb_to_recordset(i.card_limits) as l(card text, id text, used integer, most integer, tries integer)
       where i.merchant_id = ${merchantId} and i.run_id = ${id} and i.state = 'planned'
       group by l.id, l.card)
    select c.id, c.most, count(*)::int as cards, sum(c.used + c.tries - c.most)::int as beyond
      from limited c where c.used + c.tries >= c.most
     group by c.id, c.most order by c.id, c.most`);
  return rows.map(({ id: limit, most, cards, beyond }) => ({ id: limit, most, cards, beyond }));
}

function countsOf(tx: Tx, run: RunId, now: Instant) {
  const isSoon = sql`${orders.nextAttemptIsRetry} and ${orders.nextAttemptAt} <= ${toTimestamp(now + DAY)}`;
  return tx
    .select({
      onLastRetry: sql<number>`(count(*) filter (where ${isPlanned} and ${orders.retriesLeft} = 1))::int`,
      retriedSoon: sql<number>`(count(*) filter (where ${isPlanned} and ${isSoon}))::int`,
      declined: sql<number>`(count(*) filter (where ${shareIs.declined}))::int`,
    })
    .from(bulkItems)
    .innerJoin(orders, orderOf(run))
    .where(itemsIn(run));
}

/** What became of orders of a run: declined ones were asked for, and nothing was collected. */
export const shares = ["all", "planned", "done", "declined", "refused", "left_out", "not_reached"] as const;
export type RunShare = (typeof shares)[number];

const shareIs: Readonly<Record<RunShare, SQL | undefined>> = {
  all: undefined,
  planned: isPlanned,
  done: eq(bulkItems.state, "done"),
  declined: sql`${bulkItems.state} = 'done' and (${bulkItems.outcome} ->> 'collected')::bigint = 0
    and not (${bulkItems.outcome} ->> 'isAsked')::boolean`,
  refused: eq(bulkItems.state, "refused"),
  left_out: eq(bulkItems.state, "left_out"),
  not_reached: sql`${bulkItems.state} in ('stopped', 'beyond_limit')`,
};

/** One order of a run, and where it stands now. */
export type BasketRow = Awaited<ReturnType<typeof basketRows>>[number];

/** Orders of a run in their turn, after one of them. */
export function basketRows(
  db: Db,
  run: RunId,
  { share, after, most }: { share: RunShare; after: number; most: number },
) {
  return withMerchant(db, run.merchantId, (tx) =>
    tx
      .select({
        zuid: bulkItems.zuid,
        place: bulkItems.place,
        state: bulkItems.state,
        why: bulkItems.why,
        sum: bulkItems.sum,
        outcome: bulkItems.outcome,
        currency: bulkItems.currency,
        customer: customers.name,
        status: orders.status,
        cause: sql<FindingCode | null>`${orders.cause}`,
        declineReason: sql<DeclineReason | null>`${orders.declineReason}`,
        retriesUsed: orders.retriesUsed,
        retriesLeft: orders.retriesLeft,
        outstanding: orders.outstanding,
      })
      .from(bulkItems)
      .innerJoin(orders, orderOf(run))
      .innerJoin(
        customers,
        and(eq(customers.merchantId, run.merchantId), eq(customers.id, orders.customerId)),
      )
      .where(and(itemsIn(run), gt(bulkItems.place, after), shareIs[share]))
      .orderBy(asc(bulkItems.place))
      .limit(most),
  );
}

/** The orders of a run of which the same became, for another run. */
export async function zuidsOf(
  db: Db,
  run: RunId,
  { share, code }: { share: RunShare; code: string | null },
): Promise<number[]> {
  const hasCode = code === null ? undefined : sql`${bulkItems.why} ->> 'code' = ${code}`;
  const found = await withMerchant(db, run.merchantId, (tx) =>
    tx
      .select({ zuid: bulkItems.zuid })
      .from(bulkItems)
      .where(and(itemsIn(run), shareIs[share], hasCode))
      .orderBy(asc(bulkItems.place)),
  );
  return found.map(({ zuid }) => zuid);
}
