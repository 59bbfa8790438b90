import { randomBytes } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { close, connect, type Db } from "@/db/client";
import { startEmbedded, stopLeftover } from "@/db/embedded";
import { existingHome } from "@/db/embedded-place";
import { freePort } from "@/db/free-port";
import { migrate } from "@/db/migrate";
import { beginRecord, recordingSettings, wrongStatements } from "@/db/recorded-statements";

/**
 * A database of the caller's own, as the migrations leave it: its addresses for the application and for its owner.
 */
export type FreshDatabase = { url: string; ownerUrl: string; drop: () => Promise<void> };

/**
 * Clones the migrated template. Drop it at the end: `afterAll(database.drop)`. `isProbed`: the test runs statements
 * the application never would, so they are not checked by `statement-rules.ts`.
 */
export async function freshDatabase({ isProbed = false } = {}): Promise<FreshDatabase> {
  const database = await createDatabase(templateName);
  if (isProbed)
    await asOwner(
      recordAddress(),
      (owner) =>
        owner`insert into probed select oid from pg_database where datname = ${new URL(database.url).pathname.slice(1)}`,
    );
  return database;
}

/** An empty database without migrations. */
export function emptyDatabase(): Promise<FreshDatabase> {
  return createDatabase("template1");
}

/** Migrates an empty database up to one migration. */
export async function migratedTo(database: FreshDatabase, last: string): Promise<void> {
  const directory = mkdtempSync(path.join(tmpdir(), "tenor-older-"));
  const owner = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    cpSync(path.join(import.meta.dirname, "migrations"), directory, { recursive: true });
    const file = path.join(directory, "meta/_journal.json");
    const journal = JSON.parse(readFileSync(file, "utf8")) as { entries: { tag: string }[] };
    const end = journal.entries.findIndex(({ tag }) => tag === last) + 1;
    writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, end) }));
    await applyMigrations(drizzle(owner), { migrationsFolder: directory });
  } finally {
    await owner.end();
    rmSync(directory, { recursive: true });
  }
}

async function createDatabase(template: string): Promise<FreshDatabase> {
  const server = process.env[serverVariable];
  if (!server) throw new Error(`${serverVariable} is not set: this needs the set-up in db/testing-setup.ts.`);
  const name = `test_${randomBytes(6).toString("hex")}`;
  await asOwner(server, (owner) => owner`create database ${owner(name)} template ${owner(template)}`);
  return {
    url: appAddressOf(server, name),
    ownerUrl: addressOf(server, name),
    drop: () => asOwner(server, (owner) => owner`drop database if exists ${owner(name)} with (force)`),
  };
}

/**
 * Boots one PostgreSQL for a whole test run and migrates a template in it. Its address goes into the
 * environment, from where worker processes inherit it.
 */
export async function startTestServer(): Promise<TestServer> {
  await sweep();
  const directory = mkdtempSync(path.join(tmpdir(), directoryPrefix));
  chmodSync(directory, 0o755);
  writeFileSync(path.join(directory, "owner"), String(process.pid));
  const password = randomBytes(16).toString("hex");
  const server = await startEmbedded({
    directory,
    port: await freePort(),
    password,
    fast: true,
    settings: { ...recordingSettings },
  });
  const stop = async (): Promise<void> => {
    delete process.env[serverVariable];
    await server.stop();
    remove(directory);
  };
  try {
    await asOwner(server.url, (owner) => owner`create database ${owner(templateName)}`);
    await migrate(addressOf(server.url, templateName), appAddressOf(server.url, templateName));
    // A separate database for reading the statements: nobody may be connected to a template that is cloned.
    await asOwner(
      server.url,
      (owner) => owner`create database ${owner(recordName)} template ${owner(templateName)}`,
    );
    await asOwner(addressOf(server.url, recordName), beginRecord);
  } catch (error) {
    await stop();
    throw error;
  }
  process.env[serverVariable] = server.url;
  return { url: server.url, appPassword, stop };
}

/** Its address as owner, and the credentials of the application for its databases. */
export type TestServer = { url: string; appPassword: string; stop: () => Promise<void> };

const appPassword = "of-the-application";

const serverVariable = "TEST_DATABASE_SERVER";
const templateName = "template_migrated";
const recordName = "recorded_statements";
const directoryPrefix = "tenor-test-";

/** Statements of the application so far, in any database of the test server, that do not keep to `statement-rules.ts`. */
export function wrongStatementsSoFar(): Promise<string[]> {
  return wrongStatements(recordAddress());
}

function recordAddress(): string {
  return addressOf(process.env[serverVariable] ?? "", recordName);
}

/** Removes what killed test runs left behind. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const directory = path.join(tmpdir(), name);
    const owner = path.join(directory, "owner");
    if (!name.startsWith(directoryPrefix) || !existsSync(owner)) continue;
    if (statSync(owner).uid !== process.getuid?.() || isAlive(Number(readFileSync(owner, "utf8")))) continue;
    await stopLeftover(directory);
    remove(directory);
  }
}

function remove(directory: string): void {
  const home = existingHome(directory);
  rmSync(home, { recursive: true, force: true });
  rmSync(directory, { recursive: true, force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * Runs what only the owner may do in a test's database: create a merchant, add a user. `db` is the application's
 * pool there.
 */
export async function asOwnerOf<T>(db: Db, run: (owner: Db) => Promise<T>): Promise<T> {
  const [row] = await db.execute<{ name: string }>(sql`select current_database() as name`);
  const owner = connect(addressOf(process.env[serverVariable] ?? "", row?.name ?? ""), { max: 1 });
  try {
    return await run(owner);
  } finally {
    await close(owner);
  }
}

function appAddressOf(server: string, database: string): string {
  const url = new URL(addressOf(server, database));
  url.username = "tenor_app";
  url.password = appPassword;
  return url.href;
}

function addressOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

async function asOwner(server: string, statement: (owner: postgres.Sql) => Promise<unknown>): Promise<void> {
  const owner = postgres(server, { max: 1, onnotice: () => undefined });
  try {
    await statement(owner);
  } finally {
    await owner.end();
  }
}
