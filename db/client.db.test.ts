import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { close, connect, withMerchant } from "@/db/client";
import { requireHeldRole } from "@/db/held-role";
import { migrate } from "@/db/migrate";
import { counters } from "@/db/schema/orders";
import { freshDatabase } from "@/db/testing";
import { claimDueOrders } from "@/lib/orders/claim";
import { parseOrderFilter } from "@/lib/orders/filter";
import { listOrders } from "@/lib/orders/queries";
import { activeInstalments, openTestShop } from "@/lib/orders/testing";

const now = Date.UTC(2026, 0, 15, 10);
let database: Awaited<ReturnType<typeof freshDatabase>>;
let owner: postgres.Sql;

beforeAll(async () => {
  database = await freshDatabase({ isProbed: true });
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

describe("a pool of connections", () => {
  it("goes on after its connections were cut, whatever they were doing", async () => {
    const db = connect(database.url, { max: 3 });
    await openTestShop(db, 1);
    const read = () => withMerchant(db, 1, (tx) => tx.select().from(counters));
    const cut = () => owner`select pg_terminate_backend(pid) from pg_stat_activity
                             where application_name = 'tenor' and datname = current_database()`;
    for (let round = 0; round < 20; round++) {
      await Promise.all([read(), read(), read()]);
      const busy = withMerchant(db, 1, (tx) => tx.execute(sql`select pg_sleep(5)`));
      const between = withMerchant(db, 1, async (tx) => {
        await tx.select().from(counters);
        await cut();
        return Promise.all([tx.select().from(counters), tx.select().from(counters)]);
      });
      const lost = await Promise.allSettled([busy, between]);
      expect(lost.map((one) => one.status)).toEqual(["rejected", "rejected"]);
      expect(await read()).toEqual([]);
    }
    await close(db);
  });

  it.each([
    ["", 1],
    ["?prepare=false", 0],
  ])("at an address with %j leaves prepared statements on a connection: %i", async (query, least) => {
    const db = connect(`${database.url}${query}`, { max: 1 });
    for (const merchantId of [1, 2])
      await withMerchant(db, merchantId, (tx) => tx.execute(sql`select ${merchantId}::integer`));
    const [row] = await db.execute<{ count: number }>(
      sql`select count(*)::int as count from pg_prepared_statements`,
    );
    expect(Math.min(row?.count ?? 0, 1)).toBe(least);
    await close(db);
  });

  it("lends a connection for as long as it is asked to", async () => {
    const db = connect(database.url, { max: 1 });
    await db.execute(sql`select 1`);
    const lent = await db.$client.reserve();
    const [row] = await lent<{ one: number }[]>`select 1 as one`;
    lent.release();
    expect(row?.one).toBe(1);
    await close(db);
  });

  it("leaves nothing behind of a transaction that failed", async () => {
    const db = connect(database.url, { max: 1 });
    const failed = withMerchant(db, 1, async (tx) => {
      await tx.insert(counters).values({ merchantId: 1, name: "spid", value: 7 });
      throw new Error("changed my mind");
    });
    await expect(failed).rejects.toThrow("changed my mind");
    expect(await withMerchant(db, 1, (tx) => tx.select().from(counters))).toEqual([]);
    await close(db);
  });
});

describe("a database whose owner is an ordinary user", () => {
  const name = `owner_${randomBytes(4).toString("hex")}`;
  const url = new URL("postgres://localhost");
  const app = new URL("postgres://localhost");

  beforeAll(async () => {
    url.href = database.url;
    url.username = name;
    url.password = name;
    url.pathname = `/${name}`;
    app.href = database.url;
    app.pathname = `/${name}`;
    await owner.unsafe(`create role ${name} login createrole password '${name}'`);
    await owner.unsafe(
      `grant tenor_app, tenor_door, tenor_registrar to ${name} with admin option, inherit false, set true`,
    );
    await owner.unsafe(`create database ${name} owner ${name}`);
    await migrate(url.href, app.href);
  });
  afterAll(async () => {
    await owner.unsafe(`drop database ${name} with (force)`);
    await owner.unsafe(`drop owned by ${name}`);
    await owner.unsafe(`drop role ${name}`);
  });

  it("is migrated twice without harm, and serves orders, the worker and search", async () => {
    await Promise.all([migrate(url.href, app.href), migrate(url.href, app.href)]);
    const db = connect(app.href, { max: 2 });
    await requireHeldRole(db);
    const shop = await openTestShop(db, 1);
    const order = await activeInstalments(db, shop, now);
    const due = order.events[0]?.scheduledAt ?? 0;
    expect(await claimDueOrders(db, due, Date.now(), 10)).toHaveLength(1);
    const found = await listOrders(db, { merchantId: 1 }, parseOrderFilter({ q: "berg" }), now);
    expect(found.rows.map((row) => row.zuid)).toEqual([order.zuid]);
    expect(await db.execute(sql`select * from orders where merchant_id = 1`)).toHaveLength(0);
    await close(db);
  });

  it("keeps its owner to the rules too", async () => {
    const own = postgres(url.href, { max: 1, onnotice: () => undefined });
    expect(await own`select * from orders`).toHaveLength(0);
    await own.end();
  });
});
