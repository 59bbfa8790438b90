import fc from "fast-check";
import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { askedOrders } from "@/app/(staff)/[merchant]/orders/basket/asked-orders";
import { basketHref } from "@/app/(staff)/[merchant]/orders/basket/basket-href";
import { listHref } from "@/app/(staff)/[merchant]/orders/list-href";
import { close, connect, type Db } from "@/db/client";
import { freshDatabase } from "@/db/testing";
import { openRun, planSome } from "@/lib/bulk/plan";
import { itemsOf } from "@/lib/bulk/summary";
import { comingAutomatically, countNeeds } from "@/lib/desk/needs";
import { expiringCards } from "@/lib/domain/order/card";
import { orderStatuses } from "@/lib/domain/order/order";
import { DAY } from "@/lib/domain/value/calendar";
import { statusCounts } from "@/lib/figures/order-sums";
import { countedStatuses } from "./count-words";
import { countOrders } from "./counts";
import { exportedOrders } from "./exported-orders";
import { createdBetween, type OrderFilter, parseOrderFilter } from "./filter";
import { narrowingOf } from "./filter-address";
import { sortKeys } from "./list-order";
import type { OrderScope } from "./orders-where";
import { listOrders, ordersBeside } from "./queries";
import { instalmentDraft, newOrder, openTestShop, staffActor } from "./testing";

const now = Date.UTC(2026, 0, 15, 10);
const me = "6f1d2c6e-0000-4000-8000-000000000001";
const colleague = "6f1d2c6e-0000-4000-8000-000000000002";
let database: Awaited<ReturnType<typeof freshDatabase>>;
let owner: postgres.Sql;
let db: Db;
let all: Row[];

type Row = {
  merchant: number;
  zuid: number;
  status: string;
  type: string;
  currency: string;
  created: number;
  outstanding: number;
  cause: string | null;
  reason: string | null;
  left: number | null;
  ends: number | null;
  isRetry: boolean;
  next: number | null;
  owner: string | null;
  needs: boolean;
  snoozed: number | null;
  disputed: number;
  expires: number | null;
  tags: string[];
  invoice: string;
  by: string | null;
};

beforeAll(async () => {
  database = await freshDatabase();
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
  db = connect(database.url, { max: 4 });
  for (const [merchant, count] of [
    [1, 110],
    [2, 50],
  ] as const) {
    const shop = await openTestShop(db, merchant);
    for (let i = 0; i < count; i++) {
      const tags = [...(i % 3 === 0 ? ["vip"] : []), ...(i % 7 === 0 ? ["spring"] : [])];
      const draft = instalmentDraft(shop, { invoiceId: `A-${100 + i}`, tags });
      await newOrder(db, shop, draft, now - ((i * 37) % 60) * DAY);
    }
    await scatter(merchant);
  }
  all = await owner<Row[]>`
    select merchant_id as merchant, zuid, status, type, currency, extract(epoch from created_at)::float8 * 1000 as created,
           outstanding::int, cause, decline_reason as reason, retries_left as left,
           extract(epoch from retries_end_at)::float8 * 1000 as ends, next_attempt_is_retry as "isRetry",
           extract(epoch from next_attempt_at)::float8 * 1000 as next, owner_id as owner, needs_person as needs,
           extract(epoch from snoozed_until)::float8 * 1000 as snoozed, disputed_amount::int as disputed,
           card_expires_month as expires, tags, invoice_id as invoice, created_by_user as by
      from orders where merchant_id in (1, 2)`;
}, 60_000);
afterAll(async () => {
  await Promise.all([close(db), owner.end()]);
  await database.drop();
});

/**
 * What is stored with the orders of a merchant, as no history would bring it about so soon: every kind beside every other,
 * and not as many of each.
 */
function scatter(merchant: number) {
  const pick = (words: readonly (string | null)[], by: number) =>
    `(array[${words.map((word) => (word === null ? "null" : `'${word}'`)).join()}]::text[])[1 + (zuid * ${by}) % ${words.length}]`;
  return owner.unsafe(`update orders set
      status = ${pick([...orderStatuses, "failed", "failed", "active"], 7)}, currency = ${pick(["EUR", "EUR", "CHF"], 5)},
      outstanding = (zuid * 13) % 4 * 1000, at_stake = (zuid * 13) % 4 * 1000, shown_amount = (zuid * 31) % 9 * 500,
      cause = ${pick([null, "card_expired", "retried_later", "overdue", "overdue", "retried_later", "retried_later"], 3)},
      decline_reason = ${pick([null, "insufficient_funds", "do_not_honour"], 11)},
      retries_left = (zuid * 17) % 8, retries_used = 15 - (zuid * 17) % 8,
      retries_end_at = case when zuid % 3 = 0 then null else now() + (zuid % 9) * interval '1 day' end,
      next_attempt_at = case when zuid % 4 = 0 then null else timestamptz '2026-01-20' + (zuid % 11) * interval '1 day' end,
      next_attempt_is_retry = zuid % 2 = 0, needs_person = zuid % 5 < 2,
      snoozed_until = case when zuid % 6 = 0 then timestamptz '2026-02-01' when zuid % 6 = 1 then timestamptz '2026-01-01' end,
      owner_id = case zuid % 4 when 0 then '${me}'::uuid when 1 then '${colleague}'::uuid end,
      disputed_amount = case when zuid % 9 = 0 then 700 else 0 end,
      card_expires_month = 2026 * 12 + (zuid * 5) % 14 - 6,
      created_by_user = case when zuid % 3 = 0 then '${colleague}' else created_by_user end
    where merchant_id = ${merchant}`);
}

/** The filter once more, in words of its own. */
function isWanted(row: Row, filter: OrderFilter): boolean {
  const months = expiringCards(now, "UTC");
  const monthOf = ({ year, month }: { year: number; month: number }) => year * 12 + month - 1;
  const { from, before } = createdBetween(filter);
  const has = <T>(chosen: readonly T[], value: T | null) =>
    chosen.length === 0 || chosen.includes(value as T);
  const left = row.ends === null ? null : (row.left ?? 0);
  return (
    has<string>(filter.status, row.status) &&
    has<string>(filter.type, row.type) &&
    has<string>(filter.cause, row.cause) &&
    has<string>(filter.reason, row.reason) &&
    (filter.currency === null || row.currency === filter.currency) &&
    (from === null || row.created >= from) &&
    (before === null || row.created < before) &&
    (filter.outstanding === null || row.outstanding > 0 === (filter.outstanding === "some")) &&
    (filter.disputed === null || row.disputed > 0) &&
    (filter.card !== "expired" || (row.expires ?? Number.POSITIVE_INFINITY) < monthOf(months.from)) &&
    (filter.card !== "expiring" ||
      (row.expires !== null &&
        row.expires >= monthOf(months.from) &&
        row.expires < monthOf(months.before))) &&
    (filter.left === null || left !== null) &&
    (filter.left !== "none" || (left ?? 0) === 0) &&
    (filter.left !== "few" || ((left ?? 0) >= 1 && (left ?? 0) <= 3)) &&
    (filter.left !== "many" || (left ?? 0) > 3) &&
    (filter.retry !== "planned" || (row.cause !== null && row.isRetry)) &&
    (filter.retry !== "none" || (row.reason !== null && !row.isRetry)) &&
    (filter.owner === null ||
      row.owner === (filter.owner === "me" ? me : filter.owner === "nobody" ? null : filter.owner)) &&
    (filter.needs === null || (row.needs && (row.snoozed === null || row.snoozed <= now))) &&
    (filter.tag === "" || row.tags.includes(filter.tag)) &&
    (filter.q === "" || row.invoice.toLowerCase().includes(filter.q.toLowerCase()))
  );
}

const maybe = (...words: string[]) => fc.option(fc.constantFrom(...words), { nil: undefined, freq: 3 });
const anyFilter = fc
  .record({
    status: fc.option(fc.subarray([...orderStatuses], { minLength: 1 }), { nil: undefined, freq: 3 }),
    cause: maybe("card_expired", "retried_later", "overdue"),
    reason: maybe("insufficient_funds", "do_not_honour"),
    currency: fc.option(fc.constantFrom("EUR", "CHF"), { nil: undefined, freq: 1 }),
    from: maybe("2025-12-01", "2026-01-05"),
    outstanding: maybe("some", "none"),
    disputed: maybe("yes"),
    card: maybe("expiring", "expired"),
    left: maybe("none", "few", "many", "any"),
    retry: maybe("planned", "none"),
    owner: maybe("me", "nobody", colleague),
    needs: maybe("person"),
    tag: maybe("vip", "spring", "unknown"),
    q: maybe("A-1", "A-10"),
    sort: fc.constantFrom(...sortKeys),
    dir: maybe("asc", "desc"),
  })
  .map((given) => {
    const chosen = Object.entries(given).filter(([, value]) => value !== undefined);
    // One to three of them: more find nothing.
    const kept = chosen.filter(
      ([name], i) => name === "sort" || name === "dir" || (i * 7 + chosen.length) % 3 === 0,
    );
    return parseOrderFilter(Object.fromEntries(kept) as Record<string, string | string[]>);
  });

it("rows, counts, tabs, file and all that is selected of 200 lists are the same orders, each its own merchant's", async () => {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(anyFilter, fc.constantFrom(1, 2), fc.boolean(), async (filter, merchantId, isOwn) => {
      const scope = { merchantId, createdBy: isOwn ? colleague : undefined, userId: me };
      const own = all.filter((row) => row.merchant === merchantId && (!isOwn || row.by === colleague));
      const wanted = own.filter((row) => isWanted(row, filter)).map(({ zuid }) => zuid);
      const rows = await everyRow(scope, filter);
      expect(rows.toSorted()).toEqual(wanted.toSorted());
      found += rows.length;
      const counts = await countOrders(db, scope, filter, now);
      expect(counts.matches).toBe(wanted.length);
      const ofAnyStatus = own.filter((row) => isWanted(row, { ...filter, status: [] }));
      expect(counts.all).toBe(ofAnyStatus.length);
      for (const status of countedStatuses)
        expect(counts[status]).toBe(ofAnyStatus.filter((row) => row.status === status).length);
      const { orders, next } = await exportedOrders(db, { scope, filter, now }, null);
      expect(orders.map(({ zuid }) => zuid).toSorted()).toEqual(wanted.toSorted());
      expect(next).toBeNull();
      expect((await judged(scope, filter)).toSorted()).toEqual(wanted.toSorted());
      const middle = Math.floor(rows.length / 2);
      if (rows[middle] !== undefined)
        expect(await ordersBeside(db, scope, rows[middle], { filter, now })).toEqual({
          previous: rows[middle - 1] ?? null,
          next: rows[middle + 1] ?? null,
        });
    }),
    { numRuns: Number(process.env.LISTS ?? 200), seed: 2026 },
  );
  expect(found, "lists that find something").toBeGreaterThan(500);
}, 60_000);

it("a figure and the list that it leads to are the same number", async () => {
  for (const merchantId of [1, 2])
    for (const createdBy of [null, colleague]) {
      const scope = { merchantId, createdBy: createdBy ?? undefined, userId: me };
      const desk = { ...scope, createdBy };
      const behind = async (shown: Partial<OrderFilter>) => {
        const { searchParams } = new URL(listHref("shop", shown), "https://tenor.example");
        return (await everyRow(scope, parseOrderFilter(searchParams))).length;
      };
      const { retried } = await comingAutomatically(db, desk, now);
      expect([retried, retried > 0]).toEqual([await behind({ cause: ["retried_later"] }), true]);
      const needing = await countNeeds(db, desk, now, 1_000);
      expect([needing, needing > 0]).toEqual([await behind({ needs: "person" }), true]);
      if (createdBy) continue;
      const counts = await statusCounts(db, merchantId);
      for (const status of orderStatuses)
        expect([status, counts.get(status) ?? 0]).toEqual([status, await behind({ status: [status] })]);
    }
});

/** The orders that are judged for an act when all of a list are selected, as the page asks for it. */
async function judged(scope: OrderScope, filter: OrderFilter): Promise<number[]> {
  const { merchantId } = scope;
  const narrowing = listHref("shop", narrowingOf(filter)).split("?")[1] ?? "";
  const { searchParams } = new URL(
    basketHref("shop", "send_update_link", narrowing),
    "https://tenor.example",
  );
  searchParams.delete("act");
  const source = askedOrders(searchParams.toString());
  if ("run" in source) throw new Error("a list is no run");
  const wish = { kind: "send_update_link", chosenAt: null, source, actor: staffActor } as const;
  const id = await openRun(db, merchantId, wish, now);
  while ((await planSome(db, scope, id, now))?.hasMore);
  return (await itemsOf(db, { merchantId, id }, { most: 1_000 })).map(({ zuid }) => zuid);
}

async function everyRow(scope: OrderScope, filter: OrderFilter): Promise<number[]> {
  const zuids: number[] = [];
  let cursor: string | null = null;
  do {
    const page = await listOrders(db, scope, { ...filter, cursor }, now);
    zuids.push(...page.rows.map(({ zuid }) => zuid));
    cursor = page.older;
  } while (cursor !== null);
  return zuids;
}
