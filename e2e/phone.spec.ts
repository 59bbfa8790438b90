import type { Page } from "@playwright/test";
import { DAY, sayInstant } from "@/lib/domain/calendar";
import { orderActiveAgain } from "./support/active-again";
import { expectFoundByStatus, ordersOfEveryStatus } from "./support/every-status";
import { expectPlannedCollected } from "./support/metered-update";
import {
  enterCard,
  expectColumns,
  expectDarkGreySquare,
  expectHexagon,
  factOf,
  OrderPage,
  paymentColumns,
  spidsOf,
  transactionColumns,
} from "./support/order-page";
import { OrdersPage } from "./support/orders-page";
import { suspendedOrder } from "./support/suspended-order";
import { expect, test } from "./support/test";
import { sendUpdateLink, updateLinkIn } from "./support/update-link";

test.use({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true });

/** Nothing is wider than the phone. */
async function expectFits(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
}

/** Moves the first of four payments, merges the next two and skips the last. */
async function manageFour(summary: OrderPage, now: number, spids: [number, number, number, number]) {
  const [first, second, third, fourth] = spids;
  const payments = summary.popUp("Scheduled Payments");
  const later = now + 60 * DAY;
  const typed = new Date(later).toISOString().slice(0, 16);
  const reschedule = await summary.act("Reschedule", [first]);
  await reschedule.getByLabel("New date and time").fill(typed);
  await reschedule.getByLabel("Amount (EUR)").fill("80.00");
  await expect(reschedule.getByRole("region", { name: "Preview" })).toContainText(
    `EUR 80.00, ${sayInstant(later, "UTC")}, Scheduled`,
  );
  await expectFits(reschedule.page());
  await reschedule.getByRole("button", { name: "Reschedule EUR 80.00" }).tap();
  await expect(payments.getByRole("status")).toContainText(`SPID ${first} rescheduled`);
  const moved = payments.getByRole("row").filter({ hasText: "EUR 80.00" });
  await expect(moved.getByRole("cell", { name: "Scheduled", exact: true })).toBeVisible();

  const merge = await summary.act("Merge", [second, third]);
  await merge.getByLabel("New date and time").fill(typed);
  await merge.getByLabel("Amount (EUR)").fill("220.00");
  await expect(merge.getByRole("table", { name: "Schedule before and after" })).toContainText(
    `EUR 220.00, ${sayInstant(later, "UTC")}, Scheduled`,
  );
  await expectFits(merge.page());
  await merge.getByRole("button", { name: "Merge EUR 220.00" }).tap();
  await expect(payments.getByRole("status")).toContainText(`SPID ${second}, SPID ${third} merged`);
  await expect(payments.getByRole("row").filter({ hasText: "Merged into SPID" })).toHaveCount(2);

  const skip = await summary.act("Skip", [fourth]);
  await expect(skip.getByRole("region", { name: "Preview" })).toContainText("Skipped");
  await expectFits(skip.page());
  await skip.getByRole("button", { name: "Skip EUR 100.00" }).tap();
  await expect(payments.getByRole("status")).toContainText(
    `SPID ${fourth} skipped: EUR 100.00 will not be collected.`,
  );
  await summary.close("Scheduled Payments");
}

test("on a phone each status is found by the filter, and only it", async ({ page, office }) => {
  test.slow();
  await ordersOfEveryStatus(office);
  await office.signIn(page);
  await expectFoundByStatus(page);
  await expectFits(page);
});

test("on a phone a failed order is found, opened, explained and retried", async ({ page, office }) => {
  test.slow();
  const life = { type: "instalment", parts: 12 } as const;
  const order = await office.activeOrder("Paula Novak", life, 120_000, "4000000000005126");
  await office.moveDays(31);
  const [spid = 0] = spidsOf(await office.read(order));
  await office.signIn(page);
  const orders = new OrdersPage(page);
  await orders.filter({ Status: ["Failed"] });
  const row = orders.row("Paula Novak");
  const icon = row.getByRole("img", { name: "Failed" });
  await expect(icon).toHaveClass(/text-red/);
  await expect(icon.locator("svg")).toHaveClass(/lucide-triangle-alert/);
  await expect(row).toContainText("EUR 1,200.00");
  await expectFits(page);

  const summary = await orders.go("Paula Novak", order);
  await summary.expectStatus("Failed");
  await expect(summary.notices).toContainText("1 of 15 retries used.");
  await expect(summary.flow.getByRole("img", { name: /^The order is Failed\./ })).toBeVisible();
  const next = summary.flow.getByRole("list", { name: "What can happen next" });
  await expect(next).toContainText("Active");
  await expect(next).toContainText("Suspended");
  await expect(page.getByRole("heading", { name: "Related Transactions" })).toBeVisible();
  await expectColumns(summary.relatedTransactions, transactionColumns);
  const declined = summary.transactions("Declined");
  await expect(declined).toHaveCount(2);
  await expect(declined.locator("svg.lucide-flag.text-red")).toHaveCount(2);
  await expect(declined.getByRole("cell", { name: "DB", exact: true })).toHaveCount(2);
  await expect(declined.filter({ hasText: `${spid}, try 1` })).toContainText("schedule");
  const retried = summary.transactions(`${spid}, try 2`);
  await expect(retried).toContainText("1 of 15 retries");
  await expect(retried).toContainText("automatic retry");
  await expectFits(page);
  const uniqueId = retried.getByRole("cell").nth(4).getByRole("link");
  const id = (await uniqueId.textContent()) ?? "";
  await uniqueId.tap();
  const details = summary.popUp("Transaction Details");
  await expect(factOf(details, "TRANSACTION UNIQUE ID")).toHaveText(id);
  const result = details.getByRole("region", { name: "Result", exact: true });
  await expect(factOf(result, "Result code")).toHaveText("800.100.155");
  await expect(factOf(result, "Description")).toBeVisible();
  await expect(result.getByText("To tell the customer:")).toBeVisible();
  await expectFits(page);
  await summary.close("Transaction Details");
  await expect(page.getByRole("heading", { name: "Order Log" })).toBeVisible();
  await expect(summary.log).toContainText(
    `Payment of SPID ${spid} soft-declined, EUR 100.00: Insufficient funds (800.100.155).`,
  );

  await summary.choose("Gear options", "Payments");
  const payments = summary.popUp("Scheduled Payments");
  await expectColumns(payments.getByRole("table", { name: "Scheduled Payments" }), paymentColumns);
  const event = payments.getByRole("row").filter({ hasText: "Soft declined" });
  const status = event.getByRole("cell", { name: "Soft declined" });
  await expect(status.locator("svg")).toHaveClass(/lucide-triangle-alert text-red/);
  await expect(event).toContainText("1 of 15, 29 days left");
  await expect(event).toContainText("Insufficient funds (800.100.155)");
  await expectFits(page);
  await payments.getByRole("checkbox", { name: `Select SPID ${spid}`, exact: true }).tap();
  await payments.getByRole("button", { name: "Retry", exact: true }).tap();
  const retry = summary.popUp("Retry");
  await expect(retry.getByRole("region", { name: "Preview" })).toContainText("EUR 100.00 is charged now.");
  await expectFits(page);
  await retry.getByRole("button", { name: "Retry EUR 100.00" }).tap();
  await expect(payments.getByRole("row").filter({ hasText: "Recovered" })).toHaveCount(1);
  await summary.close("Scheduled Payments");
  await summary.expectStatus("Active");
  await expect(summary.log).toContainText("Status changed from Failed to Active.");
});

test("on a phone declined payments are rescheduled, merged and skipped, and a new card collects the rest", async ({
  page,
  customerPage,
  office,
}) => {
  test.slow();
  const life = { type: "instalment", parts: 8 } as const;
  const order = await office.activeOrder("Greta Olsen", life, 80_000, "4000000000000341");
  for (let month = 0; month < 6; month += 1) await office.moveDays(31);
  const [first = 0, second = 0, third = 0, fourth = 0, fifth, sixth] = spidsOf(await office.read(order));
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await summary.expectStatus("Failed");
  await manageFour(summary, await office.now(), [first, second, third, fourth]);

  await summary.choose("Gear options", "Cards");
  const collects = summary
    .popUp("Registered Cards")
    .getByRole("region", { name: "What a card update will collect" });
  await expect(factOf(collects, "Events")).toHaveText(
    `SPID ${fifth} (EUR 100.00), SPID ${sixth} (EUR 100.00)`,
  );
  await sendUpdateLink(summary, page);
  await customerPage.goto(await updateLinkIn(page, order));
  await expect(customerPage.getByRole("heading", { name: "Collected now: €200.00" })).toBeVisible();
  await enterCard(customerPage, "4242424242424242", { act: "Save card" });
  await expect(customerPage.getByRole("status")).toContainText("Shop 1 has received €200.00.");
  await (await OrderPage.open(page, order)).expectStatus("Active");
});

test("on a phone a later payment makes an order active again, and a retry declined for good suspends one", async ({
  page,
  office,
}) => {
  const { order: recovered } = await orderActiveAgain(office, "Ivo Brandt");
  const life = { type: "instalment", parts: 4 } as const;
  const order = await office.activeOrder("Tom Weber", life, 40_000, "4000000000000341");
  await office.moveDays(30);
  const { cardId, events } = await office.read(order);
  const spid = events[0]?.spid ?? 0;
  await office.signIn(page);
  const active = await OrderPage.open(page, recovered);
  await active.expectStatus("Active");
  await expect(active.notices).toContainText("Earlier payments were declined. EUR 100.00 is outstanding.");
  await active.notices.getByRole("link", { name: "Manage payments" }).tap();
  await expect(
    active.popUp("Scheduled Payments").getByRole("row").filter({ hasText: "Soft declined" }),
  ).toHaveCount(1);

  const summary = await OrderPage.open(page, order);
  await summary.expectStatus("Failed");
  await office.sandbox.next({ code: "800.100.159", acquirerResponse: "43", registrationId: cardId ?? "" });
  const retry = await summary.act("Retry", [spid]);
  await retry.getByRole("button", { name: "Retry EUR 100.00" }).tap();
  const payments = summary.popUp("Scheduled Payments");
  await expect(payments).toContainText("Hard declined");
  await payments.getByRole("checkbox", { name: `Select SPID ${spid}`, exact: true }).tap();
  await expect(payments.getByRole("button", { name: "Retry", exact: true })).toBeDisabled();
  await summary.close("Scheduled Payments");
  await summary.expectStatus("Suspended");
  await expect(summary.notices).toContainText("The last payment was declined: card reported stolen.");
});

test("on a phone a suspended instalment order is managed, and its customer updates the card by the link", async ({
  page,
  customerPage,
  office,
}) => {
  test.slow();
  const order = await suspendedOrder(office, "Mona Petit", 80_000, 8);
  const [first = 0, second = 0, third = 0, fourth = 0, fifth = 0] = spidsOf(order);
  await office.moveDays(120);
  await office.signIn(page);
  const orders = new OrdersPage(page);
  await orders.filter({ Status: ["Suspended"], Type: ["Instalment"] });
  await expectDarkGreySquare(orders.row("Mona Petit").getByRole("img", { name: "Suspended" }));
  await expectFits(page);
  const summary = await orders.go("Mona Petit", order);
  await summary.expectStatus("Suspended");
  await expect(summary.flow.getByRole("list", { name: "What can happen next" })).toContainText(
    "Complete, Active or Review if a payment is approved",
  );
  await expect(summary.notices).toContainText("The credit card added to this order has expired.");
  const declined = summary.transactions("(100.100.303)");
  await expect(declined.locator("svg.lucide-flag")).toHaveClass(/text-red/);
  await expect(declined.getByRole("cell", { name: "DB", exact: true })).toBeVisible();
  // Nothing was tried since.
  await expect(summary.transactions("schedule")).toHaveCount(1);
  await declined.getByRole("cell").nth(4).getByRole("link").tap();
  const details = summary.popUp("Transaction Details");
  const result = details.getByRole("region", { name: "Result", exact: true });
  await expect(factOf(result, "Result code")).toHaveText("100.100.303");
  await expect(factOf(result, "Description")).toHaveText("card expired");
  await expect(factOf(details.getByRole("region", { name: "Card details" }), "Brand")).toHaveText("VISA");
  await expectFits(page);
  await summary.close("Transaction Details");

  await summary.choose("Gear options", "Payments");
  const payments = summary.popUp("Scheduled Payments");
  await expectColumns(payments.getByRole("table", { name: "Scheduled Payments" }), paymentColumns);
  const hard = payments.getByRole("cell", { name: "Hard declined" });
  await expect(hard).toHaveCount(1);
  await expect(hard.locator("svg")).toHaveClass(/text-red/);
  await expectHexagon(hard.locator("svg"));
  await expect(payments.getByRole("row").filter({ hasText: "Overdue" })).toHaveCount(4);
  const totals = payments.getByLabel("Totals").getByRole("definition");
  await expect(totals).toHaveText(["EUR 100.00", "EUR 400.00", "EUR 300.00", "EUR 0.00"]);
  await expectFits(page);
  await summary.close("Scheduled Payments");
  await manageFour(summary, await office.now(), [first, second, third, fourth]);
  await summary.expectStatus("Suspended");

  await summary.choose("Gear options", "Cards");
  const cards = summary.popUp("Registered Cards");
  const collects = cards.getByRole("region", { name: "What a card update will collect" });
  await expect(factOf(collects, "Events")).toHaveText(`SPID ${fifth} (EUR 100.00)`);
  await expect(factOf(collects, "Resulting status")).toHaveText("Active, if approved");
  await expect(cards.getByRole("button", { name: "Add card" })).toBeEnabled();
  await expect(cards.getByRole("button", { name: "Use this card" })).toBeDisabled();
  await expectFits(page);
  await sendUpdateLink(summary, page);

  await customerPage.goto(await updateLinkIn(page, order));
  await expect(customerPage.getByRole("heading", { name: "Collected now: €100.00" })).toBeVisible();
  await expectFits(customerPage);
  await enterCard(customerPage, "4242424242424242", { act: "Save card" });
  await expect(customerPage.getByRole("status")).toContainText("Shop 1 has received €100.00.");
  await customerPage.getByRole("link", { name: "Go to order portal" }).tap();
  await expect(customerPage.getByText("Status: Active")).toBeVisible();
  await expectFits(customerPage);
  await (await OrderPage.open(page, order)).expectStatus("Active");
});

test("on a phone Mastercard's advice 03 is read, and the order is marked as complete", async ({
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
  await summary.transactions("Declined").getByRole("cell").nth(4).getByRole("link").tap();
  const details = summary.popUp("Transaction Details");
  await expect(factOf(details, "Merchant advice code")).toHaveText("03");
  await expect(factOf(details.getByRole("region", { name: "Card details" }), "Brand")).toHaveText("MASTER");
  await summary.close("Transaction Details");
  await summary.choose("Actions", "Mark as complete");
  const complete = summary.popUp("Mark as complete");
  await expect(complete).toContainText("3 payments, EUR 300.00, will not be collected.");
  await expectFits(page);
  await complete.getByRole("button", { name: "Mark as complete" }).tap();
  await summary.expectStatus("Complete");
});

test("on a phone another card is selected, and one told over the phone completes the order or sends it to Review", async ({
  page,
  office,
}) => {
  test.slow();
  const selected = await suspendedOrder(office, "Britta Holm", 40_000, 4);
  const other = { type: "subscription", customerId: selected.customerId } as const;
  await office.activeOrder("Britta Holm's other", other, 2_000, "5454545454545454");
  await office.signIn(page);
  const first = await OrderPage.open(page, selected);
  await first.choose("Gear options", "Cards");
  const wallet = first.popUp("Registered Cards").getByRole("list", { name: "Cards" }).getByRole("listitem");
  await wallet
    .filter({ hasText: "5454" })
    .getByRole("button", { name: "Use this card and collect EUR 100.00" })
    .tap();
  await expect(wallet.filter({ hasText: "Current" })).toContainText("5454");
  await expectFits(page);
  await first.close("Registered Cards");
  await first.expectStatus("Active");

  const completed = await suspendedOrder(office, "Lena Fischer", 30_000, 2);
  const reviewed = await suspendedOrder(office, "Otto Lind", 30_000, 2);
  const now = await office.now();
  const larger = { kind: "reschedule_event", event: 1, amount: 20_000, alsoLater: false } as const;
  await office.run(reviewed, { ...larger, scheduledAt: now + DAY });
  await office.moveDays(30);
  for (const [order, sum, status] of [
    [completed, "EUR 300.00", "Complete"],
    [reviewed, "EUR 350.00", "Review"],
  ] as const) {
    const summary = await OrderPage.open(page, order);
    await summary.choose("Gear options", "Cards");
    const cards = summary.popUp("Registered Cards");
    await expect(cards).toContainText(`${status}, if approved`);
    await cards.getByRole("button", { name: "Add card" }).tap();
    await enterCard(cards, "4242424242424242", { act: "Save card" });
    await expect(summary.popUp("Card update")).toContainText(`${sum} was collected with it.`);
    await expectFits(page);
    await summary.close("Card update");
    await summary.expectStatus(status);
  }
  await expect(page.getByRole("region", { name: "Notices" })).toContainText(
    "Collected EUR 50.00 more than the order's value.",
  );
});

test("on a phone a metered order's card update collects the planned payment, not the direct one", async ({
  page,
  customerPage,
  office,
}) => {
  await expectPlannedCollected(page, customerPage, office);
  await expectFits(page);
});

test("on a phone an order is followed from its link to its last payment, or ended before", async ({
  page,
  customerPage,
  office,
}) => {
  const life = { type: "instalment", parts: 3, memo: "Evening class" } as const;
  const order = await office.order("Lou Marten", life, 30_000);
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await summary.expectStatus("Draft");
  await summary.choose("Actions", "Show link");
  const link = summary.popUp("Show link");
  await link.getByRole("button", { name: "Show link" }).tap();
  const address = await link.getByRole("textbox", { name: "Payment link" }).inputValue();
  await expectFits(page);
  await summary.close("Show link");
  await summary.expectStatus("Pending");

  await customerPage.goto(address);
  await expectFits(customerPage);
  await enterCard(customerPage, "4242424242424242", { act: "Save card" });
  await customerPage.getByRole("link", { name: "Go to order portal" }).tap();
  await expect(customerPage.getByText("Status: Active")).toBeVisible();

  await office.moveDays(31);
  await page.reload();
  await summary.expectStatus("Active");
  for (const name of ["Total to be paid", "Net paid", "Outstanding", "Next payment"])
    await expect(summary.header.getByRole("term").filter({ hasText: name })).toBeVisible();
  const details = page.getByRole("region", { name: "Order details" });
  const told = {
    "Merchant transaction ID": `ZUID-${order.zuid}`,
    "Order type": "Instalment",
    Customer: "Lou Marten",
    "Customer e-mail": "lou.marten@customers.example",
    Products: /1 × Course/,
    "Net paid": "EUR 100.00",
    Interval: "Every 30 days",
    "Payments made": "1 of 3",
    "Auto-retry flag": "On",
    Memo: "Evening class",
  };
  for (const [name, value] of Object.entries(told)) await expect(factOf(details, name)).toHaveText(value);
  const registration = page.getByRole("region", { name: "Registration details" });
  await expect(registration).toContainText("VISA •••• 4242");
  const schedule = page.getByRole("table", { name: "Schedule" }).getByRole("row");
  await expect(schedule.filter({ hasText: "Completed" })).toHaveCount(1);
  await expect(schedule.filter({ hasText: "Scheduled" }).filter({ hasText: "EUR 100.00" })).toHaveCount(2);
  await expect(summary.log).toContainText("Status changed from Pending to Active.");
  await expect(summary.flow.getByRole("list", { name: "How it came here" })).toContainText("Pending");
  await expectFits(page);
  await summary.choose("Actions", "Mark as complete");
  const complete = summary.popUp("Mark as complete");
  await expect(complete).toContainText("2 payments, EUR 200.00, will not be collected.");
  await complete.getByRole("button", { name: "Mark as complete" }).tap();
  await summary.expectStatus("Complete");
});

test("on a phone a rejected order is sent a link, and a draft is cancelled", async ({
  page,
  customerPage,
  office,
}) => {
  const order = await office.order("Roy Vidal", { type: "subscription" }, 3_000);
  await office.payFirst(order, "4000000000009995", { via: "terminal" });
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await summary.expectStatus("Rejected");
  await summary.notices.getByRole("link", { name: "Send link by e-mail" }).tap();
  const send = summary.popUp("Send link by e-mail");
  await expectFits(page);
  await send.getByRole("button", { name: "Send link by e-mail" }).tap();
  await summary.expectStatus("Pending");
  await customerPage.goto(await office.linkTo(order));
  await enterCard(customerPage, "4242424242424242");
  await expect(customerPage.getByRole("status")).toContainText("Shop 1 has received €30.00.");
  await page.reload();
  await summary.expectStatus("Active");

  const draft = await office.order("Gita Rao", { type: "single" }, 4_200);
  const unpaid = await OrderPage.open(page, draft);
  await unpaid.choose("Actions", "Cancel");
  const cancel = unpaid.popUp("Cancel order");
  await expect(cancel).toContainText("EUR 42.00 will not be collected.");
  await expectFits(page);
  await cancel.getByRole("button", { name: "Cancel order" }).tap();
  await unpaid.expectStatus("Cancelled");
});

test("on a phone a subscription is paused and resumed, and goes on with a new card", async ({
  page,
  office,
}) => {
  const order = await office.activeOrder("Sara Blanc", { type: "subscription" }, 3_000, "4000000000000069");
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await summary.choose("Actions", "Pause");
  const pause = summary.popUp("Pause");
  await expect(pause).toContainText("The next payment, EUR 30.00 on");
  await expectFits(page);
  await pause.getByRole("button", { name: "Pause", exact: true }).tap();
  await summary.expectStatus("Paused");
  await summary.choose("Actions", "Resume");
  await summary.popUp("Resume").getByRole("button", { name: "Resume", exact: true }).tap();
  await summary.expectStatus("Active");

  await office.moveDays(35);
  await page.reload();
  await summary.expectStatus("Suspended");
  await summary.notices.getByRole("link", { name: "Replace the card" }).first().tap();
  const cards = summary.popUp("Registered Cards");
  await cards.getByRole("button", { name: "Add card" }).tap();
  await enterCard(cards, "4242424242424242", { act: "Save card" });
  await expect(summary.popUp("Card update")).toContainText("EUR 30.00 was collected with it.");
  await summary.close("Card update");
  await summary.expectStatus("Active");
});
