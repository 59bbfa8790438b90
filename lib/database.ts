import { sql } from "drizzle-orm";
import { connect, type Db } from "@/db/client";
import { env } from "@/lib/env";

/** This process's pool of database connections, opened at the first question. */
export function database(): Db {
  // Next evaluates modules once for pages and once for routes: both are to share one pool.
  held.tenorDatabase ??= connect(env().databaseUrl);
  return held.tenorDatabase;
}

/** Throws when the database does not answer. */
export async function reachDatabase(): Promise<void> {
  await database().execute(sql`select 1`);
}

const held = globalThis as { tenorDatabase?: Db };
