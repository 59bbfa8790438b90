import { enterCard, OrderPage } from "./support/order-page";
import { expect, test } from "./support/test";

test("a pending order is paid by its customer, who confirms it with the bank", async ({
  page,
  customerPage,
  office,
}) => {
  const order = await office.order("Ole Dahl", { type: "single" }, 7_500);
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await summary.expectStatus("Draft");
  await summary.choose("Actions", "Show link");
  const link = summary.popUp("Show link");
  await link.getByRole("button", { name: "Show link" }).click();
  const address = await link.getByRole("textbox", { name: "Payment link" }).inputValue();
  await summary.close("Show link");
  await summary.expectStatus("Pending");

  await customerPage.goto(address);
  await expect(customerPage.getByRole("heading", { name: "Pay €75.00" })).toBeVisible();
  await enterCard(customerPage, "4000002500003155");
  const bank = customerPage.frameLocator('iframe[title="Card details"]');
  await expect(bank.getByRole("heading", { name: "Your bank asks whether this is you" })).toBeVisible();
  await bank.getByRole("button", { name: "Approve" }).click();
  await expect(customerPage.getByRole("status")).toContainText("Shop 1 has received €75.00.");

  await page.reload();
  await summary.expectStatus("Complete");
  await summary.transactions("payment link").getByRole("link").first().click();
  await expect(
    summary.popUp("Transaction Details").getByRole("region", { name: "Card details" }),
  ).toContainText("ECI 05");
});

test("a decline is told in the customer's words, and trying again with another card succeeds", async ({
  page,
  customerPage,
  office,
}) => {
  const order = await office.pendingOrder("Ria Blom", { type: "subscription" }, 3_000);
  await customerPage.goto(await office.linkTo(order));
  await enterCard(customerPage, "4000000000009995");
  const result = customerPage.getByRole("status");
  await expect(result).toContainText("Your payment did not go through");
  await expect(result).toContainText("There was not enough money available on the card.");
  await expect(customerPage.getByText("800.100.155")).toHaveCount(0);

  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await summary.expectStatus("Pending");
  await expect(summary.transactions("Insufficient funds (800.100.155)")).toHaveCount(1);

  await customerPage.getByRole("link", { name: "Try again" }).click();
  await enterCard(customerPage, "4242424242424242");
  await expect(result).toContainText("Shop 1 has received €30.00.");
  await customerPage.getByRole("link", { name: "Go to order portal" }).click();
  await expect(customerPage.getByText("Status: Active")).toBeVisible();
  await page.reload();
  await summary.expectStatus("Active");
});
