import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";

/** Brings the database at this address, opened as its owner, to the newest schema. */
export async function migrate(databaseUrl: string): Promise<void> {
  const migrationsFolder = path.join(path.dirname(fileURLToPath(import.meta.url)), "migrations");
  if (!existsSync(path.join(migrationsFolder, "meta", "_journal.json"))) return;
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    await applyMigrations(drizzle(sql), { migrationsFolder });
  } finally {
    await sql.end();
  }
}
