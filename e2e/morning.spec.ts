import type { Page } from "@playwright/test";
import type { Order } from "@/lib/domain/order/order";
import { expectFits } from "./support/fits";
import type { Office } from "./support/office";
import { enterCard, OrderPage } from "./support/order-page";
import { OrdersPage } from "./support/orders-page";
import { press } from "./support/press";
import { PASSWORD } from "./support/sweep";
import { expect, test } from "./support/test";
import { updateLinkIn } from "./support/update-link";

const membership = { type: "subscription" } as const;
const course = { type: "instalment", parts: 4 } as const;
/** Registers, and has no money for what comes after. */
const short = "4000000000000341";

/** Two whose banks had no money and have it today, two whose cards have expired, and one with whom all is well. */
async function yesterday(office: Office) {
  const today = new Date(await office.now());
  const expired = {
    expiryMonth: String(today.getUTCMonth() + 1),
    expiryYear: String(today.getUTCFullYear()),
  };
  const ada = await office.activeOrder("Ada Expired", course, 80_000, "4000000000000069", expired);
  const ben = await office.activeOrder("Ben Short", membership, 3_000, short);
  const bea = await office.activeOrder("Bea Short", membership, 4_500, short);
  const carl = await office.activeOrder("Carl Expired", course, 8_000, "4000000000000069", expired);
  await office.activeOrder("Dora Fine", membership, 3_000);
  await office.moveDays(45);
  for (const order of [ben, bea])
    await office.sandbox.next({
      code: "000.100.110",
      registrationId: (await office.read(order)).cardId ?? "",
    });
  return { ada, ben, bea, carl };
}

async function enter(page: Page, office: Office): Promise<void> {
  const { email } = await office.hire("agent", "Sam Porter");
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await press(page.getByRole("button", { name: "Sign in" }));
  await expect(page).toHaveURL(/\/shop1$/);
}

/** By the row of sections, or by the menu that a narrow window has in its place. */
async function goTo(page: Page, section: "What needs you" | "Orders"): Promise<void> {
  const sections = page.getByRole("navigation", { name: "Main" });
  if (isPhone(page)) await press(sections.locator("summary").filter({ hasText: "Menu" }));
  const link = sections.getByRole("link", { name: new RegExp(`^${section}`) });
  await press(link.and(page.locator(":visible")));
}

function isPhone(page: Page): boolean {
  return (page.viewportSize()?.width ?? 0) < 640;
}

function needs(page: Page) {
  return page.getByRole("table", { name: "What needs you" }).locator("[data-zuid]");
}

/** Selects the orders of a kind, on a phone those of a status in the list, and goes to what an act would do to them. */
async function choose(
  page: Page,
  { kind, status, act }: { kind: string; status: string; act: string },
): Promise<void> {
  if (isPhone(page)) {
    await goTo(page, "Orders");
    const tabs = page.getByRole("navigation", { name: "Orders by status" });
    await press(tabs.getByRole("link", { name: `${status} 2` }));
    await expect(new OrdersPage(page).rows()).toHaveCount(2);
  } else {
    await goTo(page, "What needs you");
    await press(
      page
        .getByRole("navigation", { name: "Kinds" })
        .getByRole("link", { name: new RegExp(`^${kind} 2\\b`) }),
    );
    await expect(needs(page)).toHaveCount(2);
  }
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  await expectFits(page);
  await press(page.getByRole("link", { name: act, exact: true }));
}

/** Starts what the basket shows, and watches it to its end without reading the page again. */
async function run(page: Page, button: string): Promise<void> {
  const basket = page.getByRole("complementary");
  await expect(basket.getByText("Will take part")).toBeVisible();
  await expectFits(page);
  await page.getByLabel("Pace").selectOption({ label: "As fast as possible" });
  await press(page.getByRole("button", { name: button }));
  await expect(page.getByRole("status").filter({ hasText: "Finished: 2 orders done." })).toBeAttached({
    timeout: 20_000,
  });
  await expectFits(page);
}

/** What stands beside a name on the page of a run. */
function figure(page: Page, name: string) {
  return page.getByRole("term").filter({ hasText: name }).locator("xpath=following-sibling::dd[1]");
}

test("an agent's morning: what needs her, why, a retry of many, links to the rest, and the money comes in", async ({
  page,
  customerPage,
  office,
}) => {
  const { ada, ben, bea, carl } = await yesterday(office);
  await enter(page, office);
  await expect(page.getByRole("heading", { name: "What needs you" })).toBeAttached();
  await expect(needs(page)).toHaveText([/Ada Expired/, /Bea Short/, /Ben Short/, /Carl Expired/]);
  await expectFits(page);

  // One of them, explained: beside the list, then whole.
  await press(needs(page).filter({ hasText: "Bea Short" }).getByRole("button", { name: "Retry EUR 45.00" }));
  const side = page.getByRole("complementary", { name: /Bea Short/ });
  await expect(side).toContainText("The last payment was declined: insufficient funds.");
  await expect(side.getByRole("region", { name: "To tell the customer" })).toContainText(/\w/);
  await press(side.getByRole("link", { name: `ZUID-${bea.zuid}` }));
  const { situation } = new OrderPage(page, bea);
  await expect(situation).toContainText("The last payment was declined: insufficient funds.");
  await expect(situation).toContainText("EUR 45.00 is outstanding.");
  await page.goBack();
  await press(side.getByRole("button", { name: "Close" }));
  await expect(side).toBeHidden();

  await choose(page, { kind: "Retry", status: "Failed", act: "Retry" });
  await run(page, "Retry: 2 orders, EUR 75.00");
  await expect(figure(page, "Collected")).toHaveText("EUR 75.00");
  for (const order of [ben, bea]) expect((await office.read(order)).status).toBe("active");

  await goTo(page, "What needs you");
  await expect(needs(page)).toHaveText([/Ada Expired/, /Carl Expired/]);
  await choose(page, { kind: "New card", status: "Suspended", act: "Send update link" });
  await run(page, "Send update link: 2 orders, EUR 220.00");

  // Whoever has a link is waited for.
  await goTo(page, "What needs you");
  await expect(page.getByRole("heading", { name: "Nothing needs you now." })).toBeVisible();

  // The mails have arrived, and a customer follows hers.
  expect(await updateLinkIn(page, carl)).not.toBe(await updateLinkIn(page, ada));
  await customerPage.goto(await updateLinkIn(page, ada));
  await expect(customerPage.getByRole("heading", { name: "Collected now: €200.00" })).toBeVisible();
  await enterCard(customerPage, "5454545454545454", { act: "Save card and pay €200.00" });
  await expect(customerPage.getByRole("status")).toContainText("Shop 1 has received €200.00.");
  await expectMoney(page, { ada, carl });
});

/** What came in stands where she looks for it: in the list, in its counts, and with the order. */
async function expectMoney(page: Page, { ada, carl }: { ada: Order; carl: Order }): Promise<void> {
  await page.goto("/shop1/orders");
  const tabs = page.getByRole("navigation", { name: "Orders by status" });
  await expect(tabs.getByRole("link", { name: "Failed 0" })).toBeVisible();
  await expect(tabs.getByRole("link", { name: "Suspended 1" })).toBeVisible();
  await page.goto("/shop1/orders?outstanding=some");
  const list = new OrdersPage(page);
  await expect(list.rows()).toHaveCount(1);
  await expect(list.row("Carl Expired")).toContainText("EUR 20.00");
  const summary = await list.go("Carl Expired", carl);
  await summary.expectStatus("Suspended");
  await OrderPage.open(page, ada);
  await new OrderPage(page, ada).expectStatus("Active");
  await expect(page.getByText("EUR 200.00").first()).toBeVisible();
}
