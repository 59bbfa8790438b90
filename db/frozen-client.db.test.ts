import { type AddressInfo, connect as connectTo, createServer } from "node:net";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { type FreshDatabase, freshDatabase } from "@/db/testing";
import { nextDueAfter } from "@/lib/orders/claim";
import { collectingState } from "@/lib/orders/collecting-state";
import { execute } from "@/lib/orders/execute";
import { activeInstalments, openTestShop, staffActor } from "@/lib/orders/testing";
import { close, connect, type Db, withMerchant } from "./client";
import { customers } from "./schema/customers";

let database: FreshDatabase;
let db: Db;
let owner: postgres.Sql;
beforeAll(async () => {
  database = await freshDatabase({ isProbed: true });
  db = connect(database.url);
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
  await openTestShop(db, 1);
});
afterAll(async () => {
  await close(db);
  await owner.end();
  await database.drop();
});

/** A pool over a line on which the client can stand still in the middle of a message. */
async function frail() {
  let isFrozen = false;
  const { hostname, port } = new URL(database.url);
  const line = createServer((client) => {
    const server = connectTo(Number(port), hostname);
    for (const end of [client, server]) end.on("error", () => undefined);
    // What the server waits for is the end of a message: Sync, its last five bytes.
    client.on("data", (chunk) => server.write(isFrozen ? chunk.subarray(0, -5) : chunk));
    server.on("data", (chunk) => isFrozen || client.write(chunk));
    onTestFinished(() => {
      client.destroy();
      server.destroy();
    });
  });
  await new Promise<void>((resolve) => line.listen(0, "127.0.0.1", resolve));
  const url = new URL(database.url);
  url.hostname = "127.0.0.1";
  url.port = String((line.address() as AddressInfo).port);
  const pool = connect(url.href, { max: 1 });
  onTestFinished(() => void line.close());
  return {
    pool,
    freeze: () => {
      isFrozen = true;
    },
  };
}

/** Holds the merchant's customers and stands still: between two statements, or within one. */
async function frozenHolder(settings: Record<string, string>, where: "between" | "within") {
  const { pool, freeze } = await frail();
  const held = Promise.withResolvers<void>();
  withMerchant(pool, 1, async (tx) => {
    // A bound that runs already is begun anew by taking it away first.
    const bounds = [["transaction_timeout", "0"], ...Object.entries(settings)];
    for (const [name, value] of [["application_name", "frozen"], ...bounds])
      await tx.execute(sql`select set_config(${name}, ${value}, true)`);
    await tx.execute(sql`select from customers for no key update`);
    freeze();
    held.resolve();
    if (where === "within") await tx.execute(sql`select ${1}::int as one`);
    else await new Promise(() => undefined);
  }).catch(() => undefined);
  await held.promise;
  const wanted = where === "within" ? "active" : "idle in transaction";
  await expect
    .poll(
      async () =>
        (await owner`select state, wait_event from pg_stat_activity where application_name = 'frozen'`)[0],
      { interval: 10, timeout: 10_000 },
    )
    .toEqual({ state: wanted, wait_event: "ClientRead" });
}

const holdWithin = (ms: number) =>
  withMerchant(db, 1, (tx) => tx.execute(sql`select from customers for no key update`), ms);

it.each(["between", "within"] as const)(
  "a client that stands still %s statements is cut off, and what it held is free",
  async (where) => {
    await frozenHolder({ transaction_timeout: "300ms" }, where);
    await holdWithin(10_000);
  },
);

it("nothing but a bound on the whole transaction ends one that stands still within a statement", async () => {
  const others = {
    statement_timeout: "100ms",
    idle_in_transaction_session_timeout: "100ms",
    client_connection_check_interval: "100ms",
    lock_timeout: "100ms",
  };
  await frozenHolder(others, "within");
  await expect(holdWithin(2_000)).rejects.toThrow("55P03");
});

it("bounds every session of the application", async () => {
  const [row] = await db.execute(sql`
    select current_setting('transaction_timeout') as transaction, current_setting('lock_timeout') as lock,
           current_setting('idle_in_transaction_session_timeout') as idle`);
  expect(row).toEqual({ transaction: "20s", lock: "5s", idle: "20s" });
});

it("refuses a change of an order that is held, in words, and says what stands still", async () => {
  const now = Date.UTC(2026, 0, 15, 10);
  const order = await activeInstalments(db, { merchantId: 1, customerId: await customerOf(1) }, now);
  const id = { merchantId: 1, zuid: order.zuid };
  await frozenHolder({}, "within");
  const note = { kind: "add_note", text: "Called" } as const;
  const refused = await execute(db, id, note, {
    actor: staffActor,
    now,
    patienceMs: 50,
    machineNow: Date.now(),
  });
  expect(refused).toEqual({ is: "refused", why: { code: "order_held" } });
  const waits = execute(db, id, note, { actor: staffActor, now, patienceMs: 20_000, machineNow: Date.now() });
  await expect.poll(async () => (await collectingState(db, now)).waiting, { timeout: 10_000 }).toBe(1);
  // The one that stands still, and the one that waits for it; the question itself is no transaction.
  expect((await collectingState(db, now, 0)).held).toBeGreaterThanOrEqual(2);
  await owner`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'frozen'`;
  expect(await waits).toMatchObject({ is: "done" });
});

it("says how late the oldest due order is", async () => {
  const now = Date.UTC(2026, 0, 15, 10);
  await activeInstalments(db, { merchantId: 1, customerId: await customerOf(1) }, now);
  const due = (await nextDueAfter(db, 0)) ?? 0;
  expect((await collectingState(db, due - 1)).behindSeconds).toBe(0);
  expect((await collectingState(db, due + 90_000)).behindSeconds).toBe(90);
});

async function customerOf(merchantId: number): Promise<string> {
  const [row] = await withMerchant(db, merchantId, (tx) => tx.select({ id: customers.id }).from(customers));
  return row?.id ?? "";
}
