import { readFileSync } from "node:fs";
import path from "node:path";
import { inspect } from "node:util";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { close, connect, type Db, withMerchant } from "@/db/client";
import { alerts } from "@/db/schema/messages";
import { type FreshDatabase, freshDatabase } from "@/db/testing";
import { allowed } from "@/lib/log";
import { openTestShop } from "@/lib/orders/testing";

const secret = "Ottilie Geheim";
let database: FreshDatabase;
let owner: postgres.Sql;
let db: Db;

beforeAll(async () => {
  database = await freshDatabase({ isProbed: true });
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
  db = connect(database.url, { max: 2 });
  await openTestShop(db, 1);
  await owner.unsafe(`
    create table held (name text constraint held_name unique deferrable initially deferred, number integer check (number > 0));
    grant all on held to tenor_app;
    create table piece_102008 (number integer constraint piece_small_102008 check (number < 3));
    grant all on piece_102008 to tenor_app;
    create function repeats(given text) returns text language plpgsql as $$
      begin raise exception 'no such thing: %', given; end $$;
    create function repeats_as(code text, given text) returns text language plpgsql as $$
      begin raise exception using errcode = code, message = given; end $$`);
});
afterAll(async () => {
  await Promise.all([close(db), owner.end()]);
  await database.drop();
});

const inTransaction = (run: Parameters<typeof withMerchant<unknown>>[2]) => withMerchant(db, 1, run);

const failures: [string, string | RegExp, () => Promise<unknown>][] = [
  ["a constraint", "23514", () => db.execute(sql`insert into held values (${secret}, -1)`)],
  [
    "a deferred constraint, at the end of a transaction",
    "23505",
    () => inTransaction((tx) => tx.execute(sql`insert into held values (${secret}, 1), (${secret}, 2)`)),
  ],
  [
    "row-level security",
    "42501",
    () =>
      inTransaction((tx) =>
        tx.insert(alerts).values({ merchantId: 2, kind: "mail_server", text: secret, createdAt: 0 }),
      ),
  ],
  ["a cast", "22P02", () => db.execute(sql`select ${secret}::text::integer`)],
  ["what a function raises", "P0001", () => db.execute(sql`select repeats(${secret})`)],
  [
    "a column that is not there",
    "42703",
    () => db.execute(sql`select nothing from held where name = ${secret}`),
  ],
  // No text of ours holds what PostgreSQL cannot; one that it makes itself still may.
  [
    "bytes that are no text",
    "22021",
    () =>
      db.execute(sql`select convert_from(decode('ff', 'hex'), 'UTF8') from (select ${secret}::text) as held`),
  ],
  [
    "a time-out",
    "57014",
    () =>
      inTransaction(async (tx) => {
        await tx.execute(sql`set local statement_timeout = 20`);
        await tx.execute(sql`select pg_sleep(5), ${secret}::text`);
      }),
  ],
  [
    "a function that lends a code of another kind",
    "23505",
    () => db.execute(sql`select repeats_as('23505', ${secret})`),
  ],
  [
    "a connection that is gone",
    /57P01|CONNECTION_CLOSED/,
    () => db.execute(sql`select pg_terminate_backend(pg_backend_pid()), ${secret}::text`),
  ],
  [
    "a value that cannot be sent",
    "UNDEFINED_VALUE",
    () => db.execute(sql`select ${secret}::text, ${sql.param(undefined)}::text`),
  ],
];

describe("a query that fails", () => {
  it.each(failures)("by %s gives away neither query nor values", async (_by, code, run) => {
    const fault = await run().then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(fault).toMatchObject({ name: "QueryFault", code: expect.stringMatching(code) });
    const shown = inspect(fault, { depth: 10, showHidden: true });
    const logged = JSON.stringify(allowed({ fault }));
    for (const text of [shown, logged, String(fault), JSON.stringify(fault)]) {
      expect(text).not.toMatch(/Ottilie|Geheim|insert into|select /i);
    }
    expect(logged).toMatch(code);
  });

  it("of a database that is not there says where it was looked for", async () => {
    const away = connect("postgres://tenor_app:x@127.0.0.1:1/none", { max: 1 });
    await expect(away.execute(sql`select ${secret}::text`)).rejects.toMatchObject({ code: "ECONNREFUSED" });
    await close(away);
  });

  it("leaves alone what the program itself throws in a transaction", async () => {
    const thrown = new Error("changed my mind");
    await expect(inTransaction(() => Promise.reject(thrown))).rejects.toBe(thrown);
  });
});

it("is not written by PostgreSQL itself either", async () => {
  await Promise.all(failures.map(([, , run]) => run().catch(() => undefined)));
  const [at] = await owner<{ data: string }[]>`select current_setting('data_directory') as data`;
  const log = readFileSync(path.join(at?.data ?? "", "../postgres.log"), "utf8");
  expect(log).toContain("database system is ready");
  expect(log).not.toMatch(/Ottilie|Geheim/);
});

it("names a constraint of a table that is spread over nodes without the number of the piece", async () => {
  await expect(db.execute(sql`insert into piece_102008 values (7)`)).rejects.toMatchObject({
    constraint: "piece_small",
    table: "piece",
    message: "PostgreSQL refused a query with 23514 (piece_small of piece)",
  });
});
