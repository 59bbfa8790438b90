import type { Page } from "@playwright/test";
import type { Office } from "./support/office";
import { OrderPage } from "./support/order-page";
import { expect, test } from "./support/test";

const membership = { type: "subscription" } as const;

function rowsOf(page: Page) {
  return page.getByRole("table", { name: "Orders" }).locator("tbody").getByRole("row");
}

async function threeOrders(office: Office) {
  const small = await office.activeOrder("Nina Small", { ...membership, tags: ["spring"] }, 1_000);
  const large = await office.activeOrder("Lars Large", membership, 9_000, "4000000000000341");
  const expiring = await office.activeOrder("Elsa Expiring", membership, 5_000, "4242424242424242", {
    expiryMonth: "04",
    expiryYear: "2026",
  });
  return { small, large, expiring };
}

test("the list is narrowed by everything it shows, and each filter is taken off by itself", async ({
  page,
  office,
}) => {
  const { large } = await threeOrders(office);
  await office.signIn(page);
  await page.getByText("Filters", { exact: true }).click();
  const filters = page.getByRole("form", { name: "Filters" });
  await filters.getByLabel("Tag").fill("spring");
  await filters.getByLabel("Created from").fill("2026-03-02");
  await filters.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/\/orders\?tag=spring&from=2026-03-02/);
  await expect(rowsOf(page)).toHaveCount(1);
  await expect(rowsOf(page)).toContainText("Nina Small");
  await page.getByRole("link", { name: "Remove filter Created from: 2 Mar 2026" }).click();
  await page.getByRole("link", { name: "Remove filter Tag: spring" }).click();
  await expect(rowsOf(page)).toHaveCount(3);

  await filters.getByRole("combobox", { name: "Currency", exact: true }).selectOption("EUR");
  await filters.getByRole("button", { name: "Apply" }).click();
  await page.getByRole("link", { name: "Amount", exact: true }).click();
  await expect(page.getByRole("columnheader", { name: "Amount" })).toHaveAttribute("aria-sort", "descending");
  await expect(rowsOf(page)).toContainText(["Lars Large", "Elsa Expiring", "Nina Small"]);

  await office.moveDays(31);
  await page.getByRole("link", { name: "Outstanding", exact: true }).click();
  await expect(page.getByRole("link", { name: "Remove filter Outstanding: some" })).toBeVisible();
  await expect(rowsOf(page).getByRole("link", { name: `ZUID-${large.zuid}` })).toBeVisible();
});

test("a card that expires soon carries a star, and is found by it", async ({ page, office }) => {
  await office.signIn(page);
  await page.goto("/shop1/orders?card=expiring");
  await expect(rowsOf(page)).toHaveCount(1);
  await expect(rowsOf(page).getByRole("img", { name: "Expires 04/2026" })).toBeVisible();
});

test("columns that are hidden stay hidden", async ({ page, office }) => {
  await office.signIn(page);
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Type" }).click();
  await expect(page.getByRole("columnheader", { name: "Type" })).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("columnheader", { name: "Created" })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Type" })).toHaveCount(0);
});

test("the slash key finds an order by its number, and a customer in the list", async ({ page, office }) => {
  const order = await office.activeOrder("Sven Slash", membership, 3_000);
  await office.signIn(page);
  await page.keyboard.press("/");
  await page.keyboard.type(`ZUID-${order.zuid}`);
  await page.keyboard.press("Enter");
  await new OrderPage(page, order).expectStatus("Active");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("sven");
  await page.getByRole("option", { name: "All orders that match “sven”" }).click();
  await expect(page.getByRole("link", { name: "Remove filter Search: sven" })).toBeVisible();
  await expect(rowsOf(page)).toHaveCount(1);
});

test("theme, rows and time zone are kept as they were chosen", async ({ page, office }) => {
  await office.signIn(page);
  const menu = page.getByRole("button", { name: "Sam Porter" });
  await menu.click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.getByRole("menuitemcheckbox", { name: "Compact rows" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-rows", "compact");
  await page.getByRole("menuitem", { name: "Time zone" }).click();
  const dialog = page.getByRole("dialog", { name: "Time zone" });
  await dialog.getByLabel("Show times in").selectOption("Asia/Tokyo");
  await dialog.getByRole("button", { name: "Save time zone" }).click();
  await expect(dialog).toBeHidden();
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.getByRole("region", { name: "Sandbox" })).toContainText("Asia/Tokyo");
});

test("on a phone a row is a card of status, customer, amount and next step", async ({ page, office }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await office.signIn(page);
  const card = rowsOf(page).filter({ hasText: "Nina Small" });
  await expect(card.getByRole("img", { name: "Active" })).toBeVisible();
  await expect(card.getByText("EUR 10.00").first()).toBeVisible();
  await expect(card.getByText(/^Next \d+ \w+ 2026$/)).toBeVisible();
  await expect(card.getByText("ECOM")).toBeHidden();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBe(0);
});
