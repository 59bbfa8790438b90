import { OrderPage } from "./support/order-page";
import { expect, test } from "./support/test";

const instalments = { type: "instalment", parts: 3 } as const;

test("going back closes a pop-up, and never opens one again", async ({ page, office }) => {
  const order = await office.activeOrder("Tom Weber", instalments, 60_000);
  const summary = `/shop1/orders/ZUID-${order.zuid}`;
  await office.signIn(page);
  await page.goto("/shop1/orders");
  await page.getByRole("link", { name: `ZUID-${order.zuid}` }).click();
  await expect(page).toHaveURL(new RegExp(`${summary}$`));
  const open = async () => {
    await new OrderPage(page, order).openPayments();
    await expect(page.getByRole("dialog", { name: "Scheduled Payments" })).toBeVisible();
  };

  await open();
  await page.goBack();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page).toHaveURL(new RegExp(`${summary}$`));

  await open();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).first().click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page).toHaveURL(new RegExp(`${summary}$`));
  await page.goBack();
  await expect(page).toHaveURL(/\/orders$/);
  await page.goForward();
  await expect(page).toHaveURL(new RegExp(`${summary}$`));

  await open();
  await page
    .getByRole("checkbox", { name: /^Select SPID/ })
    .last()
    .check();
  await page.getByRole("dialog").getByRole("button", { name: "Skip", exact: true }).click();
  await page
    .getByRole("dialog", { name: "Skip" })
    .getByRole("button", { name: /^Skip EUR/ })
    .click();
  await expect(page.getByRole("dialog").getByText("1 payment skipped")).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).first().click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.goBack();
  await expect(page).toHaveURL(/\/orders$/);
});

test("an act that ends its pop-up shows the order as it is now, and going back leaves the order", async ({
  page,
  office,
}) => {
  const order = await office.activeOrder("Vera Abel", { type: "subscription" }, 3_000);
  await office.signIn(page);
  await page.getByRole("link", { name: `ZUID-${order.zuid}` }).click();
  const summary = new OrderPage(page, order);
  await summary.choose("Actions", "Pause");
  await summary.popUp("Pause").getByRole("button", { name: "Pause", exact: true }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await summary.expectStatus("Paused");
  await page.goBack();
  await expect(page).toHaveURL(/\/orders$/);
  await page.goto(`/shop1/orders/ZUID-${order.zuid}?popup=resume`);
  await summary.popUp("Resume").getByRole("button", { name: "Back", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/orders/ZUID-${order.zuid}$`));
});

test("the list has one scroll, and a new page of it starts at its top", async ({ page, office }) => {
  for (let i = 0; i < 55; i++) await office.pendingOrder("Pia Pending", instalments, 60_000);
  await office.signIn(page);
  for (const width of [390, 1280, 1440]) {
    await page.setViewportSize({ width, height: 700 });
    await page.goto("/shop1/orders");
    await expect(page.getByRole("table", { name: "Orders" })).toBeVisible();
    const scrolls = await page.evaluate(() =>
      [...document.querySelectorAll("body *")]
        .filter((element) => {
          const { overflowY } = getComputedStyle(element);
          return /auto|scroll/.test(overflowY) && element.scrollHeight > element.clientHeight + 1;
        })
        .map((element) => element.getAttribute("aria-label") ?? element.tagName),
    );
    expect(scrolls, `${width} px`).toEqual([]);
    for (const [link, leads] of [
      ["Older", /cursor=/],
      ["Newer", /cursor=/],
      ["50 per page", /size=50/],
      ["25 per page", /orders$/],
    ] as const) {
      const next = page.getByRole("link", { name: link, exact: true });
      await next.scrollIntoViewIfNeeded();
      await next.click();
      await expect(page).toHaveURL(leads);
      const message = `${link}, ${width} px`;
      await expect.poll(() => page.evaluate(() => window.scrollY), { message }).toBe(0);
    }
  }
});

test("what a tick asked for does not bring a pop-up back that was closed meanwhile", async ({
  page,
  office,
}) => {
  const order = await office.activeOrder("Tom Weber", instalments, 60_000);
  const summary = `/shop1/orders/ZUID-${order.zuid}`;
  await office.signIn(page);
  // Nothing was looked at before it: closing leads to another address instead of back to one.
  await page.goto(`${summary}?popup=payments`);
  let answer = () => {};
  const mayAnswer = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/offered-acts*", async (route) => {
    await mayAnswer;
    await route.continue();
  });
  const asked = page.waitForRequest("**/offered-acts*");
  await page
    .getByRole("checkbox", { name: /^Select SPID/ })
    .first()
    .check();
  const answered = (await asked).response();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).first().click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  answer();
  await (await answered)?.finished();
  await expect(page).toHaveURL(new RegExp(`${summary}$`));
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await new OrderPage(page, order).openPayments();
  await expect(page.getByRole("dialog", { name: "Scheduled Payments" })).toBeVisible();
});
