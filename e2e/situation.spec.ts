import { type Browser, expect, type Page, test } from "@playwright/test";
import type { CaseKey } from "@/demo/cases";
import { situationOf } from "@/lib/domain/preview/situation";
import { sayAdvice, sayCause } from "@/lib/domain/words/situation-words";
import { expectAccessible } from "./support/axe";
import { DemoProduct, enterAs } from "./support/demo-product";

test.use({ trace: "off" });

let lived: DemoProduct;

test.beforeAll(async () => {
  lived = await DemoProduct.by("agent");
});

test.afterAll(async () => {
  await lived?.close();
});

async function agentPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ baseURL: lived.stack.baseURL });
  const page = await context.newPage();
  await enterAs(page, "agent");
  return page;
}

const card = (page: Page) => page.getByRole("region", { name: "Where the order stands" });

/** The story, what its card says, and the step that it offers first. */
const stories: readonly [CaseKey, RegExp, RegExp | null][] = [
  ["failed_with_retries", /The last payment was declined: insufficient funds/, /^Retry EUR/],
  ["failed_with_overdue", /The gateway did not accept the request for SPID/, /^Collect EUR .* now$/],
  ["suspended_expired_card", /The credit card added to this order has expired\./, /^Send update link$/],
  ["suspended_advice_03", /do not try again \(advice 03\)/, /^Send update link$/],
  ["retries_used_up", /All 15 retries are used until/, /^Collect EUR .* on \d/],
  ["paused", /^Paused since/, /^Resume$/],
  ["pending_link", /Not paid yet: the payment link was/, /^Collect payment$/],
  ["open_authorisation", /has been held on the card since/, /^Capture EUR/],
  ["rejected", /The first payment by phone was declined\./, /^Collect payment$/],
  ["draft", /the customer has no payment link/, /^Collect payment$/],
  ["cancelled", /^Cancelled since/, null],
  ["review", /(more|less) than the order's value/, /^Refund EUR|^Mark as complete/],
];

test("each order says one cause, one advice, and offers the step that fits first", async ({ browser }) => {
  const page = await agentPage(browser);
  for (const [key, cause, first] of stories) {
    const zuid = lived.orders.find((one) => one.key === key)?.zuid;
    await page.goto(`/nordlicht/orders/ZUID-${zuid}`);
    await expect(card(page).getByRole("heading"), key).toHaveText(cause);
    await expect(card(page).getByRole("heading")).toHaveCount(1);
    const links = await card(page).getByRole("link").allTextContents();
    expect(links.length, key).toBeLessThanOrEqual(2);
    if (first) expect(links[0], key).toMatch(first);
    else expect(links, key).toEqual([]);
  }
});

test("every order says what its situation is, and each step opens where it is taken", async ({ browser }) => {
  const page = await agentPage(browser);
  for (const { zuid, key } of lived.orders) {
    const order = await lived.order(zuid);
    const { log } = await lived.found(zuid);
    await page.goto(`/nordlicht/orders/ZUID-${zuid}`);
    const situation = situationOf(order, lived.now, log);
    const reader = { order, now: lived.now, zone: "Europe/Berlin" };
    await expect(card(page).getByRole("heading"), key).toHaveText(sayCause(situation, reader));
    await expect(card(page), key).toContainText(sayAdvice(situation, reader));
    const hrefs = await card(page)
      .getByRole("link")
      .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
    for (const href of hrefs) {
      await page.goto(href);
      await expect(page.getByRole("dialog"), `${key}: ${href}`).toBeVisible();
    }
  }
});

test("the card has nothing that axe objects to, whatever it says", async ({ browser }) => {
  const page = await agentPage(browser);
  for (const key of [
    "failed_with_overdue",
    "suspended_expired_card",
    "failed_with_retries",
    "paused",
    "complete",
  ]) {
    const zuid = lived.orders.find((one) => one.key === key)?.zuid;
    await page.goto(`/nordlicht/orders/ZUID-${zuid}`);
    await expect(card(page)).toBeVisible();
    await expectAccessible(page, key);
  }
});
