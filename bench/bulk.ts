import { setTimeout as wait } from "node:timers/promises";
import { openRun, planSome, type RunId } from "@/lib/bulk/plan";
import { startRun, stopRun } from "@/lib/bulk/start";
import { itemsOf, type RunSummary, summaryOf } from "@/lib/bulk/summary";
import { advanceTo, freezeClock } from "@/lib/clock";
import type { Actor } from "@/lib/domain/order/order";
import { doneOf } from "@/lib/domain/order/result";
import { DAY, type Instant } from "@/lib/domain/value/calendar";
import { messageKinds } from "@/lib/domain/words/messages";
import { checkBooks } from "@/lib/payments/books";
import { dueOrders } from "./due-orders";
import { type Installation, install } from "./installation";
import { printTable } from "./table";

const START: Instant = Date.UTC(2026, 0, 15, 10);
const ORDERS = Number(process.env.BULK_ORDERS ?? 5_000);
const CONCURRENCY = 10;
const AGENT: Actor = { kind: "user", id: "6f1d2c6e-0000-4000-8000-000000000001", name: "Sam" };

/**
 * One run over thousands of failed orders, whose declines have different reasons: what its preview promised is what
 * happened, although its worker was killed twice; and one that is stopped.
 */
export async function benchBulk(): Promise<void> {
  const place = await install({ connections: 20 });
  try {
    await place.startBank();
    await freezeClock(place.db, START);
    const customers = Math.ceil(ORDERS / 5);
    await dueOrders(place, {
      ...{ customers, ordersEach: 5, days: 3, now: START },
      terms: { messages: Object.fromEntries(messageKinds.map((kind) => [kind, false])), autoRetry: false },
    });
    await fail(place);
    const promised = await planned(place);
    report("Promised", promised);
    const since = performance.now();
    const ended = await amongKills(place, promised);
    const seconds = (performance.now() - since) / 1000;
    report("Happened", ended);
    await prove(place, promised, ended);
    console.log(
      `${(ended.counts.done / seconds).toFixed(0)} orders a second, two workers killed among them.`,
    );
    await stopped(place);
  } finally {
    await place.stop();
  }
}

/** The first payment of all fails: some softly, some for good, some by a limit of the schemes. */
async function fail(place: Installation): Promise<void> {
  await place.bank.mix({
    seed: "bulk",
    rates: [
      { share: 0.6, code: "800.100.155" },
      { share: 0.2, code: "800.100.152" },
      { share: 0.1, code: "100.100.303" },
      { share: 0.05, code: "800.100.171" },
    ],
  });
  const worker = await place.startWorker(CONCURRENCY);
  await advanceTo(place.db, START + DAY);
  for (;;) {
    const [row] = await place.owner`
      select count(*)::int as settled from attempts
       where purpose = 'event' and state in ('approved', 'declined')`;
    if (row?.settled >= Math.ceil(ORDERS / 5) * 5) break;
    await wait(200);
  }
  await worker.end(30_000);
  await place.bank.mix(null);
  await advanceTo(place.db, START + DAY + DAY / 3);
}

async function planned(place: Installation): Promise<RunSummary> {
  const now = START + DAY + DAY / 3;
  const id = await openRun(
    place.db,
    1,
    { kind: "retry_events", chosenAt: null, source: { filter: "outstanding=some" }, actor: AGENT },
    now,
  );
  const since = performance.now();
  while ((await planSome(place.db, { merchantId: 1 }, id, now))?.hasMore);
  console.log(`Judged in ${((performance.now() - since) / 1000).toFixed(1)} s.`);
  return summary(place, { merchantId: 1, id });
}

async function summary(place: Installation, id: RunId): Promise<RunSummary> {
  const found = await summaryOf(place.db, id);
  if (!found) throw new Error("there is no such run");
  return found;
}

const sumsOf = (run: RunSummary) =>
  run.sums.filter(({ state }) => state === "planned").map(({ currency, sum }) => ({ currency, sum }));

async function start(place: Installation, run: RunSummary): Promise<void> {
  const shown = { orders: run.counts.planned, sums: sumsOf(run) };
  doneOf(await startRun(place.db, run, { shown, pace: null, mostOrders: null, mostMoney: null }));
}

async function amongKills(place: Installation, run: RunSummary): Promise<RunSummary> {
  await start(place, run);
  for (const share of [1 / 3, 2 / 3]) {
    const worker = await place.startWorker(CONCURRENCY);
    while ((await summary(place, run)).counts.done < run.counts.planned * share) await wait(50);
    await worker.crash();
  }
  const worker = await place.startWorker(CONCURRENCY);
  while ((await summary(place, run)).state === "running") await wait(200);
  await worker.end(30_000);
  return summary(place, run);
}

async function prove(place: Installation, promised: RunSummary, ended: RunSummary): Promise<void> {
  const wrong: string[] = await checkBooks(place.db, await place.bank.ledger());
  const { done, refused, left_out } = ended.counts;
  if (done !== promised.counts.planned || refused > 0 || left_out !== promised.counts.left_out)
    wrong.push(`${promised.counts.planned} were promised, ${done} done and ${refused} refused`);
  const [twice] = await place.owner`
    select count(*)::int as count from (
      select zuid from attempts where purpose = 'event' and cause = 'retry'
       group by zuid having count(*) > 1) t`;
  if (twice?.count > 0) wrong.push(`${twice?.count} orders were retried twice`);
  if (wrong.length > 0) throw new Error(wrong.slice(0, 5).join(" "));
  console.log("Each as promised, none twice, and the gateway's ledger agrees.");
}

/** How long after the word nothing more is taken. */
async function stopped(place: Installation): Promise<void> {
  const run = await planned(place);
  if (run.counts.planned === 0) return;
  await start(place, run);
  const worker = await place.startWorker(CONCURRENCY);
  while ((await summary(place, run)).counts.done === 0) await wait(20);
  const since = performance.now();
  await stopRun(place.db, run, START + DAY + DAY / 3);
  const before = (await summary(place, run)).counts.done;
  await wait(2_000);
  const last = await itemsOf(place.db, run, { most: 1, states: ["planned"] });
  const { counts } = await summary(place, run);
  console.log(
    `Stopped: ${counts.done - before} in hand were finished, ${counts.stopped} not reached, ${last.length} left, ${Math.round(performance.now() - since - 2_000)} ms.`,
  );
  await worker.end(30_000);
}

function report(name: string, run: RunSummary): void {
  const { counts } = run;
  printTable(
    [name, "orders"],
    Object.entries(counts).map(([state, count]) => [state, String(count)]),
  );
  for (const { code, orders } of run.reasons) console.log(`  ${orders} left out or refused: ${code}`);
}
