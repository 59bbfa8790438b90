import { connect, type Db } from "@/db/client";
import { requireHeldRole } from "@/db/held-role";
import { env } from "@/lib/env";

/** This process's pool of database connections, opened at the first question. */
export function database(): Db {
  // Next evaluates modules once for pages and once for routes: both are to share one pool.
  held.tenorDatabase ??= connect(env().databaseUrl);
  return held.tenorDatabase;
}

/** A pool of its own for what changes orders: however many wait for one that somebody holds, pages are served. */
export function writingDatabase(): Db {
  held.tenorWriting ??= connect(env().databaseUrl);
  return held.tenorWriting;
}

/** Throws when the database does not answer, or lets this process in as somebody whom it does not hold to the rules. */
export async function reachDatabase(): Promise<void> {
  await requireHeldRole(database());
}

const held = globalThis as { tenorDatabase?: Db; tenorWriting?: Db };
