import { and, eq } from "drizzle-orm";
import { withMerchant } from "@/db/client";
import { messages, paymentLinks } from "@/db/schema/messages";
import type { Order } from "@/lib/domain/order/order";
import type { Office } from "./support/office";
import { enterCard, OrderPage } from "./support/order-page";
import { press } from "./support/press";
import { expect, test } from "./support/test";

/** What is written down of a customer's coming: the link, the mails that brought it, and checkouts. */
async function traces(office: Office, order: Order) {
  const of = { merchantId: office.merchantId, zuid: order.zuid };
  const [link, mails] = await withMerchant(office.db, of.merchantId, async (tx) => [
    await tx
      .select()
      .from(paymentLinks)
      .where(and(eq(paymentLinks.merchantId, of.merchantId), eq(paymentLinks.zuid, of.zuid))),
    await tx
      .select()
      .from(messages)
      .where(and(eq(messages.merchantId, of.merchantId), eq(messages.zuid, of.zuid))),
  ]);
  const now = await office.read(order);
  return {
    linkOpened: link[0]?.openedAt != null,
    mails: mails.map(({ state }) => state),
    attempts: now.attempts.map(({ state }) => state),
    version: now.version,
  };
}

test("a scanner's GET and HEAD of a link write nothing; the page in somebody's browser does", async ({
  customerPage,
  office,
}) => {
  const draft = await office.order("Ida Lund", { type: "single" }, 4_000);
  const order = await office.run(draft, { kind: "request_link", how: "email" });
  const link = await office.linkTo(order);
  await expect.poll(async () => (await traces(office, order)).mails, { timeout: 20_000 }).toEqual(["sent"]);
  const before = await traces(office, order);
  for (const address of [link, `${link}/card`]) {
    expect((await customerPage.request.get(address)).ok()).toBe(true);
    expect((await customerPage.request.head(address)).ok()).toBe(true);
  }
  expect(await traces(office, order)).toEqual(before);
  expect(before).toMatchObject({ linkOpened: false, attempts: [] });

  await customerPage.goto(link);
  await enterCard(customerPage, "4242424242424242");
  await expect(customerPage.getByRole("status")).toContainText("has received €40.00");
  const after = await traces(office, order);
  expect(after).toMatchObject({ linkOpened: true, attempts: ["approved"] });
  expect(after.mails).toContain("opened");
});

test("without scripts the checkout says what it is for and what it needs", async ({
  browser,
  office,
  stack,
}) => {
  const order = await office.pendingOrder("Kai Holm", { type: "single" }, 5_000);
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(`${stack.env.appUrl}${await office.linkTo(order)}`);
  await expect(page.getByRole("heading", { name: "Pay €50.00" })).toBeVisible();
  await expect(page.locator("noscript p")).toContainText("The card fields need JavaScript.");
  await page.close();
  expect((await office.read(order)).attempts).toEqual([]);
});

test("a card that is refused in one tab is not told of another in the next", async ({
  page,
  customerPage,
  office,
}) => {
  const order = await office.pendingOrder("Liv Berg", { type: "single" }, 6_000);
  const link = await office.linkTo(order);
  await customerPage.goto(link);
  const second = await customerPage.context().newPage();
  await second.goto(link);
  await enterCard(customerPage, "4000000000009995");
  await expect(customerPage.getByRole("status")).toContainText("ending in 9995");
  await enterCard(second, "4242424242424242");
  await expect(second.getByRole("status")).toContainText("ending in 9995");
  await second.getByRole("link", { name: "Try again" }).click();
  await enterCard(second, "4242424242424242");
  await expect(second.getByRole("status")).toContainText("has received €60.00");
  await customerPage.reload();
  await expect(customerPage.getByRole("status")).toContainText("This attempt did not go through");
  expect((await office.read(order)).status).toBe("complete");
  await page.close();
});

test("a mail that the server refused says so on the order's page and is sent again from there", async ({
  page,
  office,
}) => {
  const draft = await office.order("Tom Vik", { type: "single" }, 3_000);
  const order = await office.run(draft, { kind: "request_link", how: "email" });
  await expect.poll(async () => (await traces(office, order)).mails, { timeout: 20_000 }).toEqual(["sent"]);
  await withMerchant(office.db, office.merchantId, (tx) =>
    tx
      .update(messages)
      .set({ state: "failed", error: "550 no such mailbox" })
      .where(and(eq(messages.merchantId, office.merchantId), eq(messages.zuid, order.zuid))),
  );
  await office.signIn(page);
  await OrderPage.open(page, order);
  const told = page.getByRole("region", { name: "Messages" });
  await expect(told).toContainText("Failed: 550 no such mailbox");
  await press(told.getByRole("button", { name: "Send again" }));
  await expect(page.getByText("The message was queued again.")).toBeVisible();
  await expect.poll(async () => (await traces(office, order)).mails, { timeout: 20_000 }).toEqual(["sent"]);
  await page.reload();
  await expect(told).toContainText("Sent");
});
