import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { Instant } from "@/lib/domain/value/calendar";
import { HELD_AFTER } from "@/lib/domain/value/timetable";
import { nextDueAfter } from "./claim";

export type CollectingState = {
  /** How late the oldest due order is, by business time. */
  behindSeconds: number;
  /** Transactions of the application that have been open for too long. */
  held: number;
  /** Transactions that wait for a lock of another one. */
  waiting: number;
};

/** The state of collecting, over all merchants. */
export async function collectingState(
  db: Db,
  now: Instant,
  heldAfterMs = HELD_AFTER,
): Promise<CollectingState> {
  const oldest = await nextDueAfter(db, 0);
  const [sessions] = await db.execute<{ held: number; waiting: number }>(sql`
    select count(*) filter (where xact_start < clock_timestamp() - ${`${heldAfterMs} milliseconds`}::interval)::int as held,
           count(*) filter (where wait_event_type = 'Lock')::int as waiting
      from pg_stat_activity
     where datname = current_database() and usename = current_user and state <> 'idle'`);
  return {
    behindSeconds: oldest === null ? 0 : Math.max(0, Math.round((now - oldest) / 1_000)),
    held: sessions?.held ?? 0,
    waiting: sessions?.waiting ?? 0,
  };
}
