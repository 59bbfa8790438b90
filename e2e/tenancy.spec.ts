import type { Order } from "@/lib/domain/order/order";
import type { Office } from "./support/office";
import { OrderPage } from "./support/order-page";
import { caught, replay } from "./support/replay";
import { expect, test } from "./support/test";

/** Three orders here, one of them paid and told about by every word that could be searched for. */
async function foreignOrder(office: Office): Promise<Order> {
  await office.order("Nora First", { type: "single" }, 1_000);
  await office.order("Nora Second", { type: "single" }, 1_000);
  return office.activeOrder(
    "Nora Secret",
    { type: "single", invoiceId: "SECRET-77", savesCard: true },
    9_900,
  );
}

test("a user of one merchant finds nothing of another's, by address or search", async ({
  page,
  office,
  otherOffice,
}) => {
  const foreign = await foreignOrder(office);
  const own = await otherOffice.activeOrder("Olga Own", { type: "single" }, 1_000);
  const transaction = foreign.attempts[0]?.answer?.transactionId ?? "none";
  await otherOffice.signIn(page, "admin", "Tess Other");

  await expect(page.getByRole("table", { name: "Orders" }).locator("tbody").getByRole("row")).toHaveCount(1);
  await expect(page.getByText("Nora")).toHaveCount(0);
  for (const popup of [
    "",
    "?popup=payments",
    "?popup=cards",
    "?popup=transaction&id=1",
    "?popup=refund&id=1",
    "?popup=show-link",
  ]) {
    const answer = await page.request.get(`/shop2/orders/ZUID-${foreign.zuid}${popup}`);
    expect(answer.status(), popup).toBe(404);
    expect(await answer.text(), popup).not.toContain("Nora");
  }
  // Numbers are counted for each merchant: the same one is another order here.
  const summary = await OrderPage.open(page, own);
  await expect(summary.header).toContainText("Olga Own");
  for (const words of [
    "Nora",
    "SECRET-77",
    "nora.secret@customers.example",
    `ZUID-${foreign.zuid}`,
    transaction,
    foreign.referenceKey,
  ]) {
    await page.goto(`/shop2/orders?q=${encodeURIComponent(words)}`);
    await expect(page.getByText("No orders match these filters.")).toBeVisible();
  }
  await page.goto(`/shop2/orders/ZUID-${own.zuid}?popup=transaction&id=${foreign.zuid}77`);
  await expect(page.getByText("This order has no such transaction.")).toBeVisible();
});

test("an action sent again with another merchant's numbers does nothing and says nothing", async ({
  page,
  office,
  otherOffice,
}) => {
  const foreign = await foreignOrder(office);
  const own = await otherOffice.activeOrder("Otto Own", { type: "single" }, 1_000);
  await otherOffice.signIn(page, "admin", "Tess Other");
  const summary = await OrderPage.open(page, own);
  const note = await caught(page, async () => {
    await page.getByLabel("New note").fill("Mine");
    await page.getByRole("button", { name: "Add note" }).click();
  });
  await expect(page.getByRole("region", { name: "What happened" })).toContainText("Mine");
  const refund = await caught(page, async () => {
    await summary.transactions("payment link").getByRole("link", { name: "Refund" }).click();
    await summary.popUp("Refund").getByRole("button", { name: "Refund EUR 10.00" }).click();
  });
  await expect(summary.header).toContainText("EUR 0.00");

  const before = await otherOffice.read(own);
  expect((await replay(page, note, { zuid: own.zuid })).status()).toBe(200);
  expect((await otherOffice.read(own)).version).toBe(before.version + 1);
  for (const action of [note, refund]) {
    const answer = await replay(page, action, {
      zuid: foreign.zuid,
      version: foreign.version,
      attempt: 1,
      amount: 9_900,
    });
    expect(answer.status()).toBe(404);
    expect(await answer.text()).not.toMatch(/Nora|SECRET-77/);
  }
  const after = await office.read(foreign);
  expect(after.version).toBe(foreign.version);
  expect(after.attempts).toHaveLength(foreign.attempts.length);
});

test("a payment link opens one order and no page of staff", async ({ customerPage, office, otherOffice }) => {
  const order = await otherOffice.pendingOrder("Pat Guest", { type: "single" }, 1_500);
  const link = await otherOffice.linkTo(order);
  await customerPage.goto(link);
  await expect(customerPage.getByText("Shop 2").first()).toBeVisible();
  await customerPage.goto("/shop2/orders");
  await expect(customerPage).toHaveURL(/\/sign-in/);

  const token = link.replace("/pay/", "");
  const last = token.endsWith("A") ? "B" : "A";
  const wrong = [
    `${token.slice(0, -1)}${last}`,
    token.replace("shop2", "shop1"),
    token.slice(0, -1),
    "shop2-",
    "x",
    `${token}%00`,
  ];
  for (const one of wrong) {
    const answer = await customerPage.request.get(`/pay/${one}`);
    expect(answer.status(), one).toBe(404);
    expect(await answer.text(), one).not.toMatch(/Shop [12]|Pat Guest|15\.00/);
  }
  expect((await office.read(await office.order("Una Vane", { type: "single" }, 1_000))).status).toBe("draft");
});
