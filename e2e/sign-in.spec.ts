import { PASSWORD } from "./support/sweep";
import { expect, test } from "./support/test";

test("signing out ends the session for every copy of its cookie", async ({
  page,
  office,
  browser,
  stack,
}) => {
  await office.signIn(page);
  const copied = await browser.newContext({
    baseURL: stack.baseURL,
    storageState: await page.context().storageState(),
  });
  const copy = await copied.newPage();
  await copy.goto("/shop1/orders");
  await expect(copy.getByRole("heading", { name: "Orders" })).toBeVisible();

  await page.getByRole("button", { name: "Sam Porter" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await copy.goto("/shop1/orders");
  await expect(copy).toHaveURL(/\/sign-in/);
  await copied.close();
});

test("a database that cannot be asked is a fault, and nobody is signed out by it", async ({
  page,
  office,
}) => {
  await office.signIn(page);
  await office.owner.execute("alter table sessions rename to sessions_away");
  await page.goto("/shop1/orders");
  await expect(page.getByRole("heading", { name: /went wrong/ })).toBeVisible();
  await expect(page.getByLabel("Password")).toHaveCount(0);
  await office.owner.execute("alter table sessions_away rename to sessions");
  await page.goto("/shop1/orders");
  await expect(page.getByRole("heading", { name: "Orders" })).toBeVisible();
});

test("signing in leads back to a page of ours, and nowhere else", async ({ page, office }) => {
  await office.signIn(page, "agent", "Nele Next");
  const order = await office.activeOrder("Nele Next", { type: "single" }, 2_000);
  const popUp = `/shop1/orders/ZUID-${order.zuid}?popup=cards`;
  for (const [next, url] of [
    [popUp, popUp],
    ["/shop1/orders?q=Nele", "/shop1/orders?q=Nele"],
    ["/a/..//elsewhere.example", "/shop1"],
    ["/a/%2e%2e//elsewhere.example", "/shop1"],
    ["/\\elsewhere.example", "/shop1"],
    ["/\t/elsewhere.example", "/shop1"],
  ] as const) {
    await page.context().clearCookies();
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await page.getByLabel("E-mail").fill("nele-agent@shop1.example");
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).toHaveURL(url);
  }
});

test("who guesses is told to wait, whatever address they claim; the person's own device is let in", async ({
  page,
  office,
  customerPage: stranger,
}) => {
  await office.signIn(page, "agent", "Gina Guessed");
  for (let i = 0; i <= 10; i++) {
    await stranger.setExtraHTTPHeaders({ "x-forwarded-for": `203.0.113.${i}` });
    await stranger.goto("/sign-in");
    await stranger.getByLabel("E-mail").fill("gina-agent@shop1.example");
    await stranger.getByLabel("Password").fill("guess");
    await stranger.getByRole("button", { name: "Sign in" }).click();
    await expect(stranger.getByRole("alert").filter({ hasText: /incorrect|Wait/ })).toBeVisible();
  }
  await expect(stranger.getByText("Wait 15 minutes, then try again.")).toBeVisible();

  const device = (await page.context().cookies()).filter(({ name }) => name.startsWith("tenor-device-"));
  expect(device).toHaveLength(1);
  await page.context().clearCookies();
  await page.context().addCookies(device);
  await office.signIn(page, "agent", "Gina Guessed");
});
