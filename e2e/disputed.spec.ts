import { factOf } from "./support/order-page";
import { expect, test } from "./support/test";

test("a chargeback is shown as the loss that it is, and found", async ({ page, office }) => {
  const order = await office.activeOrder("Dora Disputed", { type: "metered", deposit: 5_000 }, 5_000);
  const paid = order.attempts[0]?.answer?.transactionId ?? "";
  await office.sandbox.book({ type: "chargeback", transactionId: paid });
  await office.signIn(page);
  const summary = `/shop1/orders/ZUID-${order.zuid}`;
  await expect
    .poll(async () => (await office.read(order)).attempts.some(({ type }) => type === "chargeback"))
    .toBe(true);
  await page.goto(summary);
  await expect(page.getByText("took back EUR 50.00 in a chargeback")).toBeVisible();

  const row = page
    .getByRole("table", { name: "Related Transactions" })
    .getByRole("row")
    .filter({ has: page.getByRole("cell", { name: "Chargeback (CB)", exact: true }) });
  await expect(row.getByRole("cell").first()).toHaveText("Chargeback");
  await expect(row.getByTitle(paid)).toBeVisible();
  await page.getByRole("link", { name: "See the transaction" }).click();
  const details = page.getByRole("dialog", { name: "Transaction Details" });
  await expect(factOf(details, "Reference ID")).toHaveText(paid);
  await expect(factOf(details, "Outcome")).toHaveText("Chargeback");

  await page.goto("/shop1/orders?disputed=yes");
  await expect(page.getByRole("link", { name: `ZUID-${order.zuid}` })).toBeVisible();
  await page.getByRole("link", { name: "Remove filter Disputed" }).click();
  await expect(page).toHaveURL(/\/orders$/);
});
