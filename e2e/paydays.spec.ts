import { Office } from "./support/office";
import { OrderPage } from "./support/order-page";
import { expect, test } from "./support/test";

test("a retry that was moved to a payday says so beside what is left of its retries", async ({
  page,
  stack,
}) => {
  const office = await Office.open(stack, 7, { autoRetryDays: [12], timedForPaydays: true });
  try {
    const life = { type: "instalment", parts: 4 } as const;
    const order = await office.activeOrder("Ines Roth", life, 40_000, "4000000000000341");
    // Declined on 1 April: twelve days later is the 13th, two days before a payday.
    await office.moveDays(31);
    await expect.poll(async () => (await office.read(order)).status).toBe("failed");
    await office.signIn(page);
    const summary = await OrderPage.open(page, order);
    await summary.choose("Gear options", "Payments");
    const payments = summary.popUp("Scheduled Payments");
    await expect(payments).toContainText("0 of 15");
    await expect(payments).toContainText("Wednesday, 15 April, 07:00: a usual payday");
  } finally {
    await office.close();
  }
});
