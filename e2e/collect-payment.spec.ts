import { expectAccessible } from "./support/axe";
import { enterCard, OrderPage } from "./support/order-page";
import { press } from "./support/press";
import { expect, test } from "./support/test";

test("a caller's card is charged, and the pop-up says what was collected and what follows", async ({
  page,
  office,
}) => {
  const order = await office.order("Pia Phone", { type: "subscription" }, 3_000);
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await summary.expectStatus("Draft");
  await press(summary.situation.getByRole("link", { name: "Collect payment" }));
  const collect = summary.popUp("Collect payment");
  await expect(collect).toContainText("EUR 30.00");
  await expectAccessible(page, "Collect payment");
  await press(collect.getByRole("button", { name: "Enter the card" }));
  await enterCard(collect, "4242424242424242", { act: "Pay EUR 30.00" });
  await expect(collect).toContainText("EUR 30.00 was collected with Visa •••• 4242.");
  await expect(collect).toContainText("The next payment is collected on");
  await summary.close("Collect payment");
  await summary.expectStatus("Active");
});

test("a declined card says that nothing was taken and why, and the order goes on by a link", async ({
  page,
  customerPage,
  office,
}) => {
  const order = await office.order("Rolf Rejected", { type: "metered", deposit: 4_500 }, 4_500);
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await press(summary.situation.getByRole("link", { name: "Collect payment" }));
  const collect = summary.popUp("Collect payment");
  await press(collect.getByRole("button", { name: "Enter the card" }));
  await enterCard(collect, "4000000000009995", { act: "Pay EUR 45.00" });
  await expect(collect).toContainText("The last payment was declined. Nothing was taken.");
  await expect(collect).toContainText("does not have enough money for this payment");

  await press(collect.getByRole("link", { name: "Email payment link" }));
  await expect(collect).toContainText("Your order with Shop 1");
  await expect(collect).toContainText(
    "The customer is reminded on 4 Mar 2026, 09:00 unless the order is paid",
  );
  await expectAccessible(page, "Email payment link");
  await press(collect.getByRole("button", { name: "Send link to rolf.rejected@customers.example" }));
  await summary.expectStatus("Pending");

  await press(summary.situation.getByRole("link", { name: "Collect payment" }));
  await press(collect.getByRole("link", { name: "Display URL and QR code" }));
  await expect(collect.getByRole("img", { name: "QR code of the payment link" })).toBeVisible();
  await expect(collect).toContainText("has not opened the link yet");
  await expectAccessible(page, "URL and QR code");
  await customerPage.goto(await office.linkTo(order));
  await expect(collect).toContainText("The customer opened the link on");
  await enterCard(customerPage, "4242424242424242");
  await expect(collect).toContainText("EUR 45.00 was collected");
});

test("a saved card is charged with the agreement that is recorded", async ({ page, office }) => {
  const first = await office.activeOrder("Sofie Saved", { type: "metered", deposit: 1_000 }, 1_000);
  const second = await office.orderFor(first.customerId, { type: "single" }, 7_900);
  await office.signIn(page);
  const summary = await OrderPage.open(page, second);
  await press(summary.situation.getByRole("link", { name: "Collect payment" }));
  const collect = summary.popUp("Collect payment");
  await expect(collect.getByRole("link", { name: /Visa •••• 4242/ })).toBeVisible();
  await collect.getByLabel("The customer agreed").selectOption("In writing");
  await expectAccessible(page, "Saved card");
  await press(collect.getByRole("button", { name: "Collect EUR 79.00" }));
  await expect(collect).toContainText("EUR 79.00 was collected");
  await summary.close("Collect payment");
  await summary.expectStatus("Complete");
  await expect(
    page.getByText(/The customer agreed in writing on .* that Visa •••• 4242 is charged\./),
  ).toBeVisible();
});

test("a link that is withdrawn leads nowhere, and a new one works", async ({
  page,
  customerPage,
  office,
}) => {
  const order = await office.pendingOrder("Wilma Withdrawn", { type: "single" }, 2_000);
  const former = await office.linkTo(order);
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await press(summary.situation.getByRole("link", { name: "Collect payment" }));
  const collect = summary.popUp("Collect payment");
  await press(collect.getByRole("link", { name: "Display URL and QR code" }));
  await press(collect.getByRole("button", { name: "Withdraw link" }));
  await expect(page.getByText("Payment link withdrawn.").first()).toBeVisible();
  expect((await customerPage.goto(former))?.status()).toBe(404);

  await page.goto(`/shop1/orders/ZUID-${order.zuid}?popup=collect-payment&way=link`);
  await expect(collect).toContainText("The payment link was withdrawn.");
  await press(collect.getByRole("button", { name: "Make a new link" }));
  await expect(page.getByText("New payment link made.").first()).toBeVisible();
  expect((await customerPage.goto(former))?.status()).toBe(404);
  await customerPage.goto(await office.linkTo(order));
  await enterCard(customerPage, "4242424242424242");
  await expect(customerPage.getByRole("status")).toContainText("€20.00");
});

test("by a caller who confirms with their bank the payment counts as their own", async ({ page, office }) => {
  const order = await office.order("Theo Three", { type: "single" }, 5_000);
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await press(summary.situation.getByRole("link", { name: "Collect payment" }));
  const collect = summary.popUp("Collect payment");
  await press(collect.getByRole("switch", { name: "3DS verified" }));
  await expect(collect.getByRole("switch", { name: "3DS verified" })).toBeChecked();
  await press(collect.getByRole("button", { name: "Enter the card" }));
  await enterCard(collect, "4242424242424242", { act: "Pay EUR 50.00" });
  await expect(collect).toContainText("EUR 50.00 was collected");
  expect((await office.read(order)).channel).toBe("ECOM");
});
