import type { Page } from "@playwright/test";
import { expect, test } from "./support/test";

const instalments = { type: "instalment", parts: 3 } as const;

test("what is not there says so without a script, in a language, with status 404", async ({
  page,
  office,
  request,
}) => {
  const order = await office.pendingOrder("Pia Pending", instalments, 3_000);
  await office.signIn(page);
  const link = await office.linkTo(order);
  const mistyped = `${link.slice(0, -2)}xy`;
  for (const address of [
    "/shop1/orders/ZUID-99999",
    "/shop1/orders/nonsense",
    "/shop1/sandbox/mailbox?message=00000000-0000-0000-0000-000000000000",
    mistyped,
    `${mistyped}/card`,
    "/nowhere",
  ]) {
    const answer = address.startsWith(link.slice(0, -2))
      ? await request.get(address)
      : await page.request.get(address);
    const html = await answer.text();
    expect.soft(answer.status(), address).toBe(404);
    expect.soft(html, address).toContain('lang="en"');
    expect.soft(withoutScripts(html), address).toContain("Page not found");
  }
  // Found things are what they were.
  expect((await page.request.get(`/shop1/orders/ZUID-${order.zuid}`)).status()).toBe(200);
});

test("what is pressed before the page is awake is done when it is", async ({ page, office }) => {
  const order = await office.activeOrder("Tom Weber", instalments, 60_000);
  await office.signIn(page);
  for (const [address, button] of [
    ["/shop1/orders", "Columns"],
    ["/shop1/orders", "Sam Porter"],
    [`/shop1/orders/ZUID-${order.zuid}`, "Actions"],
  ] as const) {
    const wake = await asleep(page);
    await page.goto(address, { waitUntil: "commit" });
    await page.getByRole("button", { name: button }).click();
    await expect(page.getByRole("menu")).toHaveCount(0);
    await wake();
    await expect(page.getByRole("menu"), `${button} on ${address}`).toBeVisible();
  }
});

test("a mail that is chosen before it is written appears when it is", async ({ page, office, stack }) => {
  const order = await office.pendingOrder("Pia Pending", instalments, 3_000);
  await office.signIn(page);
  await stack.kill("worker");
  await office.run(order, { kind: "request_link", how: "email" });
  await page.goto("/shop1/sandbox/mailbox");
  await page
    .getByRole("list", { name: "Mails" })
    .getByRole("link", { name: /pia\.pending/ })
    .click();
  await expect(page.getByText("It is queued")).toBeVisible();
  await stack.start("worker");
  await expect(page.getByRole("region", { name: "Text part" })).toBeVisible({ timeout: 30_000 });
});

test("no page jumps when its typeface comes late", async ({ browser, page, office }) => {
  const order = await office.pendingOrder("Pia Pending", instalments, 3_000);
  const failed = await office.activeOrder("Tom Weber", instalments, 60_000, "4000000000000341");
  await office.moveDays(31);
  await office.signIn(page);
  const phone = await browser.newContext({
    ...(await page
      .context()
      .storageState()
      .then((storageState) => ({ storageState }))),
    baseURL: new URL(page.url()).origin,
    viewport: { width: 390, height: 844 },
    isMobile: true,
  });
  const pages = [
    "/sign-in",
    "/shop1/orders",
    `/shop1/orders/ZUID-${failed.zuid}`,
    await office.linkTo(order),
  ];
  for (const address of pages) {
    const view = await phone.newPage();
    const fonts = Promise.withResolvers<void>();
    await view.route("**/*.woff2", async (route) => {
      await fonts.promise;
      await route.continue();
    });
    await view.goto(address, { waitUntil: "domcontentloaded" });
    await expect(view.getByRole("heading").first()).toBeVisible();
    fonts.resolve();
    await view.evaluate(() => document.fonts.ready);
    expect.soft(await shifted(view), address).toBeLessThan(0.05);
    await view.close();
  }
  await phone.close();
});

function withoutScripts(html: string): string {
  return html.replaceAll(/<script[\s\S]*?<\/script>/g, "");
}

/** Holds the code of the next page back until it is asked for. */
async function asleep(page: Page): Promise<() => Promise<void>> {
  const awake = Promise.withResolvers<void>();
  await page.route("**/_next/static/**/*.js", async (route) => {
    await awake.promise;
    await route.continue();
  });
  return async () => {
    awake.resolve();
    await page.unrouteAll({ behavior: "wait" });
  };
}

/** Cumulative layout shift of all that has been drawn so far. */
function shifted(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += (entry as unknown as { value: number }).value;
        }).observe({ type: "layout-shift", buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
      }),
  );
}
