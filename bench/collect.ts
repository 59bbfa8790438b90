import { setTimeout as wait } from "node:timers/promises";
import { advanceTo, freezeClock } from "@/lib/clock";
import { DAY, type Instant } from "@/lib/domain/value/calendar";
import { messageKinds } from "@/lib/domain/words/messages";
import { checkBooks } from "@/lib/payments/books";
import { dueOrders } from "./due-orders";
import { type Installation, install } from "./installation";
import { processorTimes } from "./processor";
import { printTable } from "./table";

const START: Instant = Date.UTC(2026, 0, 15, 10);
const CUSTOMERS = 400;
const ORDERS_EACH = 3;
const EVENTS = CUSTOMERS * ORDERS_EACH;
/** Orders that one worker process has in hand at once, and connections of one process of raw writes. */
const CONCURRENCY = 8;
const SLOW_MS = 300;
const WORKERS = [1, 2, 4];

/** Who uses the processor meanwhile. */
const parts = {
  worker: /lib\/worker\/main/,
  gateway: /lib\/sandbox\/main/,
  database: /postgres/,
};

/**
 * How many due events a second are collected by one, two and four worker processes, from a gateway that
 * answers at once and from a slow one; and how fast nothing but the same rows can be written to the
 * same database over as many connections.
 */
export async function benchCollecting(): Promise<void> {
  const place = await install({ connections: 20 });
  try {
    await place.startBank();
    await freezeClock(place.db, START);
    console.log(`${EVENTS} events fall due a day; ${CONCURRENCY} orders at a time for each worker.`);
    const ids = await dueOrders(place, {
      customers: CUSTOMERS,
      ordersEach: ORDERS_EACH,
      days: 8,
      now: START,
      // Mail is another part of the worker's day: here only collecting is measured.
      terms: { messages: Object.fromEntries(messageKinds.map((kind) => [kind, false])) },
    });
    await place.owner`analyze`;

    const collected = new Map<string, number>();
    let day = 0;
    for (const latencyMs of [0, SLOW_MS])
      for (const workers of WORKERS) {
        day += 1;
        await place.bank.latency(latencyMs);
        const { rate, used } = await collectADay(place, START + day * DAY, workers);
        collected.set(`${workers} at ${latencyMs}`, rate);
        if (latencyMs === 0 && workers === 1) reportProcessor(used);
      }
    await proveOnce(place, ids.length, day);

    const raw = new Map<number, number>();
    for (const processes of WORKERS) raw.set(processes, await writeRaw(place, processes));
    report(collected, raw);
  } finally {
    await place.stop();
  }
}

type Collected = { rate: number; used: Record<string, number> };

/** Events a second, counted from the first one collected to the last, and the processor's time for each of them. */
async function collectADay(place: Installation, at: Instant, count: number): Promise<Collected> {
  const workers = await Promise.all(Array.from({ length: count }, () => place.startWorker(CONCURRENCY)));
  const before = await collectedEvents(place);
  const usedBefore = processorTimes(parts);
  await advanceTo(place.db, at);
  let first: { events: number; at: number } | undefined;
  for (;;) {
    const events = (await collectedEvents(place)) - before;
    const now = performance.now();
    if (events > 0) first ??= { events, at: now };
    if (first && events >= EVENTS) {
      const used = Object.entries(processorTimes(parts)).map(([part, ms]) => [
        part,
        ms - (usedBefore[part] ?? 0),
      ]);
      for (const worker of workers) await worker.end(30_000);
      return { rate: ((events - first.events) / (now - first.at)) * 1000, used: Object.fromEntries(used) };
    }
    await wait(25);
  }
}

async function collectedEvents({ owner }: Installation): Promise<number> {
  const [row] =
    await owner`select count(*)::int as count from attempts where purpose = 'event' and state = 'approved'`;
  return row?.count ?? 0;
}

async function proveOnce(place: Installation, orders: number, days: number): Promise<void> {
  const ledger = await place.bank.ledger();
  const debits = ledger.filter((line) => line.type === "debit" && line.isApproved).length;
  const wrong = await checkBooks(place.db, ledger);
  if (debits !== orders * days || wrong.length > 0)
    throw new Error(`${debits} debits for ${orders * days} events. ${wrong.slice(0, 5).join(" ")}`);
  console.log(
    `The gateway's ledger has ${debits} debits for ${orders * days} events: nothing charged twice.`,
  );
}

async function writeRaw(place: Installation, processes: number): Promise<number> {
  const share = Math.floor(EVENTS / processes);
  const writers = await Promise.all(
    Array.from({ length: processes }, (_, i) =>
      place.run(
        "bench/raw-writes.ts",
        [String(CONCURRENCY), String(i * share), String(share), String(processes)],
        /ready/,
      ),
    ),
  );
  const since = performance.now();
  for (const { child } of writers) child.kill("SIGUSR2");
  const codes = await Promise.all(writers.map(({ ended }) => ended));
  if (codes.some((code) => code !== 0)) throw new Error("the raw writes failed");
  return ((share * processes) / (performance.now() - since)) * 1000;
}

function report(collected: Map<string, number>, raw: Map<number, number>): void {
  const at = (latencyMs: number) =>
    WORKERS.map((workers) => collected.get(`${workers} at ${latencyMs}`) ?? 0);
  const bound = CONCURRENCY / (SLOW_MS / 1000);
  const rows: [string, number[]][] = [
    ["raw writes of the same rows", WORKERS.map((processes) => raw.get(processes) ?? 0)],
    ["gateway answers immediately", at(0)],
    [`gateway answers after ${SLOW_MS} ms`, at(SLOW_MS)],
    [`  most that ${CONCURRENCY} in hand each allow`, WORKERS.map((workers) => workers * bound)],
  ];
  printTable(
    ["Due events collected a second, by workers", ...WORKERS.map(String), "2 : 1", "4 : 1"],
    rows.map(([name, [one = 0, two = 0, four = 0]]) => [
      name,
      ...[one, two, four, two / one, four / one].map(shown),
    ]),
  );
  const factor = Math.max(...raw.values()) / Math.max(...at(0));
  console.log(`Raw writes are ${factor.toFixed(2)} times as fast as collecting (target: within 2).`);
  const [one = 0, two = 0] = at(SLOW_MS);
  console.log(
    `Two workers collect ${(two / one).toFixed(2)} times as much as one at ${SLOW_MS} ms (target: 1.8).`,
  );
}

function reportProcessor(used: Record<string, number>): void {
  printTable(
    ["One worker: processor time for each event (ms)", ""],
    Object.entries(used).map(([part, ms]) => [part, shown(ms / EVENTS)]),
  );
}

function shown(cell: number): string {
  return cell.toFixed(cell < 10 ? 2 : 0);
}
