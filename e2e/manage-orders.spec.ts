import { DAY } from "@/lib/domain/value/calendar";
import { expectColour } from "./support/colour";
import { expectFoundByStatus, ordersOfEveryStatus } from "./support/every-status";
import {
  enterCard,
  expectColumns,
  factOf,
  OrderPage,
  spidsOf,
  transactionColumns,
} from "./support/order-page";
import { press } from "./support/press";
import { expect, test } from "./support/test";

test("each status is found by the filter, and only it", async ({ page, office }) => {
  await ordersOfEveryStatus(office);
  await office.signIn(page);
  await expectFoundByStatus(page);
});

test("an order tells what is sold, to whom, with which card, on what terms, and all that happened", async ({
  page,
  office,
}) => {
  const life = {
    type: "instalment",
    parts: 4,
    deposit: 10_000,
    memo: "Evening class",
    tags: ["spring"],
  } as const;
  const order = await office.activeOrder("Otis Lang", life, 50_000);
  await office.moveDays(30);
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await summary.expectStatus("Active");
  const money = { "Total to be paid": "EUR 500.00", "Net paid": "EUR 200.00", Outstanding: "EUR 0.00" };
  for (const [name, value] of Object.entries(money))
    await expect(factOf(summary.header, name)).toHaveText(value);
  await expect(summary.header.getByRole("term").filter({ hasText: "Next payment" })).toBeVisible();

  const details = page.getByRole("region", { name: "Order details" });
  const told = {
    "Merchant transaction ID": `ZUID-${order.zuid}`,
    "Order type": "Instalment",
    Channel: "ECOM",
    Customer: "Otis Lang",
    "Customer e-mail": "otis.lang@customers.example",
    Products: /1 × Course/,
    Balance: "EUR 300.00",
    Deposit: "EUR 100.00",
    Interval: "Every 30 days",
    "Payments made": "1 of 4",
    "Auto-retry flag": "On",
    Memo: "Evening class",
    Tags: "spring",
  };
  for (const [name, value] of Object.entries(told)) await expect(factOf(details, name)).toHaveText(value);
  const registration = page.getByRole("region", { name: "Registration details" });
  await expect(registration.getByRole("term")).toHaveText([
    "Card",
    "Number",
    "Holder",
    "Expiry",
    "Registration ID",
    "CIT ID",
    "Since",
  ]);
  await summary.inSchedule(async (table) => {
    await expectColumns(table, [
      "Attempts",
      "SPID",
      "When",
      "Status",
      "Result",
      "Retries or transaction",
      "Amount",
    ]);
    await expect(table.getByRole("row").filter({ hasText: "Completed" })).toHaveCount(1);
  });
  await expectColumns(summary.relatedTransactions, transactionColumns);
  for (const row of await summary.transactions("Approved").all())
    await expectColour(row.getByRole("cell", { name: "Approved", exact: true }).locator("svg"), "green");
  await expect(summary.log).toContainText("Status changed from Pending to Active.");
  const flow = await summary.openFlow();
  await expect(flow.getByRole("list", { name: "How it got here" })).toContainText("Active");
});

test("an order rejected over the phone is paid over the link that it is sent", async ({
  page,
  customerPage,
  office,
}) => {
  const order = await office.order("Roy Vidal", { type: "subscription" }, 3_000);
  await office.payFirst(order, "4000000000009995", { via: "terminal" });
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await summary.expectStatus("Rejected");
  await expect(summary.situation).toContainText("The first payment by phone was declined.");
  await summary.choose("Actions", "Send link by e-mail");
  const send = summary.popUp("Send link by e-mail");
  await press(send.getByRole("button", { name: "Send link by e-mail" }));
  await summary.expectStatus("Pending");
  await customerPage.goto(await office.linkTo(order));
  await enterCard(customerPage, "4242424242424242");
  await expect(customerPage.getByRole("status")).toContainText("Shop 1 has received €30.00.");
  await page.reload();
  await summary.expectStatus("Active");
});

test("a suspended subscription goes on with a new card", async ({ page, office }) => {
  const order = await office.activeOrder("Sara Blanc", { type: "subscription" }, 3_000, "4000000000000069");
  await office.moveDays(30);
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await summary.expectStatus("Suspended");
  await summary.choose("Gear options", "Cards");
  const cards = summary.popUp("Registered Cards");
  await press(cards.getByRole("button", { name: "Add card" }));
  await enterCard(cards, "4242424242424242", { act: "Save card and collect EUR 30.00" });
  await expect(summary.popUp("Card update")).toContainText("EUR 30.00 was collected with it.");
  await summary.close("Card update");
  await summary.expectStatus("Active");
  await office.moveDays(35);
  await page.reload();
  await expect(summary.transactions("schedule").filter({ hasText: "Approved" })).toHaveCount(1);
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
  await expect(pause).toContainText("1 payment, EUR 30.00, is not collected while the order is paused.");
  await expect(pause).toContainText("until the order is resumed.");
  await expect(pause.getByRole("region", { name: "Preview" })).toContainText("Active → Paused");
  await press(pause.getByRole("button", { name: "Pause", exact: true }));
  await summary.expectStatus("Paused");
  await expect(summary.situation).toContainText("Paused since");

  await office.moveDays(40);
  await page.reload();
  const debits = summary.transactions("Approved").getByRole("cell", { name: "Debit (DB)", exact: true });
  await expect(debits).toHaveCount(1);
  await summary.choose("Actions", "Resume");
  const resume = summary.popUp("Resume");
  await expect(resume).toContainText(`The next payment (SPID ${spid}) moves from`);
  await expect(resume).toContainText("Never billed:");
  await press(resume.getByRole("button", { name: "Resume", exact: true }));
  await summary.expectStatus("Active");
  await expect(summary.log).toContainText(`Order resumed; SPID ${spid} moved to`);
});

test("a pause and a resume name what is owed, what moves and what is never billed", async ({
  page,
  office,
}) => {
  const line = { productId: null, name: "Membership", quantity: 1, price: 3_000, discount: 0, fee: 0 };
  const trial = { ...line, initialDiscount: 3_000, initialFee: 0, taxBasisPoints: 0 };
  const draft = { type: "subscription", lines: [trial] } as const;
  const order = await office.activeOrder("Dora Debt", draft, 3_000, "4000000000000341");
  const [first] = order.events;
  if (!first) throw new Error("nothing is scheduled");
  await office.moveTo(first.scheduledAt);
  const declined = await office.read(order);
  const [owed, next] = spidsOf(declined);
  const scheduledAt = (await office.now()) + 10 * DAY;
  await office.run(declined, {
    kind: "reschedule_event",
    event: 1,
    scheduledAt,
    amount: null,
    alsoLater: false,
  });
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await summary.choose("Actions", "Pause");
  const pause = summary.popUp("Pause");
  await expect(pause).toContainText("2 payments, EUR 60.00, are not collected while the order is paused.");
  await expect(pause).toContainText("until the order is resumed.");
  await press(pause.getByRole("button", { name: "Pause", exact: true }));
  await summary.expectStatus("Paused");

  await office.moveDays(40);
  await page.reload();
  await summary.choose("Actions", "Resume");
  const resume = summary.popUp("Resume");
  await expect(resume).toContainText(
    `SPID ${owed} (EUR 30.00) is still outstanding and will be collected on`,
  );
  await expect(resume).toContainText(`The next payment (SPID ${next}) moves from`);
  await expect(resume).toContainText("Never billed:");
  await press(resume.getByRole("button", { name: "Resume", exact: true }));
  await summary.expectStatus("Failed");
  await expect(summary.log).toContainText(`SPID ${owed} is still outstanding and is now due on`);
  await office.moveDays(1);
  const after = await office.read(order);
  expect(after.events.map(({ cycle, attempts }) => [cycle, attempts])).toEqual([
    [1, 2],
    [3, 0],
  ]);
});

test("a live order is marked as complete, and says what will not be collected", async ({ page, office }) => {
  const order = await office.activeOrder("Kurt Engel", { type: "instalment", parts: 3 }, 30_000);
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await summary.choose("Actions", "Mark as complete");
  const complete = summary.popUp("Mark as complete");
  await expect(complete).toContainText("3 payments, EUR 300.00, will not be collected.");
  await press(complete.getByRole("button", { name: "Mark as complete" }));
  await summary.expectStatus("Complete");
  await summary.inSchedule((table) =>
    expect(table.getByRole("row").filter({ hasText: "Cancelled" })).toHaveCount(3),
  );
});

test("an order that nobody paid is cancelled, and its link says so", async ({
  page,
  customerPage,
  office,
}) => {
  const order = await office.pendingOrder("Gita Rao", { type: "single" }, 4_200);
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await summary.choose("Actions", "Cancel");
  const cancel = summary.popUp("Cancel order");
  await expect(cancel).toContainText("EUR 42.00 will not be collected.");
  await press(cancel.getByRole("button", { name: "Cancel order" }));
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
  await press(paid.getByRole("link", { name: "Refund" }));
  const refund = summary.popUp("Refund");
  await refund.getByLabel("Amount (EUR)").fill("30.00");
  await press(refund.getByRole("button", { name: "Refund EUR 30.00" }));
  await expect(refund).toBeHidden();
  await expect(summary.header).toContainText("EUR 70.00");

  await press(paid.getByRole("link", { name: "Refund" }));
  await refund.getByLabel("Amount (EUR)").fill("71.00");
  await expect(refund).toContainText("You can refund up to EUR 70.00.");
  await refund.getByLabel("Amount (EUR)").fill("70.00");
  await press(refund.getByRole("button", { name: "Refund EUR 70.00" }));
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
  await expect(summary.situation).toContainText("EUR 100.00 has been held on the card");
  await press(summary.situation.getByRole("link", { name: "Capture" }));
  const capture = summary.popUp("Capture");
  await capture.getByLabel("Amount (EUR)").fill("60.00");
  await press(capture.getByRole("button", { name: "Capture EUR 60.00" }));
  await summary.expectStatus("Complete");
  await expect(summary.situation).toContainText("Captured EUR 60.00 of EUR 100.00; the rest was not taken.");
});

test("a metered order is charged now and on a date", async ({ page, office }) => {
  const order = await office.activeOrder("Mara Stein", { type: "metered" }, 10_000);
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await summary.choose("Gear options", "Submit payment");
  const submit = summary.popUp("New payment");
  await submit.getByLabel("Amount (EUR)").fill("25.00");
  await submit.getByLabel("Note").fill("Two more hours");
  await press(submit.getByRole("button", { name: "Charge EUR 25.00 now" }));
  await expect(submit).toBeHidden();
  await expect(summary.transactions("charge now")).toContainText("Approved");
  await expect(page.getByRole("region", { name: "What happened" })).toContainText("Two more hours");

  await summary.choose("Gear options", "Schedule payment");
  const plan = summary.popUp("Create scheduled payment");
  await plan.getByLabel("Amount (EUR)").fill("40.00");
  await press(plan.getByRole("button", { name: "Schedule EUR 40.00" }));
  await expect(plan).toBeHidden();
  await office.moveDays(1);
  await page.reload();
  await summary.inSchedule((table) => expect(table).toContainText("Completed"));
  await expect(summary.header).toContainText("EUR 65.00");
});
