import { expect, test } from "@playwright/test";
import { freePort } from "@/db/free-port";
import { kassaBank, reportSecret } from "@/lib/payments/testing-kassa";
import { Office } from "./support/office";
import { OrderPage } from "./support/order-page";
import { Stack } from "./support/stack";

test("at a second gateway, a customer pays in its fields, and the worker collects what falls due", async ({
  browser,
}) => {
  const port = await freePort();
  const baseURL = `http://localhost:${port}`;
  const reportUrl = `${baseURL}/api/gateway/webhook/{account}`;
  const bank = await kassaBank.open({ now: Date.now, machineNow: Date.now, reportUrl });
  const stack = await Stack.boot(
    { PORT: String(port) },
    {
      modules: ["tsx", "./bench/drills/add-kassa.ts"],
      environment: { KASSA_REPORT_SECRET: reportSecret, KASSA_FIELDS_FROM: bank.url },
    },
  );
  const office = await Office.open(stack, 1, bank.merchant(1));
  const customer = await browser.newPage({ baseURL });
  const page = await browser.newPage({ baseURL });
  try {
    const order = await office.pendingOrder("Mona Lind", { type: "subscription" }, 3_000);
    await customer.goto(await office.linkTo(order));
    const fields = customer.frameLocator('iframe[title="Kassa"]');
    await fields.getByLabel("Card").fill("4242424242424242");
    await fields.getByLabel("Until").fill("12/34");
    await fields.getByLabel("Name").fill("Mona Lind");
    await fields.getByRole("button", { name: "Give card" }).click();
    await expect(customer.getByRole("status")).toContainText("Shop 1 has received €30.00.");

    await office.moveDays(31);
    await office.signIn(page);
    const summary = await OrderPage.open(page, order);
    await expect(async () => {
      await page.reload();
      await expect(summary.transactions("EUR 30.00")).toHaveCount(2);
    }).toPass();
    await summary.expectStatus("Active");

    // What the gateway tells by itself reaches the order too.
    await bank.drill.releaseWebhooks();
    expect((await bank.drill.ledger()).map(({ type }) => type)).toEqual(["debit", "debit"]);
  } finally {
    await Promise.all([customer.close(), page.close(), office.close()]);
    await stack.stop();
    await bank.stop();
  }
});
