import type { Locator, Page } from "@playwright/test";
import type { Actor, Order } from "@/lib/domain/order/order";
import { expectAccessible } from "./support/axe";
import type { Office } from "./support/office";
import { OrderPage } from "./support/order-page";
import { caught, replay } from "./support/replay";
import { expect, test } from "./support/test";

type Written = { amount?: string; currency?: string };

/** A metered order that paid EUR 10.00; EUR 42.00 were then asked for, and the gateway tells something else. */
async function reported(office: Office, name: string, written: Written, by?: Actor): Promise<Order> {
  const order = await office.pendingOrder(name, { type: "metered", deposit: 1_000 }, 1_000, by);
  const paid = await office.payFirst(order, "4242424242424242");
  await office.sandbox.next({ registrationId: paid.cardId ?? "", code: "000.100.110", written });
  const asked = await office.run(paid, { kind: "charge_now", amount: 4_200, note: "" });
  expect(asked.attempts.at(-1)).toMatchObject({ state: "unknown", reports: [{ state: "open" }] });
  return asked;
}

/** From the order to what the gateway says beside our books. */
async function seeReport(page: Page, order: Order, row: [what: string, ours: string, theirs: string]) {
  await OrderPage.open(page, order);
  await page.getByRole("link", { name: "See the report" }).click();
  const details = page.getByRole("dialog", { name: "Transaction Details" });
  await expect(
    rowOf(details.getByRole("region", { name: "Reports that do not match" }), row[0]).getByRole("cell"),
  ).toHaveText(row);
  return details;
}

function rowOf(place: Locator, what: string): Locator {
  return place
    .getByRole("table", { name: "Our records and the gateway's report" })
    .getByRole("row")
    .filter({ has: place.page().getByRole("cell", { name: what, exact: true }) });
}

test("an approval of another amount is booked as what it is, and can be refunded", async ({
  page,
  office,
}) => {
  const order = await reported(office, "Bea Booked", { amount: "99.00" });
  await office.signIn(page);
  const summary = new OrderPage(page, order);
  const details = await seeReport(page, order, ["Amount", "EUR 42.00", "EUR 99.00"]);
  await details.getByRole("link", { name: "Record it as reported" }).click();
  const booking = summary.popUp("Record the report");
  await expect(booking.getByRole("row", { name: /^Net paid/ })).toHaveText(/EUR 10\.00.*EUR 109\.00/);
  await booking.getByRole("button", { name: "Record EUR 99.00" }).click();
  await expect(booking).toBeHidden();
  await expect(summary.log).toContainText("the gateway's report was recorded");
  await expect(summary.header).toContainText("EUR 109.00");

  await summary.transactions("EUR 99.00").getByRole("link", { name: "Refund" }).first().click();
  await summary.popUp("Refund").getByRole("button", { name: "Refund EUR 99.00" }).click();
  await expect(summary.popUp("Refund")).toBeHidden();
  await expect(summary.header).toContainText("EUR 10.00");
  await page.goto(`/shop1/orders/ZUID-${order.zuid}?popup=book-report&id=2&report=0`);
  await expect(booking).toContainText("This report is already recorded or closed.");
});

test("asked again the gateway says what it had told wrong, and the result that fits is booked", async ({
  page,
  office,
}) => {
  const order = await reported(office, "Ada Asked", { amount: "42.00", currency: "GBP" });
  // What it says later is heard only by asking.
  await office.sandbox.webhooks({ mode: "off" });
  await office.signIn(page);
  const summary = new OrderPage(page, order);
  const details = await seeReport(page, order, ["Amount", "EUR 42.00", "GBP 42.00"]);
  await details.getByRole("link", { name: "Record it as reported" }).click();
  const booking = summary.popUp("Record the report");
  await expect(booking).toContainText("not in the order's currency");
  await expect(booking.getByRole("button", { name: "Record it" })).toBeDisabled();

  const askAgain = async (outcome: string) => {
    await page.goto(`/shop1/orders/ZUID-${order.zuid}?popup=ask-gateway&id=2&report=0`);
    await summary.popUp("Ask the gateway again").getByRole("button", { name: "Ask again" }).click();
    await expect(page.getByText(outcome)).toBeVisible();
  };
  await askAgain("The gateway was asked again. There is no new answer.");
  const { answer } = (await office.read(order)).attempts[1]?.reports?.[0] ?? {};
  await office.sandbox.resolve(answer?.transactionId ?? "", "000.100.110");
  await askAgain("The gateway was asked again. EUR 42.00 collected.");
  await expect(summary.header).toContainText("EUR 52.00");
  await office.sandbox.webhooks({ mode: "on" });
  expect((await office.read(order)).attempts[1]).toMatchObject({ state: "approved", amount: 4_200 });
  // What was told wrong still stands there, until somebody says why it does not count.
  await page.goto(`/shop1/orders/ZUID-${order.zuid}?popup=close-report&id=2&report=0`);
  await expect(summary.popUp("Close the report")).toContainText("Our records do not change.");
});

test("a report that nobody can read is closed with a reason, and the order is charged again", async ({
  page,
  office,
}) => {
  const order = await reported(office, "Cleo Closed", { amount: "999,00 (about)" });
  await office.signIn(page);
  const summary = new OrderPage(page, order);
  const details = await seeReport(page, order, ["Amount", "EUR 42.00", "EUR 999,00 (about)"]);
  await details.getByRole("link", { name: "Close it with a reason" }).click();
  const closing = summary.popUp("Close the report");
  await expect(closing).toContainText("may be charged again");
  await closing.getByRole("button", { name: "Close the report" }).click();
  await expect(closing.getByLabel("Reason")).toBeFocused();
  await closing.getByLabel("Reason").fill("The bank says that it took nothing");
  await closing.getByRole("button", { name: "Close the report" }).click();
  await expect(closing).toBeHidden();
  await expect(summary.log).toContainText("The bank says that it took nothing");
  await expect(page.getByRole("link", { name: "See the report" })).toHaveCount(0);

  await summary.choose("Gear options", "Submit payment");
  await summary.popUp("New payment").getByLabel("Amount (EUR)").fill("42.00");
  await summary
    .popUp("New payment")
    .getByRole("button", { name: /EUR 42\.00/ })
    .click();
  await expect(summary.header).toContainText("EUR 52.00");
});

const acts = [
  ["book-report", "Record the report", /^Record EUR/],
  ["ask-gateway", "Ask the gateway again", "Ask again"],
  ["close-report", "Close the report", "Close the report"],
] as const;

test("whoever may not refund sees the report, is offered none of its acts, and is refused each of them", async ({
  page,
  customerPage: agent,
  office,
}) => {
  const restricted = await office.signIn(page, "restricted", "Rob Limited");
  const own = await reported(office, "Olga Own", { amount: "99.00" }, restricted);
  const other = await reported(office, "Otto Other", { amount: "98.00" });
  const details = await seeReport(page, own, ["Amount", "EUR 42.00", "EUR 99.00"]);
  await expect(details).toContainText("Only someone who may refund can record or close it.");
  await expect(details.getByRole("link", { name: /Record it|Ask again|Close it/ })).toHaveCount(0);

  await office.signIn(agent);
  for (const [popUp, title, button] of [acts[1], acts[2], acts[0]]) {
    await page.goto(`/shop1/orders/ZUID-${own.zuid}?popup=${popUp}&id=2&report=0`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByRole("dialog")).toHaveCount(0);

    // A colleague's request, as it was sent, with the other order in it.
    await agent.goto(`/shop1/orders/ZUID-${other.zuid}?popup=${popUp}&id=2&report=0`);
    const form = agent.getByRole("dialog", { name: title });
    if (popUp === "close-report") await form.getByLabel("Reason").fill("Not ours");
    const sent = await caught(agent, () => form.getByRole("button", { name: button }).click());
    const { version } = await office.read(own);
    const answer = await replay(page, sent, { zuid: own.zuid, version });
    expect(await answer.text(), title).toContain("Your role does not allow this.");
    expect((await office.read(own)).version, title).toBe(version);
    // Closed once, it can only be tried on another.
    if (popUp === "close-report")
      Object.assign(other, await reported(office, "Otto Again", { amount: "98.00" }));
  }
});

test("notice, details and the three pop-ups of a report are accessible", async ({ page, office }) => {
  // Five views, each looked at four times; a busy machine may need its time.
  test.slow();
  const order = await reported(office, "Axel Looked", { amount: "99.00" });
  await office.signIn(page);
  const summary = `/shop1/orders/ZUID-${order.zuid}`;
  await page.goto(summary);
  await expect(page.getByRole("link", { name: "See the report" })).toBeVisible();
  await expectAccessible(page, "the order with its notice");
  for (const [popUp, title] of [["transaction", "Transaction Details"] as const, ...acts]) {
    await page.goto(`${summary}?popup=${popUp}&id=2&report=0`);
    await expect(page.getByRole("dialog", { name: title, exact: true })).toBeVisible();
    await expectAccessible(page, title);
  }
});
