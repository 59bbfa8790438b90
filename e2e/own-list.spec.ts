import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { OrdersPage } from "./support/orders-page";
import { expect, test } from "./support/test";

const membership = { type: "subscription" } as const;
const declines = "4000000000000341";

function heads(page: Page) {
  return page.getByRole("table", { name: "Orders" }).getByRole("columnheader");
}

test("a list is drawn wider, narrowed, named and shared, and looks so in another browser", async ({
  page,
  browser,
  baseURL,
  office,
}) => {
  await office.activeOrder("Ada First", membership, 3_000, declines);
  await office.activeOrder("Bea Second", membership, 3_000);
  await office.moveDays(31);
  await office.signIn(page);
  await page.goto("/shop1/orders");
  const edge = page.getByRole("separator", { name: "Width of Customer" });
  await edge.press("ArrowRight");
  await edge.press("ArrowRight");
  const wide = await edge.getAttribute("aria-valuenow");
  await page.getByRole("button", { name: "Compact" }).click();
  await expect(page.getByRole("button", { name: "Compact", pressed: true })).toBeVisible();
  const row = new OrdersPage(page).row("Ada First");
  await expect.poll(async () => (await row.boundingBox())?.height).toBe(32);

  let drawn = 0;
  page.on("request", (request) => {
    if (request.headers().rsc && request.url().includes("/orders?")) drawn++;
  });
  await page
    .getByRole("navigation", { name: "Orders by status" })
    .getByRole("link", { name: /^Failed/ })
    .click();
  await expect(new OrdersPage(page).rows()).toHaveCount(1);
  expect(drawn, "pages drawn for a tab").toBe(0);
  await page.getByRole("button", { name: "Save view" }).click();
  const form = page.getByRole("dialog", { name: "Save view" });
  await form.getByRole("textbox", { name: "Name" }).fill("To call");
  await form.getByLabel("Share with the team").check();
  await expectAccessible(page, "saving a view");
  await form.getByRole("button", { name: "Save view" }).click();
  await expect(page.getByRole("link", { name: "To call" })).toHaveAttribute("aria-current", "page");

  const other = await browser.newContext({ baseURL: baseURL ?? "" });
  const elsewhere = await other.newPage();
  await office.signIn(elsewhere);
  await elsewhere.goto("/shop1/orders");
  await expect(elsewhere.getByRole("separator", { name: "Width of Customer" })).toHaveAttribute(
    "aria-valuenow",
    wide ?? "",
  );
  await elsewhere.getByRole("link", { name: "To call" }).click();
  await expect(elsewhere).toHaveURL(/status=failed$/);
  await expect(new OrdersPage(elsewhere).rows()).toHaveCount(1);
  await other.close();
});

test("the file has the rows that the list shows, and no others", async ({ page, office }) => {
  await office.signIn(page);
  await page.goto("/shop1/orders?status=failed");
  const rows = new OrdersPage(page).rows();
  await expect(rows).toHaveCount(1);
  const asked = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  const text = await (await asked).createReadStream().then(async (file) => {
    let whole = "";
    for await (const piece of file) whole += piece;
    return whole;
  });
  const lines = text.trim().split("\r\n");
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain("Ada First");
  expect(lines[0]).toContain("Created (UTC)");
  await expect(heads(page).filter({ hasText: "Reason" })).toBeVisible();
});

test("the palette finds as one types, opens an act's preview, and keys lead on", async ({ page, office }) => {
  await office.signIn(page);
  await page.goto("/shop1/orders");
  // Keys are answered once the page is awake.
  await expect(page.getByRole("button", { name: "Compact" })).not.toHaveAttribute("data-asleep");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("o");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Ada First");
  await page
    .getByRole("navigation", { name: "In the list" })
    .getByRole("link", { name: "Previous order" })
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Bea Second");
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Search or act" });
  await page.keyboard.type("pau");
  await expect(palette.getByRole("option", { name: /^Pause/ })).toHaveAttribute("aria-selected", "true");
  await expectAccessible(page, "the palette");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Pause" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("/");
  await page.keyboard.type("ada");
  await expect(palette.getByRole("option", { name: /Ada First.*ZUID-1001/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toContainText("Select the row");
});
