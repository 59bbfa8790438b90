import { expect } from "@playwright/test";
import { DAY } from "@/lib/domain/value/calendar";
import { expectAccessible } from "./support/axe";
import { factOf, OrderPage, spidsOf } from "./support/order-page";
import { press } from "./support/press";
import { test } from "./support/test";

const line = { productId: null, name: "Membership", quantity: 1, price: 3_000, discount: 0, fee: 0 };

test("a metered order is charged now, and a payment of it is scheduled and collected on its date", async ({
  page,
  office,
}) => {
  const order = await office.activeOrder("Mara Stein", { type: "metered", deposit: 1_000 }, 10_000);
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await summary.choose("Gear options", "Submit payment");
  const submit = summary.popUp("New payment");
  await submit.getByLabel("Amount (EUR)").fill("12.50");
  await submit.getByLabel("Note").fill("Two hours in March");
  await press(submit.getByRole("button", { name: "Charge EUR 12.50 now" }));
  await expect(submit).toBeHidden();
  await expect(summary.transactions("12.50").filter({ hasText: "Approved" })).toHaveCount(1);
  await expect(page.getByRole("region", { name: "What happened" })).toContainText("Two hours in March");
  await summary.expectStatus("Active");

  await summary.choose("Gear options", "Schedule payment");
  const schedule = summary.popUp("Create scheduled payment");
  await schedule.getByLabel("Amount (EUR)").fill("7.00");
  await press(schedule.getByRole("button", { name: "Schedule EUR 7.00" }));
  await expect(schedule).toBeHidden();
  await office.moveDays(2);
  expect((await office.read(order)).events.map(({ amount, status }) => [amount, status])).toEqual([
    [700, "completed"],
  ]);
});

test("a pre-authorised order is captured in part, another is reversed, and neither again", async ({
  page,
  office,
}) => {
  const draft = { type: "single", initialKind: "preauthorise" } as const;
  const [taken, released] = [
    await office.activeOrder("Jana Kral", draft, 10_000),
    await office.activeOrder("Nora Lind", draft, 8_000),
  ];
  await office.signIn(page);
  const first = await OrderPage.open(page, taken);
  await press(first.relatedTransactions.getByRole("link", { name: /^Capture/ }));
  const capture = first.popUp("Capture");
  await capture.getByLabel("Amount (EUR)").fill("100.01");
  await expect(capture).toContainText("You can capture up to EUR 100.00.");
  await capture.getByLabel("Amount (EUR)").fill("60.00");
  await press(capture.getByRole("button", { name: "Capture EUR 60.00" }));
  await expect(capture).toBeHidden();
  await first.expectStatus("Complete");
  await expect(first.relatedTransactions.getByRole("link", { name: /^Capture|^Reverse/ })).toHaveCount(0);

  const second = await OrderPage.open(page, released);
  await press(second.relatedTransactions.getByRole("link", { name: /^Reverse/ }));
  await press(second.popUp("Reverse").getByRole("button", { name: "Reverse EUR 80.00" }));
  await second.expectStatus("Complete");
  expect((await office.read(released)).attempts.map(({ type, state }) => [type, state])).toEqual([
    ["authorisation", "approved"],
    ["reversal", "approved"],
  ]);
});

test("a subscription with a trial and a set-up fee runs through its cycles, is paused, and resumes on its date", async ({
  page,
  office,
}) => {
  const lines = [{ ...line, initialDiscount: 3_000, initialFee: 500, taxBasisPoints: 0 }];
  const order = await office.activeOrder("Vera Abel", { type: "subscription", lines }, 3_000);
  expect(order.initialAmount).toBe(500);
  await office.moveDays(91);
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  const details = page.getByRole("region", { name: "Order details" });
  await expect(factOf(details, "Products")).toContainText("first payment reduced by EUR 30.00");
  await expect(factOf(details, "Products")).toContainText("set-up EUR 5.00");
  await expect(factOf(page.getByRole("main"), "Collected so far")).toHaveText("EUR 95.00");

  await summary.choose("Actions", "Pause");
  const pause = summary.popUp("Pause");
  const back = new Date((await office.now()) + 45 * DAY).toISOString().slice(0, 10);
  await pause.getByLabel("Resume on (optional)").fill(`${back}T12:00`);
  await expect(pause).toContainText("The order resumes automatically on");
  await press(pause.getByRole("button", { name: "Pause", exact: true }));
  await summary.expectStatus("Paused");
  await office.moveDays(44);
  await page.reload();
  await summary.expectStatus("Paused");
  await office.moveDays(2);
  await page.reload();
  await summary.expectStatus("Active");
  await expect(summary.log).toContainText("Order resumed");
});

test("a price changes from the first cycle that the customer hears of a week before", async ({
  page,
  office,
}) => {
  const order = await office.activeOrder("Paul Preis", { type: "subscription" }, 3_000);
  await office.moveDays(28);
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await summary.choose("Gear options", "Change price");
  const form = summary.popUp("Change price");
  await form.getByLabel("Amount (EUR)").fill("30.00");
  await expect(form).toContainText("This is already the price.");
  await form.getByLabel("Amount (EUR)").fill("35.00");
  await expect(form).toContainText("costs EUR 35.00 instead of EUR 30.00");
  await expectAccessible(page, "Change price");
  await press(form.getByRole("button", { name: "Change price to EUR 35.00" }));
  await expect(form).toBeHidden();
  await expect(summary.log).toContainText("Price changed to EUR 35.00 for payments from");
  await office.moveDays(63);
  expect((await office.read(order)).events.map(({ amount }) => amount)).toEqual([3_000, 3_500, 3_500, 3_500]);
});

test("a payment that was skipped comes back until the order ends", async ({ page, office }) => {
  const order = await office.activeOrder("Ute Skip", { type: "instalment", parts: 3 }, 30_000);
  const [one = 0, two = 0, three = 0] = spidsOf(order);
  await office.run(order, { kind: "skip_events", events: [2, 3] });
  await office.signIn(page);
  const summary = new OrderPage(page, order);
  const unskip = await summary.act("Un-skip", [two]);
  await expect(unskip.getByRole("region", { name: "Preview" })).toContainText("Scheduled");
  await expectAccessible(page, "Un-skip");
  await press(unskip.getByRole("button", { name: "Un-skip EUR 100.00" }));
  await expect(unskip).toBeHidden();
  const after = await office.read(order);
  expect([after.total, after.events.map(({ status }) => status)]).toEqual([
    20_000,
    ["scheduled", "scheduled", "skipped"],
  ]);
  const payments = summary.popUp("Scheduled Payments");
  await payments.getByRole("checkbox", { name: `Select SPID ${one}` }).check();
  await expect(payments.getByText("Un-skip: It was not skipped.")).toBeVisible();

  await office.moveDays(61);
  await OrderPage.open(page, order);
  await summary.expectStatus("Complete");
  await page.goto(`/shop1/orders/ZUID-${order.zuid}?popup=payments&events=3`);
  await expect(payments.getByRole("checkbox", { name: `Select SPID ${three}` })).toBeChecked();
  await expect(payments.getByText(/Un-skip.*: The order is Complete\./)).toBeVisible();
});

test("invoice ID, memo and tags are changed, and what cannot be kept is refused beside its field", async ({
  page,
  office,
}) => {
  const order = await office.activeOrder("Edda Memo", { type: "single", tags: ["old"] }, 5_000);
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await summary.choose("Actions", "Edit details");
  const form = summary.popUp("Edit details");
  await form.getByLabel("Invoice ID").fill("7".repeat(61));
  await form.getByLabel("Memo").fill("Leave it at the door");
  await form.getByLabel("Tags").fill("vip, spring");
  await press(form.getByRole("button", { name: "Save" }));
  await expect(form.getByLabel("Invoice ID")).toHaveAccessibleDescription(/Shorten this to 60 characters/);
  await expect(form.getByLabel("Memo")).toHaveValue("Leave it at the door");
  await expectAccessible(page, "Edit details");
  await form.getByLabel("Invoice ID").fill("RE-2026-7");
  await press(form.getByRole("button", { name: "Save" }));
  await expect(form).toBeHidden();
  const details = page.getByRole("region", { name: "Order details" });
  await expect(factOf(details, "Invoice ID")).toHaveText("RE-2026-7");
  await expect(factOf(details, "Memo")).toHaveText("Leave it at the door");
  await expect(factOf(details, "Tags")).toHaveText("vip, spring");
  await page.goto("/shop1/orders?search=RE-2026-7");
  await expect(page.getByRole("link", { name: `ZUID-${order.zuid}`, exact: true })).toBeVisible();
});

test("the customer's e-mail is changed from an order, and the next mail goes there", async ({
  page,
  office,
}) => {
  const order = await office.pendingOrder("Mia Mail", { type: "single" }, 5_000);
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await summary.choose("Actions", "Edit details");
  await press(summary.popUp("Edit details").getByRole("link", { name: "Change e-mail" }));
  const form = summary.popUp("Change e-mail");
  await form.getByLabel("Customer e-mail").fill("no address");
  await press(form.getByRole("button", { name: "Change e-mail" }));
  await expect(form.getByLabel("Customer e-mail")).toHaveValue("no address");
  await form.getByLabel("Customer e-mail").fill("mia@new.example");
  await expectAccessible(page, "Change e-mail");
  await press(form.getByRole("button", { name: "Change e-mail" }));
  await expect(form).toBeHidden();
  await expect(page.getByRole("status").filter({ hasText: "go to mia@new.example now" })).toBeVisible();
  await expect(summary.log).toContainText("The customer's e-mail address was changed.");
  await office.run(await office.read(order), { kind: "send_reminder" });
  await page.reload();
  await expect(page.getByRole("region", { name: "Messages" })).toContainText("mia@new.example");
});
