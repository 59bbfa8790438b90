import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { expectFits } from "./support/fits";
import { Keyboard } from "./support/keyboard";
import type { Office } from "./support/office";
import { expect, test } from "./support/test";

const membership = { type: "subscription" } as const;
/** Registers, and is declined ever after. */
const declines = "4000000000000341";

function rowOf(page: Page, name: string) {
  return page.getByRole("table", { name: "Orders" }).getByRole("row").filter({ hasText: name });
}

function boxOf(page: Page, name: string) {
  return rowOf(page, name).getByRole("checkbox");
}

function said(page: Page) {
  return page.getByRole("status").filter({ hasText: "selected" });
}

/** Four orders, newest first in the list: Dora, Carl, Bea, Ada. Those of Ada and Carl were declined. */
async function fourOrders(office: Office) {
  await office.activeOrder("Ada First", membership, 3_000, declines);
  await office.activeOrder("Bea Second", membership, 3_000);
  await office.activeOrder("Carl Third", { ...membership, currency: "CHF" }, 2_000, declines);
  await office.activeOrder("Dora Fourth", membership, 3_000);
  await office.moveDays(31);
}

test("rows are selected by mouse, one by one, a range with shift, or the whole page", async ({
  page,
  context,
  office,
}) => {
  await fourOrders(office);
  await office.signIn(page);
  await expect(said(page)).toHaveCount(0);
  await boxOf(page, "Ada First").check();
  await expect(said(page)).toHaveText("1 selected, EUR 30.00 outstanding");
  await boxOf(page, "Carl Third").click({ modifiers: ["Shift"] });
  await expect(said(page)).toHaveText("3 selected, CHF 20.00, EUR 30.00 outstanding");
  await expect(boxOf(page, "Bea Second")).toBeChecked();
  await expect(boxOf(page, "Dora Fourth")).not.toBeChecked();
  const all = page.getByRole("checkbox", { name: "Select all on this page" });
  await expect(all).toBeChecked({ indeterminate: true });
  await boxOf(page, "Ada First").uncheck();
  await boxOf(page, "Carl Third").uncheck();
  await expect(said(page)).toHaveText("1 selected, nothing outstanding");

  await all.check();
  await expect(said(page)).toHaveText("4 selected, CHF 20.00, EUR 30.00 outstanding");
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy ZUIDs" }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.split("\n").sort()).toEqual(["ZUID-1001", "ZUID-1002", "ZUID-1003", "ZUID-1004"]);
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await expect(said(page)).toHaveCount(0);
  await expect(all).not.toBeChecked();
});

test("a press on a row beside its box opens the order, and selects nothing", async ({ page, office }) => {
  await office.signIn(page);
  const amount = await rowOf(page, "Bea Second").getByText("EUR 30.00").first().boundingBox();
  await page.mouse.click(amount?.x ?? 0, amount?.y ?? 0);
  await expect(page).toHaveURL(/\/orders\/ZUID-1002$/);
});

test("rows are selected by keyboard, and clearing leaves the focus in the list", async ({ page, office }) => {
  await office.signIn(page);
  const keys = new Keyboard(page);
  await keys.tabAndPress(boxOf(page, "Dora Fourth"), "Space");
  await expect(said(page)).toHaveText("1 selected, nothing outstanding");
  await keys.press("x");
  await expect(said(page)).toHaveCount(0);
  await keys.tabTo(rowOf(page, "Dora Fourth").getByRole("link", { name: "ZUID-1004" }));
  await keys.press("x");
  await expect(boxOf(page, "Dora Fourth")).toBeChecked();
  await keys.tabTo(rowOf(page, "Bea Second").getByRole("link", { name: "ZUID-1002" }));
  await keys.press("Shift+X");
  await expect(said(page)).toHaveText("3 selected, CHF 20.00 outstanding");
  await expect(page).toHaveURL(/\/orders$/);
  await page.getByRole("button", { name: "Clear", exact: true }).focus();
  await keys.press("Enter");
  await expect(said(page)).toHaveCount(0);
  await expect(page.getByRole("checkbox", { name: "Select all on this page" })).toBeFocused();
});

test("an x that is typed into a field selects nothing", async ({ page, office }) => {
  await office.signIn(page);
  await page.getByRole("searchbox", { name: "Find an order" }).fill("");
  await page.keyboard.type("xx");
  await expect(said(page)).toHaveCount(0);
});

test("what is selected is kept while an order is looked at, and dropped with the filter", async ({
  page,
  office,
}) => {
  await office.signIn(page);
  await boxOf(page, "Ada First").check();
  await rowOf(page, "Bea Second").getByRole("link", { name: "ZUID-1002" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("ZUID-1002");
  await page.goBack();
  await expect(boxOf(page, "Ada First")).toBeChecked();
  await page.getByRole("link", { name: "Next", exact: true }).click();
  await expect(page).toHaveURL(/sort=next/);
  await expect(said(page)).toHaveText("1 selected, EUR 30.00 outstanding");

  await page
    .getByRole("navigation", { name: "Orders by status" })
    .getByRole("link", { name: /^Failed/ })
    .click();
  await expect(page.getByRole("link", { name: "Remove filter Status: Failed" })).toBeVisible();
  await expect(said(page)).toHaveCount(0);
  await expect(boxOf(page, "Ada First")).not.toBeChecked();
  await page.getByRole("link", { name: "Remove filter Status: Failed" }).click();
  await expect(rowOf(page, "Bea Second")).toBeVisible();
  await expect(said(page)).toHaveCount(0);
});

test("what is selected on a page stays so on the next, and counts", async ({ page, otherOffice }) => {
  const office = otherOffice;
  for (let i = 0; i < 26; i++)
    await office.order(`Paula ${String(i).padStart(2, "0")}`, { type: "single" }, 100);
  await office.signIn(page);
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  await expect(said(page)).toContainText("25 selected");
  await page.getByRole("link", { name: "Older", exact: true }).click();
  await expect(boxOf(page, "Paula 00")).not.toBeChecked();
  await expect(page.getByRole("checkbox", { name: "Select all on this page" })).not.toBeChecked();
  await boxOf(page, "Paula 00").check();
  await expect(said(page)).toContainText("26 selected");
  await page.getByRole("link", { name: "Newer", exact: true }).click();
  await boxOf(page, "Paula 25").uncheck();
  await expect(said(page)).toContainText("25 selected");
  await page.getByRole("link", { name: "100 per page" }).click();
  await expect(
    page.getByRole("table", { name: "Orders" }).getByRole("checkbox", { checked: true }),
  ).toHaveCount(25);
});

test("on a phone cards are selected too, with the sums at the foot of the window", async ({
  page,
  office,
}) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await office.signIn(page);
  await boxOf(page, "Carl Third").check();
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  await expect(said(page)).toHaveText("4 selected, CHF 20.00, EUR 30.00 outstanding");
  await expect(page.getByRole("button", { name: "Clear", exact: true })).toBeInViewport();
  await expectFits(page);
  const box = await rowOf(page, "Carl Third").locator("label").boundingBox();
  expect(Math.min(box?.width ?? 0, box?.height ?? 0), "a finger's width").toBeGreaterThanOrEqual(32);
  await expectAccessible(page, "orders with a selection");
});

test("on a phone a long next step leaves room for the customer's name", async ({ page, office }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await office.signIn(page);
  const card = rowOf(page, "Carl Third");
  await expect(card).toContainText("outstanding");
  const [zuid, step] = await Promise.all(
    [card.getByRole("link", { name: /^ZUID/ }), card.getByText(/outstanding/)].map((part) =>
      part.boundingBox(),
    ),
  );
  expect((zuid?.y ?? 0) + (zuid?.height ?? 0)).toBeLessThanOrEqual((step?.y ?? 0) + 1);
  const isCut = (part: Element) => part.scrollWidth > part.clientWidth;
  expect(await card.getByText("Carl Third").evaluate(isCut), "the name is cut").toBe(false);
  expect(await card.getByText(/outstanding/).evaluate(isCut), "the next step is cut").toBe(false);
  await expectFits(page);
});
