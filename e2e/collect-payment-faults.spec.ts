import type { Page } from "@playwright/test";
import type { Order } from "@/lib/domain/order/order";
import { expectAccessible } from "./support/axe";
import type { Office } from "./support/office";
import { enterCard, OrderPage } from "./support/order-page";
import { press } from "./support/press";
import { expect, test } from "./support/test";

test("a lost answer is waited for: no other payment is offered, and the screen says by itself how it ended", async ({
  page,
  context,
  office,
}) => {
  const order = await office.order("Lena Lost", { type: "single" }, 6_100);
  await office.signIn(page);
  const collect = await open(page, order);
  await press(collect.getByRole("button", { name: "Enter the card" }));
  await office.sandbox.webhooks({ mode: "held" });
  await office.sandbox.fault({ effect: "drop_after", operations: ["checkout_result", "query"] });
  await enterCard(collect, "4242424242424242", { act: "Pay EUR 61.00" });
  await expect(collect).toContainText("Do not take another payment");
  await expect(collect.getByRole("link", { name: "Virtual terminal" })).toHaveCount(0);
  await expectAccessible(page, "Collect payment, no answer");

  const elsewhere = await open(await context.newPage(), order);
  await expect(elsewhere).toContainText("Do not take another payment");
  await expect(elsewhere.getByRole("link", { name: "Virtual terminal" })).toHaveCount(0);

  await office.sandbox.clearFaults();
  await office.sandbox.releaseWebhooks();
  await expect(collect).toContainText("EUR 61.00 was collected");
  await expect(elsewhere).toContainText("EUR 61.00 was collected");
  expect(await takenFor(office, order)).toEqual([6_100]);
});

test("a bank's challenge is answered by the customer: rejected nothing is taken, approved it is theirs", async ({
  page,
  office,
}) => {
  const order = await office.order("Cora Challenge", { type: "single" }, 4_400);
  await office.signIn(page);
  const collect = await open(page, order);
  for (const answer of ["Reject", "Approve"]) {
    const secure = collect.getByRole("switch", { name: "3DS verified" });
    await press(secure);
    await expect(secure).toBeChecked();
    await press(collect.getByRole("button", { name: "Enter the card" }));
    await enterCard(collect, "4000002500003155", { act: "Pay EUR 44.00" });
    const fields = collect.frameLocator('iframe[title="Card details"]');
    await expect(fields.getByRole("heading", { name: "Your bank asks whether this is you" })).toBeVisible();
    await fields.getByRole("button", { name: answer }).click();
    await expect(collect).toContainText(
      answer === "Reject" ? "Nothing was taken." : "EUR 44.00 was collected",
    );
  }
  expect((await office.read(order)).channel).toBe("ECOM");
  expect(await takenFor(office, order)).toEqual([4_400]);
});

test("a customer who pays by the link while the caller's card is typed in has paid: the pop-up says so and takes none", async ({
  page,
  customerPage,
  office,
}) => {
  const order = await office.pendingOrder("Lois Link", { type: "single" }, 3_100);
  await customerPage.goto(await office.linkTo(order));
  await expect(customerPage.locator('iframe[title="Card details"]')).toBeVisible();
  await office.signIn(page);
  const collect = await open(page, order);
  await expect(collect).toContainText("The customer has the card fields of the payment link open.");
  await expectAccessible(page, "Collect payment, the link is open too");
  await press(collect.getByRole("button", { name: "Enter the card" }));
  const fields = collect.frameLocator('iframe[title="Card details"]');
  await fields.getByLabel("Card holder").fill("Lois Link");
  await page.waitForResponse((response) => response.url().includes("_rsc"));
  await expect(fields.getByLabel("Card holder")).toHaveValue("Lois Link");
  await enterCard(customerPage, "4242424242424242");
  await expect(collect).toContainText("EUR 31.00 was collected");
  await expect(collect.locator("iframe")).toHaveCount(0);
  expect(await takenFor(office, order)).toEqual([3_100]);
});

test("an order that is paid over the phone and by its link at once says that it was paid twice", async ({
  page,
  customerPage,
  office,
}) => {
  const order = await office.pendingOrder("Tess Twice", { type: "single" }, 3_300);
  await office.signIn(page);
  const collect = await open(page, order);
  await press(collect.getByRole("button", { name: "Enter the card" }));
  await expect(collect.locator('iframe[title="Card details"]')).toBeVisible();
  await customerPage.goto(await office.linkTo(order));
  await enterCard(customerPage, "4242424242424242");
  await expect(customerPage.getByRole("status")).toContainText("€33.00");
  await enterCard(collect, "5454545454545454", { act: "Pay EUR 33.00" });
  await expect(collect).toContainText("The order was paid twice: another EUR 33.00 was taken.");
  await expect(collect).toContainText("EUR 33.00 was collected");
  await expectAccessible(page, "Collect payment, paid twice");
  await press(collect.getByRole("link", { name: "See the transaction" }));
  await expect(page.getByRole("dialog", { name: "Transaction Details" })).toBeVisible();
});

test("a saved card that is charged from two windows is charged once, and the second says who did it", async ({
  page,
  context,
  office,
}) => {
  const first = await office.activeOrder("Dora Double", { type: "metered", deposit: 1_000 }, 1_000);
  const order = await office.orderFor(first.customerId, { type: "single" }, 8_800);
  await office.signIn(page);
  const here = await open(page, order, "saved");
  const there = await open(await context.newPage(), order, "saved");
  await office.sandbox.webhooks({ mode: "held" });
  await office.sandbox.fault({ effect: "drop_after", operations: ["charge", "query"] });
  await here.getByRole("button", { name: "Collect EUR 88.00" }).dblclick();
  await expect(here).toContainText("Do not take another payment");
  await there.getByRole("button", { name: "Collect EUR 88.00" }).click();
  await expect(there).toContainText(/Sam Porter started a payment/);
  await expect(there.getByRole("button", { name: "Collect EUR 88.00" })).toHaveCount(0);
  await office.sandbox.clearFaults();
  await office.sandbox.releaseWebhooks();
  await expect(here).toContainText("EUR 88.00 was collected");
  await expect(here).not.toContainText("Do not take another payment");
  await expect(there).toContainText("EUR 88.00 was collected");
  expect(await takenFor(office, order)).toEqual([8_800]);
});

test("a customer who pays in fields that were open when the link was withdrawn has paid, and everybody is told", async ({
  page,
  customerPage,
  office,
}) => {
  const order = await office.pendingOrder("Wanda While", { type: "single" }, 2_700);
  const former = await office.linkTo(order);
  await customerPage.goto(former);
  await expect(customerPage.locator('iframe[title="Card details"]')).toBeVisible();
  await office.signIn(page);
  const collect = await open(page, order, "link");
  await press(collect.getByRole("button", { name: "Withdraw link" }));
  await expect(collect).toContainText("The payment link was withdrawn.");
  await enterCard(customerPage, "4242424242424242");
  await expect(customerPage.getByRole("status")).toContainText("€27.00");
  await expect(customerPage.getByRole("link", { name: "Go to order portal" })).toHaveCount(0);
  expect((await customerPage.goto(former))?.status()).toBe(404);
  expect((await customerPage.goto(`${former}/result?id=1`))?.status()).toBe(404);
  await expect(collect).toContainText("EUR 27.00 was collected");
  expect((await office.read(order)).status).toBe("complete");
});

test("card fields that have expired say so and take nothing, and new ones are opened for whoever asks again", async ({
  page,
  office,
}) => {
  const order = await office.order("Edda Expired", { type: "single" }, 5_500);
  await office.signIn(page);
  const collect = await open(page, order);
  await press(collect.getByRole("button", { name: "Enter the card" }));
  const frame = collect.locator('iframe[title="Card details"]');
  await expect(frame).toBeVisible();
  await office.sandbox.expireCheckout((await frame.getAttribute("data-checkout")) ?? "");
  await enterCard(collect, "4242424242424242", { act: "Pay EUR 55.00" });
  await expect(collect.frameLocator('iframe[title="Card details"]').getByRole("alert")).toContainText(
    "This payment form has expired.",
  );
  expect(await takenFor(office, order)).toEqual([]);

  await office.ageCheckouts(order);
  await page.reload();
  await press(collect.getByRole("button", { name: "Enter the card" }));
  await enterCard(collect, "4242424242424242", { act: "Pay EUR 55.00" });
  await expect(collect).toContainText("EUR 55.00 was collected");
  expect(await takenFor(office, order)).toEqual([5_500]);
});

test("nobody collects for a colleague's order that is not theirs to see, nor for another merchant", async ({
  page,
  office,
  otherOffice,
}) => {
  const order = await office.order("Rita Restricted", { type: "single" }, 1_200);
  const foreign = await otherOffice.order("Fred Foreign", { type: "single" }, 1_200);
  await office.signIn(page, "restricted", "Rob Restricted");
  for (const one of [order, foreign]) expect((await page.goto(address(one)))?.status()).toBe(404);
  expect((await page.goto(`/shop2/orders/ZUID-${foreign.zuid}/card-result?id=1`))?.status()).toBe(404);
});

const address = (order: Order, way = "terminal") =>
  `/${order.merchant.code}/orders/ZUID-${order.zuid}?popup=collect-payment&way=${way}`;

async function open(page: Page, order: Order, way?: string) {
  await page.goto(address(order, way));
  return new OrderPage(page, order).popUp("Collect payment");
}

/** What the gateway took for the order's attempts, in minor units. */
async function takenFor(office: Office, order: Order): Promise<(number | null)[]> {
  const references = new Set<string | null>(
    (await office.read(order)).attempts.map(({ reference }) => reference),
  );
  return (await office.sandbox.ledger())
    .filter((line) => references.has(line.reference) && line.isApproved)
    .map(({ amount }) => amount);
}
