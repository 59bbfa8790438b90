import path from "node:path";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { grantAccess } from "./access";
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
    await applyMigrations(drizzle(sql), { migrationsFolder });
    await requireWholeSchema(sql, migrationsFolder);
    await grantAccess(sql, appUrl);
  } finally {
    await sql.end();
  }
}

const migrationsFolder = path.join(path.dirname(fileURLToPath(import.meta.url)), "migrations");

/** Any number that only this program uses. */
const lockKey = 7_363_667;
