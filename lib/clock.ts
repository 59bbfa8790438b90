import { eq, isNull, lte, or, sql } from "drizzle-orm";
import { close, connect, type Db } from "@/db/client";
import { clock } from "@/db/schema/clock";
import { CLOCK_FRESH, CLOCK_LED_FOR, CLOCK_WITHIN } from "@/lib/domain/value/timetable";

/**
 * Business time: what is due, windows, expiry and messages go by it. It is the machine's time plus an offset that
 * only grows, or stands still where a test froze it. Timeouts, leases and limits go by the machine's own time.
 */
export async function businessNow(db: Db): Promise<number> {
  return (await readClock(db)).now;
}

export type Clock = {
  now: number;
  /** Where it was asked to go, while the worker is taking it there. */
  movingTo: number | null;
  frozen: boolean;
};

export async function readClock(db: Db): Promise<Clock> {
  const [row] = await db.select().from(clock);
  if (!row) throw new Error("the clock has no row: the database is not migrated");
  return {
    now: row.frozenAt ?? Date.now() + row.offsetMs,
    movingTo: row.movingTo,
    frozen: row.frozenAt !== null,
  };
}

/** Asks for business time to be taken to an instant, through everything that falls due on the way. */
export async function moveClock(db: Db, to: number): Promise<void> {
  await db
    .update(clock)
    .set({ movingTo: sql`greatest(${clock.movingTo}, ${new Date(to).toISOString()}::timestamptz)` })
    .where(eq(clock.only, true));
}

/**
 * Whether this process is the one that takes the clock on: it is until its time is up, unless it asks again before. One
 * that is frozen or dead asks no more, and another goes on.
 */
export async function leadClock(db: Db, leader: string, machineNow: number): Promise<boolean> {
  const led = await db
    .update(clock)
    .set({ leader, leadsUntil: machineNow + CLOCK_LED_FOR })
    .where(or(eq(clock.leader, leader), isNull(clock.leadsUntil), lte(clock.leadsUntil, machineNow)))
    .returning({ leader: clock.leader });
  return led.length > 0;
}

/** Lets another take it on at once. */
export async function leaveClock(db: Db, leader: string): Promise<void> {
  await db.update(clock).set({ leader: null, leadsUntil: null }).where(eq(clock.leader, leader));
}

/** Takes business time to an instant, never back. A move that was asked for ends when its instant is reached. */
export async function advanceTo(db: Db, instant: number): Promise<void> {
  const to = sql`${new Date(instant).toISOString()}::timestamptz`;
  await db
    .update(clock)
    .set({
      frozenAt: sql`greatest(${clock.frozenAt}, case when ${clock.frozenAt} is not null then ${to} end)`,
      offsetMs: sql`case when ${clock.frozenAt} is null
        then greatest(${clock.offsetMs}, ${instant - Date.now()}::bigint) else ${clock.offsetMs} end`,
      movingTo: sql`case when ${clock.movingTo} > ${to} then ${clock.movingTo} end`,
    })
    .where(eq(clock.only, true));
}

/** Makes business time stand still, for tests; only `advanceTo` moves it then. */
export async function freezeClock(db: Db, at: number): Promise<void> {
  await db.update(clock).set({ frozenAt: at, movingTo: null }).where(eq(clock.only, true));
}

/**
 * Business time for a process that has no other use for the database: asked for at most every 200 ms while it runs,
 * each time while it stands still. While the database is away it goes on by the offset that was last known.
 */
export function businessClock(databaseUrl: string): {
  now: () => Promise<number>;
  stop: () => Promise<void>;
} {
  const db = connect(databaseUrl, { max: 1 });
  let offsetMs = 0;
  let goodUntil = 0;
  let asking: Promise<number> | null = null;

  async function ask(): Promise<number> {
    const { now, frozen } = await readClock(db);
    offsetMs = now - Date.now();
    goodUntil = frozen ? 0 : Date.now() + CLOCK_FRESH;
    return now;
  }

  async function now(): Promise<number> {
    if (Date.now() < goodUntil) return Date.now() + offsetMs;
    asking ??= ask().finally(() => {
      asking = null;
    });
    const known = new Promise<number>((resolve) => {
      setTimeout(() => resolve(Date.now() + offsetMs), CLOCK_WITHIN).unref();
    });
    // A caller waits for an answer: without a database, the last known time is the best there is.
    return Promise.race([asking.catch(() => Date.now() + offsetMs), known]);
  }

  return { now, stop: () => close(db) };
}

/** Lets business time go on with the machine's, from where it stood if that is ahead. */
export async function unfreezeClock(db: Db): Promise<void> {
  await db
    .update(clock)
    .set({
      offsetMs: sql`greatest(${clock.offsetMs}, coalesce((extract(epoch from ${clock.frozenAt}) * 1000)::bigint - ${Date.now()}::bigint, 0))`,
      frozenAt: null,
      movingTo: null,
    })
    .where(eq(clock.only, true));
}
