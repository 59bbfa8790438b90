import { type AtOffice, atAnOffice } from "./at-an-office";
import { type Spread, shownSpread, spreadOf, timesOf } from "./spread";
import { printTable } from "./table";

const RUNS = 60;
const EVENTS = 120;
const TRANSACTIONS = 200;

/** How fast an order's page is served: of a year, and of one with more payments than any order should have. */
export async function benchSummary(): Promise<void> {
  await atAnOffice(report);
}

async function report({ browser, baseURL, office }: AtOffice): Promise<void> {
  const year = await office.activeOrder("Yara Year", { type: "instalment", parts: 12 }, 120_000);
  const daily = { type: "instalment", parts: EVENTS, interval: { every: 1, unit: "DAY" } } as const;
  const long = await office.activeOrder("Lou Long", daily, 1_200_000, SOFT_DECLINED);
  for (let days = 0; (await office.read(long)).attempts.length < TRANSACTIONS && days < EVENTS; days += 1)
    await office.moveDays(1);
  const page = await browser.newPage({ baseURL });
  await office.signIn(page);
  const cookies = (await page.context().cookies()).filter(({ name }) => !name.startsWith("order_"));
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const rows: string[][] = [];
  for (const { zuid } of [year, long]) {
    const { events, attempts } = await office.read(zuid === year.zuid ? year : long);
    const address = `${baseURL}/shop1/orders/ZUID-${zuid}`;
    let bytes = 0;
    const times = await timesOf(RUNS, async () => {
      bytes = await served(address, cookie);
    });
    rows.push(rowOf(`${events.length} payments, ${attempts.length} transactions`, spreadOf(times), bytes));
  }
  printTable(["Order Summary, served (ms)", "least", "p50", "p95", "kB", "target p95"], rows);
}

/** Every charge but the first is declined for now. */
const SOFT_DECLINED = "4000000000000341";

async function served(address: string, cookie: string): Promise<number> {
  const response = await fetch(address, { headers: { cookie }, redirect: "manual" });
  const text = await response.text();
  if (response.status !== 200 || !text.includes("Registration details"))
    throw new Error(`${address} answered ${response.status} without the order`);
  return text.length;
}

const rowOf = (name: string, times: Spread, bytes: number) => [
  name,
  ...shownSpread(times),
  (bytes / 1000).toFixed(0),
  "100",
];
