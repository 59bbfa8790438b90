import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { withMerchant } from "@/db/client";
import { isDeclined } from "@/lib/domain/order/billing-event";
import { standingOf } from "@/lib/domain/preview/standing";
import { exceptionsFigures, exceptionsQuery, listExceptions } from "./exceptions";
import { exceptionsParams, parseExceptionsFilter } from "./exceptions-filter";
import { listProcessed } from "./processed";
import { ProcessedFilter } from "./processed-filter";
import { keysOfPages, LIVED_MERCHANT, type Lived, lastOf, openLived } from "./testing";

const scope = { merchantId: LIVED_MERCHANT };
let seed: number;
let owner: Lived["owner"];
let db: Lived["db"];
let all: Lived["all"];
let close: Lived["close"];

beforeAll(async () => {
  ({ seed, owner, db, all, close } = await openLived({ ofEachType: 30, ofOthers: 5 }));
});
afterAll(() => close());

type Asked = Record<string, string>;
const now = Date.UTC(2026, 0, 1);

function everyPage(params: Asked): Promise<string[]> {
  return keysOfPages((cursor) =>
    listExceptions(db, scope, { ...parseExceptionsFilter(params), cursor }, now),
  );
}

const NEVER = Date.parse("9999-12-31T23:59:59.999Z");

/** The same list, by the pure rules. */
function expected(params: Asked): string[] {
  const filter = parseExceptionsFilter(params);
  const { status = [], type = [], currency = null } = filter.orders;
  return all
    .flatMap((order) => {
      const standing = standingOf(order, lastOf(order));
      const { retriesEndAt, retriesLeft, declineReason } = standing;
      const isOver = retriesEndAt === null || (retriesLeft ?? 0) <= 0 || order.status === "suspended";
      const isAsked =
        (status.length === 0 || status.includes(order.status)) &&
        (type.length === 0 || type.includes(order.type)) &&
        (!currency || order.currency === currency) &&
        (filter.reason.length === 0 || filter.reason.includes(declineReason ?? "other"));
      const events = order.events.filter(
        (event) => isDeclined(event) && (!filter.decline || event.status === `${filter.decline}_declined`),
      );
      return isAsked ? events.map((event) => ({ order, event, until: isOver ? NEVER : retriesEndAt })) : [];
    })
    .sort((a, b) => {
      const at = (one: typeof a) =>
        filter.sort === "newest" ? (one.event.executedAt ?? one.event.scheduledAt) : one.until;
      const way = filter.sort === "newest" ? -1 : 1;
      return way * (at(a) - at(b) || a.order.zuid - b.order.zuid || a.event.number - b.event.number);
    })
    .map(({ order, event }) => `${order.zuid}-${event.number}`);
}

const filters: Asked[] = [
  {},
  { sort: "newest" },
  { decline: "soft" },
  { decline: "hard", sort: "newest" },
  { status: "failed,suspended" },
  { type: "subscription" },
  { reason: "insufficient_funds" },
  { reason: "other" },
  { currency: "EUR", size: "50" },
  { currency: "GBP" },
];

it.each(filters)("lists each declined payment once, over all pages, as the rules say: %o", async (params) => {
  expect(await everyPage(params), `seed ${seed}`).toEqual(expected(params));
});

it("finds some of most kinds", () => {
  const some = filters.map((params) => expected(params).length);
  expect(some.filter((count) => count > 0).length, `seed ${seed}`).toBeGreaterThanOrEqual(6);
});

it("leads back over the same pages", async () => {
  const filter = parseExceptionsFilter({});
  const first = await listExceptions(db, scope, filter, now);
  const second = await listExceptions(db, scope, { ...filter, cursor: first.older }, now);
  const back = await listExceptions(db, scope, { ...filter, cursor: second.newer }, now);
  expect([first.newer, back.newer]).toEqual([null, null]);
  expect(back.rows).toEqual(first.rows);
});

it("says above the list what the list behind each figure shows", async () => {
  const { atRisk } = await exceptionsFigures(db, LIVED_MERCHANT, now);
  const amountOf = (key: string) => {
    const [zuid, number] = key.split("-").map(Number);
    const order = all.find((one) => one.zuid === zuid);
    return order?.events.find((event) => event.number === number)?.amount ?? 0;
  };
  const sum = (keys: string[]) => keys.reduce((total, key) => total + amountOf(key), 0);
  const listed = await everyPage({ currency: "EUR" });
  expect(atRisk.reduce((total, { amount }) => total + amount, 0)).toBe(sum(listed));
  for (const { currency, reason, amount, orders } of atRisk) {
    const behind = await everyPage({ currency, reason: reason ?? "other" });
    expect(sum(behind), `seed ${seed}`).toBe(amount);
    expect(new Set(behind.map((key) => key.split("-")[0])).size).toBe(orders);
  }
});

it("counts as recovered what the list of transactions shows as recovered", async () => {
  const times = all.flatMap(({ attempts }) => attempts.map(({ startedAt }) => startedAt));
  const since = Math.floor(Math.min(...times) / 86_400_000) * 86_400_000;
  const { recovered } = await exceptionsFigures(db, LIVED_MERCHANT, since);
  const [eur] = recovered;
  const filter = ProcessedFilter.parse({ recovered: "yes", currency: "EUR", size: "100" });
  const page = await listProcessed(db, LIVED_MERCHANT, filter);
  const amounts = page.rows.map(({ zuid, number }) => {
    const order = all.find((one) => one.zuid === zuid);
    return order?.attempts.find((attempt) => attempt.number === number)?.amount ?? 0;
  });
  expect(page.older).toBeNull();
  expect(eur?.recovered ?? 0, `seed ${seed}`).toBe(amounts.reduce((total, one) => total + one, 0));
  expect(eur?.payments ?? 0).toBe(amounts.length);
  const tried = all.flatMap(({ events }) =>
    events.filter(
      ({ wasDeclined, status, executedAt }) =>
        (wasDeclined || status === "recovered") && executedAt !== null && status !== "merged",
    ),
  );
  expect(eur?.declined ?? 0).toBe(tried.reduce((total, { amount }) => total + amount, 0));
});

it("reads an address as it writes it", () => {
  for (const params of [...filters, { left: "few", retry: "planned", q: "anna" }]) {
    const written = exceptionsParams(parseExceptionsFilter(params));
    const read = Object.fromEntries([...new Set(written.keys())].map((name) => [name, written.getAll(name)]));
    expect(parseExceptionsFilter(read)).toEqual(parseExceptionsFilter(params));
  }
});

it("reads each page off an index in its order, and the sums off one alone", async () => {
  // Many like one that was lived: the planner looks at sizes.
  const model = all.find((order) => order.events.some(isDeclined));
  if (!model) throw new Error(`seed ${seed}: nothing is declined`);
  await owner.unsafe(`
    insert into orders select (jsonb_populate_record(o, jsonb_build_object('zuid', 100000 + n, 'reference_key', 'copy' || n,
        'declined_amount', case when n % 20 = 0 then 500 else 0 end,
        'retries_end_at', case when n % 40 = 0 then timestamptz '2030-01-01' + n * interval '1 minute' end))).*
      from orders o, generate_series(1, 3000) n where o.merchant_id = 1 and o.zuid = ${model.zuid};
    insert into billing_events select (jsonb_populate_record(e, jsonb_build_object('zuid', 100000 + n, 'spid', 90000000 + n * 100 + e.number,
        'merged_into', null, 'status', case when n % 20 = 0 then 'soft_declined' else 'completed' end, 'was_declined', n % 20 = 0,
        'executed_at', timestamptz '2026-01-01' + n * interval '1 minute'))).*
      from billing_events e, generate_series(1, 3000) n where e.merchant_id = 1 and e.zuid = ${model.zuid};
  `);
  await owner.unsafe("vacuum analyze");
  for (const [params, name] of [
    [{}, "orders_recoverable"],
    [{ sort: "newest" }, "billing_events_newest_declined"],
  ] as const) {
    const read = await plan(parseExceptionsFilter(params));
    expect(read).toMatch(new RegExp(`Index (Only )?Scan using ${name} `));
    expect(read).not.toMatch(/Seq Scan/);
    const first = await listExceptions(db, scope, parseExceptionsFilter(params), now);
    expect(await plan({ ...parseExceptionsFilter(params), cursor: first.older })).toMatch(
      /Index Cond: .*ROW\(/,
    );
  }
});

async function plan(filter: ReturnType<typeof parseExceptionsFilter>): Promise<string> {
  const lines = await withMerchant(db, LIVED_MERCHANT, (tx) =>
    tx.execute<{ "QUERY PLAN": string }>(
      sql`explain (costs off) ${exceptionsQuery(tx, { scope, filter, lookedUp: { condition: undefined }, now }).getSQL()}`,
    ),
  );
  return lines.map((line) => line["QUERY PLAN"]).join("\n");
}
