import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { withMerchant } from "@/db/client";
import { schemeOf } from "@/lib/domain/decline/scheme";
import { cardOfAttempt } from "@/lib/domain/order/card";
import type { Attempt } from "@/lib/domain/order/order";
import { listProcessed, processedQuery } from "./processed";
import { ProcessedFilter, processedParams, processedResults } from "./processed-filter";
import { keysOfPages, LIVED_MERCHANT, type Lived, openLived } from "./testing";

let seed: number;
let owner: Lived["owner"];
let db: Lived["db"];
let all: Lived["all"];
let close: Lived["close"];

beforeAll(async () => {
  ({ seed, owner, db, all, close } = await openLived({ ofEachType: 15, ofOthers: 3 }));
});
afterAll(() => close());

type Asked = Record<string, string>;

function everyPage(params: Asked): Promise<string[]> {
  return keysOfPages((cursor) =>
    listProcessed(db, LIVED_MERCHANT, { ...ProcessedFilter.parse(params), cursor }),
  );
}

/** The same list, by the pure words of the filter. */
function expected(params: Asked): string[] {
  const filter = ProcessedFilter.parse(params);
  const states = filter.result.flatMap((result): string[] => [...processedResults[result]]);
  const day = (text: string) => Date.parse(`${text}T00:00Z`);
  return all
    .flatMap((order) => order.attempts.map((attempt) => ({ order, attempt, at: timeOf(attempt) })))
    .filter(({ order, attempt, at }) => {
      const recovers = order.events.some(
        ({ number, status }) => number === attempt.event && status === "recovered",
      );
      const brand = cardOfAttempt(order, attempt)?.brand ?? attempt.answer?.brand ?? null;
      return (
        attempt.state !== "prepared" &&
        (attempt.state !== "abandoned" || attempt.answer !== null || attempt.purpose === "event") &&
        (states.length === 0 || states.includes(attempt.state)) &&
        (filter.type.length === 0 || filter.type.includes(attempt.type)) &&
        (!filter.recurrence || attempt.recurrence === filter.recurrence) &&
        (!filter.recovered || (attempt.purpose === "event" && attempt.state === "approved" && recovers)) &&
        (!filter.scheme || schemeOf(brand) === filter.scheme) &&
        (!filter.currency || order.currency === filter.currency) &&
        (!filter.from || at >= day(filter.from)) &&
        (!filter.to || at < day(filter.to) + 86_400_000)
      );
    })
    .sort((a, b) => b.at - a.at || b.order.zuid - a.order.zuid || b.attempt.number - a.attempt.number)
    .map(({ order, attempt }) => `${order.zuid}-${attempt.number}`);
}

const timeOf = ({ settledAt, startedAt }: Attempt) => settledAt ?? startedAt;

const filters: Asked[] = [
  {},
  { result: "approved" },
  { result: "declined,open" },
  { result: "failed" },
  { type: "refund,chargeback" },
  { type: "debit", recurrence: "repeated" },
  { recurrence: "initial", result: "approved" },
  { recovered: "yes" },
  { scheme: "visa" },
  { scheme: "mastercard", result: "declined" },
  { currency: "EUR", size: "50" },
  { currency: "GBP" },
];

it.each(filters)("lists each transaction once, over all pages, as the rules say: %o", async (params) => {
  expect(await everyPage(params), `seed ${seed}`).toEqual(expected(params));
});

it("finds something of most kinds", () => {
  const some = filters.slice(0, 11).filter((params) => expected(params).length > 0);
  expect(some.length, `seed ${seed}`).toBeGreaterThanOrEqual(8);
});

it("holds the days of the reader's calendar", async () => {
  const [newest] = all.flatMap((order) => order.attempts.map(timeOf)).sort((a, b) => b - a);
  const day = new Date(newest ?? 0).toISOString().slice(0, 10);
  for (const params of [{ from: day }, { to: day }, { from: day, to: day }] as Asked[])
    expect(await everyPage(params), `seed ${seed}`).toEqual(expected(params));
});

it("leads back over the same pages", async () => {
  const filter = ProcessedFilter.parse({});
  const first = await listProcessed(db, LIVED_MERCHANT, filter);
  const second = await listProcessed(db, LIVED_MERCHANT, { ...filter, cursor: first.older });
  const back = await listProcessed(db, LIVED_MERCHANT, { ...filter, cursor: second.newer });
  expect([first.newer, back.newer]).toEqual([null, null]);
  expect(back.rows).toEqual(first.rows);
});

it("finds the transactions of customers by their names", async () => {
  expect(await everyPage({ q: "anna berg" })).toEqual(expected({}));
  expect(await everyPage({ q: "shop2" })).toEqual([]);
});

it("reads an address as it writes it", () => {
  for (const params of filters)
    expect(ProcessedFilter.parse(Object.fromEntries(several(params)))).toEqual(ProcessedFilter.parse(params));
  function several(params: Asked) {
    const written = processedParams(ProcessedFilter.parse(params));
    return [...new Set(written.keys())].map((name) => [name, written.getAll(name)] as const);
  }
});

it("reads each page off an index in its order, however rare what it shows is", async () => {
  // Many like one that was lived: the planner looks at sizes.
  await owner.unsafe(`
    insert into orders select (jsonb_populate_record(o, jsonb_build_object('zuid', 100000 + n, 'reference_key', 'copy' || n))).*
      from orders o, generate_series(1, 6000) n where o.merchant_id = 1 and o.zuid = 1001;
    insert into attempts select (jsonb_populate_record(a, jsonb_build_object(
        'zuid', 100000 + n, 'number', 1, 'reference', 'r' || n, 'event', null, 'refers_to', null, 'card_id', null,
        'state', case when n % 300 = 0 then 'declined' else 'approved' end, 'recovers', n % 400 = 0,
        'type', case when n % 500 = 0 then 'refund' else 'debit' end, 'purpose', 'initial', 'reports', null,
        'currency', case when n % 700 = 0 then 'CHF' else 'EUR' end,
        'started_at', a.started_at - n * interval '1 minute', 'settled_at', a.started_at - n * interval '1 minute'))).*
      from attempts a, generate_series(1, 6000) n where a.merchant_id = 1 and a.ctid = (
             select ctid from attempts where merchant_id = 1 and state = 'approved' limit 1);
    analyze;
  `);
  for (const [params, name] of [
    [{}, "attempts_processed"],
    [{ result: "declined" }, "attempts_processed_state"],
    [{ type: "refund" }, "attempts_processed_type"],
    [{ recovered: "yes" }, "attempts_recovered"],
    [{ currency: "CHF" }, "attempts_processed_currency"],
  ] as const) {
    const read = await plan({ ...ProcessedFilter.parse(params), cursor: null });
    expect(read).toMatch(new RegExp(`Index (Only )?Scan using ${name} `));
    expect(read).not.toMatch(/^ *(->)? *Sort/m);
  }
  const first = await listProcessed(db, LIVED_MERCHANT, ProcessedFilter.parse({}));
  const later = await plan({ ...ProcessedFilter.parse({}), cursor: first.older });
  expect(later).toMatch(/Index Cond: .*ROW\(CASE/);
});

async function plan(filter: ProcessedFilter): Promise<string> {
  const lines = await withMerchant(db, LIVED_MERCHANT, (tx) =>
    tx.execute<{ "QUERY PLAN": string }>(
      sql`explain (costs off) ${processedQuery(tx, LIVED_MERCHANT, filter, undefined).getSQL()}`,
    ),
  );
  return lines.map((line) => line["QUERY PLAN"]).join("\n");
}
