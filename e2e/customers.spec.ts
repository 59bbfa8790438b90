import { expectAccessible } from "./support/axe";
import { factOf } from "./support/order-page";
import { expect, test } from "./support/test";

test("a customer is added, found, changed, written about, deactivated and reactivated", async ({
  page,
  office,
}) => {
  await office.signIn(page);
  await page.getByRole("link", { name: "Customers" }).click();
  await expect(page.getByRole("heading", { name: "Customers" })).toBeVisible();
  await page.getByRole("link", { name: "New customer" }).click();
  await page.getByLabel("First name").fill("Örjan");
  await page.getByLabel("Last name").fill("Åkerlund <b>& Söner</b>");
  await page.getByLabel("E-mail").fill("orjan");
  await page.getByLabel("Phone").fill("12");
  await page
    .getByRole("group", { name: "Billing address" })
    .getByLabel("City", { exact: true })
    .fill("Malmö");
  await page.getByRole("group", { name: "Billing address" }).getByLabel("Country").selectOption("Sweden");
  await page.getByRole("button", { name: "Add customer" }).click();
  await expect(page.getByText("Enter an e-mail address, such as anna@example.com.").first()).toBeVisible();
  await expect(page.getByText("Enter a phone number with its country's code").first()).toBeVisible();
  await expect(page.getByLabel("Last name")).toHaveValue("Åkerlund <b>& Söner</b>");
  await expectAccessible(page, "New customer with errors");
  await page.getByLabel("E-mail").fill("orjan@example.se");
  await page.getByLabel("Phone").fill("+46 40 123 456");
  await page.getByRole("button", { name: "Add customer" }).click();

  await expect(page.getByRole("heading", { name: "Örjan Åkerlund <b>& Söner</b>" })).toBeVisible();
  const body = page.locator("body");
  await expect(factOf(body, "Phone")).toHaveText("+4640123456");
  await expect(factOf(body, "Billing address")).toHaveText("Malmö, SE");

  await page.getByRole("textbox", { name: "Note" }).fill("Prefers letters");
  await page.getByRole("button", { name: "Add note" }).click();
  await expect(page.getByText("Prefers letters")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Note" })).toHaveValue("");

  await page.getByRole("link", { name: "Edit" }).click();
  await page.getByLabel("Tags").fill("regular, sweden");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(factOf(body, "Tags")).toHaveText("regular, sweden");
  await expect(page.getByText("Changed: tags.")).toBeVisible();
  await expectAccessible(page, "Account page");

  await page.getByRole("button", { name: "Deactivate customer" }).click();
  await expect(page.getByText("Deactivated: no new orders", { exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "New order" })).toHaveCount(0);

  await page.getByRole("link", { name: "Customers" }).first().click();
  await page.getByLabel("Name, e-mail or phone").fill("akerlund");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByRole("table", { name: "Customers" }).getByRole("row")).toHaveCount(2);
  await expect(page.getByRole("cell", { name: "Deactivated" })).toBeVisible();
  await expectAccessible(page, "Customers");
  await page.getByRole("link", { name: /^Örjan/ }).click();
  await page.getByRole("button", { name: "Reactivate customer" }).click();
  await expect(page.getByRole("link", { name: "New order" })).toBeVisible();
});

test("an account shows orders with what is outstanding, cards and mails, and leads to a new order", async ({
  page,
  office,
}) => {
  const order = await office.activeOrder("Olga Owing", { type: "subscription" }, 3_000, "4000000000000341");
  await office.moveDays(31);
  await office.signIn(page);
  await page.goto(`/shop1/orders/ZUID-${order.zuid}`);
  await page.getByRole("link", { name: "Olga Owing", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Olga Owing" })).toBeVisible();
  await expect(page.getByRole("table", { name: "Orders" })).toContainText(`ZUID-${order.zuid}`);
  await expect(page.getByRole("term").filter({ hasText: "Outstanding" })).toBeVisible();
  await expect(page.getByText(/^expires .* ZUID-/)).toBeVisible();
  await page.getByRole("button", { name: /^Forget / }).click();
  await expect(page.getByText("A card was forgotten.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Forget / })).toHaveCount(0);
  await page.getByRole("link", { name: "New order" }).click();
  await expect(page.getByText("olga.owing@customers.example")).toBeVisible();
});

test("a restricted user sees the customers that they entered, and another merchant's answer 404", async ({
  page,
  office,
  otherOffice,
}) => {
  const foreign = await otherOffice.customer("Frieda Foreign");
  const mine = await office.customer("Ulla Unseen");
  const rita = await office.signIn(page, "restricted", "Rita Restricted");
  await page.goto("/shop1/customers?q=unseen");
  await expect(page.getByText("No customer matches.")).toBeVisible();
  for (const id of [mine, foreign, "not-an-id"]) {
    expect((await page.goto(`/shop1/customers/${id}`))?.status()).toBe(404);
    expect((await page.goto(`/shop1/customers/${id}/edit`))?.status()).toBe(404);
  }
  await page.goto("/shop1/customers/new");
  await page.getByLabel("Last name").fill("Own");
  await page.getByLabel("E-mail").fill("own@example.com");
  await page.getByRole("button", { name: "Add customer" }).click();
  await expect(page.getByRole("heading", { name: "Own" })).toBeVisible();
  await page.goto("/shop1/customers");
  await expect(page.getByRole("table", { name: "Customers" }).getByRole("row")).toHaveCount(2);

  const order = await office.order("Xenia Else", { type: "single" }, 1_000, rita);
  await page.goto(`/shop1/orders/ZUID-${order.zuid}`);
  await expect(factOf(page.locator("body"), "Customer")).toHaveText("Xenia Else");
  await expect(page.getByRole("link", { name: "Xenia Else" })).toHaveCount(0);
});
