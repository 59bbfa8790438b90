import { statusNames } from "@/lib/domain/words/names";
import { expectAccessible } from "./support/axe";
import { ordersOfEveryStatus } from "./support/every-status";
import { OrderPage } from "./support/order-page";
import { openSandbox } from "./support/sandbox-chip";
import { expectNothingSniffed } from "./support/second-engine";
import { expect, test } from "./support/test";

const subscription = { type: "subscription" } as const;

test("what is there before the first order, and what is not there", async ({ page, office }) => {
  await page.goto("/sign-in");
  await expectAccessible(page, "sign-in");
  await page.getByLabel("E-mail").fill("nobody@shop.example");
  await page.getByLabel("Password").fill("wrong");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").filter({ hasText: /\w/ })).toBeVisible();
  await expectAccessible(page, "sign-in, refused");
  await page.goto("/nowhere");
  await expectAccessible(page, "no such page");
  await office.signIn(page);
  await expect(page.getByText("There are no orders yet.")).toBeVisible();
  await expectAccessible(page, "orders, none yet");
  await page.goto("/shop1/orders/ZUID-99999");
  await expectAccessible(page, "no such order");
  await page.goto("/shop1/sandbox/mailbox");
  await expect(page.getByText("No mail yet.")).toBeVisible();
  await expectAccessible(page, "mailbox, empty");
});

test("the orders list, its filters and the menus", async ({ page, office }) => {
  await office.activeOrder("Adam Active", { ...subscription, tags: ["spring"] }, 3_000);
  await office.activeOrder("Fay Failed", subscription, 3_000, "4000000000000341");
  await office.activeOrder("Ed Expiring", subscription, 3_000, "4242424242424242", {
    expiryMonth: "04",
    expiryYear: "2026",
  });
  const paused = await office.activeOrder("Paul Paused", subscription, 3_000);
  await office.run(paused, { kind: "pause_order", resumeAt: null });
  await office.moveDays(31);
  await office.signIn(page);
  await expect(page.getByRole("table", { name: "Orders" })).toBeVisible();
  await expectAccessible(page, "orders");
  await page.goto("/search?q=Nobody");
  await expect(page.getByRole("link", { name: "Remove filter Search: Nobody" })).toBeVisible();
  await expectAccessible(page, "search, nothing found");
  await page.goto(
    "/shop1/orders?q=a&currency=EUR&status=failed&status=active&status=paused&type=subscription&from=2026-03-01",
  );
  await page.getByText("Filters", { exact: true }).click();
  await expect(page.getByRole("button", { name: "Apply" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Remove filter Status: Paused" })).toBeVisible();
  await expectAccessible(page, "orders, filtered");

  const menu = page.getByRole("menu");
  await page.getByRole("button", { name: "Columns" }).click();
  await expect(menu).toBeVisible();
  await expectAccessible(page, "columns menu", [1440]);
  await page.keyboard.press("Escape");
  await expect(menu).toBeHidden();
  await page.getByRole("button", { name: "Sam Porter" }).click();
  await expect(menu).toBeVisible();
  await expectAccessible(page, "user menu");
  await page.getByRole("menuitem", { name: "Time zone" }).click();
  await expect(page.getByRole("dialog", { name: "Time zone" })).toBeVisible();
  await expectAccessible(page, "time zone");
  await page.keyboard.press("Escape");
  await openSandbox(page);
  await expect(page.getByText("5454 5454 5454 5454")).toBeVisible();
  await expectAccessible(page, "test cards");
});

test("the summary of an order of each status and type, and its menus", async ({ page, office }) => {
  // Many pages, each looked at four times; a busy machine may need its time.
  test.slow();
  const orders = await ordersOfEveryStatus(office);
  const metered = await office.activeOrder("Mara Metered", { type: "metered" }, 10_000);
  const held = await office.activeOrder("Hal Held", { type: "single", initialKind: "preauthorise" }, 10_000);
  await office.signIn(page);

  for (const order of [metered, held, ...orders]) {
    const { status, type } = order;
    await (await OrderPage.open(page, order)).expectStatus(statusNames[status]);
    await expectAccessible(page, `${statusNames[status]}, ${type}`);
  }

  const menu = page.getByRole("menu");
  for (const name of ["Actions", "Gear options"]) {
    await page.getByRole("button", { name }).click();
    await expect(menu).toBeVisible();
    await expectAccessible(page, name);
    await page.keyboard.press("Escape");
    await expect(menu).toBeHidden();
  }
  await page.getByLabel("New note").fill("Asked for a call");
  await page.getByRole("button", { name: "Add note" }).click();
  await expect(page.getByRole("region", { name: "What happened" })).toContainText("Asked for a call");
  await expectAccessible(page, "an order with a note");
});

test("the mailbox and a mail in it", async ({ page, office }) => {
  await office.signIn(page);
  await page.goto("/shop1/sandbox/mailbox");
  const mails = page.getByRole("list", { name: "Mails" }).getByRole("link");
  await expect(mails.first()).toBeVisible();
  await expectAccessible(page, "mailbox");
  await mails.first().click();
  await expect(page.getByRole("region", { name: "Text part" })).toBeVisible();
  await expectAccessible(page, "a mail");
});

test("the screens of the recovery desk, before a second engine", async ({ page, office }) => {
  // Many screens, each looked at four times.
  test.slow();
  const failed = await office.activeOrder("Fay Failed", subscription, 3_000, "4000000000000341");
  await office.moveDays(31);
  await office.signIn(page, "admin");
  for (const screen of [
    "",
    "/alerts",
    "/dashboard",
    "/orders",
    "/payments/exceptions",
    "/payments/pending",
    "/payments/processed",
    "/payments/unknown",
    "/payments/disputes",
    "/payments/card-radar",
    "/payments/silent",
    "/reports",
    `/orders/ZUID-${failed.zuid}?popup=run-forward`,
  ]) {
    await page.goto(`/shop1${screen}`);
    await expect(page.getByRole("heading").first()).toBeVisible();
    await expect(page.getByRole("heading", { name: "Page not found" })).toBeHidden();
    await expectNothingSniffed(page, screen || "what needs you");
  }
});
