import type { Page } from "@playwright/test";
import type { Order } from "@/lib/domain/order/order";
import { factOf, OrderPage } from "./support/order-page";
import { OrdersPage } from "./support/orders-page";
import { expect, test } from "./support/test";

/** What the head of an order's page says, name by name. */
async function expectFigures(page: Page, order: Order, figures: Record<string, string | RegExp>) {
  const { header } = await OrderPage.open(page, order);
  await expect(header.getByRole("term")).toHaveText(Object.keys(figures));
  for (const [name, value] of Object.entries(figures)) await expect(factOf(header, name)).toHaveText(value);
}

test("each type of order has figures of its own, and they add up", async ({ page, office }) => {
  const instalment = await office.activeOrder("Ida Instalment", { type: "instalment", parts: 4 }, 40_000);
  const monthly = await office.activeOrder("Sue Subscription", { type: "subscription" }, 3_000);
  const metered = await office.activeOrder("Mia Metered", { type: "metered" }, 10_000);
  const single = await office.activeOrder("Sid Single", { type: "single" }, 5_000);
  await office.run(metered, { kind: "charge_now", amount: 700, note: "" });
  await office.run(monthly, {
    ...{ kind: "refund_payment", attempt: monthly.attempts.at(-1)?.number ?? 0, amount: 1_000 },
  });
  await office.signIn(page);

  await expectFigures(page, instalment, {
    "Total to be paid": "EUR 400.00",
    "Net paid": "EUR 0.00",
    Outstanding: "EUR 0.00",
    Upcoming: "EUR 400.00",
    "Next payment": /2026/,
  });
  await expectFigures(page, monthly, {
    "Price per cycle": "EUR 30.00",
    "Collected so far": "EUR 30.00",
    Refunded: "EUR 10.00",
    "Net paid": "EUR 20.00",
    Outstanding: "EUR 0.00",
    "Next payment": /2026/,
  });
  await expectFigures(page, metered, {
    Collected: "EUR 7.00",
    Outstanding: "EUR 0.00",
    "Next payment": "–",
  });
  const charged = page.getByRole("table", { name: /^Payments by/ });
  await expect(charged.getByText("EUR 7.00")).toBeAttached();
  await expectFigures(page, single, {
    "Total to be paid": "EUR 50.00",
    "Net paid": "EUR 50.00",
    Outstanding: "EUR 0.00",
    "Next payment": "–",
  });
});

test("the next payment is the same in the list and on the page: a retry too, and none while Suspended", async ({
  page,
  office,
}) => {
  const life = { type: "instalment", parts: 6 } as const;
  const failed = await office.activeOrder("Fay Failed", life, 60_000, "4000000000000341");
  const suspended = await office.activeOrder("Sam Suspended", life, 60_000, "4000000000000069");
  await office.moveDays(30);
  await office.signIn(page);
  const { header } = await OrderPage.open(page, await office.read(failed));
  await expect(factOf(header, "Next payment")).toHaveText(/retry/);
  const shown = (await factOf(header, "Next payment").getByRole("time").getAttribute("datetime")) ?? "";
  const { header: other } = await OrderPage.open(page, await office.read(suspended));
  await expect(factOf(other, "Next payment")).toHaveText(/not while Suspended/i);

  await page.goto("/shop1/orders");
  const list = new OrdersPage(page);
  const row = list.row("Fay Failed");
  await expect(row.locator(`time[datetime="${shown}"]`)).toBeVisible();
  await expect(row).toContainText("retry");
  await expect(list.row("Sam Suspended").locator("time")).toHaveCount(1);
});
