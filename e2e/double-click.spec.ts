import { enterCard, OrderPage, spidsOf } from "./support/order-page";
import { expect, test } from "./support/test";

test("a double click on a button that moves money charges once", async ({ page, office }) => {
  const order = await office.activeOrder("Emil Frost", { type: "metered" }, 10_000);
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await summary.choose("Gear options", "Submit payment");
  const submit = summary.popUp("New payment");
  await submit.getByLabel("Amount (EUR)").fill("25.00");
  await submit.getByRole("button", { name: "Charge EUR 25.00 now" }).dblclick();
  await expect(submit).toBeHidden();
  await expect(summary.transactions("charge now")).toHaveCount(1);
  await expect(summary.header).toContainText("EUR 25.00");
  const charges = (await office.sandbox.ledger()).filter(({ type }) => type === "debit");
  expect(charges.map(({ amount }) => amount)).toEqual([2_500]);
});

test("of two tabs the second is told what the first did, and who started a payment", async ({
  page,
  context,
  office,
}) => {
  const order = await office.activeOrder(
    "Ada Moor",
    { type: "instalment", parts: 4 },
    40_000,
    "4000000000005126",
  );
  await office.moveDays(30);
  const [spid = 0] = spidsOf(await office.read(order));
  await office.signIn(page, "agent", "Sam Porter");
  const second = await context.newPage();
  const here = new OrderPage(page, order);
  const there = new OrderPage(second, order);
  const retryHere = await here.act("Retry", [spid]);
  const retryThere = await there.act("Retry", [spid]);

  // The charge is booked, but nobody hears of it.
  await office.sandbox.webhooks({ mode: "held" });
  await office.sandbox.fault({ effect: "drop_after", operations: ["charge", "query"] });
  await retryHere.getByRole("button", { name: "Retry EUR 100.00" }).click();
  await expect(here.popUp("Scheduled Payments").getByRole("status")).toContainText(
    "no answer from the gateway yet",
  );

  await retryThere.getByRole("button", { name: "Retry EUR 100.00" }).click();
  await expect(retryThere.getByRole("alert")).toContainText("The order has changed, so nothing was done.");
  await expect(retryThere).toContainText(
    /Sam Porter started a payment on .*. Its result is not known yet. Wait for the result./,
  );
  await expect(retryThere.getByRole("button", { name: "Retry EUR 100.00" })).toBeDisabled();

  await office.sandbox.clearFaults();
  await office.sandbox.releaseWebhooks();
  await OrderPage.open(second, order);
  await expect(there.transactions(`${spid}, attempt 2`)).toContainText("Declined");
  await expect(there.transactions(`${spid}, attempt 3`)).toHaveCount(0);
});

test("a preview that is no longer true is not carried out", async ({ page, context, office }) => {
  const order = await office.activeOrder("Hugo Blanc", { type: "instalment", parts: 4 }, 40_000);
  const [first = 0, second = 0] = spidsOf(order);
  await office.signIn(page);
  const other = await context.newPage();
  const here = new OrderPage(page, order);
  const there = new OrderPage(other, order);
  const merge = await here.act("Merge", [first, second]);
  const skip = await there.act("Skip", [first]);
  await skip.getByRole("button", { name: "Skip EUR 100.00" }).click();
  await expect(there.popUp("Scheduled Payments").getByRole("status")).toContainText("skipped");

  await merge.getByRole("button", { name: "Merge EUR 200.00" }).click();
  await expect(merge.getByRole("alert").first()).toContainText("The order has changed, so nothing was done.");
  await expect(merge).toContainText(
    `SPID ${first}: It is no longer open: it was collected, skipped, merged or cancelled.`,
  );
  expect((await office.read(order)).events.filter((event) => event.status === "merged")).toHaveLength(0);
});

test("going back after paying, and loading the result again, pays nothing twice", async ({
  customerPage,
  office,
}) => {
  const order = await office.pendingOrder("Lia Sommer", { type: "single" }, 4_900);
  await customerPage.goto(await office.linkTo(order));
  await enterCard(customerPage, "4242424242424242");
  await expect(customerPage.getByRole("status")).toContainText("Shop 1 has received €49.00.");
  await customerPage.reload();
  await expect(customerPage.getByRole("status")).toContainText("Shop 1 has received €49.00.");
  await customerPage.goBack();
  await expect(customerPage.getByText("Status: Complete")).toBeVisible();
  await expect(customerPage.getByTitle("Card details")).toHaveCount(0);
  const { attempts } = await office.read(order);
  expect(attempts.filter((attempt) => attempt.state === "approved")).toHaveLength(1);
  expect(attempts.filter((attempt) => attempt.state === "duplicate")).toHaveLength(0);
});

test("when the order changed under a form, its field, its button and what is done still agree", async ({
  page,
  office,
}) => {
  const order = await office.activeOrder("Hugo Blanc", { type: "instalment", parts: 4 }, 40_000);
  const [first = 0] = spidsOf(order);
  const event = order.events[0];
  if (!event) throw new Error("no event");
  await office.signIn(page);
  const form = await new OrderPage(page, order).act("Reschedule", [first]);
  const amount = form.getByLabel("Amount (EUR)");
  await expect(amount).toHaveValue("100.00");
  await office.run(order, {
    kind: "reschedule_event",
    event: event.number,
    scheduledAt: event.scheduledAt,
    amount: 15_750,
    alsoLater: false,
  });

  await form.getByRole("button", { name: "Reschedule EUR 100.00" }).click();
  await expect(form.getByRole("alert").first()).toContainText("The order has changed");
  await expect(amount).toHaveValue("100.00");
  await form.getByRole("button", { name: "Reschedule EUR 100.00" }).click();
  await expect(page.getByRole("status").first()).toContainText("EUR 100.00 moved to");
  expect((await office.read(order)).events[0]?.amount).toBe(10_000);
});
