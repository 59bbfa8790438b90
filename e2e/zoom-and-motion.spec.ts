import type { Page } from "@playwright/test";
import type { Office } from "./support/office";
import { expect, test } from "./support/test";

const subscription = { type: "subscription" } as const;
const instalments = { type: "instalment", parts: 12 } as const;

/** An order that needs attention and one that waits for its customer, and the addresses where they are dealt with. */
async function twoOrders(office: Office) {
  const failed = await office.activeOrder("Tom Weber", instalments, 60_000, "4000000000000341");
  const pending = await office.pendingOrder("Pia Pending", subscription, 3_000);
  await office.moveDays(31);
  const order = `/shop1/orders/ZUID-${failed.zuid}`;
  const declined = (await office.read(failed)).attempts.at(-1)?.number;
  return {
    pages: [
      "/shop1/orders",
      "/shop1/orders?currency=EUR&status=failed&status=pending",
      order,
      "/shop1/sandbox/mailbox",
    ],
    popUps: [
      `${order}?popup=payments&events=1`,
      `${order}?popup=payments&act=merge&events=2,3`,
      `${order}?popup=payments&act=reschedule&events=2`,
      `${order}?popup=cards`,
      `${order}?popup=transaction&id=${declined}`,
      `${order}?popup=complete`,
      `/shop1/orders/ZUID-${pending.zuid}?popup=show-link`,
      `/shop1/orders/ZUID-${pending.zuid}?popup=cancel`,
    ],
    checkout: await office.linkTo(pending),
    portal: await office.linkTo(failed),
  };
}

/** Where an order is shown whose payment is on its way: the one thing of the product that moves. */
async function atTheBank(office: Office): Promise<string> {
  const order = await office.activeOrder("Wim Waiting", instalments, 60_000);
  await office.sandbox.webhooks({ mode: "held" });
  await office.sandbox.fault({ effect: "drop_after", operations: ["charge", "query"] });
  await office.run(order, { kind: "execute_event", event: 1 });
  return `/shop1/orders/ZUID-${order.zuid}?popup=payments`;
}

test.describe("at 200 %", () => {
  // A window of 1440 by 900, enlarged twice.
  test.use({ viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 });

  test("no page scrolls sideways, and nothing of it is cut off", async ({ page, customerPage, office }) => {
    const { pages, popUps, checkout, portal } = await twoOrders(office);
    await page.goto("/sign-in");
    expect(await cutOff(page), "sign-in").toEqual([]);
    await office.signIn(page);
    for (const address of pages) {
      await page.goto(address);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      expect.soft(await cutOff(page), address).toEqual([]);
    }
    await page.goto("/shop1/orders");
    await page.getByText("Filters", { exact: true }).click();
    await expect(page.getByRole("button", { name: "Apply" })).toBeVisible();
    expect.soft(await cutOff(page), "filters").toEqual([]);
    await page.getByRole("button", { name: "Sam Porter" }).click();
    await expect(page.getByRole("menu")).toBeVisible();
    expect.soft(await cutOff(page), "user menu").toEqual([]);
    await page.goto("/shop1/sandbox/mailbox");
    await page.getByRole("list", { name: "Mails" }).getByRole("link").first().click();
    await expect(page.getByRole("region", { name: "Text part" })).toBeVisible();
    expect.soft(await cutOff(page), "a mail").toEqual([]);
    for (const address of popUps) {
      await page.goto(address);
      await expect(page.getByRole("dialog")).toBeVisible();
      expect.soft(await cutOff(page), address).toEqual([]);
    }

    await customerPage.setViewportSize({ width: 720, height: 450 });
    for (const address of [checkout, `${portal}/card`]) {
      await customerPage.goto(address);
      await expect(customerPage.frameLocator("iframe").getByLabel("Card number")).toBeVisible();
      expect.soft(await cutOff(customerPage), "card fields").toEqual([]);
    }
    await customerPage.goto(portal);
    await expect(customerPage.getByRole("heading", { name: "Your order" })).toBeVisible();
    expect.soft(await cutOff(customerPage), "portal").toEqual([]);
  });
});

test("who wants no motion gets none", async ({ page, customerPage, office }) => {
  const { pages, popUps, checkout, portal } = await twoOrders(office);
  const waiting = await atTheBank(office);
  await office.signIn(page);
  await page.goto(waiting);
  await expect.poll(() => moving(page)).not.toEqual([]);
  for (const one of [page, customerPage]) await one.emulateMedia({ reducedMotion: "reduce" });
  expect.soft(await moving(page), waiting).toEqual([]);
  for (const address of [...pages, ...popUps.slice(0, 4)]) {
    await page.goto(address);
    expect.soft(await moving(page), address).toEqual([]);
  }
  await page.goto("/shop1/orders");
  await page.getByRole("button", { name: "Sam Porter" }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  expect.soft(await moving(page), "user menu").toEqual([]);
  for (const address of [checkout, portal]) {
    await customerPage.goto(address);
    expect.soft(await moving(customerPage), "customer").toEqual([]);
  }
});

/**
 * The page, if it scrolls sideways; what stands beside the window and cannot be scrolled to in a box of its own; and
 * words that are clipped without being told in full elsewhere.
 */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { documentElement: root } = document;
    const wide = root.scrollWidth > window.innerWidth ? [`the page is ${root.scrollWidth} px wide`] : [];
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      element !== root &&
      (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    const shown = [...document.querySelectorAll("body *")].filter((element) => {
      const { width, height } = element.getBoundingClientRect();
      return element.checkVisibility({ visibilityProperty: true }) && width > 1 && height > 1;
    });
    const outside = shown.filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      return (left < -1 || right > window.innerWidth + 1) && !scrolls(element.parentElement);
    });
    const clipped = shown.filter((element) => {
      const { overflowX, overflowY } = getComputedStyle(element);
      const isHidden = /hidden|clip/.test(overflowX) && element.scrollWidth > element.clientWidth + 1;
      const isLow = /hidden|clip/.test(overflowY) && element.scrollHeight > element.clientHeight + 1;
      // What is typed is scrolled to by the cursor.
      return (isHidden || isLow) && !element.closest("[title], svg, input, textarea, select");
    });
    return [...wide, ...[...outside, ...clipped].map((element) => element.outerHTML.slice(0, 200))];
  });
}

/** What takes longer than a frame to look as it will. */
function moving(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const seconds = (text: string) =>
      text.split(",").map((one) => Number.parseFloat(one) * (one.trim().endsWith("ms") ? 0.001 : 1));
    const lasts = (element: Element, pseudo?: string) => {
      const style = getComputedStyle(element, pseudo);
      const animated = style.animationName === "none" ? [] : seconds(style.animationDuration);
      return Math.max(...seconds(style.transitionDuration), ...animated) > 0.01;
    };
    return [...document.querySelectorAll("*")]
      .filter((element) => [undefined, "::before", "::after"].some((pseudo) => lasts(element, pseudo)))
      .map((element) => element.outerHTML.slice(0, 200));
  });
}
