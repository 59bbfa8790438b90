import path from "node:path";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { grantAccess } from "./access";
import { DatabaseFault } from "./database-fault";
import { hasCitus, oneByOne } from "./distribute";
import { requireKnownHistory, requireWholeSchema } from "./whole-schema";

/**
 * Migrates a database, opened as its owner, to the newest schema, and lets the application log in. A restored
 * backup gets its roles and grants. Safe to run twice at once.
 */
export async function migrate(ownerUrl: string, appUrl: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql`select pg_advisory_lock(${lockKey})`;
    if (await hasCitus(sql)) await oneByOne(sql);
    await requireKnownHistory(sql, migrationsFolder);
    await apply(sql);
    await requireWholeSchema(sql, migrationsFolder);
    await sql`insert into clock default values on conflict do nothing`;
    await grantAccess(sql, appUrl);
  } finally {
    await sql.end();
  }
}

async function apply(sql: postgres.Sql): Promise<void> {
  try {
    await applyMigrations(drizzle(sql), { migrationsFolder });
  } catch (fault) {
    const { code } = fault as { code?: string };
    if (!alreadyThere.has(code ?? "")) throw fault;
    throw new DatabaseFault(
      "The database has more of Tenor's schema than the record of its migrations says, so they are not from one backup. Restore the whole backup, including the schema drizzle, into an empty database.",
    );
  }
}

/** PostgreSQL's codes for a table, a column, a function, a schema or another object that is there before it is made. */
const alreadyThere = new Set(["42P07", "42701", "42723", "42P06", "42710"]);

const migrationsFolder = path.join(path.dirname(fileURLToPath(import.meta.url)), "migrations");

/** Any number that only this program uses. */
const lockKey = 7_363_667;
