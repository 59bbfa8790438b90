import type { Page } from "@playwright/test";
import { and, eq } from "drizzle-orm";
import { withMerchant } from "@/db/client";
import { customers } from "@/db/schema/customers";
import { orders } from "@/db/schema/orders";
import { products } from "@/db/schema/products";
import { expectAccessible } from "./support/axe";
import type { Office } from "./support/office";
import { factOf } from "./support/order-page";
import { choose, comesTo, sold } from "./support/selling";
import { expect, test } from "./support/test";

const create = (page: Page) => page.getByRole("button", { name: "Create order" });
/** What stands under a field, and not only for those who hear it. */
const beside = (page: Page, text: string) => page.locator("p:not([role=alert])", { hasText: text });

async function opened(page: Page, office: Office, address = "/shop1/orders/new") {
  await office.signIn(page);
  await page.goto(address);
}

test("what is too long or cannot be saved is said beside its field, and nothing waits for ever", async ({
  page,
  office,
}) => {
  await sold(office, { name: "Book of maps" });
  await office.customer("Lea Long");
  await opened(page, office);
  await choose(page, "Customer", "Lea Long");
  await choose(page, "Product", "Book of maps");
  await expect(comesTo(page)).toContainText("100.00");

  await page.getByLabel("Price (EUR)").fill("1".repeat(61));
  await expect(beside(page, "Shorten this to 60 characters at most.").first()).toBeVisible();
  await page.getByLabel("Price (EUR)").fill("12");
  await page.getByLabel("Memo, shown to the customer").fill("m".repeat(5_001));
  await expect(beside(page, "characters at most").first()).toBeVisible();
  await page.getByLabel("Memo, shown to the customer").fill("a\u0000b");
  await expect(beside(page, "This contains a character that cannot be saved.").first()).toBeVisible();
  await page.getByLabel("Memo, shown to the customer").fill("ab");
  await page.getByLabel("Tags").fill(`${"t".repeat(30)},`.repeat(40));
  await expect(beside(page, "characters at most").first()).toBeVisible();
  await page.getByLabel("Tags").fill("maps");
  await expect(comesTo(page)).toContainText("12.00");
  await create(page).click();
  await expect(page).toHaveURL(/\/orders\/ZUID-/);
});

test("a customer who was taken away again, or deactivated meanwhile, is asked for in sight", async ({
  page,
  office,
}) => {
  await sold(office, { name: "Lamp" });
  const id = await office.customer("Dora Deactivated");
  await opened(page, office);
  await choose(page, "Product", "Lamp");
  await choose(page, "Customer", "Dora Deactivated");
  await page.getByRole("button", { name: "Change" }).click();
  await create(page).click();
  await expect(beside(page, "Choose a customer.").first()).toBeVisible();

  await choose(page, "Customer", "Dora Deactivated");
  await expect(beside(page, "Choose a customer.")).toHaveCount(0);
  await withMerchant(office.db, office.merchantId, (tx) =>
    tx
      .update(customers)
      .set({ active: false })
      .where(and(eq(customers.merchantId, office.merchantId), eq(customers.id, id))),
  );
  await create(page).click();
  await expect(beside(page, "Dora Deactivated is deactivated and gets no new orders.").first()).toBeVisible();
});

test("another product has its own payments: nothing that was chosen before stays in the way unseen", async ({
  page,
  office,
}) => {
  await sold(office, { name: "Plain desk" }, { price: 60_000 });
  await sold(office, { name: "Yoga pass", type: "subscription" }, { price: 3_000 });
  await sold(
    office,
    { name: "Sealed course", type: "instalment", parts: 3, locksPayment: true },
    { price: 90_000 },
  );
  await office.customer("Paul Plan");
  await opened(page, office);
  await choose(page, "Customer", "Paul Plan");
  await choose(page, "Product", "Plain desk");
  await page.getByLabel("Split payments").check();
  await page.getByLabel("Number of payments").fill("6");
  await page.getByLabel("Every").fill("1");
  await expect(comesTo(page)).toContainText("6 payments");

  await choose(page, "Product", "Yoga pass");
  await expect(comesTo(page)).toContainText("and so on, until the order is completed or paused");
  await choose(page, "Product", "Plain desk");
  await page.getByLabel("Pre-authorise").check();
  await choose(page, "Product", "Sealed course");
  await expect(comesTo(page)).toContainText("3 payments");
  await create(page).click();
  await expect(page).toHaveURL(/\/orders\/ZUID-/);
});

test("what was typed for a product that is fixed since then can be seen and removed", async ({
  page,
  office,
}) => {
  await sold(office, { name: "Open tour" }, { price: 20_000 });
  await opened(page, office);
  await choose(page, "Product", "Open tour");
  await page.getByLabel("Price (EUR)").fill("150");
  await expect(comesTo(page)).toContainText("150.00");
  await withMerchant(office.db, office.merchantId, (tx) =>
    tx
      .update(products)
      .set({ locksPricing: true })
      .where(and(eq(products.merchantId, office.merchantId), eq(products.name, "Open tour"))),
  );
  await page.getByLabel("Quantity").fill("2");
  await expect(
    beside(page, "The price of Open tour is fixed. Remove what you changed.").first(),
  ).toBeVisible();
  await page.getByLabel("Price (EUR)").fill("");
  await expect(comesTo(page)).toContainText("400.00");
  await expect(page.getByLabel("Price (EUR)")).not.toBeEditable();
});

test("two tabs that began with one draft lose neither order", async ({ page, office, context }) => {
  await sold(office, { name: "Chair" }, { price: 5_000 });
  await office.customer("Tina Tabs");
  await opened(page, office);
  await choose(page, "Customer", "Tina Tabs");
  await choose(page, "Product", "Chair");
  await expect(comesTo(page)).toContainText("50.00");
  const other = await context.newPage();
  await other.goto("/shop1/orders/new");
  await other.getByLabel("Quantity").fill("4");
  await expect(comesTo(other)).toContainText("200.00");

  await create(page).click();
  await expect(page).toHaveURL(/\/orders\/ZUID-/);
  await create(other).click();
  await expect(other.getByRole("alert").filter({ hasText: "already created from this form" })).toBeVisible();
  await expect(other.getByLabel("Quantity")).toHaveValue("4");
  await create(other).click();
  await expect(other).toHaveURL(/\/orders\/ZUID-/);
  const made = await withMerchant(office.db, office.merchantId, (tx) =>
    tx
      .select({ total: orders.total })
      .from(orders)
      .innerJoin(customers, eq(customers.id, orders.customerId))
      .where(
        and(
          eq(orders.merchantId, office.merchantId),
          eq(customers.merchantId, office.merchantId),
          eq(customers.name, "Tina Tabs"),
        ),
      ),
  );
  expect(made.map(({ total }) => total).sort()).toEqual([20_000, 5_000].sort());
  await other.close();
});

test("a copy that is left and opened again is as it was left", async ({ page, office }) => {
  await sold(office, { name: "Rug" }, { price: 8_000 });
  const id = await office.customer("Cora Copied");
  await opened(page, office, `/shop1/orders/new?customer=${id}`);
  await expect(page.getByText("cora.copied@customers.example")).toBeVisible();
  await choose(page, "Product", "Rug");
  await page.getByLabel("Tags").fill("hall");
  await expect(comesTo(page)).toContainText("80.00");
  await page.goto("/shop1/orders");
  await page.goto(`/shop1/orders/new?customer=${id}`);
  await expect(page.getByLabel("Tags")).toHaveValue("hall");
  await expect(comesTo(page)).toContainText("80.00");

  await page.goto("/shop1/orders/new");
  await expect(page.getByRole("combobox", { name: "Customer", exact: true })).toBeVisible();
  await expect(page.getByLabel("Tags")).toHaveValue("");
  await page.goto(`/shop1/orders/new?customer=${id}`);
  await page.getByRole("button", { name: "Start again" }).click();
  await expect(page.getByText("cora.copied@customers.example")).toBeVisible();
  await expect(page.getByLabel("Tags")).toHaveValue("");
});

test("what looks like markup, code or a formula is shown as it was typed", async ({ page, office }) => {
  const naughty = {
    product: `<script>alert("product")</script>`,
    invoice: '=HYPERLINK("http://a.example";"x")',
    memo: `'; DROP TABLE orders; -- \${7*7} {{7*7}} <img src=x onerror=alert(1)> ﷽ مرحبا ‮abc 👩‍👩‍👧‍👦 Z͑ͫ̓ͪ̂`,
    tag: "<b>null</b> undefined NaN",
    name: `Ro"ot <svg/onload=alert(1)> O'Neill 田中`,
  };
  await sold(office, { name: naughty.product });
  await withMerchant(office.db, office.merchantId, (tx) =>
    tx
      .insert(customers)
      .values({ merchantId: office.merchantId, name: naughty.name, email: "root@customers.example" }),
  );
  page.on("dialog", () => {
    throw new Error("a script ran");
  });
  await opened(page, office);
  await choose(page, "Customer", naughty.name);
  await choose(page, "Product", naughty.product);
  await page.getByLabel("Order ID").fill(naughty.invoice);
  await page.getByLabel("Memo, shown to the customer").fill(naughty.memo);
  await page.getByLabel("Tags").fill(naughty.tag);
  await expect(comesTo(page)).toContainText(naughty.product);
  await create(page).click();
  await expect(page).toHaveURL(/\/orders\/ZUID-/);
  await page.goto(new URL(page.url()).pathname);
  const body = page.locator("body");
  await expect(factOf(body, "Invoice ID")).toHaveText(naughty.invoice);
  await expect(factOf(body, "Memo")).toHaveText(naughty.memo);
  await expect(factOf(body, "Tags")).toContainText(naughty.tag);
  await expect(body).toContainText(naughty.product);
  await expect(body).toContainText(naughty.name);
});

test("what was ticked and chosen is shown as it is meant after the order was refused", async ({
  page,
  office,
}) => {
  await sold(office, { name: "Sofa" }, { price: 90_000 });
  await opened(page, office);
  await choose(page, "Product", "Sofa");
  await page.getByLabel("Split payments").check();
  await page.getByLabel("Number of payments").fill("3");
  await page.getByLabel("Every").fill("2");
  await page.getByLabel("Interval").selectOption("Weeks");
  await expect(comesTo(page)).toContainText("3 payments");
  await create(page).click();
  await expect(beside(page, "Choose a customer.").first()).toBeVisible();
  await expect(page.getByLabel("Split payments")).toBeChecked();
  await expect(page.getByLabel("Interval")).toHaveValue("WEEK");
  await page.getByLabel("Split payments").uncheck();
  await page.getByLabel("Pre-authorise").check();
  await create(page).click();
  await expect(beside(page, "Choose a customer.").first()).toBeVisible();
  await expect(page.getByLabel("Pre-authorise")).toBeChecked();
});

test("a form full of faults has nothing that axe objects to", async ({ page, office }) => {
  await sold(office, { name: "Atlas" });
  await opened(page, office);
  await choose(page, "Product", "Atlas");
  await page.getByLabel("Split payments").check();
  await page.getByLabel("Quantity").fill("two");
  await page.getByLabel("Discount").fill("half");
  await page.getByLabel("Deposit (EUR)").fill("-1");
  await page.getByRole("button", { name: "New customer" }).click();
  await page.getByRole("button", { name: "Add customer" }).click();
  await create(page).click();
  await expect(beside(page, "Enter a whole number.").first()).toBeVisible();
  await expectAccessible(page, "New order with faults");
});
