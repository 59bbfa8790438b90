import { OrderPage, spidsOf } from "./support/order-page";
import { expect, test } from "./support/test";

test("a failed order is found by its status and retried until it is approved", async ({ page, office }) => {
  const life = { type: "instalment", parts: 12 } as const;
  const order = await office.activeOrder("Paula Novak", life, 120_000, "4000000000005126");
  // The first payment fails, and so does its automatic retry a day later.
  await office.moveDays(31);
  const [spid = 0] = spidsOf(await office.read(order));

  await office.signIn(page);
  await page.getByText("Filters", { exact: true }).click();
  await page.getByRole("group", { name: "Status" }).getByRole("checkbox", { name: "Failed" }).check();
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/status=failed/);
  const row = page.getByRole("table", { name: "Orders" }).getByRole("row").filter({ hasText: "Paula Novak" });
  await expect(row.getByRole("img", { name: "Failed" })).toBeVisible();
  await row.getByRole("link", { name: `ZUID-${order.zuid}` }).click();

  const summary = new OrderPage(page, order);
  await summary.expectStatus("Failed");
  await expect(summary.notices).toContainText(
    "The last payment was declined: insufficient funds. EUR 100.00 is outstanding. 1 of 15 retries used.",
  );
  await expect(summary.transactions("Declined")).toHaveCount(2);
  const retried = summary.transactions(`${spid}, try 2`);
  await expect(retried).toContainText("automatic retry");
  await expect(retried).toContainText("Insufficient funds (800.100.155)");
  await expect(summary.log).toContainText(
    `Payment of SPID ${spid} soft-declined, EUR 100.00: Insufficient funds (800.100.155).`,
  );

  await retried.getByRole("link").first().click();
  const details = summary.popUp("Transaction Details");
  await expect(details.getByRole("region", { name: "Request" })).toContainText(
    "automatic retry, by The system",
  );
  await expect(details.getByRole("region", { name: "Result", exact: true })).toContainText("800.100.155");
  await expect(
    details.getByRole("table", { name: `All attempts of SPID ${spid}` }).getByRole("row"),
  ).toHaveCount(3);
  await summary.close("Transaction Details");

  await summary.choose("Gear options", "Payments");
  const payments = summary.popUp("Scheduled Payments");
  await payments.getByRole("checkbox", { name: `Select SPID ${spid}`, exact: true }).check();
  await payments.getByRole("button", { name: "Retry", exact: true }).click();
  const retry = summary.popUp("Retry");
  await expect(retry.getByRole("region", { name: "Preview" })).toContainText(
    "EUR 100.00 is charged now. Approved: Active; declined for now: Failed; declined for good: Suspended.",
  );
  await retry.getByRole("button", { name: "Retry EUR 100.00" }).click();
  await expect(payments.getByRole("status")).toContainText(
    `Payment of SPID ${spid} approved, EUR 100.00: Recovered`,
  );
  await expect(payments.getByRole("row").filter({ hasText: "Recovered" })).toHaveCount(1);
  await summary.close("Scheduled Payments");

  await summary.expectStatus("Active");
  await expect(summary.transactions(`${spid}, try 3`)).toContainText("Approved");
  await expect(summary.log).toContainText("Status changed from Failed to Active.");
});

test("a retry is declined once more, and the next one for good: the order is suspended and says why", async ({
  page,
  office,
}) => {
  const life = { type: "instalment", parts: 4 } as const;
  const order = await office.activeOrder("Tom Weber", life, 40_000, "4000000000000341");
  await office.moveDays(30);
  const [spid = 0] = spidsOf(await office.read(order));
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);

  const first = await summary.act("Retry", [spid]);
  await first.getByRole("button", { name: "Retry EUR 100.00" }).click();
  const payments = summary.popUp("Scheduled Payments");
  await expect(payments.getByRole("status")).toContainText("soft-declined");
  await expect(payments).toContainText("1 of 15, 30 days left");

  const { cardId } = await office.read(order);
  await office.sandbox.next({ code: "800.100.159", acquirerResponse: "43", registrationId: cardId ?? "" });
  const second = await summary.act("Retry", [spid]);
  await second.getByRole("button", { name: "Retry EUR 100.00" }).click();
  await expect(payments.getByRole("status")).toContainText("hard-declined");
  await expect(payments).toContainText("Hard declined");
  await payments.getByRole("checkbox", { name: `Select SPID ${spid}`, exact: true }).check();
  await expect(payments.getByRole("button", { name: "Retry", exact: true })).toBeDisabled();
  await summary.close("Scheduled Payments");

  await summary.expectStatus("Suspended");
  await expect(summary.notices).toContainText("The last payment was declined: card reported stolen.");
  await expect(summary.notices.getByRole("link", { name: "Replace the card" })).toBeVisible();
  await expect(summary.log).toContainText("Status changed from Failed to Suspended.");
  await summary.transactions("(800.100.159)").getByRole("link").first().click();
  const result = summary.popUp("Transaction Details").getByRole("region", { name: "Result", exact: true });
  await expect(result).toContainText("The card was reported stolen.");
  await expect(result).toContainText("To tell the customer:");
});
