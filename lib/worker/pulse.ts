import { sql } from "drizzle-orm";
import { readClock } from "@/lib/clock";
import { log } from "@/lib/log";
import { type Collecting, collectDue } from "./collect";
import { followClock } from "./follow-clock";
import { pause } from "./housekeeping";

const PULSE_MS = 500;

/**
 * Collects what is due, twice a second, until it is told to stop. A database that is away is waited
 * for. While the clock is being moved one process takes everything there; the others rest.
 */
export async function pulse(collecting: Collecting & { signal: AbortSignal }): Promise<void> {
  const { payments, signal } = collecting;
  while (!signal.aborted) {
    try {
      const { now, movingTo } = await readClock(payments.db);
      if (movingTo === null) await collectDue(collecting, now);
      else await asLeader(collecting, () => followClock(collecting));
    } catch (fault) {
      log.warn("collecting was interrupted; trying again", { fault });
    }
    await pause(PULSE_MS, signal);
  }
}

/** Any number will do, as long as it is ours alone. */
const CLOCK_LOCK = 7_301_944;

/** Runs in one process at a time; the lock goes with the transaction, so a dead leader leaves none behind. */
async function asLeader({ payments }: Collecting, run: () => Promise<void>): Promise<void> {
  await payments.db.transaction(async (tx) => {
    // It stands idle for as long as the others of this process work.
    await tx.execute(sql`set local idle_in_transaction_session_timeout = 0`);
    const [row] = await tx.execute<{ mine: boolean }>(
      sql`select pg_try_advisory_xact_lock(${CLOCK_LOCK}) as mine`,
    );
    if (row?.mine) await run();
  });
}
