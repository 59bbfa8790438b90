import { HOUR } from "@/lib/domain/value/calendar";
import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

test("the payments section leads from each figure to its list, and two people end what has no result", async ({
  page,
  office,
}) => {
  const failed = await office.activeOrder(
    "Paula Novak",
    { type: "instalment", parts: 12 },
    120_000,
    "4000000000005126",
  );
  await office.pendingOrder("Peter Pending", { type: "single" }, 5_000);
  const silent = await office.activeOrder("Nora Silent", { type: "metered" }, 2_000);
  await office.moveDays(31);

  await office.signIn(page, "admin", "Sam Porter");
  await page.goto(`/${failed.merchant.code}/payments`);
  await expect(page.getByRole("heading", { name: "Payments", level: 1 })).toBeVisible();
  const row = page.getByRole("row").filter({ hasText: `ZUID-${failed.zuid}` });
  await expect(row).toContainText("Soft declined");
  await expect(row).toContainText(/\d+ of 15/);
  await page.getByRole("link", { name: "EUR 100.00" }).first().click();
  await expect(page).toHaveURL(/currency=EUR/);
  await expect(row).toHaveCount(1);
  await page.getByRole("checkbox", { name: `Select ZUID-${failed.zuid}` }).check();
  await expect(page.getByRole("status").filter({ hasText: "1 order selected" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Retry", exact: true })).toHaveAttribute(
    "href",
    new RegExp(`/orders/basket\\?act=retry_events&zuid=${failed.zuid}$`),
  );
  await expectAccessible(page, "Billing exceptions");

  const tabs = page.getByRole("navigation", { name: "Payments" });
  await tabs.getByRole("link", { name: "All processed" }).click();
  await page.getByRole("combobox", { name: "Result", exact: true }).selectOption("Declined");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/result=declined/);
  await expect(page.getByRole("row").filter({ hasText: "Paula Novak" }).first()).toContainText("2 of 2");
  await expectAccessible(page, "All processed");

  await tabs.getByRole("link", { name: "Pending orders" }).click();
  await expect(page.getByRole("row").filter({ hasText: "Peter Pending" })).toContainText("31 days");
  await expectAccessible(page, "Pending orders");
  for (const [tab, says] of [
    ["Disputes", "No bank has taken a payment back."],
    ["Card radar", "No card expires before its next payment."],
    ["Unknown outcomes", "Every payment has a result."],
  ] as const) {
    await tabs.getByRole("link", { name: tab }).click();
    await expect(page.getByText(says)).toBeVisible();
    await expectAccessible(page, tab);
  }

  await office.sandbox.webhooks({ mode: "held" });
  await office.sandbox.fault({ effect: "drop_before", operations: ["charge", "query"] });
  await office.run(silent, { kind: "charge_now", amount: 700, note: "" });
  await office.moveTo((await office.now()) + 2 * HOUR);
  await page.reload();
  await page.getByRole("link", { name: "Close by evidence" }).click();
  await page.getByRole("combobox", { name: "What happened", exact: true }).selectOption("It was charged");
  await page.getByLabel("Reference").fill("ARN 7");
  await page.getByLabel("How it is known").fill("Seen on the account");
  await page.getByRole("button", { name: "State the outcome" }).click();
  await page.getByRole("link", { name: "Confirm evidence" }).click();
  const confirm = page.getByRole("button", { name: "Confirm EUR 7.00 as collected" });
  await expect(confirm).toBeDisabled();
  await expect(page.getByText("Another person must confirm this.").first()).toBeAttached();
  await expectAccessible(page, "Outcome by evidence");

  const address = page.url();
  await page.context().clearCookies();
  await office.signIn(page, "admin", "Mira Vogt");
  await page.goto(address);
  await confirm.click();
  await expect(page.getByText("Every payment has a result.")).toBeVisible();
  const ended = (await office.read(silent)).attempts.at(-1);
  expect([ended?.state, ended?.answer?.transactionId]).toEqual(["approved", "ARN 7"]);
});
