import { expect, type Page } from "@playwright/test";
import { DAY } from "@/lib/domain/value/calendar";
import { expectAccessible } from "./support/axe";
import { press } from "./support/press";
import { test } from "./support/test";

const open = (page: Page, name: string) => page.goto(`/shop1/settings/${name}`);
const save = (page: Page) => press(page.getByRole("button", { name: "Save", exact: true }));
const said = (page: Page, text: string | RegExp) =>
  expect(page.getByRole("status").filter({ hasText: text })).toBeVisible();

test("an accountant moves the retry days: how many orders move is said first, then done", async ({
  page,
  office,
}) => {
  const draft = { type: "instalment", parts: 3, interval: { every: 30, unit: "DAY" } } as const;
  const orders = [
    await office.activeOrder("Ria Retry", draft, 30_000, "4000000000000341"),
    await office.activeOrder("Rolf Retry", draft, 30_000, "4000000000000341"),
  ];
  const first = orders[0]?.events[0]?.scheduledAt ?? 0;
  await office.moveTo(first + 60_000);
  await office.signIn(page, "accountant", "Petra Books");
  await open(page, "retries");
  await page.getByLabel("Days after the first decline").fill("7, 3");
  await save(page);
  await expect(page.getByLabel("Days after the first decline")).toHaveAccessibleDescription(
    /each later than the one before/,
  );
  await page.getByLabel("Days after the first decline").fill("5, 10");
  await save(page);
  await said(
    page,
    /2 orders have a planned retry or reminder\. The next one of 2 orders moves, the earliest to/,
  );
  await expectAccessible(page, "Retries, to be confirmed");
  await press(page.getByRole("button", { name: "Save and change 2 orders" }));
  await said(page, "Saved. Running orders are being changed now.");
  const planned = async () =>
    Promise.all(orders.map(async (order) => (await office.read(order)).events[0]?.plannedRetries.length));
  await expect.poll(planned, { timeout: 20_000 }).toEqual([2, 2]);
  const [order] = orders;
  if (!order) throw new Error("no order");
  const event = (await office.read(order)).events[0];
  expect(Math.round(((event?.plannedRetries[0] ?? 0) - (event?.executedAt ?? 0)) / DAY)).toBe(5);
  await page.goto(`/shop1/orders/ZUID-${order.zuid}`);
  await expect(page.getByRole("region", { name: "Order Log" })).toContainText(
    "The merchant's settings changed. Next automatic retry of SPID",
  );
});

test("a form that was drawn before a colleague's change is refused, and what was typed stays", async ({
  page,
  customerPage,
  office,
}) => {
  await office.signIn(page, "admin", "Adam First");
  await office.signIn(customerPage, "admin", "Berta Second");
  await open(page, "messages");
  await open(customerPage, "messages");
  await customerPage.getByLabel("Card expiring").uncheck();
  await save(customerPage);
  await said(customerPage, "Saved.");
  await page.getByLabel(/^Reminders, in days/).fill("3");
  await save(page);
  await expect(page.getByText(/Someone changed these settings after you opened this page/)).toBeVisible();
  await expect(page.getByLabel(/^Reminders, in days/)).toHaveValue("3");
  await open(page, "messages");
  await expect(page.getByLabel("Card expiring")).not.toBeChecked();
  await expectAccessible(page, "Messages");
});

test("an administrator sets the profile, which customers then see, with the logo", async ({
  page,
  customerPage,
  office,
}) => {
  const order = await office.pendingOrder("Kim Client", { type: "single", memo: "Ring twice" }, 5_000);
  await office.signIn(page, "admin", "Adam First");
  await open(page, "profile");
  await page.getByLabel("Legal name").fill("Shop One GmbH");
  await page.getByLabel("Support e-mail").fill("help@shop1.example");
  await page.getByLabel("Terms", { exact: true }).fill("javascript:alert(1)");
  await save(page);
  await expect(page.getByLabel("Terms", { exact: true })).toHaveAccessibleDescription(/begins with https/);
  await expect(page.getByLabel("Legal name")).toHaveValue("Shop One GmbH");
  await page.getByLabel("Terms", { exact: true }).fill("https://shop1.example/terms");
  await save(page);
  await said(page, "Saved.");

  const logo = page.getByLabel("Logo file");
  const file = { name: "logo.png", mimeType: "image/png" };
  await logo.setInputFiles({ ...file, buffer: Buffer.from("<svg onload=alert(1)>") });
  await press(page.getByRole("button", { name: "Save logo" }));
  await expect(logo).toHaveAccessibleDescription(/Choose a PNG, JPEG or WebP file/);
  await logo.setInputFiles({ ...file, buffer: Buffer.from(pixel, "base64") });
  await press(page.getByRole("button", { name: "Save logo" }));
  await expect(page.getByRole("img", { name: "Logo of Shop 1" })).toBeVisible();
  await expectAccessible(page, "Profile");

  // What is typed in one form is not lost by saving the other.
  await page.getByLabel("Support phone").fill("+49 30 901820");
  await press(page.getByRole("button", { name: "Remove logo" }));
  await expect(page.getByRole("img", { name: "Logo of Shop 1" })).toHaveCount(0);
  await expect(page.getByLabel("Support phone")).toHaveValue("+49 30 901820");
  await logo.setInputFiles({ ...file, buffer: Buffer.from(pixel, "base64") });
  await press(page.getByRole("button", { name: "Save logo" }));
  await expect(page.getByRole("img", { name: "Logo of Shop 1" })).toBeVisible();

  await customerPage.goto(await office.linkTo(order));
  await expect(customerPage.getByRole("link", { name: "help@shop1.example" })).toBeVisible();
  await expect(customerPage.getByRole("link", { name: "Terms" })).toHaveAttribute(
    "href",
    "https://shop1.example/terms",
  );
  await expect(customerPage.getByText("Shop One GmbH")).toBeVisible();
  await expect(customerPage.getByText("Ring twice")).toBeVisible();
  const src = await customerPage.locator('main img[src^="/api/logo/"]').getAttribute("src");
  const served = await customerPage.request.get(src ?? "");
  expect([served.status(), served.headers()["content-type"]]).toEqual([200, "image/png"]);
  const other = (src ?? "").replace(/.$/, (last) => (last === "0" ? "1" : "0"));
  expect((await customerPage.request.get(other)).status()).toBe(404);
  await expectAccessible(customerPage, "Checkout with the merchant's profile");

  await open(page, "audit-log");
  await expect(page.getByText(/legal name from none to Shop One GmbH/)).toBeVisible();
});

test("what is sold in and over is the administrator's, and says what a nominal authorisation costs", async ({
  page,
  office,
}) => {
  await office.signIn(page, "admin", "Adam First");
  await open(page, "selling");
  await expect(page.getByText(/Mastercard charges a fee/)).toBeVisible();
  await page.getByLabel("Default initial amount").fill("1.50");
  await save(page);
  await expect(page.getByLabel("Default initial amount")).toHaveAccessibleDescription(/from 0 to 0\.99/);
  await page.getByLabel("Default initial amount").fill("0.50");
  await page.getByLabel("KRW").uncheck();
  await page.getByLabel("Take cards over the phone (MOTO)").uncheck();
  await save(page);
  await said(page, "Saved.");
  await expectAccessible(page, "Selling");
  await page.reload();
  await expect(page.getByLabel("KRW")).not.toBeChecked();
  await expect(page.getByLabel("Default initial amount")).toHaveValue("0.50");
  await page.getByLabel("Take cards over the phone (MOTO)").check();
  await page.getByLabel("Default initial amount").fill("0");
  await save(page);
  await said(page, "Saved.");
});

test("each page of settings is there for whoever may change it, and for nobody else", async ({
  page,
  office,
}) => {
  const seen = async (name: string) => (await page.request.get(`/shop1/settings/${name}`)).status();
  await office.signIn(page, "accountant", "Petra Books");
  expect(await Promise.all(["retries", "messages", "profile", "selling"].map(seen))).toEqual([
    200, 200, 404, 404,
  ]);
  await page.goto("/shop1/settings");
  await expect(page.getByRole("navigation", { name: "Settings" }).getByRole("link")).toHaveText([
    "Retries",
    "Messages",
  ]);
  await page.context().clearCookies();
  await office.signIn(page, "agent");
  expect(await Promise.all(["retries", "messages", "profile", "selling"].map(seen))).toEqual([
    404, 404, 404, 404,
  ]);
  await expect(
    page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Settings" }),
  ).toHaveCount(0);
});

/** One white pixel. */
const pixel =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
