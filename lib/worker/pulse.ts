import { leadClock, leaveClock, readClock } from "@/lib/clock";
import { log } from "@/lib/log";
import { refreshStandings } from "@/lib/orders/refresh-standings";
import { type Collecting, collectDue } from "./collect";
import { followClock } from "./follow-clock";
import { pause } from "./rounds";

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
      if (movingTo === null) {
        await collectDue(collecting, now);
        await refreshStandings(payments.db, now);
      } else await asLeader(collecting, (leads) => followClock(collecting, leads));
    } catch (fault) {
      log.warn("collection was interrupted and is being retried", { fault });
    }
    await pause(PULSE_MS, signal);
  }
}

/** What this process calls itself towards the others. */
const me = crypto.randomUUID();

/** Runs in one process at a time, which says again and again that it is still there. */
async function asLeader(
  { payments: { db, machineNow } }: Collecting,
  run: (leads: () => Promise<boolean>) => Promise<void>,
): Promise<void> {
  const leads = () => leadClock(db, me, machineNow());
  if (!(await leads())) return;
  const still = setInterval(
    () => void leads().catch((fault) => log.warn("the lead was lost", { fault })),
    STILL_THERE_MS,
  );
  try {
    await run(leads);
  } finally {
    clearInterval(still);
    await leaveClock(db, me);
  }
}

const STILL_THERE_MS = 4_000;
