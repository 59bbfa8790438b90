import { expectAccessible } from "./support/axe";
import { enterCard } from "./support/order-page";
import { suspendedOrder } from "./support/suspended-order";
import { expect, test } from "./support/test";

const subscription = { type: "subscription" } as const;

test("a customer's first payment: checkout, declined, paid, and the portal after it", async ({
  customerPage,
  office,
}) => {
  const order = await office.pendingOrder("Pia Pending", subscription, 3_000);
  const fields = customerPage.frameLocator('iframe[title="Card details"]');
  await customerPage.goto(await office.linkTo(order));
  await expect(fields.getByLabel("Card number")).toBeVisible();
  await expectAccessible(customerPage, "checkout");
  await fields.getByRole("button", { name: "Pay €30.00" }).click();
  await expect(fields.locator("[aria-invalid=true]")).toBeVisible();
  await expectAccessible(customerPage, "checkout, a card misprinted");
  await enterCard(customerPage, "4000000000009995");
  await expect(customerPage.getByRole("status")).toContainText("did not go through");
  await expectAccessible(customerPage, "result, declined");
  await customerPage.getByRole("link", { name: "Try again" }).click();
  await enterCard(customerPage, "4000002500003155");
  await expect(fields.getByRole("button", { name: "Approve" })).toBeVisible();
  await expectAccessible(customerPage, "checkout, the bank asks");
  await fields.getByRole("button", { name: "Approve" }).click();
  await expect(customerPage.getByRole("status")).toContainText("has received");
  await expectAccessible(customerPage, "result, paid");
  await customerPage.getByRole("link", { name: "Go to order portal" }).click();
  await expect(customerPage.getByText("Status: Active")).toBeVisible();
  await expectAccessible(customerPage, "portal");
});

test("a customer whose payment is due: portal, another card, and what it collected", async ({
  customerPage,
  office,
}) => {
  const order = await office.activeOrder(
    "Tom Weber",
    { type: "instalment", parts: 6 },
    60_000,
    "4000000000000341",
  );
  await office.moveDays(31);
  await customerPage.goto(await office.linkTo(order));
  await expect(customerPage.getByText("A payment is due")).toBeVisible();
  await expectAccessible(customerPage, "portal, a payment is due");
  await customerPage.getByRole("link", { name: "Update card" }).click();
  await expect(customerPage.frameLocator("iframe").getByLabel("Card number")).toBeVisible();
  await expectAccessible(customerPage, "update card");
  await enterCard(customerPage, "4242424242424242", { act: "Save card" });
  await expect(customerPage.getByRole("status")).toContainText("has received");
  await expectAccessible(customerPage, "result of a card update");
});

test("a customer to whom more fell due while the card was typed is asked for the new sum", async ({
  page,
  customerPage,
  office,
}) => {
  const order = await suspendedOrder(office, "Mona Petit", 40_000, 4);
  await customerPage.goto(`${await office.linkTo(order)}/card`);
  await expect(customerPage.frameLocator("iframe").getByLabel("Card number")).toBeVisible();
  await office.moveDays(31);
  await enterCard(customerPage, "4242424242424242", { act: "Save card" });
  await expect(customerPage.getByRole("status")).toContainText("Check the new amount first");
  await expectAccessible(customerPage, "result, more has come due");
  await customerPage.getByRole("link", { name: "See the new amount" }).click();
  await expect(customerPage.getByRole("button", { name: "Pay €200.00" })).toBeVisible();
  await expectAccessible(customerPage, "portal, a sum to confirm");

  await office.signIn(page);
  await page.goto(`/shop1/orders/ZUID-${order.zuid}?popup=collect`);
  await expect(page.getByRole("dialog", { name: "Collect outstanding payments" })).toBeVisible();
  await expectAccessible(page, "Collect outstanding payments, a sum to confirm");
});

test("a payment whose result nobody knows yet, as the customer and as staff see it", async ({
  page,
  customerPage,
  office,
}) => {
  const order = await office.activeOrder("Wim Waiting", { type: "instalment", parts: 6 }, 60_000);
  await office.sandbox.webhooks({ mode: "held" });
  await office.sandbox.fault({ effect: "drop_after", operations: ["charge", "query"] });
  await office.run(order, { kind: "execute_event", event: 1 });
  await customerPage.goto(await office.linkTo(order));
  await expect(customerPage.getByRole("heading", { level: 1 })).toBeVisible();
  await expectAccessible(customerPage, "portal, a payment at the bank");

  await office.signIn(page);
  await page.goto(`/shop1/orders/ZUID-${order.zuid}`);
  await expect(page.getByRole("region", { name: "Where the order stands" })).toContainText(
    "The result is not known yet",
  );
  await expectAccessible(page, "order, a payment at the bank");
  for (const [asked, title] of [
    ["payments", "Scheduled Payments"],
    ["cards", "Registered Cards"],
    ["complete", "Mark as complete"],
    [`transaction&id=${order.attempts.length + 1}`, "Transaction Details"],
  ] as const) {
    await page.goto(`/shop1/orders/ZUID-${order.zuid}?popup=${asked}`);
    await expect(page.getByRole("dialog", { name: title })).toBeVisible();
    await expectAccessible(page, `${title}, a payment at the bank`);
  }
  await office.sandbox.clearFaults();
});

test("what customers cannot pay: ended, paused, and links that lead nowhere", async ({
  customerPage,
  office,
}) => {
  const cancelled = await office.pendingOrder("Carl Cancelled", subscription, 3_000);
  const paused = await office.activeOrder("Paul Paused", subscription, 3_000);
  await office.run(paused, { kind: "pause_order", resumeAt: null });
  const link = await office.linkTo(cancelled);
  await office.run(cancelled, { kind: "cancel_order" });
  await customerPage.goto(link);
  await expect(customerPage.getByRole("heading", { name: "This order was cancelled" })).toBeVisible();
  await expectAccessible(customerPage, "cancelled");
  await customerPage.goto(await office.linkTo(paused));
  await expect(customerPage.getByText("Status: Paused")).toBeVisible();
  await expectAccessible(customerPage, "portal, paused");
  for (const address of ["/pay/nothing", "/pay/wait"]) {
    await customerPage.goto(address);
    await expect(customerPage.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(customerPage, address);
  }
});
