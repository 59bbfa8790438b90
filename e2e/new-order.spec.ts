import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { factOf } from "./support/order-page";
import { choose, comesTo, sold } from "./support/selling";
import { expect, test } from "./support/test";

/** A new order leads to how it is paid; closing that leaves it as it is. */
async function collectLater(page: Page) {
  const collect = page.getByRole("dialog", { name: "Collect payment" });
  await expect(collect).toBeVisible();
  await collect.getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByRole("heading", { name: / ZUID-\d+$/ })).toBeVisible();
}

test("staff sell two products in instalments to somebody who is new, and see each payment first", async ({
  page,
  office,
}) => {
  await sold(office, { name: "Data analysis certificate" }, { price: 145_000 });
  await sold(office, { name: "Printed workbook", taxBasisPoints: 700 }, { price: 2_400 });
  await office.signIn(page);
  await page.getByRole("link", { name: "New order" }).click();
  await expect(page.getByRole("heading", { name: "New order" })).toBeVisible();

  await page.getByRole("button", { name: "New customer" }).click();
  await page.getByLabel("First name").fill("Amelia");
  await page.getByLabel("Last name").fill("Ward");
  await page.getByLabel("E-mail").fill("amelia.ward");
  await page.getByRole("button", { name: "Add customer" }).click();
  await expect(page.getByText("Enter an e-mail address, such as anna@example.com.").first()).toBeVisible();
  await page.getByLabel("E-mail").fill("amelia.ward@mail.example");
  await page.getByRole("button", { name: "Add customer" }).click();
  await expect(page.getByText("amelia.ward@mail.example")).toBeVisible();

  await choose(page, "Product", "Data analysis certificate");
  await page.getByLabel("Discount").fill("10 %");
  await page.getByRole("button", { name: "Add product" }).click();
  await choose(page, "Product", "Printed workbook");
  await page.getByLabel("Quantity").last().fill("2");
  await expect(comesTo(page)).toContainText("1,353.00");

  await page.getByLabel("Split payments").check();
  await page.getByLabel("Deposit (EUR)").fill("153");
  await page.getByLabel("Number of payments").fill("8");
  await page.getByLabel("Every").fill("1");
  await expect(comesTo(page)).toContainText("9 payments");
  await expect(comesTo(page).getByRole("listitem").filter({ hasText: "150.00" })).toHaveCount(8);
  await expectAccessible(page, "New order");

  await page.getByLabel("Order ID").fill("HL-2107");
  await page.getByLabel("Memo, shown to the customer").fill("Cohort of January");
  await page.getByLabel("Tags").fill("january, evening, january");
  await page.getByRole("button", { name: "Create order" }).click();
  await collectLater(page);
  await expect(factOf(page.locator("body"), "Invoice ID")).toHaveText("HL-2107");
  await expect(page.getByText("EUR 1,353.00").first()).toBeVisible();
});

test("what was typed is kept when the page is left, and gone when the order is made", async ({
  page,
  office,
}) => {
  await sold(office, { name: "Membership", type: "subscription" }, { price: 3_000, setUpFee: 500 });
  await office.customer("Bruno Kept");
  await office.signIn(page);
  await page.goto("/shop1/orders/new");
  await choose(page, "Customer", "Bruno Kept");
  await choose(page, "Product", "Membership");
  await page.getByLabel("Tags").fill("gym");
  await expect(comesTo(page)).toContainText("and so on, until the order is completed or paused");
  await expect(comesTo(page)).toContainText("35.00");

  await page.goto("/shop1/orders");
  await page.goto("/shop1/orders/new");
  await expect(page.getByText("bruno.kept@customers.example")).toBeVisible();
  await expect(page.getByLabel("Tags")).toHaveValue("gym");
  await page.getByRole("button", { name: "Create order" }).click();
  await collectLater(page);

  await page.goto("/shop1/orders/new");
  await expect(page.getByRole("combobox", { name: "Customer", exact: true })).toBeVisible();
  await expect(page.getByLabel("Tags")).toHaveValue("");
});

test("what is wrong stands beside its field, and what was typed stays", async ({ page, office }) => {
  await sold(office, { name: "Fixed course", locksPricing: true });
  await sold(office, { name: "Club of yoga", type: "subscription" });
  await office.signIn(page);
  await page.goto("/shop1/orders/new");
  await page.getByRole("button", { name: "Create order" }).click();
  await expect(page.getByText("Choose a customer.").first()).toBeVisible();
  await expect(page.getByText("Choose a product.").first()).toBeVisible();

  await choose(page, "Product", "Fixed course");
  await expect(page.getByLabel("Price (EUR)")).not.toBeEditable();
  await page.getByRole("button", { name: "Add product" }).click();
  await choose(page, "Product", "Club of yoga");
  await page.getByLabel("Price (EUR)").last().fill("1.300");
  await expect(page.getByText("1.300 can be read in two ways.").first()).toBeVisible();
  await page.getByLabel("Price (EUR)").last().fill("13");
  await expect(
    page.getByText("A subscription is sold alone. Remove the other products.").first(),
  ).toBeVisible();
  await page.getByRole("button", { name: "Remove product 1" }).click();
  await expect(comesTo(page)).toContainText("13.00");
});

test("an order is copied with its products and its plan, to its customer", async ({ page, office }) => {
  await sold(
    office,
    { name: "Long course", type: "instalment", parts: 4 },
    { price: 40_000, deposit: 4_000 },
  );
  await office.customer("Carla Copy");
  await office.signIn(page);
  await page.goto("/shop1/orders/new");
  await choose(page, "Customer", "Carla Copy");
  await choose(page, "Product", "Long course");
  await page.getByLabel("Number of payments").fill("3");
  await expect(comesTo(page)).toContainText("4 payments");
  await page.getByRole("button", { name: "Create order" }).click();
  await collectLater(page);
  await page.getByRole("button", { name: "Actions" }).click();
  await page.getByRole("menuitem", { name: "Copy order" }).click();
  await expect(page.getByText("carla.copy@customers.example")).toBeVisible();
  await expect(page.getByLabel("Number of payments")).toHaveValue("3");
  await expect(comesTo(page)).toContainText("120.00");
});

test("a name that is pasted is looked for, among more customers than are offered without one", async ({
  page,
  office,
}) => {
  for (let i = 0; i < 25; i++) await office.customer(`Aaron Before ${i}`);
  await office.customer("Zoe Pasted");
  await office.signIn(page);
  await page.goto("/shop1/orders/new");
  const customer = page.getByRole("combobox", { name: "Customer", exact: true });
  await expect(page.getByRole("button", { name: "Create order" })).toBeEnabled();
  await customer.fill("Zoe Pasted");
  await expect(page.getByRole("option")).toHaveCount(1);
  await page.getByRole("option", { name: "Zoe Pasted" }).click();
  await expect(page.getByText("zoe.pasted@customers.example")).toBeVisible();
});
