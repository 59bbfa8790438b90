import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { close, connect, type Db, withMerchant } from "@/db/client";
import { cardRow, eventRow, orderRow } from "@/db/order-rows";
import { toTimestamp } from "@/db/schema/columns";
import { cards } from "@/db/schema/customers";
import { billingEvents, orders } from "@/db/schema/orders";
import { freshDatabase } from "@/db/testing";
import { record } from "@/lib/domain/lived/history";
import { type AskCommand, anyLife, randomHistory } from "@/lib/domain/lived/testing-lives";
import { outstandingAmount } from "@/lib/domain/order/balance";
import { type Order, orderTypes } from "@/lib/domain/order/order";
import { standingOf } from "@/lib/domain/preview/standing";
import { decide } from "@/lib/domain/rules/decide";
import { dueAt } from "@/lib/domain/rules/due";
import type { Instant } from "@/lib/domain/value/calendar";
import { claimDueOrders, isAnyDue, nextDueAfter } from "./claim";
import { countOrders } from "./counts";
import { type OrderFilter, parseOrderFilter } from "./filter";
import { listOrders } from "./queries";
import { refreshStandings } from "./refresh-standings";
import { openTestShop } from "./testing";

const LIVES_OF_EACH_TYPE = 50;
const INSTANTS = 40;
const MERCHANT = 1;
const scope = { merchantId: MERCHANT };
/** Said when a test fails: put it here to meet the same lives again. */
const seed = Math.floor(Math.random() * 1e9);

let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Db;
let all: Order[];
let instants: Instant[];

const ask: AskCommand = (history, command, actor) => {
  const decision = decide(history.order, command, actor, history.now);
  return "refusal" in decision ? history : record(history, decision, actor);
};

beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.url, { max: 2 });
  const { customerId } = await openTestShop(db, MERCHANT);
  const lives = orderTypes.flatMap((type, i) =>
    fc
      .sample(anyLife(), { seed: seed + i, numRuns: LIVES_OF_EACH_TYPE })
      .map((life) => randomHistory(type, life, ask).order),
  );
  all = lives.map((order, i) => ({ ...order, zuid: 1_001 + i, referenceKey: `life${i}`, customerId }));
  await withMerchant(db, MERCHANT, async (tx) => {
    for (const order of all) {
      const wallet = order.wallet.map((card) => ({ ...cardRow(MERCHANT, customerId, card), zuid: null }));
      if (wallet.length > 0) await tx.insert(cards).values(wallet).onConflictDoNothing();
      await tx.insert(orders).values({ ...orderRow(MERCHANT, order), ...standingOf(order, order.createdAt) });
      // The last first: an event points at the one that it was merged into.
      for (const event of order.events.toReversed())
        await tx
          .insert(billingEvents)
          .values(eventRow(MERCHANT, order.zuid, { ...event, spid: order.zuid * 1_000 + event.number }));
    }
  });
  const edges = all.flatMap((order) => [dueAt(order), ...order.events.map(({ scheduledAt }) => scheduledAt)]);
  const known = edges.flatMap((at) => (at === null ? [] : [at - 1, at, at + 1]));
  instants = fc.sample(fc.constantFrom(...known), { seed, numRuns: INSTANTS });
});
afterAll(async () => {
  await close(db);
  await database.drop();
});

const told = (at: Instant) => `seed ${seed}, at ${at}`;
const isDueAt = (at: Instant) => (order: Order) => (dueAt(order) ?? Number.POSITIVE_INFINITY) <= at;

it("finds what is due as the rules say it, whenever it is asked", async () => {
  expect(all.filter((order) => dueAt(order) !== null).length).toBeGreaterThan(20);
  for (const at of instants) {
    const due = all.filter(isDueAt(at));
    const found = await db.execute(
      sql`select * from due_candidates(${toTimestamp(at)}, ${toTimestamp(0)}, 100000, 0) as merchant_id`,
    );
    expect([told(at), found.length]).toEqual([told(at), due.length]);
    expect([told(at), await isAnyDue(db, at, 0)]).toEqual([told(at), due.length > 0]);
    const later = all.flatMap((order) => dueAt(order) ?? []).filter((one) => one > at);
    const next = later.length > 0 ? Math.min(...later) : null;
    expect([told(at), await nextDueAfter(db, at)]).toEqual([told(at), next]);
  }
});

it("sums what is outstanding as the rules do, for each order and each filter", async () => {
  expect(all.filter((order) => outstandingAmount(order, order.createdAt + 4e10) > 0).length).toBeGreaterThan(
    20,
  );
  for (const at of instants.toSorted((a, b) => a - b)) {
    await refreshStandings(db, at);
    const sums = new Map(all.map((order) => [order.zuid, outstandingAmount(order, at)]));
    expect([told(at), await outstandingIn({}, at)]).toEqual([told(at), sums]);
    const some = new Map([...sums].filter(([, sum]) => sum > 0));
    const none = new Map([...sums].filter(([, sum]) => sum === 0));
    expect([told(at), await outstandingIn({ outstanding: "some" }, at)]).toEqual([told(at), some]);
    expect([told(at), await outstandingIn({ outstanding: "none" }, at)]).toEqual([told(at), none]);
    const counted = await countOrders(db, scope, parseOrderFilter({ outstanding: "some" }), at);
    expect([told(at), counted.all]).toEqual([told(at), some.size]);
  }
});

it("claims exactly what is due, each once and the earliest first", async () => {
  const at = instants.toSorted((a, b) => a - b)[Math.floor(INSTANTS / 2)] ?? 0;
  const due = all.filter(isDueAt(at)).map(({ zuid }) => zuid);
  const claimed: number[] = [];
  const dates: Instant[] = [];
  for (;;) {
    const some = await claimDueOrders(db, at, 1_000, 7);
    if (some.length === 0) break;
    claimed.push(...some.map(({ zuid }) => zuid));
    dates.push(...some.map((one) => one.dueAt));
  }
  expect([told(at), claimed.toSorted((a, b) => a - b)]).toEqual([told(at), due]);
  expect(dates).toEqual(dates.toSorted((a, b) => a - b));
  expect(await isAnyDue(db, at, 1_000)).toBe(false);
});

async function outstandingIn(params: Record<string, string>, at: Instant): Promise<Map<number, number>> {
  const found = new Map<number, number>();
  let cursor: OrderFilter["cursor"] = null;
  do {
    const filter = { ...parseOrderFilter({ ...params, size: "100" }), cursor };
    const page = await listOrders(db, scope, filter, at);
    for (const row of page.rows) found.set(row.zuid, row.outstanding);
    cursor = page.older;
  } while (cursor);
  return new Map([...found].sort(([a], [b]) => a - b));
}
