import { close, connect, withMerchant } from "@/db/client";
import { countInWords } from "@/lib/orders/count-words";
import { countOrders } from "@/lib/orders/counts";
import { parseOrderFilter } from "@/lib/orders/filter";
import { listOrders } from "@/lib/orders/queries";
import { build, isBuilt } from "@/lib/start/build";
import { asStaff } from "./as-staff";
import type { Installation } from "./installation";
import { manyOrders, NOW, ORDERS, SCOPE } from "./many-orders-installed";
import { barePage, twelveFilters } from "./orders-filters";
import { pageTimesInChromium } from "./page-times";
import { memoryOf } from "./processor";
import { type Spread, shownSpread, spreadOf, timesOf } from "./spread";
import { printTable } from "./table";

const RUNS = 40;
const CLIENTS = 8;

/** How fast the orders list is found, served and seen, with as many orders as a merchant of some years has. */
export async function benchOrdersPage(): Promise<void> {
  const root = process.cwd();
  if (!isBuilt(root)) await build(root, {}, `${root}/.data/logs/build.log`, new AbortController().signal);
  const place = await manyOrders();
  try {
    const filters = await twelveFilters(place.db, SCOPE, NOW);
    reportFound(await inDatabase(place, filters));
    const url = await place.startWeb();
    await asStaff(url, async ({ browser, context, cookie }) => {
      const list = `${url}/northwind/orders`;
      reportServed("Orders page, served (ms)", await overHttp(list, cookie, filters), 60);
      reportServed("Its rows as data (ms)", await overHttp(`${list}/rows`, cookie, filters), 15);
      const found = `${url}/northwind/search/found`;
      reportServed("The palette, as one types (ms)", await overHttp(found, cookie, typed(filters)), 50);
      reportServed("Other pages, served (ms)", await overHttp(`${url}/northwind`, cookie, pages), 0);
      await throughput(list, cookie, { name: "pages", target: 60 });
      await throughput(`${list}/rows`, cookie, { name: "lists as data", target: 200 });
      await exported(`${list}/export`, cookie);
      const seen = await pageTimesInChromium(browser, url, await context.cookies());
      printTable(
        ["Orders page in Chromium", "least", "p50", "p95", "target"],
        [
          ["rows visible, warm (ms)", ...shownSpread(seen.warm), "800"],
          ["rows visible, cold (ms)", ...shownSpread(seen.cold), "1500"],
          ["JavaScript sent, gzipped (kB)", seen.scriptKilobytes.toFixed(1), "", "", "200"],
          ["everything sent, cold (kB)", seen.allKilobytes.toFixed(1), "", "", ""],
        ],
      );
    });
  } finally {
    await place.stop();
  }
}

type Filters = Awaited<ReturnType<typeof twelveFilters>>;
type Asked = Filters[number] & { path?: string };
type Found = { name: string; rows: Spread; count: Spread | null; matches: number };

/** As the application asks, over one connection of its role. */
async function inDatabase(place: Installation, filters: Filters): Promise<Found[]> {
  const db = connect(place.databaseUrl, { max: 1 });
  const bare = await timesOf(RUNS, () => withMerchant(db, SCOPE.merchantId, (tx) => tx.execute(barePage)));
  const found: Found[] = [{ name: REFERENCE, rows: spreadOf(bare), count: null, matches: ORDERS }];
  for (const { name, params } of filters) {
    const filter = parseOrderFilter(params);
    const rows = await timesOf(RUNS, () => listOrders(db, SCOPE, filter, NOW));
    const count = await timesOf(RUNS, () => countOrders(db, SCOPE, filter, NOW));
    const { matches } = await countOrders(db, SCOPE, filter, NOW);
    found.push({ name, rows: spreadOf(rows), count: spreadOf(count), matches });
  }
  await close(db);
  return found;
}

const REFERENCE = "bare page by key, no filter";

/** Pages that say something of all orders. */
const pages = [
  "",
  "/dashboard",
  "/payments/exceptions",
  "/payments/pending",
  "/payments/processed",
  "/payments/card-radar",
].map((path) => ({ name: path || "what needs someone", path, params: {} }));

/** The whole answer, by name of its filter. */
async function overHttp(
  place: string,
  cookie: string,
  asked: readonly Asked[],
): Promise<Map<string, Spread>> {
  const served = new Map<string, Spread>();
  for (const { name, path = "", params } of asked) {
    const address = `${place}${path}?${new URLSearchParams(params)}`;
    served.set(name, spreadOf(await timesOf(RUNS, () => document(address, cookie))));
  }
  return served;
}

/** What is looked for, a few letters at a time. */
function typed(filters: Filters): Filters {
  const whole = filters.flatMap(({ params }) => params.q ?? []);
  const begun = whole.flatMap((q) => [q.slice(0, 3), q.slice(0, 5), q]);
  return [...begun, "1042", "ZUID-1042"].map((q) => ({ name: q, params: { q } }));
}

/** Every order as a file: how long it takes, read as fast as it comes, and how much the web process grows meanwhile. */
async function exported(address: string, cookie: string): Promise<void> {
  const since = performance.now();
  const before = memoryOf(/next-server/);
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, memoryOf(/next-server/));
  }, 200);
  const answer = await fetch(address, { headers: { cookie }, redirect: "manual" });
  let lines = 0;
  for await (const piece of answer.body ?? []) for (const byte of piece) if (byte === 10) lines++;
  clearInterval(watch);
  const seconds = (performance.now() - since) / 1000;
  console.log(
    `${lines - 1} orders as a file in ${seconds.toFixed(1)} s, ${Math.round((lines - 1) / seconds)} a second (target: a million in 60 s); the web process grew by ${(most - before).toFixed(0)} MB (target: 100).`,
  );
}

async function document(address: string, cookie: string): Promise<void> {
  const response = await fetch(address, { headers: { cookie }, redirect: "manual" });
  const text = await response.text();
  if (response.status !== 200 || (!text.includes("ZUID-") && !text.includes("href")))
    throw new Error(`${address} answered ${response.status} with nothing`);
}

async function throughput(address: string, cookie: string, { name, target }: Target): Promise<void> {
  const until = performance.now() + 10_000;
  let answers = 0;
  const since = performance.now();
  const client = async () => {
    for (; performance.now() < until; answers++) await document(address, cookie);
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  const rate = answers / ((performance.now() - since) / 1000);
  console.log(`${rate.toFixed(1)} ${name} a second for ${CLIENTS} clients at once (target: ${target}).`);
}

type Target = { name: string; target: number };

function reportFound(found: Found[]): void {
  const reference = found[0]?.rows.p50 ?? 1;
  printTable(
    [
      "Orders list, in the database (ms)",
      "matches",
      "rows least",
      "p50",
      "p95",
      ": bare",
      "counts least",
      "p50",
      "p95",
    ],
    found.map(({ name, rows, count, matches }) => [
      name,
      countInWords(matches),
      ...shownSpread(rows),
      (rows.p50 / reference).toFixed(1),
      ...(count ? shownSpread(count) : ["", "", ""]),
    ]),
  );
  console.log("Targets: rows p50 5, p95 25, none over 250; counts 25; searches p95 50.");
}

function reportServed(title: string, served: Map<string, Spread>, target: number): void {
  printTable(
    [title, "least", "p50", "p95"],
    [...served].map(([name, spread]) => [name, ...shownSpread(spread)]),
  );
  if (target > 0) console.log(`Target: p95 ${target}.`);
}
