import { DAY, sayInstant } from "@/lib/domain/value/calendar";
import { expectColour } from "./support/colour";
import { expectPlannedCollected } from "./support/metered-update";
import {
  enterCard,
  expectColumns,
  expectDarkGreySquare,
  expectTotals,
  factOf,
  OrderPage,
  paymentColumns,
  spidsOf,
  transactionColumns,
} from "./support/order-page";
import { OrdersPage } from "./support/orders-page";
import { press } from "./support/press";
import { suspendedOrder } from "./support/suspended-order";
import { expect, test } from "./support/test";
import { sendUpdateLinkFrom, updateLinkIn } from "./support/update-link";

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

  const orders = new OrdersPage(page);
  await orders.filter({ Status: ["Suspended"], Type: ["Instalment"] });
  await expect(page).toHaveURL(/status=suspended&type=instalment/);
  await orders.expectColumns("Mona Petit");
  const icon = orders.row("Mona Petit").getByRole("img", { name: "Suspended" });
  // A dark grey square in a circle.
  await expectDarkGreySquare(icon);
  const summary = await orders.go("Mona Petit", order);

  await summary.expectStatus("Suspended");
  const flow = await summary.openFlow();
  await expect(flow.getByRole("img", { name: /^The order is Suspended\./ })).toBeVisible();
  await expect(flow.getByRole("list", { name: "What can happen next" })).toContainText(
    "Complete, Active or Review if a payment is approved",
  );
  await summary.close("Status flow");
  await expect(summary.situation).toContainText("The credit card added to this order has expired.");
  await expect(summary.situation).toContainText("EUR 500.00 is outstanding.");
  await expect(summary.situation.getByRole("link", { name: "Send update link" })).toBeVisible();

  await expectColumns(summary.relatedTransactions, transactionColumns);
  const declined = summary.transactions("(100.100.303)");
  await expect(declined).toHaveCount(1);
  await expect(summary.transactions("schedule")).toHaveCount(1);
  const state = declined.getByRole("cell", { name: "Declined", exact: true });
  await expectColour(state.locator("svg"), "red");
  await expect(declined.getByRole("cell", { name: "Debit (DB)", exact: true })).toBeVisible();
  // The third column is the SPID.
  await expect(declined.getByRole("cell").nth(2)).toContainText(String(first));
  // The fifth is the TRANSACTION UNIQUE ID.
  const uniqueId = declined.getByRole("cell").nth(4).getByRole("link");
  const id = (await uniqueId.textContent()) ?? "";
  await press(uniqueId);
  const details = summary.popUp("Transaction Details");
  await expect(factOf(details, "TRANSACTION UNIQUE ID")).toHaveText(id);
  await expect(details.getByRole("region", { name: "Request" }).getByRole("term")).toHaveText([
    "Order ID",
    "TRANSACTION UNIQUE ID",
    "Merchant reference",
    "SPID",
    "Type",
    "Amount",
    "Currency",
    "Started",
    "Processed",
    "Channel",
    "Initial / repeated",
    "Cause",
  ]);
  const result = details.getByRole("region", { name: "Result", exact: true });
  await expect(factOf(result, "Outcome")).toHaveText("Declined");
  await expect(factOf(result, "Result code")).toHaveText("100.100.303");
  await expect(factOf(result, "Description")).toHaveText("card expired");
  await expect(result).toContainText(
    "The card is past its expiry date, so the payment never reached the bank.",
  );
  await expect(factOf(details.getByRole("region", { name: "Card details" }), "Brand")).toHaveText("Visa");
  await summary.close("Transaction Details");

  await summary.choose("Gear options", "Payments");
  const payments = summary.popUp("Scheduled Payments");
  await expectColumns(payments.getByRole("table", { name: "Scheduled Payments" }), paymentColumns);
  const hard = payments.getByRole("row").filter({ hasText: "Hard declined" });
  await expect(hard).toHaveCount(1);
  const status = hard.getByRole("cell", { name: "Hard declined" }).locator("svg");
  await expectColour(status, "red");
  await expect(hard).toContainText("(100.100.303)");
  await expect(payments.getByRole("row").filter({ hasText: "Overdue" })).toHaveCount(4);
  await expectTotals(payments, {
    Declined: "EUR 100.00",
    Overdue: "EUR 400.00",
    Scheduled: "EUR 300.00",
    Collected: "EUR 0.00",
  });
  await payments.getByRole("checkbox", { name: `Select SPID ${first}`, exact: true }).check();
  await expect(payments.getByRole("button", { name: "Retry", exact: true })).toBeDisabled();
  // The three kinds of management; merging is for several.
  await expect(payments.getByRole("button", { name: "Merge", exact: true })).toBeDisabled();
  await payments.getByRole("checkbox", { name: `Select SPID ${second}`, exact: true }).check();
  await expect(payments.getByRole("button", { name: "Merge", exact: true })).toBeEnabled();
  await payments.getByRole("checkbox", { name: `Select SPID ${second}`, exact: true }).uncheck();
  for (const name of ["Reschedule", "Skip"])
    await expect(payments.getByRole("button", { name, exact: true })).toBeEnabled();

  const later = (await office.now()) + 20 * DAY;
  const reschedule = await summary.act("Reschedule", [first]);
  await reschedule.getByLabel("New date and time").fill(new Date(later).toISOString().slice(0, 16));
  await reschedule.getByLabel("Amount (EUR)").fill("80.00");
  await expect(reschedule.getByRole("region", { name: "Preview" })).toContainText(
    `EUR 80.00, ${sayInstant(later, "UTC")}, Scheduled`,
  );
  await expect(reschedule.getByRole("region", { name: "Preview" })).toContainText(
    "If everything open is collected, the order ends EUR 20.00 below its value: Review.",
  );
  await press(reschedule.getByRole("button", { name: "Reschedule EUR 80.00" }));
  await expect(payments.getByRole("status")).toContainText("moved to");
  const moved = payments.getByRole("row").filter({ hasText: "EUR 80.00" });
  await expect(moved.getByRole("cell", { name: "Scheduled", exact: true })).toBeVisible();
  await expect(moved).toContainText(sayInstant(later, "UTC"));

  const merge = await summary.act("Merge", [second, third]);
  const mergedFor = later + DAY;
  await merge.getByLabel("New date and time").fill(new Date(mergedFor).toISOString().slice(0, 16));
  await merge.getByLabel("Amount (EUR)").fill("190.00");
  const schedule = merge.getByRole("table", { name: "Schedule before and after" });
  await expectColumns(schedule, ["SPID", "Now", "After"]);
  await expect(schedule.getByRole("row").filter({ hasText: "Merged" })).toHaveCount(2);
  await expect(schedule.getByRole("row").filter({ hasText: "New" })).toContainText(
    `EUR 190.00, ${sayInstant(mergedFor, "UTC")}, Scheduled`,
  );
  await press(merge.getByRole("button", { name: "Merge EUR 190.00" }));
  await expect(payments.getByRole("status")).toContainText("2 payments merged into one");
  await expect(payments.getByRole("row").filter({ hasText: "Merged into SPID" })).toHaveCount(2);

  const skip = await summary.act("Skip", [fourth]);
  await expect(skip.getByRole("region", { name: "Preview" })).toContainText("Skipped");
  await expect(skip.getByRole("table", { name: "Totals before and after" })).toContainText("EUR 700.00");
  await press(skip.getByRole("button", { name: "Skip EUR 100.00" }));
  await expect(payments.getByRole("status")).toContainText(
    "EUR 100.00 will not be collected: 1 payment skipped.",
  );
  await expectTotals(payments, {
    Declined: "EUR 0.00",
    Overdue: "EUR 100.00",
    Scheduled: "EUR 570.00",
    Collected: "EUR 0.00",
  });
  await summary.close("Scheduled Payments");
  await summary.expectStatus("Suspended");

  await summary.choose("Gear options", "Cards");
  const collects = summary
    .popUp("Registered Cards")
    .getByRole("region", { name: "What a card update will collect" });
  await expect(collects).toContainText(`SPID ${fifth} (EUR 100.00)`);
  await expect(factOf(collects, "Sum")).toHaveText("EUR 100.00");
  await expect(factOf(collects, "Resulting status")).toHaveText("Active, if approved");
  await sendUpdateLinkFrom(summary, page);

  await customerPage.goto(await updateLinkIn(page, order));
  await expect(customerPage.getByRole("heading", { name: "Collected now: €100.00" })).toBeVisible();
  await expect(customerPage.getByText("€190.00")).toBeVisible();
  await enterCard(customerPage, "4242424242424242", { act: "Save card and pay €100.00" });
  await expect(customerPage.getByRole("status")).toContainText("Shop 1 has received €100.00.");
  await press(customerPage.getByRole("link", { name: "Go to order portal" }));
  await expect(customerPage.getByText("Status: Active")).toBeVisible();

  const after = await OrderPage.open(page, order);
  await after.expectStatus("Active");
  await after.inSchedule((table) =>
    expect(table.getByRole("row").filter({ hasText: /Recovered/ })).toHaveCount(1),
  );
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
  await sendUpdateLinkFrom(summary, page);

  await customerPage.goto(await office.linkTo(order));
  await expect(customerPage.getByText("A payment is due")).toBeVisible();
  await press(customerPage.getByRole("link", { name: "Update card" }));
  await expect(customerPage.getByRole("heading", { name: "Collected now: €300.00" })).toBeVisible();
  await enterCard(customerPage, "5454545454545454", { act: "Save card and pay €300.00" });
  await expect(customerPage.getByRole("status")).toContainText("Shop 1 has received €300.00.");
  await press(customerPage.getByRole("link", { name: "Go to order portal" }));
  await expect(customerPage.getByText("Status: Complete")).toBeVisible();

  const after = await OrderPage.open(page, order);
  await after.expectStatus("Complete");
  await after.inSchedule((table) =>
    expect(table.getByRole("row").filter({ hasText: "Merged" })).toHaveCount(2),
  );
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
    "the order ends EUR 50.00 above its value: Review.",
  );
  await press(reschedule.getByRole("button", { name: "Reschedule EUR 150.00" }));
  await expect(summary.popUp("Scheduled Payments").getByRole("status")).toContainText("moved to");
  await office.moveDays(30);

  await page.goto(`/shop1/orders/ZUID-${order.zuid}?popup=cards`);
  const cards = summary.popUp("Registered Cards");
  await expect(cards).toContainText("Review, if approved");
  await sendUpdateLinkFrom(summary, page);
  await customerPage.goto(`${await office.linkTo(order)}/card`);
  await enterCard(customerPage, "4242424242424242", { act: "Save card" });
  await expect(customerPage.getByRole("status")).toContainText("Shop 1 has received €250.00.");
  await press(customerPage.getByRole("link", { name: "Go to order portal" }));
  await expect(customerPage.getByText("Status: Complete")).toBeVisible();

  const after = await OrderPage.open(page, order);
  await after.expectStatus("Review");
  await expect(after.situation).toContainText("Collected EUR 50.00 more than the order's value.");
});

test("a card told over the phone is entered in the virtual terminal and collects at once", async ({
  page,
  office,
}) => {
  const order = await suspendedOrder(office, "Ines Costa", 40_000, 4);
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await summary.choose("Gear options", "Cards");
  const cards = summary.popUp("Registered Cards");
  await expect(cards.getByRole("list", { name: "Cards" })).toContainText("Expired");
  await press(cards.getByRole("button", { name: "Add card" }));
  await enterCard(cards, "4242 4242 4242 4242", { act: "Save card and collect EUR 100.00" });
  const result = summary.popUp("Card update");
  await expect(result).toContainText("The card is saved, and EUR 100.00 was collected with it.");
  await summary.close("Card update");
  await summary.expectStatus("Active");
  await expect(page.getByRole("region", { name: "Registration details" })).toContainText("Visa •••• 4242");
});

test("of the customer's cards another one is selected, and it collects what was shown", async ({
  page,
  office,
}) => {
  const order = await suspendedOrder(office, "Britta Holm", 40_000, 4);
  await office.activeOrder(
    "Britta Holm's other",
    { type: "subscription", customerId: order.customerId },
    2_000,
    "5454545454545454",
  );
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await summary.choose("Gear options", "Cards");
  const cards = summary.popUp("Registered Cards");
  const wallet = cards.getByRole("list", { name: "Cards" }).getByRole("listitem");
  await expect(wallet).toHaveCount(2);
  await expect(wallet.filter({ hasText: "Current" })).toContainText("Expired");
  // The three ways to another card.
  const other = wallet.filter({ hasText: "5454" });
  await expect(other.getByRole("button", { name: "Use this card and collect EUR 100.00" })).toBeEnabled();
  await expect(cards.getByRole("button", { name: "Add card" })).toBeEnabled();
  await expect(cards.getByRole("button", { name: "Send update link" })).toBeEnabled();

  await press(other.getByRole("button", { name: "Use this card and collect EUR 100.00" }));
  await expect(wallet.filter({ hasText: "Current" })).toContainText("5454");
  await summary.close("Registered Cards");
  await summary.expectStatus("Active");
  await expect(page.getByRole("region", { name: "Registration details" })).toContainText(
    "Mastercard •••• 5454",
  );
  await expect(summary.transactions("card update").filter({ hasText: "Approved" })).toHaveCount(1);
});

test("Mastercard's advice 03 suspends an order, and marking it as complete ends the collecting", async ({
  page,
  office,
}) => {
  const life = { type: "instalment", parts: 3 } as const;
  const order = await office.activeOrder("Hugo Maas", life, 30_000, "5454545454545454");
  const { cardId } = await office.read(order);
  await office.sandbox.next({ code: "800.100.152", adviceCode: "03", registrationId: cardId ?? "" });
  await office.moveDays(30);
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await summary.expectStatus("Suspended");
  await expect(summary.situation).toContainText(
    "The last payment was declined: do not try again (advice 03).",
  );
  const declined = summary.transactions("Declined");
  await expect(declined).toHaveCount(1);
  await press(declined.getByRole("link").first());
  const details = summary.popUp("Transaction Details");
  const result = details.getByRole("region", { name: "Result", exact: true });
  await expect(factOf(result, "Result code")).toHaveText("800.100.152");
  await expect(factOf(result, "Merchant advice code")).toHaveText("03");
  await expect(factOf(details.getByRole("region", { name: "Card details" }), "Brand")).toHaveText(
    "Mastercard",
  );
  await summary.close("Transaction Details");

  await summary.choose("Actions", "Mark as complete");
  const complete = summary.popUp("Mark as complete");
  await expect(complete).toContainText("3 payments, EUR 300.00, will not be collected.");
  await expect(complete.getByRole("region", { name: "Preview" })).toContainText("Suspended → Complete");
  await press(complete.getByRole("button", { name: "Mark as complete" }));
  await summary.expectStatus("Complete");
  await office.moveDays(65);
  await page.reload();
  await expect(
    summary.relatedTransactions.getByRole("cell", { name: "Debit (DB)", exact: true }),
  ).toHaveCount(1);
  await expect(summary.log).toContainText("Order marked as complete;");
});

test("a metered order's card update collects the planned payment that was declined, not the direct one", async ({
  page,
  customerPage,
  office,
}) => {
  await expectPlannedCollected(page, customerPage, office);
});
