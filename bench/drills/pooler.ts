import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { close, connect, type Db, withMerchant } from "@/db/client";
import { freePort } from "@/db/free-port";
import { requireHeldRole } from "@/db/held-role";
import { freshDatabase, startTestServer } from "@/db/testing";
import { ownerEnvironment, readEnv } from "@/lib/env";
import { runToEnd } from "@/lib/start/program";
import { type Pooler, startPooler } from "./pgbouncer";

export type PoolerDrill = {
  /** Which browser tests go through it: files, or none for all. */
  specs: readonly string[];
  say: (line: string) => void;
};

/**
 * Runs the product behind PgBouncer in transaction mode: the demo is lived through it, what holds merchants apart is
 * tried on it, and the browser tests reach the database by nothing else.
 */
export async function poolerDrill({ specs, say }: PoolerDrill): Promise<void> {
  const server = await startTestServer();
  let pooler: Pooler | undefined;
  try {
    const database = await freshDatabase();
    const name = new URL(database.ownerUrl).pathname.slice(1);
    const owner = new URL(database.ownerUrl);
    pooler = await startPooler(
      server.url,
      { tenor_app: server.appPassword },
      {
        // One connection to the server, so that whatever is left on it is found by the next.
        narrow: `dbname=${name} pool_size=1`,
        // What a careless pooler does: whoever comes, the owner goes on.
        as_owner: `dbname=${name} user=${owner.username} password=${owner.password}`,
      },
    );
    const through = (database_: string) => {
      const url = new URL(database.url);
      url.port = String((pooler as Pooler).port);
      url.pathname = `/${database_}`;
      url.searchParams.set("prepare", "false");
      return url.href;
    };
    say("1. the demo is created through the pooler");
    await demo(through(name), database);
    say("2. merchants stay separate");
    await apart(through("narrow"));
    say("3. a role that bypasses row-level security is refused");
    await refused(through("as_owner"));
    await database.drop();
  } finally {
    await pooler?.stop();
    await server.stop();
  }
  say("4. the browser tests run through their own pooler");
  await runToEnd("The browser tests", ["node_modules/@playwright/test/cli.js", "test", ...specs], {
    environment: { POOLER: "1" },
  });
}

async function demo(url: string, database: { url: string; ownerUrl: string }): Promise<void> {
  const directory = mkdtempSync(path.join(tmpdir(), "tenor-pooler-demo-"));
  const settings = readEnv({
    DATA_DIR: directory,
    SANDBOX_PORT: String(await freePort()),
    DATABASE_URL: url,
    DATABASE_DIRECT_URL: database.url,
    DATABASE_OWNER_URL: database.ownerUrl,
  });
  try {
    await runToEnd("The demo", ["--import", "tsx", "demo/main.ts"], {
      environment: { ...ownerEnvironment(settings), NODE_ENV: "production" },
      log: path.join(directory, "demo.log"),
    });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function apart(url: string): Promise<void> {
  const db = connect(url, { max: 4 });
  try {
    await requireHeldRole(db);
    const merchants = await db.execute<{ id: number }>(sql`select id from merchants order by id`);
    if (merchants.length < 2) throw new Error("there are not two merchants to be held apart");
    const seen = await Promise.all(
      // All of them at once on one connection, each between two of others, and beside questions that name nobody.
      Array.from({ length: 40 }, async (_, i) => {
        const id = merchants[i % merchants.length]?.id ?? 0;
        const [own, nobodys] = await Promise.all([withMerchant(db, id, (tx) => whose(tx)), whose(db)]);
        if (nobodys.length > 0) throw new Error(`a query that names no merchant saw those of ${nobodys}`);
        if (own.some((one) => one !== id)) throw new Error(`merchant ${id} saw those of ${own}`);
        return own.length;
      }),
    );
    if (!seen.some((count) => count > 0)) throw new Error("nobody saw their own orders");
    await requireNothingLeft(db);
  } finally {
    await close(db);
  }
}

async function whose(db: Pick<Db, "execute">): Promise<number[]> {
  const rows = await db.execute<{ id: number }>(sql`select distinct merchant_id as id from orders`);
  return rows.map(({ id }) => id);
}

/** What one user of a connection does to its session must not be there for the next. */
async function requireNothingLeft(db: Db): Promise<void> {
  const [left] = await db.execute<Record<string, unknown>>(sql`
    select (select count(*)::int from pg_prepared_statements) as statements,
           (select count(*)::int from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()) as locks,
           (select count(*)::int from pg_listening_channels()) as channels,
           coalesce(current_setting('app.merchant_id', true), '') as merchant,
           current_user = session_user as is_self`);
  const found = JSON.stringify(left);
  const clean = JSON.stringify({ statements: 0, locks: 0, channels: 0, merchant: "", is_self: true });
  if (found !== clean) throw new Error(`a connection was given back with ${found}`);
}

async function refused(url: string): Promise<void> {
  const db = connect(url, { max: 1 });
  const why = await requireHeldRole(db).then(
    () => "let in",
    (fault: Error) => fault.message,
  );
  await close(db);
  if (!/superuser/.test(why)) throw new Error(`the owner behind a pooler was not refused: ${why}`);
}
