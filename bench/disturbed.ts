import { setTimeout as wait } from "node:timers/promises";
import { openRun, planSome } from "@/lib/bulk/plan";
import { startRun } from "@/lib/bulk/start";
import { summaryOf } from "@/lib/bulk/summary";
import { advanceTo } from "@/lib/clock";
import { doneOf } from "@/lib/domain/order/result";
import { DAY } from "@/lib/domain/value/calendar";
import { build, isBuilt } from "@/lib/start/build";
import { asStaff } from "./as-staff";
import type { Installation } from "./installation";
import { manyOrders, NOW, SCOPE } from "./many-orders-installed";
import { twelveFilters } from "./orders-filters";
import { type Spread, spreadOf } from "./spread";
import { printTable } from "./table";

const LOOKS = 240;
const CONCURRENCY = 8;

/**
 * How much longer a list takes to come while all orders are exported, the database is read out as a backup reads it,
 * a bulk run works and payments are collected, all at once. The orders are other ones afterwards.
 */
export async function benchDisturbed(): Promise<void> {
  const root = process.cwd();
  if (!isBuilt(root)) await build(root, {}, `${root}/.data/logs/build.log`, new AbortController().signal);
  const place = await manyOrders();
  try {
    await place.startBank();
    const filters = await twelveFilters(place.db, SCOPE, NOW);
    const lists = filters.map(({ params }) => `rows?${new URLSearchParams(params)}`);
    const url = await place.startWeb();
    await asStaff(url, async ({ cookie }) => {
      const orders = `${url}/northwind/orders`;
      const client = { orders, cookie };
      await looked(client, lists);
      const quiet = await looked(client, lists);
      const noise = await disturb(place, client);
      const disturbed = await looked(client, lists);
      const done = await noise.end();
      report(quiet, disturbed);
      for (const line of done) console.log(line);
    });
  } finally {
    await place.stop();
  }
}

type Client = { orders: string; cookie: string };

/** One list after another, as one person asks for them. */
async function looked({ orders, cookie }: Client, lists: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < LOOKS; i++) {
    const since = performance.now();
    const answer = await fetch(`${orders}/${lists[i % lists.length]}`, { headers: { cookie } });
    await answer.text();
    if (answer.status !== 200) throw new Error(`the list answered ${answer.status}`);
    times.push(performance.now() - since);
    await wait(25);
  }
  return times;
}

type Noise = { end(): Promise<string[]> };

async function disturb(place: Installation, client: Client): Promise<Noise> {
  const over = new AbortController();
  const before = await attemptsOf(place);
  const since = performance.now();
  await startBulk(place);
  const worker = await place.startWorker(CONCURRENCY);
  await advanceTo(place.db, NOW + DAY);
  const going = [exported(client, over.signal), readOut(place, over.signal)];
  await wait(2_000);
  return {
    async end() {
      over.abort();
      const said = await Promise.all(going);
      const seconds = (performance.now() - since) / 1000;
      const tried = (await attemptsOf(place)) - before;
      await worker.end(30_000);
      return [...said, `${tried} payments were tried, ${(tried / seconds).toFixed(0)} a second.`];
    },
  };
}

async function attemptsOf({ owner }: Installation): Promise<number> {
  const [row] = await owner`select count(*)::int as count from attempts where started_at >= ${new Date(NOW)}`;
  return row?.count ?? 0;
}

/** A run over the first thousands of failed orders. */
async function startBulk({ db }: Installation): Promise<void> {
  const actor = { kind: "user", id: "6f1d2c6e-0000-4000-8000-000000000001", name: "Sam" } as const;
  const source = { filter: "status=failed" };
  const id = await openRun(db, 1, { kind: "retry_events", chosenAt: null, source, actor }, NOW);
  while ((await planSome(db, SCOPE, id, NOW))?.hasMore);
  const run = await summaryOf(db, { merchantId: 1, id });
  if (!run) throw new Error("there is no run");
  const sums = run.sums
    .filter(({ state }) => state === "planned")
    .map(({ currency, sum }) => ({ currency, sum }));
  const shown = { orders: run.counts.planned, sums };
  const free = { pace: null, mostOrders: null, mostMoney: null, startsAt: null };
  doneOf(await startRun(db, run, { shown, ...free }, Date.now()));
  console.log(`A bulk run over ${run.counts.planned} orders.`);
}

/** All orders as a file, again and again. */
async function exported({ orders, cookie }: Client, over: AbortSignal): Promise<string> {
  let bytes = 0;
  const since = performance.now();
  while (!over.aborted) {
    const answer = await fetch(`${orders}/export`, { headers: { cookie } });
    for await (const piece of answer.body ?? []) {
      bytes += piece.length;
      if (over.aborted) break;
    }
  }
  return `Exported ${(bytes / 1e6).toFixed(0)} MB in ${((performance.now() - since) / 1000).toFixed(0)} s.`;
}

/** What a backup reads: every table from one snapshot. */
async function readOut({ owner }: Installation, over: AbortSignal): Promise<string> {
  const tables = await owner<{ name: string }[]>`
    select quote_ident(relname) as name from pg_class
     where relkind = 'r' and relnamespace = 'public'::regnamespace order by relpages desc`;
  let bytes = 0;
  const since = performance.now();
  await owner.begin("isolation level repeatable read read only", async (tx) => {
    for (const { name } of tables) {
      for await (const piece of await tx.unsafe(`copy ${name} to stdout`).readable()) {
        bytes += piece.length;
        if (over.aborted) break;
      }
      if (over.aborted) break;
    }
  });
  return `Read out ${(bytes / 1e6).toFixed(0)} MB in ${((performance.now() - since) / 1000).toFixed(0)} s.`;
}

function report(quiet: number[], disturbed: number[]): void {
  const [before, during] = [spreadOf(quiet), spreadOf(disturbed)];
  const cells = ({ least, p50, p95 }: Spread, all: number[]) =>
    [least, p50, p95, Math.max(...all)].map((time) => time.toFixed(1));
  printTable(
    ["Lists as data (ms)", "least", "p50", "p95", "most"],
    [
      ["quiet", ...cells(before, quiet)],
      ["with everything at once", ...cells(during, disturbed)],
      [
        "times as long",
        "",
        ...[during.p50 / before.p50, during.p95 / before.p95].map((x) => x.toFixed(1)),
        "",
      ],
    ],
  );
  console.log("Targets: p95 twice as long at most, none over 250.");
}
