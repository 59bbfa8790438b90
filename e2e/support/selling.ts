import type { Page } from "@playwright/test";
import { type priceOf, productOf } from "@/lib/domain/sale/testing-products";
import { createProduct } from "@/lib/products/create";
import type { Office } from "./office";

/** Puts a product on the merchant's shelf. */
export async function sold(
  office: Office,
  part: Parameters<typeof productOf>[0],
  price: Parameters<typeof priceOf>[0] = {},
): Promise<void> {
  const { id: _id, ...described } = productOf(part, price);
  await createProduct(office.db, office.merchantId, described);
}

/** Chooses a customer or a product by typing what it is called. */
export async function choose(page: Page, field: string, text: string): Promise<void> {
  const input = page.getByRole("combobox", { name: field, exact: true });
  await input.last().click();
  await input.last().fill(text);
  await page.getByRole("option", { name: text }).first().click();
}

/** What stands beside the form of a new order. */
export const comesTo = (page: Page) => page.getByRole("complementary", { name: "What it comes to" });
