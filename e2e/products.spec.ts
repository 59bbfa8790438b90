import type { Page } from "@playwright/test";
import { priceOf, productOf } from "@/lib/domain/sale/testing-products";
import { createProduct } from "@/lib/products/create";
import { expectAccessible } from "./support/axe";
import { Office } from "./support/office";
import { press } from "./support/press";
import { expect, test } from "./support/test";

const example = (page: Page) => page.getByRole("complementary", { name: "What a customer pays" });
const create = (page: Page) => press(page.getByRole("button", { name: "Create product" }));
const save = (page: Page) => press(page.getByRole("button", { name: "Save product" }));
const said = (page: Page, text: string) =>
  expect(page.getByRole("status").filter({ hasText: text })).toBeVisible();

async function sold(office: Office, part: Parameters<typeof productOf>[0], prices = [priceOf()]) {
  const { id: _id, ...described } = productOf({ ...part, prices });
  const made = await createProduct(office.db, office.merchantId, described);
  if ("invalid" in made) throw new Error(JSON.stringify(made.invalid));
  return made.value;
}

test("an administrator describes a subscription in two currencies, and sees what a customer will pay", async ({
  page,
  office,
}) => {
  await office.signIn(page, "admin", "Ada Boss");
  await page.getByRole("link", { name: "Products" }).click();
  await expect(page.getByText("There are no products yet.")).toBeVisible();
  await page.getByRole("link", { name: "New product" }).click();
  await create(page);
  await expect(page.getByLabel("Name")).toHaveAccessibleDescription(/Enter at least one visible letter/);
  await expect(page.getByLabel("Price", { exact: true })).toHaveAccessibleDescription(/Enter an amount/);

  await page.getByLabel("Name").fill("Club membership");
  await page.getByRole("radio", { name: /^Subscription/ }).check();
  await page.getByLabel("Price", { exact: true }).fill("30");
  await page.getByLabel("Set-up fee").fill("5");
  await page.getByLabel("Tax included (%)").fill("19");
  await page.getByLabel("Trial", { exact: true }).fill("14");
  await expect(example(page)).toContainText("5.00");
  await expect(example(page)).toContainText("16 Mar 2026");
  await expect(example(page)).toContainText("and so on, until the order is completed or paused");
  await page.getByLabel("Trial", { exact: true }).fill("");
  await page.getByLabel("Discount type").selectOption("Percentage");
  await page.getByLabel("Discount (%)").fill("50");
  await page.getByLabel("Discount applies to").selectOption("First payment");
  await expect(example(page).getByRole("listitem").filter({ hasText: "Now" })).toContainText("20.00");

  await page.getByRole("button", { name: "Add currency" }).click();
  await page.getByLabel("Currency").last().selectOption("JPY");
  await page.getByLabel("Price", { exact: true }).last().fill("4.800,50");
  await expect(page.getByLabel("Price", { exact: true }).last()).toHaveAccessibleDescription(
    /Enter an amount/,
  );
  await page.getByLabel("Price", { exact: true }).last().fill("4800");
  await page.getByLabel("Example in").selectOption("JPY");
  await expect(example(page)).toContainText("4,800");
  await page.getByLabel("Lock pricing").check();
  await page.getByLabel("Group").fill("Sport");
  await page.getByLabel("Unit").fill("month");
  await page.getByLabel("Description, shown to the customer").fill("<b>All</b> courses");
  await expect(example(page)).toHaveAttribute("aria-busy", "false");
  await expectAccessible(page, "New product");
  await create(page);
  await said(page, "Club membership is created.");
  await expect(page.getByRole("heading", { name: "Club membership" })).toBeVisible();
  await expect(page.getByText("<b>All</b> courses")).toBeVisible();
  await expect(page.getByText("50 % of the first payment")).toBeVisible();
  await expectAccessible(page, "Product");

  await page.goto("/shop1/settings/audit-log");
  await expect(page.getByText(/^Created the product Club membership: /)).toBeVisible();
});

test("the form asks only what fits the type, and a single, an instalment and a metered product are created", async ({
  page,
  office,
}) => {
  await office.signIn(page, "admin", "Ada Boss");
  for (const { type, fill, shows } of [
    { type: "Single", fill: {}, shows: "the whole amount" },
    { type: "Instalment", fill: { Deposit: "10", "Number of payments": "9" }, shows: "10 payments" },
    { type: "Metered", fill: { "First payment": "20" }, shows: "charged or scheduled by hand" },
  ]) {
    await page.goto("/shop1/products/new");
    await page.getByRole("radio", { name: new RegExp(`^${type}`) }).check();
    await page.getByLabel("Name").fill(`${type} thing`);
    await page.getByLabel("Price", { exact: true }).fill("100");
    for (const [label, text] of Object.entries(fill))
      await page.getByLabel(label, { exact: true }).fill(text);
    await expect(page.getByLabel("Trial", { exact: true })).toHaveCount(0);
    await expect(page.getByLabel("Every", { exact: true })).toHaveCount(type === "Instalment" ? 1 : 0);
    await expect(example(page)).toContainText(shows);
    await create(page);
    await said(page, `${type} thing is created.`);
  }
  await page.goto("/shop1/products/new");
  await page.getByRole("radio", { name: /^Instalment/ }).check();
  await page.getByLabel("Name").fill("Too small");
  await page.getByLabel("Price", { exact: true }).fill("0.05");
  await page.getByLabel("Number of payments").fill("9");
  await create(page);
  await expect(page.getByLabel("Deposit")).toHaveAccessibleDescription(/balance is too small/);
  await expect(page.getByLabel("Name")).toHaveValue("Too small");
});

test("products are searched, filtered and paged, and one is changed, deactivated and reactivated", async ({
  page,
  office,
}) => {
  for (let i = 1; i <= 27; i++) await sold(office, { name: `Course ${String(i).padStart(2, "0")}` });
  const id = await sold(office, { name: "Überblick", type: "subscription" });
  await office.signIn(page, "admin", "Ada Boss");
  await page.goto("/shop1/products?q=course");
  const table = page.getByRole("table", { name: "Products" });
  await expect(table.getByRole("link")).toHaveCount(25);
  await expectAccessible(page, "Products");
  await page.getByRole("link", { name: "Next" }).click();
  await expect(table.getByRole("link")).toHaveCount(2);
  await page.getByLabel("Name or group").fill("uber");
  await press(page.getByRole("button", { name: "Apply" }));
  await expect(table.getByRole("link")).toHaveText(["Überblick"]);

  await table.getByRole("link").click();
  await page.getByRole("link", { name: "Edit" }).click();
  await expect(page.getByRole("radio", { name: /^Single/ })).toHaveCount(0);
  await page.getByLabel("Price", { exact: true }).fill("120");
  await expect(example(page)).toHaveAttribute("aria-busy", "false");
  await expectAccessible(page, "Edit product");
  const other = await page.context().newPage();
  await other.goto(`/shop1/products/${id}/edit`);
  await other.getByLabel("Name").fill("Überblick neu");
  await save(other);
  await said(other, "Überblick neu is saved.");
  await save(page);
  await expect(page.getByRole("alert").filter({ hasText: "Someone changed this product" })).toBeVisible();
  await expect(page.getByLabel("Price", { exact: true })).toHaveValue("120");

  await other.getByRole("button", { name: "Deactivate" }).click();
  await said(other, "Deactivated. It is in no new order; orders that have it continue.");
  await page.goto("/shop1/products?status=inactive");
  await expect(table.getByRole("link")).toHaveText(["Überblick neu"]);
  await other.getByRole("button", { name: "Reactivate" }).click();
  await said(other, "Reactivated. It can be sold again.");
});

test("a picture is shown once its bytes are those of one, and nothing else is taken", async ({
  page,
  office,
}) => {
  const id = await sold(office, { name: "Mat" });
  await office.signIn(page, "admin", "Ada Boss");
  await page.goto(`/shop1/products/${id}`);
  const choose = (buffer: Buffer) =>
    page.getByLabel("Picture file").setInputFiles({ name: "mat.png", mimeType: "image/png", buffer });
  await choose(Buffer.from("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"));
  await press(page.getByRole("button", { name: "Save picture" }));
  await expect(page.getByLabel("Picture file")).toHaveAccessibleDescription(
    /Choose a PNG, JPEG or WebP file/,
  );
  await choose(Buffer.from(onePixel, "base64"));
  await press(page.getByRole("button", { name: "Save picture" }));
  await said(page, "The picture is saved.");
  const picture = page.getByRole("img", { name: "Mat" });
  await expect(picture).toHaveJSProperty("naturalWidth", 1);
  const address = (await picture.getAttribute("src")) ?? "";
  const answer = await page.request.get(address);
  expect(answer.headers()).toMatchObject({
    "content-type": "image/png",
    "x-content-type-options": "nosniff",
  });
  await press(page.getByRole("button", { name: "Remove picture" }));
  await said(page, "The picture is removed.");
  expect((await page.request.get(address)).status()).toBe(404);
});

test("who may only see products changes none, and another merchant's are not there", async ({
  page,
  office,
  stack,
}) => {
  const id = await sold(office, { name: "Seen" });
  const neighbour = await Office.open(stack, 2);
  const foreign = await sold(neighbour, { name: "Foreign" });
  await neighbour.close();
  await office.signIn(page, "restricted", "Rita Small");
  await page.goto("/shop1/products?q=foreign");
  await expect(page.getByText("No product matches.")).toBeVisible();
  await page.goto("/shop1/products?q=seen");
  await expect(page.getByRole("link", { name: "New product" })).toHaveCount(0);
  await page.getByRole("link", { name: "Seen" }).click();
  await expect(page.getByRole("button", { name: "Deactivate" })).toHaveCount(0);
  await expect(page.getByLabel("Picture file")).toHaveCount(0);
  for (const path of ["new", `${id}/edit`, foreign, `${foreign}/picture`, `${id}/picture`, "x", "%00"])
    expect([path, (await page.request.get(`/shop1/products/${path}`)).status()]).toEqual([path, 404]);
});

test("names and texts of any kind are stored as they are, or refused in words", async ({ page, office }) => {
  await office.signIn(page, "admin", "Ada Boss");
  for (const name of [
    "=1+1",
    "<script>alert(1)</script>",
    "Ω≈ç√∫",
    "表ポあA鷗",
    "' OR 1=1 --",
    "👩‍👩‍👧 family",
    "مرحبا",
  ]) {
    await page.goto("/shop1/products/new");
    await page.getByLabel("Name").fill(name);
    await page.getByLabel("Price", { exact: true }).fill("1");
    await create(page);
    await expect(page.getByRole("heading", { level: 1, name, exact: true })).toBeVisible();
  }
  for (const name of ["\u200b", "a\u202eb", "x".repeat(201)]) {
    await page.goto("/shop1/products/new");
    await page.getByLabel("Name").fill(name);
    await page.getByLabel("Price", { exact: true }).fill("1");
    await create(page);
    await expect(page.getByLabel("Name")).toHaveAccessibleDescription(/./);
    await expect(page.getByLabel("Name")).toHaveValue(name);
  }
  await page.getByLabel("Name").fill("Noted");
  await page.getByLabel("Internal note, for staff only").fill("4111 1111 1111 1111");
  await create(page);
  await expect(page.getByLabel("Internal note, for staff only")).toHaveAccessibleDescription(/card number/);
});

/** A PNG of one pixel. */
const onePixel =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
