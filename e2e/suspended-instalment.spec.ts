import type { Page } from "@playwright/test";
import { DAY, sayInstant } from "@/lib/domain/calendar";
import type { Order } from "@/lib/domain/order";
import type { Office } from "./support/office";
import { enterCard, OrderPage, spidsOf } from "./support/order-page";
import { expect, test } from "./support/test";

/** A card that is good when the order is made and has expired when its first payment is due. */
async function suspendedOrder(office: Office, name: string, price: number, parts: number): Promise<Order> {
  const today = new Date(await office.now());
  const order = await office.activeOrder(name, { type: "instalment", parts }, price, "4000000000000069", {
    expiryMonth: String(today.getUTCMonth() + 1),
    expiryYear: String(today.getUTCFullYear()),
  });
  await office.moveDays(35);
  return office.read(order);
}

/** The customer's mail as the sandbox's mailbox shows it, and where its link leads. */
async function updateLinkIn(page: Page, order: Order): Promise<string> {
  const mail = page.getByRole("link", { name: new RegExp(`^Update your card for .*ZUID-${order.zuid} `) });
  await expect(async () => {
    await page.goto("/sandbox/mailbox");
    await mail.click({ timeout: 2_000 });
    await expect(page.getByRole("region", { name: "Text part" })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
  const link = page.getByRole("region", { name: "Text part" }).getByRole("link").first();
  return (await link.getAttribute("href")) ?? "";
}

async function sendUpdateLink(summary: OrderPage, page: Page): Promise<void> {
  const cards = summary.popUp("Registered Cards");
  await cards.getByRole("button", { name: "Send update link" }).click();
  await expect(cards.getByRole("status")).toContainText("Card update link sent to the customer.");
  await page.keyboard.press("Escape");
  await expect(cards).toBeHidden();
}

test("a suspended instalment order is managed first, then its customer updates the card: Active", async ({
  page,
  customerPage,
  office,
}) => {
  // The longest way through the product; a busy machine may need its time.
  test.slow();
  const order = await suspendedOrder(office, "Mona Petit", 80_000, 8);
  const [first = 0, second = 0, third = 0, fourth = 0, fifth = 0] = spidsOf(order);
  // Nothing is collected any more: three more payments fall due and wait.
  await office.moveDays(120);
  await office.signIn(page);

  await page.getByText("Filters", { exact: true }).click();
  await page.getByRole("group", { name: "Status" }).getByRole("checkbox", { name: "Suspended" }).check();
  await page.getByRole("group", { name: "Type" }).getByRole("checkbox", { name: "Instalment" }).check();
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/status=suspended&type=instalment/);
  const row = page.getByRole("table", { name: "Orders" }).getByRole("row").filter({ hasText: "Mona Petit" });
  await expect(row.getByRole("img", { name: "Suspended" })).toBeVisible();
  await row.getByRole("link", { name: `ZUID-${order.zuid}` }).click();

  const summary = new OrderPage(page, order);
  await summary.expectStatus("Suspended");
  await expect(summary.notices).toContainText("The credit card added to this order has expired.");
  await expect(summary.notices).toContainText("EUR 500.00 is outstanding.");
  await summary.transactions("(100.100.303)").getByRole("link").first().click();
  const details = summary.popUp("Transaction Details");
  const result = details.getByRole("region", { name: "Result", exact: true });
  await expect(result).toContainText("100.100.303");
  await expect(result).toContainText(
    "The card is past its expiry date, so the payment never reached the bank.",
  );
  await summary.close("Transaction Details");

  await summary.choose("Gear options", "Payments");
  const payments = summary.popUp("Scheduled Payments");
  await expect(payments.getByRole("row").filter({ hasText: "Hard declined" })).toHaveCount(1);
  await expect(payments.getByRole("row").filter({ hasText: "Overdue" })).toHaveCount(4);

  const later = (await office.now()) + 20 * DAY;
  const reschedule = await summary.act("Reschedule", [first]);
  await reschedule.getByLabel("New date and time").fill(new Date(later).toISOString().slice(0, 16));
  await reschedule.getByLabel("Amount (EUR)").fill("80.00");
  await expect(reschedule.getByRole("region", { name: "Preview" })).toContainText(
    `EUR 80.00, ${sayInstant(later, "UTC")}, Scheduled`,
  );
  await expect(reschedule.getByRole("region", { name: "Preview" })).toContainText(
    "If everything open is collected, it ends EUR 20.00 short: Review.",
  );
  await reschedule.getByRole("button", { name: "Reschedule EUR 80.00" }).click();
  await expect(payments.getByRole("status")).toContainText(`SPID ${first} rescheduled`);

  const merge = await summary.act("Merge", [second, third]);
  const schedule = merge.getByRole("table", { name: "Schedule before and after" });
  await expect(schedule.getByRole("row").filter({ hasText: "Merged" })).toHaveCount(2);
  await expect(schedule.getByRole("row").filter({ hasText: "New" })).toContainText("EUR 200.00");
  await merge.getByRole("button", { name: "Merge EUR 200.00" }).click();
  await expect(payments.getByRole("status")).toContainText(`SPID ${second}, SPID ${third} merged`);

  const skip = await summary.act("Skip", [fourth]);
  await expect(skip.getByRole("region", { name: "Preview" })).toContainText("Skipped");
  await expect(skip.getByRole("table", { name: "Totals before and after" })).toContainText("EUR 700.00");
  await skip.getByRole("button", { name: "Skip EUR 100.00" }).click();
  await expect(payments.getByRole("status")).toContainText(
    `SPID ${fourth} skipped: EUR 100.00 will not be collected.`,
  );
  await summary.close("Scheduled Payments");
  await summary.expectStatus("Suspended");

  await summary.choose("Gear options", "Cards");
  const collects = summary
    .popUp("Registered Cards")
    .getByRole("region", { name: "What a card update will collect" });
  await expect(collects).toContainText(`SPID ${fifth} (EUR 100.00)`);
  await expect(collects).toContainText("Active, if approved");
  await sendUpdateLink(summary, page);

  await customerPage.goto(await updateLinkIn(page, order));
  await expect(customerPage.getByRole("heading", { name: "Collected now: €100.00" })).toBeVisible();
  await expect(customerPage.getByText("€200.00")).toBeVisible();
  await enterCard(customerPage, "4242424242424242", { act: "Save card" });
  await expect(customerPage.getByRole("status")).toContainText("Shop 1 has received €100.00.");
  await customerPage.getByRole("link", { name: "Go to order portal" }).click();
  await expect(customerPage.getByText("Status: Active")).toBeVisible();

  const after = await OrderPage.open(page, order);
  await after.expectStatus("Active");
  await expect(
    page.getByRole("table", { name: "Schedule" }).getByRole("row").filter({ hasText: "Recovered" }),
  ).toHaveCount(1);
  await expect(after.transactions("card update").filter({ hasText: "Approved" })).toHaveCount(1);
  await expect(after.log).toContainText("Status changed from Suspended to Active.");
});

test("with everything outstanding, the customer's new card pays the rest: Complete", async ({
  page,
  customerPage,
  office,
}) => {
  const order = await suspendedOrder(office, "Lena Fischer", 30_000, 2);
  const [first, second] = spidsOf(order);
  await office.moveDays(30);
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await summary.choose("Gear options", "Cards");
  const collects = summary
    .popUp("Registered Cards")
    .getByRole("region", { name: "What a card update will collect" });
  await expect(collects).toContainText(`SPID ${first} (EUR 150.00), SPID ${second} (EUR 150.00)`);
  await expect(collects).toContainText("EUR 300.00");
  await expect(collects).toContainText("Complete, if approved");
  await sendUpdateLink(summary, page);

  await customerPage.goto(await office.linkTo(order));
  await expect(customerPage.getByText("A payment is due")).toBeVisible();
  await customerPage.getByRole("link", { name: "Update card" }).click();
  await expect(customerPage.getByRole("heading", { name: "Collected now: €300.00" })).toBeVisible();
  await enterCard(customerPage, "5454545454545454", { act: "Save card" });
  await expect(customerPage.getByRole("status")).toContainText("Shop 1 has received €300.00.");
  await customerPage.getByRole("link", { name: "Go to order portal" }).click();
  await expect(customerPage.getByText("Status: Complete")).toBeVisible();

  await (await OrderPage.open(page, order)).expectStatus("Complete");
  await expect(
    page.getByRole("table", { name: "Schedule" }).getByRole("row").filter({ hasText: "Merged" }),
  ).toHaveCount(2);
});

test("a payment made larger collects more than the order's value: Review, which the customer need not see", async ({
  page,
  customerPage,
  office,
}) => {
  const order = await suspendedOrder(office, "Otto Lind", 20_000, 2);
  const [first = 0] = spidsOf(order);
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  const reschedule = await summary.act("Reschedule", [first]);
  await reschedule.getByLabel("Amount (EUR)").fill("150.00");
  await expect(reschedule.getByRole("region", { name: "Preview" })).toContainText(
    "it ends EUR 50.00 over its value: Review.",
  );
  await reschedule.getByRole("button", { name: "Reschedule EUR 150.00" }).click();
  await expect(summary.popUp("Scheduled Payments").getByRole("status")).toContainText("rescheduled");
  await office.moveDays(30);

  await page.goto(`/orders/ZUID-${order.zuid}?popup=cards`);
  const cards = summary.popUp("Registered Cards");
  await expect(cards).toContainText("Review, if approved");
  await sendUpdateLink(summary, page);
  await customerPage.goto(`${await office.linkTo(order)}/card`);
  await enterCard(customerPage, "4242424242424242", { act: "Save card" });
  await expect(customerPage.getByRole("status")).toContainText("Shop 1 has received €250.00.");
  await customerPage.getByRole("link", { name: "Go to order portal" }).click();
  await expect(customerPage.getByText("Status: Complete")).toBeVisible();

  const after = await OrderPage.open(page, order);
  await after.expectStatus("Review");
  await expect(after.notices).toContainText("Collected EUR 50.00 more than the order's value.");
});

test("a card told over the phone is entered in the virtual terminal and collects at once", async ({
  page,
  office,
}) => {
  const order = await suspendedOrder(office, "Ines Costa", 40_000, 4);
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await summary.notices.getByRole("link", { name: "Replace the card" }).first().click();
  const cards = summary.popUp("Registered Cards");
  await expect(cards.getByRole("list", { name: "Cards" })).toContainText("Expired");
  await cards.getByRole("button", { name: "Add card" }).click();
  await enterCard(cards, "4242 4242 4242 4242", { act: "Save card" });
  const result = summary.popUp("Card update");
  await expect(result).toContainText("The card is registered, and EUR 100.00 was collected with it.");
  await summary.close("Card update");
  await summary.expectStatus("Active");
  await expect(page.getByRole("region", { name: "Registration details" })).toContainText("VISA •••• 4242");
});
