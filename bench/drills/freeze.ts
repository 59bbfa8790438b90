import { setTimeout as wait } from "node:timers/promises";
import { advanceTo, freezeClock } from "@/lib/clock";
import { DAY, type Instant } from "@/lib/domain/value/calendar";
import { dueOrders } from "../due-orders";
import { type Installation, install } from "../installation";
import { booksAreRight } from "./proof";

const START: Instant = Date.UTC(2026, 0, 15, 10);

export type FreezeDrill = {
  customers: number;
  ordersEach: number;
  concurrency: number;
  /** How often one of the two workers is stopped, each time on a day of its own. */
  rounds: number;
  /** How many times as fast as it is the machine's time goes for the workers. */
  speed: number;
  hesitateMs: number;
  patienceMs: number;
  say: (line: string) => void;
};

/**
 * Two workers collect; one is stopped in the middle of it (SIGSTOP), for longer than it takes to give up and repeat
 * what it had written down, and goes on. Proves by the gateway's ledger that nothing was charged twice and nothing
 * was lost, and tells how much of the collecting went on meanwhile.
 *
 * @returns `kept`: what the other one collected in a second, as a share of what both did before
 */
export async function freezeDrill(
  drill: FreezeDrill,
): Promise<{ events: number; unsent: number; kept: number }> {
  const place = await install({ connections: drill.concurrency + 8 });
  try {
    return await run(place, drill);
  } finally {
    await place.stop();
  }
}

async function run(place: Installation, drill: FreezeDrill) {
  const { say, concurrency, rounds } = drill;
  await place.startBank();
  await freezeClock(place.db, START);
  const { length: orders } = await dueOrders(place, { ...drill, days: rounds + 2, now: START });
  say(`${orders} orders, ${rounds + 1} events each`);
  // A transaction of a process that stands still is ended as much sooner as time goes faster for all else.
  await place.owner.unsafe(
    `alter role tenor_app set transaction_timeout = '${Math.ceil(120_000 / drill.speed)}ms'`,
  );
  const args = [Date.now(), drill.speed, drill.hesitateMs, concurrency].map(String);
  const worker = () => place.run("bench/drills/fast-worker.ts", args, /working/);
  const [one, other] = [await worker(), await worker()];

  const { day, collected, soon } = days(place, drill.patienceMs);
  await day(1);
  const began = performance.now();
  await soon("two workers collect a day", async () => (await collected()) >= orders);
  const both = orders / (performance.now() - began);

  const shares: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    const before = orders * round;
    const stopped = one.until({ says: /stands still/, next: true }, { patienceMs: drill.patienceMs });
    one.child.kill("SIGUSR2");
    await day(round + 1);
    await stopped;
    const stoppedAt = performance.now();
    const from = await collected();
    await soon(
      "the other has collected most",
      async () => (await collected()) >= before + orders - 3 * concurrency,
    );
    const alone = ((await collected()) - from) / (performance.now() - stoppedAt);
    shares.push(alone / both);
    await soon(
      "the other has given up and repeated the rest",
      async () => (await collected()) >= before + orders,
    );
    one.child.kill("SIGCONT");
    // Until it has found, awake, that nothing is left to do.
    await one.until({ says: /nothing due/, next: true }, { patienceMs: drill.patienceMs });
    say(`${round}. frozen and resumed; the other continued at ${Math.round((100 * alone) / both)} % of both`);
  }
  await one.end(30_000);
  await other.end(30_000);
  const { events } = await booksAreRight(place, START + (rounds + 1) * DAY);
  return {
    events,
    unsent: await neverLeft(place),
    kept: shares.reduce((sum, share) => sum + share, 0) / rounds,
  };
}

function days(place: Installation, patienceMs: number) {
  return {
    day: (day: number) => advanceTo(place.db, START + day * DAY),
    async collected(): Promise<number> {
      const [row] = await place.owner`
        select count(*)::int as count from attempts where purpose = 'event' and state = 'approved'`;
      return row?.count ?? 0;
    },
    async soon(what: string, holds: () => Promise<boolean>): Promise<void> {
      const giveUpAt = performance.now() + patienceMs;
      while (!(await holds())) {
        if (performance.now() > giveUpAt)
          throw new Error(`waited ${patienceMs} ms without success until ${what}`);
        await wait(20);
      }
    },
  };
}

/** Given up by somebody and repeated, because nobody had sent them. */
async function neverLeft({ owner }: Installation): Promise<number> {
  const [row] = await owner`
    select count(*)::int as count from attempts where purpose = 'event' and state = 'abandoned'`;
  return row?.count ?? 0;
}
