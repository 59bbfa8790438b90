import { and, eq, gt, lt, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { toTimestamp } from "@/db/schema/columns";
import { rateLimits } from "@/db/schema/users";
import { TRIES_KEPT } from "@/lib/domain/value/timetable";

/** How often something may be tried in a window that begins with the first try. */
export type Limit = { most: number; windowMs: number };

/** Counts one try, over all processes; false when it is one too many. `machineNow` is never business time. */
export async function countTry(db: Db, key: string, limit: Limit, machineNow: number): Promise<boolean> {
  return (await tryAgainIn(db, key, limit, machineNow)) === 0;
}

/** Counts one try, and answers in how many milliseconds there may be another when it is one too many; otherwise 0. */
export async function tryAgainIn(db: Db, key: string, limit: Limit, machineNow: number): Promise<number> {
  const isOver = sql`${rateLimits.windowStartedAt} <= ${toTimestamp(machineNow - limit.windowMs)}`;
  const [row] = await db
    .insert(rateLimits)
    .values({ key, windowStartedAt: machineNow, count: 1 })
    .onConflictDoUpdate({
      target: rateLimits.key,
      set: {
        count: sql`case when ${isOver} then 1 else least(${rateLimits.count} + 1, ${limit.most + 1}) end`,
        windowStartedAt: sql`case when ${isOver} then excluded.window_started_at else ${rateLimits.windowStartedAt} end`,
      },
    })
    .returning({ count: rateLimits.count, since: rateLimits.windowStartedAt });
  return row && row.count > limit.most ? Math.max(1, row.since + limit.windowMs - machineNow) : 0;
}

/** Takes one try back: it was none to count. */
export async function giveBackTry(db: Db, key: string): Promise<void> {
  await db
    .update(rateLimits)
    .set({ count: sql`${rateLimits.count} - 1` })
    .where(and(eq(rateLimits.key, key), gt(rateLimits.count, 0)));
}

export async function forgetTries(db: Db, key: string): Promise<void> {
  await db.delete(rateLimits).where(eq(rateLimits.key, key));
}

/** Clears away what no window reaches back to; for whoever tidies up now and then. */
export async function forgetOldTries(db: Db, machineNow: number): Promise<void> {
  await db.delete(rateLimits).where(lt(rateLimits.windowStartedAt, machineNow - TRIES_KEPT));
}
