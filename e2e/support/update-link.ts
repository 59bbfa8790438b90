import { expect, type Page } from "@playwright/test";
import type { Order } from "@/lib/domain/order/order";
import type { OrderPage } from "./order-page";
import { press } from "./press";

/** Sends the customer a link from the open Registered Cards, which that closes. */
export async function sendUpdateLinkFrom(summary: OrderPage, page: Page): Promise<void> {
  const cards = summary.popUp("Registered Cards");
  await press(cards.getByRole("button", { name: "Send update link" }));
  await expect(cards).toBeHidden();
  const said = page.getByRole("status").filter({ hasText: "Card update link sent to the customer." });
  await expect(said).toBeVisible();
}

/** The customer's mail as the sandbox's mailbox shows it, and where its link leads. */
export async function updateLinkIn(page: Page, order: Order): Promise<string> {
  const mail = page.getByRole("link", { name: new RegExp(`^Update your card for .*ZUID-${order.zuid} `) });
  await expect(async () => {
    await page.goto("/shop1/sandbox/mailbox");
    await mail.click({ timeout: 2_000 });
    await expect(page.getByRole("region", { name: "Text part" })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
  const link = page.getByRole("region", { name: "Text part" }).getByRole("link").first();
  return (await link.getAttribute("href")) ?? "";
}
