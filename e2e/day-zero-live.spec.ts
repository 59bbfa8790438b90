import { expect, type Page, test } from "@playwright/test";
import { LivePlace } from "./support/live";
import { enterCard } from "./support/order-page";
import { choose } from "./support/selling";
import { PASSWORD } from "./support/sweep";

test.use({ ignoreHTTPSErrors: true });

/** As the guide's merchant is opened: by the script, with every question answered by a flag. */
function openMerchant(place: LivePlace): Promise<string> {
  const given = {
    name: "Seaside Yoga",
    code: "seaside",
    "time-zone": "Europe/Lisbon",
    descriptor: "SEASIDE YOGA",
    "account-ecom": "8ac7a4c77f0e1b2a017f0e5d3c4b0001",
    "account-moto": "8ac7a4c77f0e1b2a017f0e5d3c4b0002",
    "admin-email": "ines@seaside.example",
  };
  return place.run(
    "merchant",
    "add",
    ...Object.entries(given).flatMap(([name, value]) => [`--${name}`, value]),
  );
}

async function sell(page: Page, name: string, price: string): Promise<void> {
  await page.getByRole("link", { name: "Products" }).click();
  await page.getByRole("link", { name: "New product" }).click();
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Price", { exact: true }).fill(price);
  await page.getByRole("button", { name: "Create product" }).click();
  await expect(page.getByRole("heading", { name })).toBeVisible();
}

async function join(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel("Your name").fill("Inês Duarte");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Join Seaside Yoga" }).click();
  await page.getByRole("status").getByRole("link", { name: "Sign in" }).click();
  await page.getByLabel("E-mail").fill("ines@seaside.example");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("by the guide, on an empty database in live mode behind TLS, an administrator comes to her first payment", async ({
  page,
}) => {
  test.slow();
  const place = await LivePlace.open();
  try {
    await place.run("migrate");
    expect(await openMerchant(place)).toContain("ines@seaside.example is mailed a link");
    await Promise.all([place.start("web"), place.start("worker")]);

    await expect.poll(() => place.linkMailedTo("ines@seaside.example"), { timeout: 30_000 }).not.toBeNull();
    const link = place.linkMailedTo("ines@seaside.example") ?? "";
    expect(link.startsWith(`${place.appUrl}/sign-in/invitation/seaside-`)).toBe(true);
    await join(page, link);
    await expect(page).toHaveURL(`${place.appUrl}/seaside`);
    const session = (await page.context().cookies()).find(({ name }) => name.includes("session-token"));
    expect(session).toMatchObject({ secure: true, httpOnly: true });
    await expect(page.getByText("Sandbox")).toHaveCount(0);

    await sell(page, "Ten lessons", "120");
    await page.goto(`${place.appUrl}/seaside/orders/new`);
    await page.getByRole("button", { name: "New customer" }).click();
    await page.getByLabel("First name").fill("Amelia");
    await page.getByLabel("Last name").fill("Ward");
    await page.getByLabel("E-mail").fill("amelia.ward@mail.example");
    await page.getByRole("button", { name: "Add customer" }).click();
    await expect(page.getByText("amelia.ward@mail.example")).toBeVisible();
    await choose(page, "Product", "Ten lessons");
    await page.getByRole("button", { name: "Create order" }).click();
    const collect = page.getByRole("dialog", { name: "Collect payment" });
    await collect.getByRole("button", { name: "Enter the card" }).click();
    await enterCard(collect, "4242424242424242", { act: "Pay EUR 120.00" });
    await expect(collect).toContainText("EUR 120.00 was collected.");
    await expect(collect).toContainText("The order is Complete.");
  } finally {
    await place.close();
  }
});
