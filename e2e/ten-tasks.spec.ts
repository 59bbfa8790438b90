import type { Locator, Page } from "@playwright/test";
import type { Order } from "@/lib/domain/order/order";
import { Keyboard } from "./support/keyboard";
import type { Office } from "./support/office";
import { OrderPage, spidsOf } from "./support/order-page";
import { OrdersPage } from "./support/orders-page";
import { expect, test } from "./support/test";

const membership = { type: "subscription" } as const;
const course = { type: "instalment", parts: 8 } as const;
/** Registers, and has no money for what comes after. */
const short = "4000000000000341";

/** Four that need a person: three by a retry, one by another card; and one that can be planned anew. */
async function fiveOrders(office: Office) {
  const today = new Date(await office.now());
  const expired = {
    expiryMonth: String(today.getUTCMonth() + 1),
    expiryYear: String(today.getUTCFullYear()),
  };
  const ada = await office.activeOrder("Ada Short", course, 80_000, short);
  const ben = await office.activeOrder("Ben Short", membership, 3_000, short);
  const bea = await office.activeOrder("Bea Short", membership, 4_500, short);
  const carl = await office.activeOrder("Carl Expired", course, 8_000, "4000000000000069", expired);
  const dora = await office.activeOrder("Dora Fine", course, 80_000);
  await office.moveDays(45);
  for (const order of [ada, ben, bea])
    await office.sandbox.next({
      code: "000.100.110",
      registrationId: (await office.read(order)).cardId ?? "",
    });
  return { ada, ben, bea, carl, dora };
}

function need(page: Page, name: string): Locator {
  return page.getByRole("table", { name: "What needs you" }).getByRole("row").filter({ hasText: name });
}

function said(page: Page, text: string): Locator {
  return page.getByRole("status").filter({ hasText: text });
}

/** Types into the palette what leads to an order, an act or a place, and goes there. */
async function goBy(page: Page, keys: Keyboard, typed: string, option: RegExp): Promise<void> {
  await keys.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Search or act" });
  await expect(palette.getByRole("combobox", { name: "Search or act" })).toBeFocused();
  await keys.type(typed);
  await expect(palette.getByRole("option", { name: `All orders that match “${typed}”` })).toBeVisible();
  const wanted = palette.getByRole("option", { name: option });
  await expect(wanted).toBeVisible();
  for (let presses = 0; (await wanted.getAttribute("aria-selected")) !== "true"; presses++) {
    if (presses > 20) throw new Error(`The arrow keys do not lead to ${option}.`);
    await keys.press("ArrowDown");
  }
  await keys.press("Enter");
  await expect(palette).toBeHidden();
}

/** Why an order needs a person, who takes care of it, and until when it can rest. */
async function careFor(page: Page, keys: Keyboard): Promise<void> {
  await test.step("explain an order", async () => {
    // Keys are answered once the page is awake.
    await expect(async () => {
      await keys.press("k");
      await expect(need(page, "Ada Short")).toBeFocused({ timeout: 300 });
    }).toPass();
    await keys.press("j");
    await expect(need(page, "Bea Short")).toBeFocused();
    await keys.press("Space");
    const side = page.getByRole("complementary", { name: /Bea Short/ });
    await expect(side).toContainText("The last payment was declined: insufficient funds.");
    await keys.press("Escape");
    await expect(side).toBeHidden();
    await expect(need(page, "Bea Short")).toBeFocused();
  });
  await test.step("take an order", async () => {
    await keys.press("a");
    await expect(need(page, "Bea Short")).toContainText("Owner you");
    await expect(need(page, "Bea Short")).toBeFocused();
  });
  await test.step("snooze an order", async () => {
    await keys.press("k");
    await expect(need(page, "Ada Short")).toBeFocused();
    await keys.press("s");
    const menu = page.getByRole("dialog", { name: "Ada Short until" });
    await keys.tabAndPress(menu.getByRole("button", { name: /^Tomorrow/ }), "Enter");
    await expect(need(page, "Ada Short")).toContainText("Snoozed until");
    await expect(menu).toBeHidden();
    await expect(page.locator("[data-zuid]:focus")).toBeVisible();
  });
}

async function collectFromOne(page: Page, keys: Keyboard, ada: Order): Promise<void> {
  const summary = new OrderPage(page, ada);
  await test.step("find an order", async () => {
    await goBy(page, keys, "ada", /Ada Short ZUID/);
    await summary.expectStatus("Failed");
  });
  await test.step("retry a payment", async () => {
    await keys.press("r");
    const retry = summary.popUp("Retry");
    await expect(retry.getByRole("region", { name: "Preview" })).toContainText("EUR 100.00 is charged now.");
    await keys.press("Control+Enter");
    await expect(retry).toBeHidden();
    await expect(summary.popUp("Scheduled Payments").getByRole("status")).toContainText(
      "EUR 100.00 collected",
    );
    await keys.press("Escape");
    await expect(summary.popUp("Scheduled Payments")).toBeHidden();
    await summary.expectStatus("Active");
  });
}

/** Three payments that are to come, by the keys of their table alone. */
async function planAnew(page: Page, keys: Keyboard, order: Order): Promise<void> {
  const summary = new OrderPage(page, order);
  const payments = summary.popUp("Scheduled Payments");
  const [, , first = 0, second = 0, third = 0, fourth = 0] = spidsOf(order);
  const tick = async (...spids: number[]) => {
    for (const spid of spids) {
      const box = payments.getByRole("checkbox", { name: `Select SPID ${spid}`, exact: true });
      for (let presses = 0; presses < 20 && !(await isFocused(box)); presses++) await keys.press("ArrowDown");
      await keys.press("x");
      await expect(box).toBeChecked();
    }
  };
  const confirm = async (title: string, key: string, says: string) => {
    await keys.press(key);
    await expect(summary.popUp(title)).toBeVisible();
    await expect(summary.popUp(title).getByRole("region", { name: "Preview" })).toContainText(/\w/);
    await keys.press("Control+Enter");
    await expect(payments.getByRole("status")).toContainText(says);
    await expect.poll(() => payments.evaluate((place) => place.contains(document.activeElement))).toBe(true);
  };
  await goBy(page, keys, "dora", /Dora Fine ZUID/);
  await summary.expectStatus("Active");
  await keys.press("p");
  await expect(payments).toBeVisible();
  await test.step("reschedule a payment", async () => {
    await tick(first);
    await confirm("Reschedule", "e", "moved to");
  });
  await test.step("merge payments", async () => {
    await tick(second, third);
    await confirm("Merge", "m", "merged");
  });
  await test.step("skip a payment", async () => {
    await tick(fourth);
    await confirm("Skip", "s", "EUR 100.00 will not be collected");
  });
  await keys.press("Escape");
  await expect(payments).toBeHidden();
}

function isFocused(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement);
}

async function replaceCard(page: Page, keys: Keyboard, carl: Order): Promise<void> {
  await test.step("replace a card by a link", async () => {
    const summary = new OrderPage(page, carl);
    await goBy(page, keys, "carl", /Carl Expired ZUID/);
    await summary.expectStatus("Suspended");
    await keys.press("c");
    const cards = summary.popUp("Registered Cards");
    await expect(cards).toContainText("Expired");
    await keys.tabAndPress(cards.getByRole("button", { name: "Send update link" }), "Enter");
    await expect(said(page, "Card update link sent to the customer.")).toBeVisible();
    await expect(cards).toBeHidden();
  });
}

async function collectFromMany(page: Page, keys: Keyboard): Promise<void> {
  const list = new OrdersPage(page);
  await test.step("filter the list", async () => {
    await goBy(page, keys, "orders", /^Orders$/);
    await expect(list.rows()).toHaveCount(5);
    const tabs = page.getByRole("navigation", { name: "Orders by status" });
    await keys.tabAndPress(tabs.getByRole("link", { name: "Failed 2" }), "Enter");
    await expect(list.rows()).toHaveCount(2);
    await expect(tabs.getByRole("link", { name: "Failed 2" })).toBeFocused();
  });
  await test.step("export what the list shows", async () => {
    const [download] = await Promise.all([page.waitForEvent("download"), keys.press("e")]);
    expect(download.suggestedFilename()).toMatch(/\.csv$/);
  });
  await test.step("retry many", async () => {
    await keys.press("j", "x", "j", "x");
    await expect(said(page, "2 selected, EUR 75.00 outstanding")).toBeVisible();
    await keys.tabAndPress(page.getByRole("link", { name: "Retry", exact: true }), "Enter");
    const button = page.getByRole("button", { name: "Retry: 2 orders, EUR 75.00" });
    await expect(button).toBeVisible();
    await keys.tabTo(page.getByLabel("Pace"));
    await keys.type("As");
    await keys.tabAndPress(button, "Enter");
    await expect(said(page, "Finished: 2 orders done.")).toBeAttached({ timeout: 20_000 });
  });
}

test("ten main tasks, one after the other, without leaving the keyboard", async ({ page, office }) => {
  const { ada, carl, dora } = await fiveOrders(office);
  await office.signIn(page);
  await page.goto("/shop1");
  await expect(need(page, "Ada Short")).toBeVisible();
  const keys = new Keyboard(page);
  await careFor(page, keys);
  await collectFromOne(page, keys, ada);
  await planAnew(page, keys, await office.read(dora));
  await replaceCard(page, keys, carl);
  await collectFromMany(page, keys);
});
