import { OrderPage } from "./support/order-page";
import { caught, replay } from "./support/replay";
import { openSandbox } from "./support/sandbox-chip";
import { expect, test } from "./support/test";

test("what was typed outlives the session, and signing in leads back to its page and pop-up", async ({
  page,
  office,
}) => {
  const order = await office.activeOrder("Nina Kept", { type: "single" }, 2_000);
  await office.signIn(page);
  await OrderPage.open(page, order);
  await page.getByLabel("New note").fill("Call again on Monday");
  const cookies = await page.context().cookies();
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Add note" }).click();
  await expect(page.getByText("You are signed out, and nothing was done.")).toBeVisible();
  await expect(page.getByLabel("New note")).toHaveValue("Call again on Monday");

  const address = `/shop1/orders/ZUID-${order.zuid}?popup=cards`;
  const other = await page.context().newPage();
  await other.goto(address);
  expect(new URL(other.url()).searchParams.get("next")).toBe(address);

  await page.context().addCookies(cookies);
  await page.getByRole("button", { name: "Add note" }).click();
  await expect(page.getByRole("region", { name: "What happened" })).toContainText("Call again on Monday");
});

test("whoever is not signed in is asked to, and an action sent without a session does nothing", async ({
  page,
  customerPage,
  office,
}) => {
  const order = await office.activeOrder("Signe Dahl", { type: "single" }, 2_000);
  for (const path of [
    "/shop1/orders",
    `/shop1/orders/ZUID-${order.zuid}`,
    `/shop1/orders/ZUID-${order.zuid}?popup=cards`,
    "/shop1/sandbox/mailbox",
  ]) {
    await customerPage.goto(path);
    await expect(customerPage).toHaveURL(/\/sign-in/);
    await expect(customerPage.getByText("Signe Dahl")).toHaveCount(0);
  }
  await office.signIn(page);
  await OrderPage.open(page, order);
  const note = await caught(page, async () => {
    await page.getByLabel("New note").fill("Signed in");
    await page.getByRole("button", { name: "Add note" }).click();
  });
  await expect(page.getByRole("region", { name: "What happened" })).toContainText("Signed in");
  const { version } = await office.read(order);
  const answer = await replay(customerPage, note, { version });
  expect(await answer.text()).toContain("signed_out");
  expect((await office.read(order)).version).toBe(version);
});

test("a restricted user reaches only the orders they made, and moves no money back", async ({
  page,
  customerPage: agent,
  office,
}) => {
  const theirs = await office.activeOrder("Max Others", { type: "single" }, 2_000);
  const restricted = await office.signIn(page, "restricted", "Rob Limited");
  const own = await office.pendingOrder("Mia Mine", { type: "single" }, 3_000, restricted);
  await office.payFirst(own, "4242424242424242");

  await page.goto("/shop1/orders");
  await expect(page.getByRole("table", { name: "Orders" }).locator("tbody").getByRole("row")).toHaveCount(1);
  await expect(page.getByRole("table", { name: "Orders" })).toContainText("Mia Mine");
  expect((await page.request.get(`/shop1/orders/ZUID-${theirs.zuid}`)).status()).toBe(404);
  expect((await page.request.get("/shop1/sandbox/mailbox")).status()).toBe(404);
  await openSandbox(page);
  await expect(page.getByRole("link", { name: "Mailbox" })).toHaveCount(0);

  const summary = await OrderPage.open(page, own);
  await summary.expectStatus("Complete");
  await expect(page.getByRole("link", { name: "Refund" })).toHaveCount(0);
  await page.goto(`/shop1/orders/ZUID-${own.zuid}?popup=refund&id=1`);
  await summary.expectStatus("Complete");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await office.signIn(agent);
  const seen = await OrderPage.open(agent, theirs);
  const refund = await caught(agent, async () => {
    await seen.transactions("payment link").getByRole("link", { name: "Refund" }).click();
    await seen.popUp("Refund").getByRole("button", { name: "Refund EUR 20.00" }).click();
  });
  await expect(seen.header).toContainText("EUR 0.00");
  const { version } = await office.read(own);
  const answer = await replay(page, refund, { zuid: own.zuid, version, attempt: 1, amount: 3_000 });
  expect(await answer.text()).toContain("Your role does not allow this.");
  expect((await office.read(own)).version).toBe(version);
});

for (const role of ["agent", "accountant", "admin"] as const)
  test(`the role ${role} sees all orders and may refund`, async ({ page, office }) => {
    const order = await office.activeOrder(`Ron ${role}`, { type: "single" }, 2_000);
    await office.signIn(page, role, `Some ${role}`);
    const summary = await OrderPage.open(page, order);
    await expect(summary.transactions("payment link").getByRole("link", { name: "Refund" })).toBeVisible();
    await openSandbox(page);
    await expect(page.getByRole("link", { name: "Mailbox" })).toBeVisible();
  });

test("administrators move the sandbox's clock, and nobody else", async ({
  page,
  customerPage: agent,
  office,
}) => {
  await office.signIn(page, "admin", "Ada Clock");
  const before = await office.now();
  await openSandbox(page);
  const move = await caught(page, () => page.getByRole("button", { name: "+1 hour" }).click());
  await expect.poll(() => office.now()).toBe(before + 3_600_000);

  for (const role of ["agent", "accountant", "restricted"] as const) {
    await office.signIn(agent, role, "Otto Clock");
    await openSandbox(agent);
    await expect(agent.getByRole("button", { name: "+1 hour" })).toHaveCount(0);
    const answer = await replay(agent, move, {});
    expect(await answer.text()).toContain("Your role does not allow this.");
    await agent.context().clearCookies();
  }
  expect(await office.now()).toBe(before + 3_600_000);
});
