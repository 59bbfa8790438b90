import { setTimeout as wait } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { sumsInWords } from "@/app/(staff)/[merchant]/orders/basket/basket-words";
import { settleOutcomes } from "@/lib/bulk/outcomes";
import { type RunSummary, summaryOf } from "@/lib/bulk/summary";
import { advanceTo, freezeClock } from "@/lib/clock";
import { DAY, HOUR, type Instant } from "@/lib/domain/value/calendar";
import { MINUTE } from "@/lib/domain/value/timetable";
import { messageKinds } from "@/lib/domain/words/messages";
import { reconcile } from "@/lib/payments/reconcile";
import { build, isBuilt } from "@/lib/start/build";
import { collectDue } from "@/lib/worker/collect";
import { asStaff, hire } from "./as-staff";
import { provenAsPromised } from "./bulk-proof";
import { dueOrders } from "./due-orders";
import { type Installation, install } from "./installation";
import { printTable } from "./table";

const START: Instant = Date.UTC(2026, 0, 15, 10);
const LATER = START + DAY + DAY / 3;
const ORDERS = Number(process.env.BULK_ORDERS ?? 5_000);
const CONCURRENCY = 10;
/** A page that looks again every second shows the end by then. */
const SHOWN_WITHIN_MS = 15_000;

/**
 * One run over thousands of failed orders, whose declines have different reasons, as someone starts it in a browser:
 * what its preview promised is what happened, although worker and web process were killed twice each; and one that is
 * stopped.
 */
export async function benchBulk(): Promise<void> {
  const root = process.cwd();
  if (!isBuilt(root)) await build(root, {}, `${root}/.data/logs/build.log`, new AbortController().signal);
  const place = await install({ connections: 20 });
  try {
    const collected = await failed(place);
    await asStaff(await place.startWeb(), async ({ context }) => {
      const page = await context.newPage();
      const promised = await checked(place, page, { isKilled: true });
      const pace = await amongKills(place, page, promised);
      await settled(place, LATER);
      const ended = await summary(place, promised.id);
      report(promised, ended);
      printTable(["Orders a second", ""], [["collected when due", collected.toFixed(0)], ...pace]);
      await provenAsPromised(place, promised, ended);
      console.log(
        "Each as promised, none twice, none lost, and the gateway's ledger agrees: worker and web process were killed twice each.",
      );
      await stopped(place, page);
    });
  } finally {
    await place.stop();
  }
}

/** The first payment of all fails: some softly, some for good, some by a limit of the schemes. */
async function failed(place: Installation): Promise<number> {
  await place.startBank();
  await freezeClock(place.db, START);
  await dueOrders(place, {
    ...{ customers: Math.ceil(ORDERS / 5), ordersEach: 5, days: 3, now: START, currencies: ["EUR", "CHF"] },
    terms: { messages: Object.fromEntries(messageKinds.map((kind) => [kind, false])), autoRetry: false },
  });
  await hire(place, 1);
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
  const since = performance.now();
  while ((await count(place, "orders where due_at <= (select frozen_at from clock)")) > 0) await wait(100);
  const charged = await count(place, "attempts where purpose = 'event'");
  const pace = charged / ((performance.now() - since) / 1000);
  await worker.end(30_000);
  await advanceTo(place.db, LATER);
  return pace;
}

async function count({ owner }: Installation, what: string): Promise<number> {
  const [row] = await owner.unsafe(`select count(*)::int as count from ${what}`);
  return row?.count;
}

/** Has all orders with something outstanding checked, and reads what the page promises. */
async function checked(
  place: Installation,
  page: Page,
  { isKilled }: { isKilled: boolean },
): Promise<RunSummary> {
  const before = await count(place, "bulk_items");
  await page.goto("/drill/orders/basket?act=retry_events&outstanding=some");
  const since = performance.now();
  if (isKilled) {
    while ((await count(place, "bulk_items")) - before < ORDERS / 3) await wait(10);
    await place.killWeb();
    const again = page.getByRole("button", { name: "Try again" });
    await again.waitFor();
    await place.startWeb();
    await again.click();
  }
  await page.waitForURL(/basket\/[0-9a-f-]{36}$/, { timeout: 120_000 });
  const run = await summary(place, page.url().split("/").at(-1) ?? "");
  const seconds = ((performance.now() - since) / 1000).toFixed(1);
  const judged = (await count(place, "bulk_items")) - before;
  console.log(`Checked ${run.counts.planned + run.counts.left_out} orders in ${seconds} s, ${judged} times.`);
  const shown = await page.locator("dt:text-is('Will take part') + dd").textContent();
  const button = await page.getByRole("button", { name: /^Retry: / }).textContent();
  const sums = sumsInWords(run.sums.filter(({ state }) => state === "planned"));
  if (Number(shown?.replaceAll(",", "")) !== run.counts.planned || !button?.includes(`, ${sums}`))
    throw new Error(`the page says ${shown}, "${button}", and ${run.counts.planned}, ${sums} are planned`);
  return run;
}

async function summary({ db }: Installation, id: string): Promise<RunSummary> {
  const found = await summaryOf(db, { merchantId: 1, id });
  if (!found) throw new Error("there is no such run");
  return found;
}

function doneOf(place: Installation, { id }: RunSummary): Promise<number> {
  return count(place, `bulk_items where merchant_id = 1 and run_id = '${id}' and state = 'done'`);
}

async function start(page: Page): Promise<void> {
  await page.getByLabel("Pace").selectOption({ label: "As fast as possible" });
  await page.getByRole("button", { name: /^Retry: / }).click();
  await page.waitForURL(/orders\/runs\/[0-9a-f-]{36}$/);
}

/** Half of them are declined again. Answers how fast each worker was, until it was killed. */
async function amongKills(place: Installation, page: Page, run: RunSummary): Promise<string[][]> {
  await place.bank.mix({ seed: "again", rates: [{ share: 0.5, code: "800.100.155" }] });
  const soFar = () => doneOf(place, run);
  const until = async (share: number) => {
    while ((await soFar()) < run.counts.planned * share) await wait(50);
  };
  const pace: string[][] = [];
  const timed = async (name: string, share: number, meanwhile?: () => Promise<unknown>) => {
    const [first, since] = [await soFar(), performance.now()];
    await Promise.all([until(share), meanwhile?.()]);
    pace.push([name, (((await soFar()) - first) / ((performance.now() - since) / 1000)).toFixed(0)]);
  };
  await start(page);
  let worker = await place.startWorker(CONCURRENCY);
  await until(1 / 20);
  await timed("the first worker", 1 / 3, async () => {
    await until(1 / 6);
    await place.killWeb();
  });
  await worker.crash();
  worker = await place.startWorker(CONCURRENCY);
  await until(2 / 5);
  await timed("the second, while the web process starts again", 2 / 3, async () => {
    await place.startWeb();
    // A browser that was fetching the page at that moment shows an error of its own.
    await page.goto(`/drill/orders/runs/${run.id}`);
  });
  await worker.crash();
  worker = await place.startWorker(CONCURRENCY);
  await until(3 / 4);
  await timed("the third", 19 / 20);
  const since = performance.now();
  while ((await summary(place, run.id)).state === "running") await wait(100);
  const seconds = ((performance.now() - since) / 1000).toFixed(0);
  console.log(`What killed workers had in hand and the rest: ${seconds} s.`);
  const finished = page.getByRole("status").filter({ hasText: `Finished: ` });
  await finished.waitFor({ state: "attached", timeout: SHOWN_WITHIN_MS });
  await worker.end(30_000);
  return pace;
}

/** What killed workers had in hand is asked for, as if the minutes had passed, and what was not sent yet is sent. */
async function settled(place: Installation, now: Instant): Promise<void> {
  for (let minutes = 0; minutes <= 60; minutes += 2)
    while ((await reconcile(place.payments, now, Date.now() + minutes * MINUTE)) > 0);
  await place.owner`update orders set claimed_until = null where claimed_until is not null`;
  const repeated = await collectDue({ payments: place.payments, concurrency: CONCURRENCY }, now);
  console.log(`${repeated} had not left yet when their worker was killed, and were sent later.`);
  while ((await settleOutcomes(place.db, now, Date.now() + HOUR)) > 0);
}

/** How long after the press of the button the last payment was sent. */
async function stopped(place: Installation, page: Page): Promise<void> {
  const now = LATER + HOUR;
  await advanceTo(place.db, now);
  const run = await checked(place, page, { isKilled: false });
  await start(page);
  const worker = await place.startWorker(CONCURRENCY);
  while ((await doneOf(place, run)) < run.counts.planned / 10) await wait(50);
  const pressedAt = Date.now();
  await page.getByRole("button", { name: "Stop the run" }).click();
  await page
    .getByRole("status")
    .filter({ hasText: "Stopped: " })
    .waitFor({ state: "attached", timeout: SHOWN_WITHIN_MS });
  const shownMs = Date.now() - pressedAt;
  await wait(3_000);
  await worker.end(30_000);
  await settled(place, now);
  const { counts } = await summary(place, run.id);
  const [last] = await place.owner`
    select max(sent_at) as at from attempts where cause = 'retry' and started_at = ${new Date(now)}`;
  const sentMs = new Date(last?.at as string).getTime() - pressedAt;
  console.log(
    `Stopped: ${counts.done} done, ${counts.stopped} not reached, ${counts.planned} left. The page said so after ${shownMs} ms; the last payment was sent ${sentMs} ms after the press.`,
  );
  if (counts.planned > 0 || counts.done + counts.stopped !== run.counts.planned || sentMs > 5_000)
    throw new Error("it did not stop");
}

function report(promised: RunSummary, ended: RunSummary): void {
  const states = Object.keys(promised.counts) as (keyof RunSummary["counts"])[];
  printTable(
    ["Orders", "promised", "happened"],
    [
      ...states.map((state) => [state, String(promised.counts[state]), String(ended.counts[state])]),
      ...ended.reasons.map(({ code, state, orders }) => {
        const before = promised.reasons.find((one) => one.code === code && one.state === state)?.orders ?? 0;
        return [`  ${state}: ${code}`, String(before), String(orders)];
      }),
      ...promised.sums
        .filter(({ state }) => state === "planned")
        .map(({ currency, sum }) => {
          const now = ended.sums.find((one) => one.currency === currency && one.state === "done");
          return [`  ${currency}, minor units`, String(sum), `${now?.sum} (${now?.collected} collected)`];
        }),
    ],
  );
}
