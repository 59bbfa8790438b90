import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { close, connect, type Db } from "@/db/client";
import { freshDatabase } from "@/db/testing";
import type { OrderStatus } from "@/lib/domain/order/order";
import { countedStatuses } from "./count-words";
import { countOrders } from "./counts";
import { type OrderFilter, parseOrderFilter } from "./filter";
import { listOrders, orderOfId } from "./queries";
import { readOrders } from "./read";
import { refreshStandings } from "./refresh-standings";
import { writeCursor } from "./sort";
import {
  activeInstalments,
  approvedAnswer,
  executeOrThrow,
  instalmentDraft,
  newOrder,
  openTestShop,
  settleCommand,
  staffActor,
  systemActor,
} from "./testing";

const now = Date.UTC(2026, 0, 15, 10);
const scope = { merchantId: 1 };
let database: Awaited<ReturnType<typeof freshDatabase>>;
let owner: postgres.Sql;
let db: Db;

beforeAll(async () => {
  database = await freshDatabase();
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
  db = connect(database.url, { max: 4 });
  const shop = await openTestShop(db, 1);
  const other = await openTestShop(db, 2);
  // In pairs of the same instant, so that the number has to decide.
  for (let i = 0; i < 60; i++) {
    await newOrder(db, shop, instalmentDraft(shop, { invoiceId: `A-${1000 + i}` }), now + Math.floor(i / 2));
  }
  for (let i = 0; i < 5; i++) await activeInstalments(db, shop, now + 1000 + i);
  await newOrder(db, other, instalmentDraft(other), now);
});
afterAll(async () => {
  await Promise.all([close(db), owner.end()]);
  await database.drop();
});

async function everyPage(params: Record<string, string>): Promise<number[][]> {
  const pages: number[][] = [];
  let cursor: string | null = null;
  do {
    const filter: OrderFilter = { ...parseOrderFilter(params), cursor };
    const page = await listOrders(db, scope, filter, now);
    pages.push(page.rows.map((row) => row.zuid));
    cursor = page.older;
  } while (cursor && pages.length < 10);
  return pages;
}

it("reads the orders of a page whole, each of its own merchant", async () => {
  const { rows } = await listOrders(db, scope, { ...parseOrderFilter({}), size: 25 }, now);
  const zuids = rows.map(({ zuid }) => zuid);
  const whole = await readOrders(db, scope.merchantId, [...zuids, 999_999], now);
  expect([...whole.keys()].sort()).toEqual([...zuids].sort());
  for (const row of rows)
    expect(whole.get(row.zuid)).toMatchObject({ invoiceId: row.invoiceId, status: row.status });
});

describe("the orders list", () => {
  it.each<Record<string, string>>([
    {},
    { dir: "asc" },
    { sort: "next" },
    { sort: "next", dir: "desc" },
    { status: "draft,active", sort: "next" },
  ])("shows every order once over its pages: %o", async (params) => {
    const pages = await everyPage(params);
    expect(pages.map((page) => page.length)).toEqual([25, 25, 15]);
    expect(new Set(pages.flat()).size).toBe(65);
  });

  it("leads back over the same pages", async () => {
    for (const params of [{}, { sort: "next" }]) {
      const filter = parseOrderFilter(params);
      const first = await listOrders(db, scope, filter, now);
      const second = await listOrders(db, scope, { ...filter, cursor: first.older }, now);
      const third = await listOrders(db, scope, { ...filter, cursor: second.older }, now);
      expect([first.newer, third.older]).toEqual([null, null]);
      const back = await listOrders(db, scope, { ...filter, cursor: third.newer }, now);
      const start = await listOrders(db, scope, { ...filter, cursor: back.newer }, now);
      expect(back.rows).toEqual(second.rows);
      expect(start.rows).toEqual(first.rows);
      expect(start.newer).toBeNull();
    }
  });

  it("puts the newest first, and orders without a next payment last", async () => {
    const newest = await listOrders(db, scope, parseOrderFilter({}), now);
    expect(newest.rows.slice(0, 5).map((row) => row.status)).toEqual(Array(5).fill("active"));
    const next = await listOrders(db, scope, parseOrderFilter({ sort: "next" }), now);
    expect(next.rows.map((row) => row.nextAttemptAt !== null)).toEqual([
      ...Array(5).fill(true),
      ...Array(20).fill(false),
    ]);
  });

  const count = async (params: Record<string, string>, at = now) =>
    (await countOrders(db, scope, parseOrderFilter(params), at)).matches;

  it("filters by status and type, and counts what matches", async () => {
    const filter = parseOrderFilter({ status: "active" });
    expect((await listOrders(db, scope, filter, now)).rows).toHaveLength(5);
    expect(await count({ status: "active" })).toBe(5);
    expect(await count({ type: "metered" })).toBe(0);
    expect(await count({ currency: "GBP" })).toBe(0);
  });

  it("filters by day of creation, ZUID, tag, card and what is outstanding", async () => {
    expect(await count({ from: "2026-01-15", to: "2026-01-15" })).toBe(65);
    expect(await count({ to: "2026-01-14" })).toBe(0);
    // In Auckland that morning is the evening of the same day, and the day before is over.
    expect(await count({ from: "2026-01-16", zone: "Pacific/Auckland" })).toBe(0);
    expect(await count({ zuid: "1003" })).toBe(1);
    expect(await count({ tag: "course" })).toBe(65);
    expect(await count({ tag: "cours" })).toBe(0);
    expect(await count({ tag: "course", zuid: "1003" })).toBe(1);
    expect([await count({ card: "expiring" }), await count({ card: "expired" })]).toEqual([0, 0]);
    const lateIn2034 = Date.UTC(2034, 10, 20);
    expect([
      await count({ card: "expiring" }, lateIn2034),
      await count({ card: "expired" }, lateIn2034),
    ]).toEqual([5, 0]);
    const in2035 = Date.UTC(2035, 0, 1);
    expect([await count({ card: "expiring" }, in2035), await count({ card: "expired" }, in2035)]).toEqual([
      0, 5,
    ]);
    expect([await count({ outstanding: "some" }), await count({ outstanding: "none" })]).toEqual([0, 65]);
  });

  it("sorts by amount within a currency, and by what is outstanding at that moment", async () => {
    const amounts = await everyPage({ currency: "EUR", sort: "amount" });
    expect(amounts.flat()).toHaveLength(65);
    expect(new Set(amounts.flat()).size).toBe(65);
    // Nobody collected anything for two months: two of each order's twelve payments are overdue.
    const later = Date.UTC(2026, 2, 20);
    await refreshStandings(db, later);
    const filter = parseOrderFilter({ currency: "EUR", outstanding: "some", sort: "outstanding" });
    const { rows } = await listOrders(db, scope, filter, later);
    expect(rows.map((row) => row.outstanding)).toEqual(Array(5).fill(20_000));
    expect((await countOrders(db, scope, filter, later)).matches).toBe(5);
    const first = rows[1];
    const rest = await listOrders(
      db,
      scope,
      { ...filter, cursor: writeCursor({ way: "older", key: 20_000, zuid: first?.zuid ?? 0 }) },
      later,
    );
    expect(rest.rows).toEqual(rows.slice(2));
  });

  it("shows a user who may see only their own orders no others", async () => {
    const own = { ...scope, createdBy: staffActor.kind === "user" ? staffActor.id : "" };
    const nobody = { ...scope, createdBy: "somebody else" };
    const filter = parseOrderFilter({});
    expect(await countOrders(db, own, filter, now)).toMatchObject({ all: 65, matches: 65 });
    expect(await countOrders(db, nobody, filter, now)).toMatchObject({ all: 0, matches: 0 });
    expect((await listOrders(db, nobody, filter, now)).rows).toEqual([]);
  });

  it.each([
    {},
    { type: "instalment" },
    { currency: "EUR", outstanding: "some" },
    { q: "anna" },
    { tag: "vip" },
    { status: "active", type: "single" },
  ])("counts on each tab what the tab shows, of a list narrowed to %j", async (params) => {
    const asked = { ...params, size: "100" };
    const filter = parseOrderFilter(asked);
    const counts = await countOrders(db, scope, filter, now);
    const shown = async (status: OrderStatus[]) =>
      (await listOrders(db, scope, { ...filter, status }, now)).rows.length;
    expect(await shown([])).toBe(counts.all);
    for (const status of countedStatuses) expect(await shown([status])).toBe(counts[status]);
  });

  it("counts those to be looked at, whatever status the list is narrowed to", async () => {
    const order = await activeInstalments(db, { ...scope, customerId: await anyCustomer() }, now);
    const due = order.events[0]?.scheduledAt ?? 0;
    const id = { merchantId: 1, zuid: order.zuid };
    const [attempt] = (await executeOrThrow(db, id, { kind: "run_due" }, { actor: systemActor, now: due }))
      .started;
    if (!attempt) throw new Error("nothing was started");
    await executeOrThrow(db, id, settleCommand(attempt, approvedAnswer(attempt, { code: "100.100.303" })), {
      actor: systemActor,
      now: due,
    });
    const rest = { failed: 0, suspended: 1, review: 0, pending: 0 };
    expect(await countOrders(db, scope, parseOrderFilter({ sort: "next", size: "50" }), now)).toEqual({
      ...{ all: 66, matches: 66 },
      ...rest,
    });
    expect(await countOrders(db, scope, parseOrderFilter({ status: "active" }), now)).toEqual({
      ...{ all: 66, matches: 5 },
      ...rest,
    });
  });

  it("finds the orders that a chargeback took money from, until it is won back", async () => {
    const order = await activeInstalments(db, { ...scope, customerId: await anyCustomer() }, now);
    const due = order.events[0]?.scheduledAt ?? 0;
    const id = { merchantId: 1, zuid: order.zuid };
    const [attempt] = (await executeOrThrow(db, id, { kind: "run_due" }, { actor: systemActor, now: due }))
      .started;
    if (!attempt) throw new Error("nothing was started");
    const result = approvedAnswer(attempt);
    const paid = result.answer;
    await executeOrThrow(db, id, settleCommand(attempt, result), { actor: systemActor, now: due });
    const disputes = async () =>
      (await listOrders(db, scope, parseOrderFilter({ disputed: "yes" }), due)).rows.map(({ zuid }) => zuid);
    const book = (type: "chargeback" | "chargeback_reversal", transactionId: string, of: string | null) =>
      executeOrThrow(
        db,
        id,
        {
          kind: "record_booking",
          answer: { ...paid, type, transactionId, referencedId: of, reference: null },
        },
        { actor: systemActor, now: due },
      );
    expect(await disputes()).toEqual([]);
    await book("chargeback", "c".repeat(32), paid.transactionId);
    expect(await disputes()).toEqual([order.zuid]);
    await book("chargeback_reversal", "d".repeat(32), "c".repeat(32));
    expect(await disputes()).toEqual([]);
  });
});

describe("search", () => {
  const found = async (q: string, of = scope) =>
    (await listOrders(db, of, parseOrderFilter({ q, size: "100" }), now)).rows;

  it("finds by a part of the customer's name or e-mail", async () => {
    expect((await found("ANNA")).length).toBeGreaterThan(60);
    expect((await found("na@shop1.ex")).length).toBeGreaterThan(60);
    expect(await found("na@shop2.ex")).toEqual([]);
  });

  it("finds by invoice id, ZUID, SPID and transaction id", async () => {
    expect((await found("a-1007")).map((row) => row.invoiceId)).toEqual(["A-1007"]);
    const [row] = await found("ZUID-1064");
    expect(row?.zuid).toBe(1064);
    expect((await found("1064")).map((one) => one.zuid)).toContain(1064);
    expect((await found("spid-13")).map((one) => one.zuid)).toEqual([1062]);
    const [attempt] = await owner`
      select transaction_id as id from attempts where merchant_id = 1 and transaction_id is not null`;
    expect(await found(attempt?.id)).toHaveLength(1);
    expect(await found(attempt?.id, { merchantId: 2 })).toEqual([]);
  });

  it("goes straight to the one order behind an id", async () => {
    expect(await orderOfId(db, scope, " zuid-1003 ", now)).toBe(1003);
    expect(await orderOfId(db, scope, "SPID-13", now)).toBe(1062);
    expect(await orderOfId(db, scope, "ZUID-999999", now)).toBeNull();
    expect(await orderOfId(db, scope, "anna", now)).toBeNull();
    expect(await orderOfId(db, { ...scope, createdBy: "somebody else" }, "zuid-1003", now)).toBeNull();
  });

  it("takes what is typed as letters, not as a pattern", async () => {
    for (const q of ["%", "_", "a%7", "\\", "'", "999999999999", "zuid-", "-"]) {
      const rows = await found(q);
      expect([q, rows.length]).toEqual([q, q === "-" ? rows.length : 0]);
    }
  });
});

async function anyCustomer(): Promise<string> {
  const [row] = await owner`select id from customers where merchant_id = 1`;
  return row?.id;
}
