import { and, asc, desc, eq, gt, inArray, isNull, not, type SQL, sql } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { loadOrders } from "@/db/orders";
import { toTimestamp } from "@/db/schema/columns";
import { customers } from "@/db/schema/customers";
import { orders } from "@/db/schema/orders";
import type { Order } from "@/lib/domain/order/order";
import { causesOfKind } from "@/lib/domain/preview/need-kinds";
import type { Instant } from "@/lib/domain/value/calendar";
import { RETRIES_END_SOON } from "@/lib/domain/value/timetable";
import type { NeedsCursor, NeedsFilter } from "./needs-filter";
import { type NeedsGroup, sectionsOf } from "./needs-totals";

/** Who looks: all orders of the merchant, or those that one user created. */
export type DeskScope = { merchantId: number; userId: string; createdBy: string | null };

/** Who takes care of an order and until when it is set aside; `version` grows with each change of these. */
export type Care = { ownerId: string | null; snoozedUntil: Instant | null; version: number };

/** An order that needs a person. */
export type Need = {
  order: Order;
  section: NeedsCursor["section"];
  customer: { name: string; organisation: string };
  care: Care;
  atStake: number;
  retries: { used: number; limit: number; endsAt: Instant } | null;
};

export async function groupNeeds(db: Db, scope: DeskScope, now: Instant): Promise<NeedsGroup[]> {
  return withMerchant(db, scope.merchantId, (tx) => groupsIn(tx, scope, now));
}

/**
 * A page of the orders that a filter shows: first those whose retries end soon, then, currency by currency, those
 * with the most money. `groups` are all that there are.
 */
export async function listNeeds(
  db: Db,
  scope: DeskScope,
  {
    filter,
    groups,
    now,
    most = 50,
  }: { filter: NeedsFilter; groups: readonly NeedsGroup[]; now: Instant; most?: number },
): Promise<{ needs: Need[]; after: NeedsCursor | null }> {
  const sections = sectionsOf(groups, filter, scope.userId).map(({ section }) => section);
  const first = filter.after ? Math.max(0, sections.indexOf(filter.after.section)) : 0;
  return withMerchant(db, scope.merchantId, async (tx) => {
    const rows: NeedRow[] = [];
    for (const section of sections.slice(first)) {
      if (rows.length > most) break;
      const after = filter.after?.section === section ? filter.after : null;
      rows.push(...(await rowsOf(tx, scope, { filter, section, after, now, most: most + 1 - rows.length })));
    }
    const page = rows.slice(0, most);
    const found = await loadOrders(
      tx,
      scope.merchantId,
      page.map(({ zuid }) => zuid),
      now,
    );
    const byZuid = new Map(found.map((order) => [order.zuid, order]));
    const needs = page.flatMap((row) => needOf(row, byZuid.get(row.zuid)) ?? []);
    const last = rows.length > most ? page.at(-1) : undefined;
    return { needs, after: last ? cursorAt(last) : null };
  });
}

/** How many orders need a person now, up to `most`. */
export async function countNeeds(db: Db, scope: DeskScope, now: Instant, most: number): Promise<number> {
  return withMerchant(db, scope.merchantId, async (tx) => {
    const some = tx
      .select({ one: sql`1`.as("one") })
      .from(orders)
      .where(and(needing(scope), isAwake(now)))
      .limit(most)
      .as("some");
    const [row] = await tx.select({ count: sql<string>`count(*)` }).from(some);
    return Number(row?.count ?? 0);
  });
}

/** The next attempt that is made automatically for any order in reach, and how many orders are retried automatically. */
export async function comingAutomatically(
  db: Db,
  scope: DeskScope,
  now: Instant,
): Promise<{ next: { zuid: number; at: Instant } | null; retried: number }> {
  const key = sql`(case when ${orders.nextAttemptAt} is null then 'infinity' else ${orders.nextAttemptAt} end)`;
  return withMerchant(db, scope.merchantId, async (tx) => {
    const reached = and(eq(orders.merchantId, scope.merchantId), isOwn(scope));
    const retried = tx
      .select({ one: sql`1`.as("one") })
      .from(orders)
      .where(and(reached, eq(orders.cause, "retried_later")))
      .limit(MOST_RETRIED)
      .as("retried");
    const [[next], [counted]] = await Promise.all([
      tx
        .select({ zuid: orders.zuid, at: orders.nextAttemptAt })
        .from(orders)
        .where(and(reached, sql`${key} > ${toTimestamp(now)}`, sql`${key} < 'infinity'`))
        .orderBy(asc(key), asc(orders.zuid))
        .limit(1),
      tx.select({ count: sql<string>`count(*)` }).from(retried),
    ]);
    return {
      next: next?.at ? { zuid: next.zuid, at: next.at } : null,
      retried: Number(counted?.count ?? 0),
    };
  });
}

const MOST_RETRIED = 10_000;

/** The condition of every order that needs a person, in reach of whoever looks. */
function needing(scope: DeskScope): SQL | undefined {
  return and(eq(orders.merchantId, scope.merchantId), eq(orders.needsPerson, true), isOwn(scope));
}

function isOwn({ createdBy }: DeskScope): SQL | undefined {
  return createdBy === null ? undefined : eq(orders.createdByUser, createdBy);
}

function isAwake(now: Instant): SQL {
  return sql`(${orders.snoozedUntil} is null or ${orders.snoozedUntil} <= ${toTimestamp(now)})`;
}

/** A retry can still help, and not for long. */
function endsSoon(now: Instant): SQL {
  const { cause, retriesEndAt } = orders;
  const until = toTimestamp(now + RETRIES_END_SOON);
  return sql`(${retriesEndAt} is not null and ${retriesEndAt} > ${toTimestamp(now)} and ${retriesEndAt} <= ${until} and ${inArray(cause, retriable)})`;
}

const retriable = (["retry", "confirm", "move"] as const).flatMap(causesOfKind);

async function groupsIn(tx: Tx, scope: DeskScope, now: Instant): Promise<NeedsGroup[]> {
  const some = tx
    .select({
      cause: orders.cause,
      currency: orders.currency,
      ownerId: orders.ownerId,
      isSnoozed:
        sql<boolean>`${orders.snoozedUntil} is not null and ${orders.snoozedUntil} > ${toTimestamp(now)}`.as(
          "is_snoozed",
        ),
      endsSoon: sql<boolean>`${endsSoon(now)}`.as("ends_soon"),
      outstanding: orders.outstanding,
      atStake: orders.atStake,
    })
    .from(orders)
    .where(needing(scope))
    .as("some");
  const { cause, currency, ownerId } = some;
  const rows = await tx
    .select({
      cause,
      currency,
      ownerId,
      isSnoozed: some.isSnoozed,
      endsSoon: some.endsSoon,
      count: sql<string>`count(*)`,
      outstanding: sql<string>`sum(${some.outstanding})`,
      atStake: sql<string>`sum(${some.atStake})`,
    })
    .from(some)
    .groupBy(cause, currency, ownerId, some.isSnoozed, some.endsSoon);
  return rows.flatMap(({ cause: code, ...row }) =>
    code === null
      ? []
      : [
          {
            ...row,
            cause: code,
            count: Number(row.count),
            outstanding: Number(row.outstanding),
            atStake: Number(row.atStake),
          },
        ],
  );
}

type NeedRow = Awaited<ReturnType<typeof rowsOf>>[number];

type Part = {
  filter: NeedsFilter;
  section: NeedsCursor["section"];
  after: NeedsCursor | null;
  now: Instant;
  most: number;
};

async function rowsOf(tx: Tx, scope: DeskScope, { filter, section, after, now, most }: Part) {
  const { zuid, retriesEndAt, atStake } = orders;
  const place =
    section === "ends"
      ? and(
          endsSoon(now),
          after ? sql`(${retriesEndAt}, ${zuid}) > (${toTimestamp(after.key)}, ${after.zuid})` : undefined,
        )
      : and(
          eq(orders.currency, section),
          not(endsSoon(now)),
          after ? sql`(${atStake}, ${zuid}) < (${after.key}::bigint, ${after.zuid})` : undefined,
        );
  const page = tx
    .select({
      zuid,
      customerId: orders.customerId,
      ownerId: orders.ownerId,
      snoozedUntil: orders.snoozedUntil,
      careVersion: orders.careVersion,
      atStake,
      retriesUsed: orders.retriesUsed,
      retriesLeft: orders.retriesLeft,
      retriesEndAt,
    })
    .from(orders)
    .where(and(needing(scope), shown(scope, filter, now), place))
    .orderBy(...(section === "ends" ? [asc(retriesEndAt), asc(zuid)] : [desc(atStake), desc(zuid)]))
    .limit(most)
    .as("page");
  const rows = await tx
    .select({
      zuid: page.zuid,
      ownerId: page.ownerId,
      snoozedUntil: page.snoozedUntil,
      careVersion: page.careVersion,
      atStake: page.atStake,
      retriesUsed: page.retriesUsed,
      retriesLeft: page.retriesLeft,
      retriesEndAt: page.retriesEndAt,
      customer: { name: customers.name, organisation: customers.organisation },
    })
    .from(page)
    .innerJoin(customers, and(eq(customers.merchantId, scope.merchantId), eq(customers.id, page.customerId)))
    .orderBy(
      ...(section === "ends"
        ? [asc(page.retriesEndAt), asc(page.zuid)]
        : [desc(page.atStake), desc(page.zuid)]),
    );
  return rows.map((row) => ({ ...row, section }));
}

function shown(
  { userId }: DeskScope,
  { kind, owner, isSnoozed }: NeedsFilter,
  now: Instant,
): SQL | undefined {
  return and(
    kind ? inArray(orders.cause, causesOfKind(kind)) : undefined,
    owner === "me" ? eq(orders.ownerId, userId) : undefined,
    owner === "nobody" ? isNull(orders.ownerId) : undefined,
    isSnoozed ? gt(orders.snoozedUntil, now) : isAwake(now),
  );
}

function needOf(row: NeedRow, order: Order | undefined): Need | null {
  if (!order) return null;
  const { retriesUsed: used, retriesLeft: left, retriesEndAt: endsAt } = row;
  return {
    order,
    section: row.section,
    customer: row.customer,
    care: { ownerId: row.ownerId, snoozedUntil: row.snoozedUntil, version: row.careVersion },
    atStake: row.atStake,
    retries: used === null || left === null || endsAt === null ? null : { used, limit: used + left, endsAt },
  };
}

function cursorAt({ section, zuid, retriesEndAt, atStake }: NeedRow): NeedsCursor {
  return { section, zuid, key: section === "ends" ? (retriesEndAt ?? 0) : atStake };
}
