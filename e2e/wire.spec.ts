import { OrderPage } from "./support/order-page";
import { expect, test } from "./support/test";
import { countSent } from "./support/wire";

const year = { type: "instalment", parts: 12 } as const;

test("a tick is told what can be done and nothing else, and an act draws the order once", async ({
  page,
  office,
}) => {
  const order = await office.activeOrder("Wanda Wire", year, 120_000);
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await expect(summary.paymentsLink).toBeVisible();
  const sent = await countSent(page);
  const payments = summary.popUp("Scheduled Payments");

  await summary.openPayments();
  const boxes = payments.getByRole("checkbox", { name: /^Select SPID/ });
  await expect(boxes).toHaveCount(12);
  expect((await sent.since()).drawings, "opening a pop-up").toBe(0);

  for (const [nth, act] of [
    [11, "Skip"],
    [10, "Merge"],
  ] as const) {
    await boxes.nth(nth).check();
    await expect(payments.getByRole("button", { name: act, exact: true })).toBeEnabled();
    await expect(page).toHaveURL(/&events=/);
    const tick = await sent.since();
    expect(tick).toMatchObject({ drawings: 0, answers: 1 });
    expect(tick.bytes).toBeLessThan(10_000);
  }

  await payments.getByRole("button", { name: "Skip", exact: true }).click();
  const skip = summary.popUp("Skip");
  await expect(skip.getByRole("button", { name: /^Skip EUR/ })).toBeVisible();
  expect((await sent.since()).drawings, "opening the form").toBe(0);
  await skip.getByRole("button", { name: /^Skip EUR/ }).click();
  await expect(payments.getByText("2 payments skipped")).toBeVisible();
  await expect(boxes).toHaveCount(12);
  expect((await sent.since()).drawings, "an act that leads to the list").toBe(1);
  await summary.close("Scheduled Payments");
  expect((await sent.since()).drawings, "closing a pop-up").toBe(0);
  await summary.inSchedule((table) => expect(table.getByText("Skipped")).toHaveCount(2));
  await sent.since();

  await summary.choose("Actions", "Mark as complete");
  const complete = summary.popUp("Mark as complete");
  await complete.getByRole("button", { name: "Mark as complete" }).click();
  await expect(complete).toHaveCount(0);
  await summary.expectStatus("Complete");
  expect((await sent.since()).drawings, "an act that ends its pop-up").toBe(1);
});

test("what is typed into a form draws its preview and not the page", async ({ page, office }) => {
  const order = await office.activeOrder("Wanda Wire", { ...year, type: "subscription" }, 3_000);
  await office.signIn(page);
  await page.goto(`/shop1/orders/ZUID-${order.zuid}?popup=payments&act=reschedule&events=1`);
  const form = page.getByRole("dialog", { name: "Reschedule" });
  await form.getByLabel("Amount (EUR)").fill("12.00");
  await expect(form.getByRole("button", { name: "Reschedule EUR 12.00" })).toBeEnabled();
  const sent = await countSent(page);
  await form.getByLabel("Also for later payments").check();
  await expect(page).toHaveURL(/later=1/);
  await expect(form.getByRole("button", { name: "Reschedule EUR 12.00" })).toBeEnabled();
  const tick = await sent.since();
  expect(tick.drawings).toBe(0);
  expect(tick.packedBytes).toBeLessThan(10_000);
});

test("the frame of a pop-up stands there as soon as its link is pressed", async ({ page, office }) => {
  const order = await office.activeOrder("Fred Frame", year, 120_000);
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  let letThrough = () => {};
  const held = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.route(/popup=/, async (route) => {
    await held;
    await route.continue();
  });
  const frame = page.getByRole("status").filter({ hasText: "Scheduled Payments" });
  await summary.openPayments();
  await expect(frame).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  letThrough();
  await expect(summary.popUp("Scheduled Payments").getByRole("checkbox").first()).toBeVisible();
  await expect(frame).toHaveCount(0);
});

test("a pop-up opens by its address without a script", async ({ page, browser, baseURL, office }) => {
  const order = await office.activeOrder("Noel Script", year, 120_000);
  await office.signIn(page);
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? "" });
  await context.addCookies(await page.context().cookies());
  const bare = await context.newPage();
  await bare.goto(`/shop1/orders/ZUID-${order.zuid}`);
  await new OrderPage(bare, order).openPayments();
  const popUp = bare.getByRole("region", { name: "Scheduled Payments" }).first();
  await expect(popUp.getByRole("checkbox")).toHaveCount(13);
  await popUp.getByRole("link", { name: "Close" }).click();
  await expect(bare).toHaveURL(new RegExp(`ZUID-${order.zuid}$`));
  await expect(popUp).toHaveCount(0);
  await bare.goto(`/shop1/orders/ZUID-${order.zuid}?popup=payments&act=skip&events=2`);
  await expect(bare.getByRole("region", { name: "Skip" })).toContainText("EUR 100.00");
  await context.close();
});
