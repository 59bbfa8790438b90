import type { Browser, Cookie, Page } from "@playwright/test";
import { type Spread, spreadOf } from "./spread";

const RUNS = 10;

export type PageTimes = { warm: Spread; cold: Spread; scriptKilobytes: number; allKilobytes: number };

/** How long until the first row of the orders list can be seen, and what was sent for it. */
export async function pageTimesInChromium(
  browser: Browser,
  url: string,
  cookies: Cookie[],
): Promise<PageTimes> {
  const open = async () => {
    // A context of its own has nothing in its cache.
    const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } });
    await context.addCookies(cookies);
    return context.newPage();
  };
  const cold: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    const page = await open();
    cold.push(await untilRows(page));
    await page.context().close();
  }
  const page = await open();
  const sent = await sentFor(page);
  const warm: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    await page.goto("about:blank");
    warm.push(await untilRows(page));
  }
  await page.context().close();
  return { warm: spreadOf(warm), cold: spreadOf(cold), ...sent };
}

async function untilRows(page: Page): Promise<number> {
  const since = performance.now();
  await page.goto("/northwind/orders", { waitUntil: "commit" });
  await page.locator("tbody tr", { hasText: "ZUID-" }).first().waitFor({ state: "visible" });
  return performance.now() - since;
}

/** As it came over the wire, compressed; what the page fetches ahead for others once it is idle is counted too. */
async function sentFor(page: Page): Promise<Pick<PageTimes, "scriptKilobytes" | "allKilobytes">> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  const scripts = new Set<string>();
  let script = 0;
  let all = 0;
  session.on("Network.responseReceived", ({ requestId, type }) => {
    if (type === "Script") scripts.add(requestId);
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    all += encodedDataLength;
    if (scripts.has(requestId)) script += encodedDataLength;
  });
  await page.goto("/northwind/orders", { waitUntil: "networkidle" });
  await session.detach();
  return { scriptKilobytes: script / 1000, allKilobytes: all / 1000 };
}
