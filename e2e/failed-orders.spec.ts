import { freezeClock } from "@/lib/clock";
import { DAY, sayInstant } from "@/lib/domain/value/calendar";
import { orderActiveAgain } from "./support/active-again";
import { expectColour } from "./support/colour";
import {
  enterCard,
  expectColumns,
  expectTotals,
  factOf,
  OrderPage,
  paymentColumns,
  spidsOf,
  transactionColumns,
} from "./support/order-page";
import { OrdersPage } from "./support/orders-page";
import { press } from "./support/press";
import { expect, test } from "./support/test";
import { sendUpdateLinkFrom, updateLinkIn } from "./support/update-link";

test("a failed order is found by its status and retried until it is approved", async ({ page, office }) => {
  const life = { type: "instalment", parts: 12 } as const;
  const order = await office.activeOrder("Paula Novak", life, 120_000, "4000000000005126");
  // The first payment fails, and so does its automatic retry a day later.
  await office.moveDays(31);
  const [spid = 0] = spidsOf(await office.read(order));

  await office.signIn(page);
  const orders = new OrdersPage(page);
  await orders.filter({ Status: ["Failed"] });
  await expect(page).toHaveURL(/status=failed/);
  await orders.expectColumns("Paula Novak");
  const icon = orders.row("Paula Novak").getByRole("img", { name: "Failed" });
  await expectColour(icon, "red");
  const summary = await orders.go("Paula Novak", order);

  await summary.expectStatus("Failed");
  const flow = await summary.openFlow();
  await expect(flow.getByRole("img", { name: /^The order is Failed\./ })).toBeVisible();
  const next = flow.getByRole("list", { name: "What can happen next" });
  await expect(next).toContainText("Active");
  await expect(next).toContainText("Suspended");
  await summary.close("Status flow");
  await expect(summary.situation.getByRole("heading")).toHaveText(
    "The last payment was declined: insufficient funds.",
  );
  await expect(summary.situation).toContainText("EUR 100.00 is outstanding. 1 of 15 retries used.");
  await expectColumns(summary.relatedTransactions, transactionColumns);
  const declined = summary.transactions("Declined");
  await expect(declined).toHaveCount(2);
  for (const state of await declined.getByRole("cell", { name: "Declined", exact: true }).all())
    await expectColour(state.locator("svg"), "red");
  await expect(declined.getByRole("cell", { name: "Debit (DB)", exact: true })).toHaveCount(2);
  // One billing event, one identifier: its first try and its retry.
  await expect(declined.filter({ hasText: `${spid}, attempt 1` })).toContainText("schedule");
  const retried = summary.transactions(`${spid}, attempt 2`);
  await expect(retried).toContainText("1 of 15 retries");
  await expect(retried).toContainText("automatic retry");
  await expect(retried).toContainText("Insufficient funds (800.100.155)");
  await expect(summary.log).toContainText(
    `Payment of SPID ${spid} soft-declined, EUR 100.00: Insufficient funds (800.100.155).`,
  );

  // The fifth column is the TRANSACTION UNIQUE ID.
  const uniqueId = retried.getByRole("cell").nth(4).getByRole("link");
  const id = (await uniqueId.textContent()) ?? "";
  await press(uniqueId);
  const details = summary.popUp("Transaction Details");
  const request = details.getByRole("region", { name: "Request" });
  await expect(factOf(request, "TRANSACTION UNIQUE ID")).toHaveText(id);
  await expect(factOf(request, "Order ID")).toHaveText(`ZUID-${order.zuid}`);
  await expect(factOf(request, "SPID")).toHaveText(String(spid));
  await expect(factOf(request, "Type")).toHaveText("Debit (DB)");
  await expect(factOf(request, "Cause")).toHaveText("automatic retry, by the system");
  const result = details.getByRole("region", { name: "Result", exact: true });
  await expect(factOf(result, "Outcome")).toHaveText("Declined");
  await expect(factOf(result, "Result code")).toHaveText("800.100.155");
  await expect(factOf(result, "Description")).toHaveText(/\w/);
  await expect(factOf(result, "Extended description")).toHaveText(/\w/);
  await expect(result.getByRole("region", { name: "Explain the decline" }).getByRole("term")).toHaveText([
    "What happened",
    "Who can fix it",
    "May we retry",
  ]);
  await expect(result.getByText("Tell the customer:")).toBeVisible();
  await expect(
    details.getByRole("table", { name: `All attempts of SPID ${spid}` }).getByRole("row"),
  ).toHaveCount(3);
  await summary.close("Transaction Details");
  await expect(factOf(page.getByRole("region", { name: "Order details" }), "Customer e-mail")).toHaveText(
    "paula.novak@customers.example",
  );

  await summary.choose("Gear options", "Payments");
  const payments = summary.popUp("Scheduled Payments");
  await expect(page).toHaveURL(/popup=payments/);
  await expectColumns(payments.getByRole("table", { name: "Scheduled Payments" }), paymentColumns);
  const event = payments.getByRole("row").filter({ hasText: "Soft declined" });
  await expect(event).toHaveCount(1);
  const status = event.getByRole("cell", { name: "Soft declined" });
  await expectColour(status.locator("svg"), "red");
  await expect(event).toContainText("1 of 15, 29 days left");
  await expect(event).toContainText("Insufficient funds (800.100.155)");
  await expectTotals(payments, {
    Declined: "EUR 100.00",
    Overdue: "EUR 0.00",
    Scheduled: "EUR 1,100.00",
    Collected: "EUR 0.00",
  });
  await payments.getByRole("checkbox", { name: `Select SPID ${spid}`, exact: true }).check();
  for (const name of ["Retry", "Reschedule", "Skip"])
    await expect(payments.getByRole("button", { name, exact: true })).toBeEnabled();
  // One alone is not merged, and what was declined is retried and not executed.
  for (const name of ["Merge", "Execute now"])
    await expect(payments.getByRole("button", { name, exact: true })).toBeDisabled();
  await press(payments.getByRole("button", { name: "Retry", exact: true }));
  const retry = summary.popUp("Retry");
  await expect(retry.getByRole("region", { name: "Preview" })).toContainText(
    "EUR 100.00 is charged now. If approved: Active. If soft-declined: Failed. If hard-declined: Suspended.",
  );
  await press(retry.getByRole("button", { name: "Retry EUR 100.00" }));
  await expect(payments.getByRole("row").filter({ hasText: "Recovered" })).toHaveCount(1);
  await summary.close("Scheduled Payments");

  await summary.expectStatus("Active");
  await expect(summary.transactions(`${spid}, attempt 3`)).toContainText("Approved");
  await expect(summary.log).toContainText(`Payment of SPID ${spid} approved, EUR 100.00: Recovered`);
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
  await press(first.getByRole("button", { name: "Retry EUR 100.00" }));
  const payments = summary.popUp("Scheduled Payments");
  await expect(payments).toContainText("1 of 15, 30 days left");

  const { cardId } = await office.read(order);
  await office.sandbox.next({ code: "800.100.159", acquirerResponse: "43", registrationId: cardId ?? "" });
  const second = await summary.act("Retry", [spid]);
  await press(second.getByRole("button", { name: "Retry EUR 100.00" }));
  await expect(payments).toContainText("Hard declined");
  await payments.getByRole("checkbox", { name: `Select SPID ${spid}`, exact: true }).check();
  await expect(payments.getByRole("button", { name: "Retry", exact: true })).toBeDisabled();
  await summary.close("Scheduled Payments");

  await summary.expectStatus("Suspended");
  await expect(summary.situation).toContainText("The last payment was declined: card reported stolen.");
  await expect(summary.situation.getByRole("link", { name: "Send update link" })).toBeVisible();
  await expect(summary.log).toContainText("Status changed from Failed to Suspended.");
  await press(summary.transactions("(800.100.159)").getByRole("link").first());
  const result = summary.popUp("Transaction Details").getByRole("region", { name: "Result", exact: true });
  await expect(result).toContainText("The card was reported stolen.");
  await expect(result).toContainText("Tell the customer:");
});

test("declined payments of a failed order are rescheduled, merged and skipped before the card is updated", async ({
  page,
  customerPage,
  office,
}) => {
  // Half a year of payments, and most of what can be done with them.
  test.slow();
  const life = { type: "instalment", parts: 8 } as const;
  const order = await office.activeOrder("Greta Olsen", life, 80_000, "4000000000000341");
  for (let month = 0; month < 6; month += 1) await office.moveDays(31);
  const [first = 0, second = 0, third = 0, fourth = 0, fifth, sixth] = spidsOf(await office.read(order));
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await summary.expectStatus("Failed");
  await summary.choose("Gear options", "Payments");
  const payments = summary.popUp("Scheduled Payments");
  await expect(payments.getByRole("row").filter({ hasText: "Soft declined" })).toHaveCount(6);
  // Thirty days after its first decline a payment is no longer retried.
  await payments.getByRole("checkbox", { name: `Select SPID ${first}`, exact: true }).check();
  await expect(payments).toContainText("The 30-day retry period ended on");
  await expect(payments.getByRole("button", { name: "Retry", exact: true })).toBeDisabled();
  await summary.close("Scheduled Payments");
  await summary.choose("Gear options", "Cards");
  const cards = summary.popUp("Registered Cards");
  const collects = cards.getByRole("region", { name: "What a card update will collect" });
  await expect(factOf(collects, "Sum")).toHaveText("EUR 600.00");
  await press(collects.getByRole("link", { name: "Payments" }));
  await expect(payments).toBeVisible();

  const later = (await office.now()) + 60 * DAY;
  const reschedule = await summary.act("Reschedule", [first]);
  await reschedule.getByLabel("New date and time").fill(new Date(later).toISOString().slice(0, 16));
  await reschedule.getByLabel("Amount (EUR)").fill("110.00");
  await expect(reschedule.getByRole("region", { name: "Preview" })).toContainText(
    `EUR 110.00, ${sayInstant(later, "UTC")}, Scheduled`,
  );
  await press(reschedule.getByRole("button", { name: "Reschedule EUR 110.00" }));
  await expect(payments.getByRole("status")).toContainText("moved to");

  const merge = await summary.act("Merge", [second, third]);
  await merge.getByLabel("New date and time").fill(new Date(later).toISOString().slice(0, 16));
  await merge.getByLabel("Amount (EUR)").fill("150.00");
  await expect(merge.getByRole("table", { name: "Schedule before and after" })).toContainText(
    `EUR 150.00, ${sayInstant(later, "UTC")}, Scheduled`,
  );
  await press(merge.getByRole("button", { name: "Merge EUR 150.00" }));
  await expect(payments.getByRole("status")).toContainText("2 payments merged into one");

  const skip = await summary.act("Skip", [fourth]);
  await press(skip.getByRole("button", { name: "Skip EUR 100.00" }));
  await expect(payments.getByRole("status")).toContainText("1 payment skipped");
  await summary.close("Scheduled Payments");

  await summary.choose("Gear options", "Cards");
  await expect(factOf(collects, "Events")).toHaveText(
    `SPID ${fifth} (EUR 100.00), SPID ${sixth} (EUR 100.00)`,
  );
  await expect(collects).toContainText("They are merged and charged immediately.");
  await sendUpdateLinkFrom(summary, page);
  await customerPage.goto(await updateLinkIn(page, order));
  await expect(customerPage.getByRole("heading", { name: "Collected now: €200.00" })).toBeVisible();
  await expect(customerPage.getByRole("heading", { name: "Keeps its date" })).toBeVisible();
  await enterCard(customerPage, "4242424242424242", { act: "Save card and pay €200.00" });
  await expect(customerPage.getByRole("status")).toContainText("Shop 1 has received €200.00.");
  const after = await OrderPage.open(page, order);
  await after.expectStatus("Active");
  await expect(after.transactions("card update").filter({ hasText: "200.00" })).toContainText("Approved");
});

test("a later payment is approved: the order is active again, and an earlier one is still declined", async ({
  page,
  office,
}) => {
  const { order, retries } = await orderActiveAgain(office, "Ivo Brandt");
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await summary.expectStatus("Active");
  await expect(summary.situation).toContainText("EUR 100.00 is outstanding.");
  await summary.openPayments();
  const payments = summary.popUp("Scheduled Payments");
  await expect(payments.getByRole("row").filter({ hasText: "Soft declined" })).toHaveCount(1);
  await expect(payments.getByRole("row").filter({ hasText: "Completed" })).toHaveCount(1);
  await expect(payments).toContainText(`${retries} of 15`);
});

test("fifteen retries, by hand and by itself, are all: the order is marked as complete", async ({
  page,
  office,
}) => {
  test.slow();
  const life = { type: "instalment", parts: 4 } as const;
  const order = await office.activeOrder("Vito Sala", life, 40_000, "4000000000000341");
  // The first automatic retry has been made.
  await office.moveDays(31);
  await expect.poll(async () => (await office.read(order)).events[0]?.cardFacts[0]?.window?.retries).toBe(1);
  for (let retry = 2; retry < 15; retry += 1) await office.run(order, { kind: "retry_events", events: [1] });
  const [spid = 0] = spidsOf(await office.read(order));
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await expect(summary.situation).toContainText("14 of 15 retries used.");
  const retry = await summary.act("Retry", [spid]);
  await press(retry.getByRole("button", { name: "Retry EUR 100.00" }));
  const payments = summary.popUp("Scheduled Payments");
  await expect(payments).toContainText("15 of 15, 29 days left");
  await payments.getByRole("checkbox", { name: `Select SPID ${spid}`, exact: true }).check();
  await expect(payments).toContainText("All 15 retries are used (15 of 15)");
  await expect(payments.getByRole("button", { name: "Retry", exact: true })).toBeDisabled();
  await expect(payments.getByRole("button", { name: "Reschedule", exact: true })).toBeEnabled();
  await summary.close("Scheduled Payments");
  await expect(summary.transactions("Declined")).toHaveCount(16);

  await summary.choose("Actions", "Mark as complete");
  const complete = summary.popUp("Mark as complete");
  await expect(complete).toContainText("4 payments, EUR 400.00, will not be collected.");
  await expect(complete.getByRole("region", { name: "Preview" })).toContainText("Failed → Complete");
  await press(complete.getByRole("button", { name: "Mark as complete" }));
  await summary.expectStatus("Complete");
});

test("what fell due while nothing was collected is overdue beside what was declined, and moved", async ({
  page,
  office,
  stack,
}) => {
  const life = { type: "instalment", parts: 4 } as const;
  const order = await office.activeOrder("Rosa Conti", life, 40_000, "4000000000000341");
  await office.moveDays(30);
  await expect.poll(async () => (await office.read(order)).status).toBe("failed");
  const { events } = await office.read(order);
  const [, overdue = 0] = spidsOf(await office.read(order));
  await stack.kill("worker");
  const now = (events[1]?.scheduledAt ?? 0) + DAY;
  await freezeClock(office.db, now);

  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await summary.expectStatus("Failed");
  await summary.choose("Gear options", "Payments");
  const payments = summary.popUp("Scheduled Payments");
  await expect(payments.getByRole("row").filter({ hasText: "Soft declined" })).toHaveCount(1);
  await expect(payments.getByRole("row").filter({ hasText: "Overdue" })).toHaveCount(1);
  await expectTotals(payments, {
    Declined: "EUR 100.00",
    Overdue: "EUR 100.00",
    Scheduled: "EUR 200.00",
    Collected: "EUR 0.00",
  });
  const later = now + 90 * DAY;
  const reschedule = await summary.act("Reschedule", [overdue]);
  await reschedule.getByLabel("New date and time").fill(new Date(later).toISOString().slice(0, 16));
  await reschedule.getByLabel("Amount (EUR)").fill("90.00");
  await press(reschedule.getByRole("button", { name: "Reschedule EUR 90.00" }));
  await expect(payments.getByRole("status")).toContainText("moved to");
  await expect(payments.getByRole("row").filter({ hasText: "EUR 90.00" })).toContainText("Scheduled");
  await expectTotals(payments, {
    Declined: "EUR 100.00",
    Overdue: "EUR 0.00",
    Scheduled: "EUR 290.00",
    Collected: "EUR 0.00",
  });
  await stack.start("worker");
});
