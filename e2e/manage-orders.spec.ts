import type { OrderStatus } from "@/lib/domain/order";
import type { Office } from "./support/office";
import { OrderPage, spidsOf } from "./support/order-page";
import { expect, test } from "./support/test";

/** One order of each status, each with a customer named after it. */
async function ordersOfAllStatuses(office: Office): Promise<void> {
  const subscription = { type: "subscription" } as const;
  await office.order("Dora Draft", { type: "single" }, 5_000);
  const pending = await office.order("Pia Pending", subscription, 3_000);
  await office.run(pending, { kind: "request_link", how: "display" });
  const rejected = await office.order("Rita Rejected", subscription, 3_000);
  await office.payFirst(rejected, "4000000000009995", { via: "terminal" });
  const cancelled = await office.order("Carl Cancelled", { type: "single" }, 5_000);
  await office.run(cancelled, { kind: "cancel_order" });
  await office.activeOrder("Cora Complete", { type: "single" }, 5_000);
  const paused = await office.activeOrder("Paul Paused", subscription, 3_000);
  await office.run(paused, { kind: "pause_order", resumeAt: null });
  await office.activeOrder("Adam Active", subscription, 3_000);
  await office.activeOrder("Fay Failed", subscription, 3_000, "4000000000000341");
  await office.activeOrder("Sue Suspended", subscription, 3_000, "4000000000000069");
  const review = await office.activeOrder("Rex Review", { type: "instalment", parts: 2 }, 20_000);
  await office.run(review, {
    kind: "reschedule_event",
    event: 1,
    scheduledAt: review.events[0]?.scheduledAt ?? 0,
    amount: 15_000,
    alsoLater: false,
  });
  await office.moveDays(60);
}

const customers: Record<Capitalize<OrderStatus>, string> = {
  Draft: "Dora Draft",
  Pending: "Pia Pending",
  Rejected: "Rita Rejected",
  Active: "Adam Active",
  Failed: "Fay Failed",
  Suspended: "Sue Suspended",
  Paused: "Paul Paused",
  Review: "Rex Review",
  Cancelled: "Carl Cancelled",
  Complete: "Cora Complete",
};

test("each status is found by the filter, and only it", async ({ page, office }) => {
  await ordersOfAllStatuses(office);
  await office.signIn(page);
  await page.getByText("Filters", { exact: true }).click();
  const statuses = page.getByRole("group", { name: "Status" });
  const rows = page.getByRole("table", { name: "Orders" }).locator("tbody").getByRole("row");
  for (const [status, customer] of Object.entries(customers)) {
    await statuses.getByRole("checkbox", { name: status, exact: true }).check();
    await page.getByRole("button", { name: "Apply" }).click();
    await expect(page.getByRole("link", { name: `Status: ${status}` })).toBeVisible();
    await expect(rows).toHaveCount(1);
    await expect(rows).toContainText(customer);
    await expect(rows.getByRole("img", { name: status, exact: true })).toBeVisible();
    await statuses.getByRole("checkbox", { name: status, exact: true }).uncheck();
  }
});

test("a subscription is paused, nothing is collected meanwhile, and it is resumed", async ({
  page,
  office,
}) => {
  const order = await office.activeOrder("Vera Abel", { type: "subscription" }, 3_000);
  const [spid] = spidsOf(order);
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await summary.choose("Actions", "Pause");
  const pause = summary.popUp("Pause");
  await expect(pause).toContainText("The next payment, EUR 30.00 on");
  await expect(pause.getByRole("region", { name: "Preview" })).toContainText("Active → Paused");
  await pause.getByRole("button", { name: "Pause", exact: true }).click();
  await summary.expectStatus("Paused");
  await expect(summary.notices).toContainText("Paused since");

  await office.moveDays(40);
  await page.reload();
  await expect(summary.transactions("Approved").filter({ hasText: "DB" })).toHaveCount(1);
  await summary.choose("Actions", "Resume");
  await summary.popUp("Resume").getByRole("button", { name: "Resume", exact: true }).click();
  await summary.expectStatus("Active");
  await expect(summary.log).toContainText(`Order resumed; SPID ${spid} moved to`);
});

test("a live order is marked as complete, and says what will not be collected", async ({ page, office }) => {
  const order = await office.activeOrder("Kurt Engel", { type: "instalment", parts: 3 }, 30_000);
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await summary.choose("Actions", "Mark as complete");
  const complete = summary.popUp("Mark as complete");
  await expect(complete).toContainText("3 payments, EUR 300.00, will not be collected.");
  await complete.getByRole("button", { name: "Mark as complete" }).click();
  await summary.expectStatus("Complete");
  const schedule = page.getByRole("table", { name: "Schedule" });
  await expect(schedule.getByRole("row").filter({ hasText: "Cancelled" })).toHaveCount(3);
});

test("an order that nobody paid is cancelled, and its link says so", async ({
  page,
  customerPage,
  office,
}) => {
  const order = await office.order("Gita Rao", { type: "single" }, 4_200);
  await office.run(order, { kind: "request_link", how: "display" });
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await summary.choose("Actions", "Cancel");
  const cancel = summary.popUp("Cancel order");
  await expect(cancel).toContainText("EUR 42.00 will not be collected.");
  await cancel.getByRole("button", { name: "Cancel order" }).click();
  await summary.expectStatus("Cancelled");

  await customerPage.goto(await office.linkTo(order));
  await expect(customerPage.getByRole("heading", { name: "This order was cancelled" })).toBeVisible();
  await expect(customerPage.getByText("There is nothing to pay.")).toBeVisible();
});

test("a payment is refunded in parts until nothing of it is left", async ({ page, office }) => {
  const order = await office.activeOrder("Nils Holm", { type: "single" }, 10_000);
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  const paid = summary.transactions("payment link");
  await paid.getByRole("link", { name: "Refund" }).click();
  const refund = summary.popUp("Refund");
  await refund.getByLabel("Amount (EUR)").fill("30.00");
  await refund.getByRole("button", { name: "Refund EUR 30.00" }).click();
  await expect(refund).toBeHidden();
  await expect(summary.header).toContainText("EUR 70.00");

  await paid.getByRole("link", { name: "Refund" }).click();
  await refund.getByLabel("Amount (EUR)").fill("71.00");
  await expect(refund).toContainText("At most EUR 70.00 can be refunded.");
  await refund.getByLabel("Amount (EUR)").fill("70.00");
  await refund.getByRole("button", { name: "Refund EUR 70.00" }).click();
  await expect(refund).toBeHidden();
  await summary.expectStatus("Complete");
  await expect(summary.header).toContainText("EUR 0.00");
  await expect(paid.getByRole("link", { name: "Refund" })).toHaveCount(0);
});

test("part of a pre-authorisation is captured", async ({ page, office }) => {
  const order = await office.activeOrder(
    "Jana Kral",
    { type: "single", initialKind: "preauthorise" },
    10_000,
  );
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await summary.expectStatus("Active");
  await expect(summary.notices).toContainText("EUR 100.00 is held on the card");
  await summary.notices.getByRole("link", { name: "Capture" }).click();
  const capture = summary.popUp("Capture");
  await capture.getByLabel("Amount (EUR)").fill("60.00");
  await capture.getByRole("button", { name: "Capture EUR 60.00" }).click();
  await summary.expectStatus("Complete");
  await expect(summary.notices).toContainText("Captured EUR 60.00 of 100.00; the rest was not taken.");
});

test("a metered order is charged now and on a date", async ({ page, office }) => {
  const order = await office.activeOrder("Mara Stein", { type: "metered" }, 10_000);
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await summary.choose("Gear options", "Submit payment");
  const submit = summary.popUp("New payment");
  await submit.getByLabel("Amount (EUR)").fill("25.00");
  await submit.getByLabel("Note").fill("Two more hours");
  await submit.getByRole("button", { name: "Charge EUR 25.00 now" }).click();
  await expect(submit).toBeHidden();
  await expect(summary.transactions("charge now")).toContainText("Approved");
  await expect(page.getByRole("region", { name: "Notes" })).toContainText("Two more hours");

  await summary.choose("Gear options", "Schedule payment");
  const plan = summary.popUp("Create scheduled payment");
  await plan.getByLabel("Amount (EUR)").fill("40.00");
  await plan.getByRole("button", { name: "Schedule EUR 40.00" }).click();
  await expect(plan).toBeHidden();
  await office.moveDays(1);
  await page.reload();
  await expect(page.getByRole("table", { name: "Schedule" })).toContainText("Completed");
  await expect(summary.header).toContainText("EUR 65.00");
});
