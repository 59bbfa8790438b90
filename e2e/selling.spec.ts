import type { Page } from "@playwright/test";
import type { Order } from "@/lib/domain/order/order";
import { enterCard, OrderPage } from "./support/order-page";
import { press } from "./support/press";
import { choose, sold } from "./support/selling";
import { expect, test } from "./support/test";

test("an order that is taken over the phone is paid by the caller's card and is complete", async ({
  page,
  office,
}) => {
  await sold(office, { name: "Evening class" }, { price: 8_400 });
  await office.customer("Pia Phone");
  await office.signIn(page);
  const summary = await newOrder(page, "Pia Phone", "Evening class");
  const collect = summary.popUp("Collect payment");
  await expect(collect).toContainText("Payment of Pia Phone for");
  await expect(collect).toContainText("EUR 84.00");
  await press(collect.getByRole("link", { name: "Virtual terminal" }));
  await press(collect.getByRole("button", { name: "Enter the card" }));
  await enterCard(collect, "4242424242424242", { act: "Pay EUR 84.00" });
  await expect(collect).toContainText("EUR 84.00 was collected.");
  await summary.close("Collect payment");
  await summary.expectStatus("Complete");
  await expect(summary.relatedTransactions).toContainText("virtual terminal");
});

test("an order whose caller's card is declined is rejected, and its customer pays it by the link", async ({
  page,
  customerPage,
  office,
}) => {
  await sold(office, { name: "Weekend class" }, { price: 6_200 });
  await office.customer("Rolf Rejected");
  await office.signIn(page);
  const summary = await newOrder(page, "Rolf Rejected", "Weekend class");
  const collect = summary.popUp("Collect payment");
  await press(collect.getByRole("link", { name: "Virtual terminal" }));
  await press(collect.getByRole("button", { name: "Enter the card" }));
  await enterCard(collect, "4000000000009995", { act: "Pay EUR 62.00" });
  await expect(collect).toContainText("The last payment was declined. Nothing was taken.");
  await summary.close("Collect payment");
  await summary.expectStatus("Rejected");

  await press(summary.situation.getByRole("link", { name: "Collect payment" }));
  await press(collect.getByRole("link", { name: "Display URL and QR code" }));
  await press(collect.getByRole("button", { name: "Show link" }));
  await expect(collect.getByRole("img", { name: "QR code of the payment link" })).toBeVisible();
  await customerPage.goto(await collect.getByRole("textbox", { name: "Payment link" }).inputValue());
  await expect(collect).toContainText("The customer opened the link on");
  await enterCard(customerPage, "4242424242424242");
  await expect(customerPage.getByRole("status")).toContainText("€62.00");
  await expect(collect).toContainText("EUR 62.00 was collected");
  await summary.close("Collect payment");
  await summary.expectStatus("Complete");
});

test("instalments are begun over the link, collected by the clock, and the order completes by itself", async ({
  page,
  customerPage,
  office,
}) => {
  await sold(
    office,
    { name: "Long course", type: "instalment", parts: 3 },
    { price: 40_001, deposit: 10_000 },
  );
  await office.customer("Ines Instalment");
  await office.signIn(page);
  const summary = await newOrder(page, "Ines Instalment", "Long course");
  const collect = summary.popUp("Collect payment");
  await press(collect.getByRole("link", { name: "Display URL and QR code" }));
  await press(collect.getByRole("button", { name: "Show link" }));
  await customerPage.goto(await collect.getByRole("textbox", { name: "Payment link" }).inputValue());
  await enterCard(customerPage, "4242424242424242");
  await expect(customerPage.getByRole("status")).toContainText("€100.00");
  await expect(collect).toContainText("EUR 100.00 was collected");
  await summary.close("Collect payment");
  await summary.expectStatus("Active");

  await office.moveDays(100);
  await page.reload();
  await summary.expectStatus("Complete");
  for (const amount of ["100.01", "100.00"])
    await expect(summary.transactions(amount).filter({ hasText: "Approved" }).first()).toBeVisible();
  await expect(summary.relatedTransactions.getByRole("row").filter({ hasText: "Approved" })).toHaveCount(4);
});

/** Sold as on the phone: the customer by name, the product by name. It ends at Collect payment. */
async function newOrder(page: Page, customer: string, product: string): Promise<OrderPage> {
  await page.goto("/shop1/orders/new");
  await choose(page, "Customer", customer);
  await choose(page, "Product", product);
  await page.getByRole("button", { name: "Create order" }).click();
  await expect(page).toHaveURL(/\/orders\/ZUID-\d+\?popup=collect-payment/);
  const zuid = Number(/ZUID-(\d+)/.exec(page.url())?.[1]);
  return new OrderPage(page, { zuid, merchant: { code: "shop1" } as Order["merchant"] });
}
