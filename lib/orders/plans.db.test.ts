import { type SQL, sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { close, connect, type Db, withMerchant } from "@/db/client";
import { orders } from "@/db/schema/orders";
import { freshDatabase } from "@/db/testing";
import { type OrderFilter, parseOrderFilter } from "./filter";
import { lookUp } from "./look-up";
import { ordersWhere } from "./orders-where";
import { sortExpression, sortValue } from "./sort";
import { activeInstalments, openTestShop } from "./testing";

const now = Date.UTC(2026, 0, 15, 10);
const scope = { merchantId: 1 };
let database: Awaited<ReturnType<typeof freshDatabase>>;
let owner: postgres.Sql;
let db: Db;

beforeAll(async () => {
  database = await freshDatabase();
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
  db = connect(database.url, { max: 2 });
  const shop = await openTestShop(db, 1);
  await activeInstalments(db, shop, now);
  // Many like the one that was lived: the planner looks at sizes.
  await owner.unsafe(`
    insert into customers (merchant_id, id, name, email, created_at)
    select 1, md5(n::text)::uuid, md5(n::text), md5(n::text) || '@example.com', now()
      from generate_series(1, 5000) n;
    insert into cards select (jsonb_populate_record(c, jsonb_build_object(
        'id', md5(n::text), 'expiry_year', 2026 + n % 8, 'expiry_month', 1 + n % 12))).*
      from cards c, generate_series(1, 6000) n;
    insert into orders select (jsonb_populate_record(o, jsonb_build_object(
        'zuid', 10000 + n, 'reference_key', 'copy' || n, 'card_id', md5(n::text), 'customer_id', md5((1 + n % 5000)::text)::uuid, 'created_at', o.created_at + n * interval '1 minute',
        'status', (array['active', 'complete', 'complete', 'failed'])[1 + n % 4],
        'earliest_scheduled_at', case when n % 4 = 0 then o.earliest_scheduled_at + n * interval '1 minute' end,
        'next_attempt_at', case when n % 4 = 0 then o.earliest_scheduled_at + n * interval '1 minute' end,
        'due_at', case when n % 4 = 0 then o.earliest_scheduled_at + n * interval '1 minute' end))).*
      from orders o, generate_series(1, 6000) n;
    insert into attempts select (jsonb_populate_record(a, jsonb_build_object(
        'zuid', 10000 + n, 'reference', 'r' || n, 'transaction_id', md5(n::text)))).*
      from attempts a, generate_series(1, 6000) n;
    insert into billing_events select (jsonb_populate_record(e, jsonb_build_object(
        'zuid', 10000 + n, 'spid', 1000000 + n * 12 + e.number))).*
      from billing_events e, generate_series(1, 1000) n;
    insert into order_tags select 1, case when n % 3000 = 0 then 'rare' else 'common' end, 10000 + n
      from generate_series(1, 6000) n;
    -- Of a list this short every word is read as quickly as the index.
    set session_replication_role = replica;
    insert into order_search select 1, 1000000 + n, md5(n::text) || ' ' || md5((-n)::text) from generate_series(1, 40000) n;
    reset session_replication_role;
    analyze;
  `);
});
afterAll(async () => {
  await Promise.all([close(db), owner.end()]);
  await database.drop();
});

async function plan(query: SQL): Promise<string> {
  const lines = await withMerchant(db, 1, (tx) =>
    tx.execute<{ "QUERY PLAN": string }>(sql`explain (costs off) ${query}`),
  );
  return lines.map((line) => line["QUERY PLAN"]).join("\n");
}

function listed(params: Record<string, string>, order: SQL, from?: SQL): SQL {
  const where = sql.join(
    [ordersWhere(scope, parseOrderFilter(params), { condition: undefined }, now), from].filter(
      (part) => part !== undefined,
    ),
    sql` and `,
  );
  return sql`select ${orders.zuid} from ${orders} where ${where} order by ${order} limit 26`;
}

const newest = sql`${orders.createdAt} desc, ${orders.zuid} desc`;

it("knows the newest orders from an index alone, whole or by status, without sorting", async () => {
  for (const params of [{}, { status: "failed" }, { type: "instalment" }] as Record<string, string>[]) {
    const read = await plan(listed(params, newest));
    expect(read).toMatch(/Index Only Scan using orders_(created|status)/);
    expect(read).not.toContain("Sort");
  }
});

it("reads what has something outstanding, a cause or a reason off an index of its own, newest first", async () => {
  for (const [params, index] of [
    [{ outstanding: "some" }, "orders_outstanding"],
    [{ cause: "card_expired" }, "orders_cause"],
    [{ reason: "expired" }, "orders_decline_reason"],
  ] as [Record<string, string>, string][]) {
    const read = await plan(listed(params, newest));
    expect(read).toContain(`Index Only Scan using ${index}`);
    expect(read).not.toContain("Sort");
  }
});

it.each<Record<string, string>>([
  { type: "metered", currency: "EUR" },
  { status: "active", outstanding: "none" },
  { cause: "card_expired", reason: "expired" },
  { left: "few", needs: "person" },
  { retry: "none", currency: "EUR" },
  { owner: "nobody", type: "single" },
  { card: "expired", status: "active" },
])("knows from an index alone which orders have %o", async (params) => {
  const read = await plan(listed(params, newest));
  expect(read).toContain("Index Only Scan using orders_");
  expect(read).not.toMatch(/(Heap|Index|Seq) Scan (using|on) orders/);
});

it("begins a later page at its place in the index", async () => {
  const place = sql`(${orders.createdAt}, ${orders.zuid}) < (${sortValue("created", now + 600_000)}, 10010)`;
  const read = await plan(listed({}, newest, place));
  expect(read).toMatch(/Index Cond: .*ROW\(created_at, zuid\) </);
  expect(read).not.toContain("Sort");
});

it("reads the next payments off an index, without sorting", async () => {
  const read = await plan(listed({}, sql`${sortExpression(sorted("next"))}, ${orders.zuid}`));
  expect(read).toContain("Index Only Scan using orders_next_attempt");
  expect(read).not.toContain("Sort");
});

it("begins a later page of next payments at its place, those without one being last", async () => {
  const key = sortExpression(sorted("next"));
  const place = sql`(${key}, ${orders.zuid}) > (${sortValue("next", now)}, 10010)`;
  const read = await plan(listed({}, sql`${key}, ${orders.zuid}`, place));
  expect(read).toMatch(/Index Cond: .*ROW\(\(?CASE/);
});

it("reads the largest amounts of a currency off an index, and begins a later page in it", async () => {
  const order = sql`${sortExpression(sorted("amount"))} desc, ${orders.zuid} desc`;
  const place = sql`(${orders.shownAmount}, ${orders.zuid}) < (${sortValue("amount", 120_000)}, 10010)`;
  const read = await plan(listed({ currency: "EUR", sort: "amount" }, order, place));
  expect(read).toContain("Index Only Scan using orders_amount");
  expect(read).toMatch(/Index Cond: .*ROW\(shown_amount, zuid\) </);
  expect(read).not.toContain("Sort");
});

it("reads the largest outstanding amounts off an index", async () => {
  const order = sql`${sortExpression(sorted("outstanding"))} desc, ${orders.zuid} desc`;
  const read = await plan(listed({ currency: "EUR", outstanding: "some", sort: "outstanding" }, order));
  expect(read).toContain("Index Only Scan using orders_most_outstanding");
  expect(read).not.toContain("Sort");
});

it("reads what someone must do, most at stake first, off an index", async () => {
  const order = sql`${sortExpression(sorted("stake"))} desc, ${orders.zuid} desc`;
  const read = await plan(listed({ currency: "EUR", needs: "person", sort: "stake" }, order));
  expect(read).toContain("Index Only Scan using orders_at_stake");
  expect(read).not.toContain("Sort");
});

it("reads what was found behind the doors by its numbers", async () => {
  const lookedUp = await withMerchant(db, 1, (tx) => lookUp(tx, 1, { q: "3c59dc 048e" }));
  const read = await plan(
    sql`select zuid from orders where ${ordersWhere(scope, parseOrderFilter({}), lookedUp, now)}`,
  );
  expect(read).toMatch(/Index Cond: .*zuid = ANY/);
  expect(read).not.toContain("search_orders");
});

it("finds the orders of the cards that expire, by their month", async () => {
  const read = await plan(
    sql`select zuid from orders where ${ordersWhere(scope, parseOrderFilter({ card: "expiring" }), { condition: undefined }, now)}`,
  );
  expect(read).toMatch(/orders_card_expires/);
});

it("reads the few orders of a rare tag, and of a common one the newest until there are enough", async () => {
  const rare = await plan(listed({ tag: "rare" }, newest));
  expect(rare).toMatch(/Index Cond: .*tag = 'rare'/);
  expect(rare).not.toContain("orders_created");
  const common = await plan(listed({ tag: "common" }, newest));
  expect(common).toContain("Index Only Scan using orders_created");
  expect(common).not.toContain("Sort");
});

it("counts the tabs on an index alone", async () => {
  const read = await plan(
    sql`select status, count(*) from orders where merchant_id = 1 and status in ('failed', 'suspended') group by status`,
  );
  expect(read).toContain("Index Only Scan using orders_tabs");
});

it("finds an order's own rows, a reference and a card's charges by their keys", async () => {
  for (const table of ["billing_events", "attempts"]) {
    const read = await plan(
      sql`select * from ${sql.identifier(table)} where merchant_id = 1 and zuid = 10500`,
    );
    expect(read).toMatch(/Index Cond: \(\(merchant_id = 1\) AND \(zuid = 10500\)\)/);
  }
  const byReference = await plan(sql`select * from attempts where merchant_id = 1 and reference = 'r7'`);
  expect(byReference).toContain("attempts_reference");
});

it("finds what is due, and parts of names, by an index behind the doors", async () => {
  const behind = (query: string) =>
    owner.begin(async (tx) => {
      await tx`set local role tenor_door`;
      const lines = await tx.unsafe(`explain (costs off) ${query}`);
      return lines.map((line) => line["QUERY PLAN"]).join("\n");
    });
  const due = await behind(
    `select o.merchant_id from orders o
      where o.due_at <= '2026-02-16' and (o.claimed_until is null or o.claimed_until <= '2026-02-16')
        and not exists (select 1 from collecting_stops s where s.merchant_id = o.merchant_id)
      order by o.due_at, o.merchant_id, o.zuid limit 50 offset 0`,
  );
  expect(due).toContain("orders_due");
  expect(due).not.toContain("Sort");
  const named = await behind(
    "select zuid from order_search where merchant_id = 1 and words like '%3c59dc%' and words like '%048e%'",
  );
  expect(named).toMatch(/Index Cond: \(\(merchant_id = 1\) AND \(words ~~ .*\(words ~~ /);
});

it("claims what is due of one merchant along the same index", async () => {
  const read = await plan(
    sql`select zuid from orders where merchant_id = 1 and due_at <= '2026-02-16'
           and (claimed_until is null or claimed_until <= '2026-02-16')
         order by due_at, zuid limit 10 for no key update skip locked`,
  );
  expect(read).toMatch(/Index Scan using orders_due.*\n.*Index Cond: .*due_at.*merchant_id = 1/);
  expect(read).not.toMatch(/^ *->? *Sort/m);
});

function sorted(sort: OrderFilter["sort"]) {
  return { sort, outstanding: null };
}
