import type { Page } from "@playwright/test";
import { and, eq } from "drizzle-orm";
import { withMerchant } from "@/db/client";
import { messages } from "@/db/schema/messages";
import type { AlertKind } from "@/lib/domain/words/alert-kinds";
import { raiseAlert } from "@/lib/orders/alerts";
import { expectAccessible } from "./support/axe";
import type { Office } from "./support/office";
import { expect, test } from "./support/test";

const raise = async (office: Office, kind: AlertKind, text: string, zuid?: number) =>
  raiseAlert(office.db, office.merchantId, { kind, text, zuid }, await office.now());

const bell = (page: Page) => page.getByRole("banner").getByRole("link", { name: /^Alerts/ });

test("an alert rings on an open page, is seen by each and acknowledged by one", async ({
  page,
  customerPage: other,
  office,
}) => {
  const { zuid } = await office.order("Mia Lund", { type: "single" }, 5_000);
  await office.signIn(page, "admin", "Nora Berg");
  await office.signIn(other, "agent", "Bob Holm");
  await expect(bell(page)).toHaveAccessibleName("Alerts");
  await raise(office, "chargeback", `ZUID-${zuid}: chargeback of EUR 50.00.`, zuid);
  await raise(office, "mail_server", "The mail server is not available.");

  // Nothing is loaded again: the page looks for itself.
  await expect(bell(page)).toHaveAccessibleName("Alerts, 2 new", { timeout: 25_000 });
  await expect(bell(other)).toHaveAccessibleName("Alerts, 1 new", { timeout: 25_000 });
  await bell(page).click();
  const rows = page.getByRole("table", { name: "Alerts" }).locator("tbody").getByRole("row");
  await expect(rows).toHaveCount(2);
  await expect(rows.filter({ hasText: "New" })).toHaveCount(2);
  await expect(bell(page)).toHaveAccessibleName("Alerts");
  await expectAccessible(page, "alerts");

  await rows.getByRole("button", { name: "Acknowledge ZUID" }).click();
  await expect(page.getByRole("status").filter({ hasText: "The alert is acknowledged." })).toBeVisible();
  await expect(rows).toHaveCount(1);
  await page.goto("/shop1/alerts?show=all");
  await rows.getByRole("button", { name: "Delete from your list: ZUID" }).click();
  await expect(page.getByRole("status").filter({ hasText: "deleted from your list" })).toBeVisible();
  await page.goto("/shop1/alerts");
  await expect(rows).toHaveCount(1);
  await other.goto("/shop1/alerts?show=all");
  const theirs = other.getByRole("table", { name: "Alerts" }).locator("tbody").getByRole("row");
  await expect(theirs).toHaveText([/Dispute.*Acknowledged by Nora Berg/]);
  await theirs.getByRole("link", { name: `ZUID-${zuid}` }).click();
  await expect(other).toHaveURL(`/shop1/orders/ZUID-${zuid}`);

  await page.getByRole("button", { name: "Acknowledge all" }).click();
  await expect(page.getByText("There is nothing to acknowledge.")).toBeVisible();
});

test("a person chooses how alerts are mailed, and sees what stands still", async ({ page, office }) => {
  const order = await office.order("Ida Falk", { type: "single" }, 5_000);
  await office.run(order, { kind: "request_link", how: "email" });
  await office.signIn(page, "admin", "Nora Berg");
  await page.goto("/shop1/account");
  await page.getByLabel("Alerts of Shop 1 by e-mail").selectOption("daily");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "mailed to you once a day" })).toBeVisible();
  await expectAccessible(page, "account with alerts");
  await page.reload();
  await expect(page.getByLabel("Alerts of Shop 1 by e-mail")).toHaveValue("daily");

  await page.goto("/shop1/payments/silent");
  await expect(page.getByText("Everything moves as it should.")).toBeVisible();
  const its = and(eq(messages.merchantId, office.merchantId), eq(messages.zuid, order.zuid));
  await withMerchant(office.db, office.merchantId, (tx) =>
    tx.update(messages).set({ state: "failed" }).where(its),
  );
  await page.reload();
  const row = page.getByRole("table", { name: "What stands still" }).locator("tbody").getByRole("row");
  await expect(row).toHaveText([/A link could not be mailed.*Correct the customer's e-mail address/]);
  await expect(row.getByRole("link", { name: `ZUID-${order.zuid}` })).toBeVisible();
  await expectAccessible(page, "what stands still");
});
