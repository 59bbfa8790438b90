import type { Page } from "@playwright/test";
import { Keyboard } from "./support/keyboard";
import { OrderPage } from "./support/order-page";
import { PASSWORD } from "./support/sweep";
import { expect, test } from "./support/test";

const subscription = { type: "subscription" } as const;

function rowsOf(page: Page) {
  return page.getByRole("table", { name: "Orders" }).locator("tbody").getByRole("row");
}

test("signing in and out", async ({ page, customerPage, office }) => {
  // Somebody has to be hired before they can sign in.
  await office.signIn(customerPage);
  const keys = new Keyboard(page);
  await page.goto("/sign-in");
  await keys.tabTo(page.getByLabel("E-mail"));
  await keys.type("sam-agent@shop1.example");
  await keys.tabTo(page.getByLabel("Password"));
  await keys.type(PASSWORD);
  await keys.press("Enter");
  await expect(page).toHaveURL(/\/shop1$/);
  await keys.choose(
    page.getByRole("button", { name: "Sam Porter" }),
    page.getByRole("menuitem", { name: "Sign out" }),
  );
  await expect(page).toHaveURL(/\/sign-in/);
});

test("finding an order, filtering the list and opening an order", async ({ page, office }) => {
  const order = await office.activeOrder("Fay Failed", subscription, 3_000, "4000000000000341");
  await office.activeOrder("Adam Active", subscription, 3_000);
  await office.moveDays(31);
  await office.signIn(page);
  const keys = new Keyboard(page);
  const rows = rowsOf(page);
  await expect(rows).toHaveCount(2);
  await keys.press("/");
  await keys.type("fay");
  await expect(page.getByRole("option", { name: "All orders that match “fay”" })).toBeVisible();
  await keys.press("ArrowUp");
  await keys.press("Enter");
  await expect(rows).toHaveCount(1);
  await keys.tabAndPress(page.getByRole("link", { name: "Remove filter Search: fay" }), "Enter");
  await expect(rows).toHaveCount(2);

  await keys.tabAndPress(page.locator("summary").filter({ hasText: "Filters" }), "Enter");
  const filters = page.getByRole("form", { name: "Filters" });
  await keys.tabAndPress(filters.getByRole("checkbox", { name: "Failed" }), "Space");
  await keys.tabAndPress(filters.getByRole("button", { name: "Apply" }), "Enter");
  await expect(page.getByRole("link", { name: "Remove filter Status: Failed" })).toBeVisible();
  await expect(rows).toHaveCount(1);
  await keys.tabAndPress(rows.getByRole("link", { name: `ZUID-${order.zuid}` }), "Enter");
  await new OrderPage(page, order).expectStatus("Failed");
});

test("choosing columns", async ({ page, office }) => {
  await office.activeOrder("Adam Active", subscription, 3_000);
  await office.signIn(page);
  const keys = new Keyboard(page);
  const columns = page.getByRole("button", { name: "Columns" });
  const channel = page.getByRole("menuitemcheckbox", { name: "Type" });
  const head = page.getByRole("columnheader", { name: "Type" });
  await expect(head).toBeVisible();
  await keys.choose(columns, channel);
  await expect(channel).not.toBeChecked();
  await expect(head).toBeHidden();
  await keys.press("Escape");
  await expect(page.getByRole("menu")).toBeHidden();
  await expect(columns).toBeFocused();
  await keys.open(columns, "Space");
  await keys.press("Escape");
  await expect(columns).toBeFocused();
  await page.reload();
  await keys.open(columns, "ArrowDown");
  await keys.press("Escape");
  await expect(columns).toBeFocused();
});

test("choosing a theme and a time zone", async ({ page, office }) => {
  await office.signIn(page);
  const keys = new Keyboard(page);
  const user = page.getByRole("button", { name: "Sam Porter" });
  await keys.choose(user, page.getByRole("menuitemradio", { name: "Dark" }));
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await keys.press("Escape");
  await expect(page.getByRole("menu")).toBeHidden();
  await expect(user).toBeFocused();

  await keys.choose(user, page.getByRole("menuitem", { name: "Time zone" }));
  const dialog = page.getByRole("dialog", { name: "Time zone" });
  await expect(dialog).toBeVisible();
  await keys.expectTrapped(dialog);
  await keys.tabTo(dialog.getByLabel("Show times in"));
  await keys.type("Asia/Tokyo");
  await keys.tabAndPress(dialog.getByRole("button", { name: "Save time zone" }), "Enter");
  await expect(dialog).toBeHidden();
  await expect(user).toBeFocused();
  await expect(page.getByRole("region", { name: "Sandbox" })).toContainText("Asia/Tokyo");
});

test("a customer's paying, and choosing another card", async ({ customerPage, office }) => {
  const order = await office.pendingOrder("Ole Dahl", subscription, 7_500);
  const keys = new Keyboard(customerPage);
  await customerPage.goto(await office.linkTo(order));
  await keys.enterCard(customerPage, "4242424242424242");
  await expect(customerPage.getByRole("status")).toContainText("has received €75.00.");
  await keys.tabAndPress(customerPage.getByRole("link", { name: "Go to order portal" }), "Enter");
  await keys.tabAndPress(customerPage.getByRole("link", { name: "Update card" }), "Enter");
  await keys.enterCard(customerPage, "5454545454545454");
  await expect(customerPage.getByRole("status")).toBeVisible();
  await keys.tabAndPress(customerPage.getByRole("link", { name: "Go to order portal" }), "Enter");
  await expect(customerPage.getByText("5454")).toBeVisible();
});
