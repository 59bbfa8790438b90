import type { Locator, Page } from "@playwright/test";
import { OrderPage } from "./support/order-page";
import { openSandbox } from "./support/sandbox-chip";
import { PASSWORD } from "./support/sweep";
import { expect, test } from "./support/test";

const noAnswer = /^There was no answer because the network or the server was not available/;

test("a form that gets no answer keeps what was typed, says so, and works when sent again", async ({
  page,
  office,
}) => {
  const order = await office.activeOrder("Nora Lost", { type: "single" }, 2_000);
  await office.signIn(page, "agent", "Nora Lost");
  await page.context().clearCookies();

  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill("nora-agent@shop1.example");
  await page.getByLabel("Password").fill(PASSWORD);
  await whileAway(page, async () => {
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByText(noAnswer)).toBeVisible();
    await expect(page.getByLabel("E-mail")).toHaveValue("nora-agent@shop1.example");
  });
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "What needs you" })).toBeVisible();

  await OrderPage.open(page, order);
  await page.getByLabel("New note").fill("Call again on Monday");
  await whileAway(page, async () => {
    await page.getByRole("button", { name: "Add note" }).click();
    await expect(page.getByText(noAnswer)).toBeVisible();
    await expect(page.getByLabel("New note")).toHaveValue("Call again on Monday");
  });
  await page.getByRole("button", { name: "Add note" }).click();
  const notes = notesOn(page);
  await expect(notes).toHaveCount(1);
  await expect(notes).toContainText("Call again on Monday");
});

test("the forms beside an order's own do so too, and when the session is over", async ({ page, office }) => {
  const order = await office.activeOrder("Tom Weber", { type: "instalment", parts: 3 }, 6_000);
  await office.signIn(page, "admin", "Ada Admin");

  const sandbox = page.getByRole("button", { name: "To the next due" });
  await openSandbox(page);
  await whileAway(page, async () => {
    await sandbox.click();
    await expect(page.getByText(noAnswer)).toBeVisible();
  });

  const zone = page.getByRole("dialog", { name: "Time zone" });
  await page.getByRole("button", { name: /Ada Admin/ }).click();
  await page.getByRole("menuitem", { name: /^Time zone/ }).click();
  await zone.getByLabel("Show times in").selectOption("Asia/Tokyo");
  await whileAway(page, async () => {
    await zone.getByRole("button", { name: "Save time zone" }).click();
    await expect(zone.getByText(noAnswer)).toBeVisible();
    await expect(zone.getByLabel("Show times in")).toHaveValue("Asia/Tokyo");
  });
  await whileSignedOut(page, async () => {
    await zone.getByRole("button", { name: "Save time zone" }).click();
    await expect(zone.getByRole("link", { name: "Sign in (opens a new tab)" })).toBeVisible();
    await expect(zone.getByLabel("Show times in")).toHaveValue("Asia/Tokyo");
  });
  await zone.getByRole("button", { name: "Save time zone" }).click();
  await expect(zone).toHaveCount(0);

  await page.goto(`/shop1/orders/ZUID-${order.zuid}?popup=cards`);
  const cards = page.getByRole("dialog", { name: "Registered Cards" });
  const add = cards.getByRole("button", { name: "Add card" });
  await whileAway(page, async () => {
    await add.click();
    await expect(cards.getByText(noAnswer)).toBeVisible();
  });
  await whileSignedOut(page, async () => {
    await add.click();
    await expect(cards.getByRole("link", { name: "Sign in (opens a new tab)" })).toBeVisible();
  });
  await add.click();
  await expect(cards.locator('iframe[title="Card details"]').first()).toBeVisible();
});

test("what is typed and ticked without a network stays or is taken back, and follows when it is there again", async ({
  page,
  office,
}) => {
  const order = await office.activeOrder("Tilda Typed", { type: "instalment", parts: 3 }, 6_000);
  await office.signIn(page);
  const popUp = `/shop1/orders/ZUID-${order.zuid}?popup=payments`;
  await page.goto(`${popUp}&act=reschedule&events=2`);
  const form = page.getByRole("dialog", { name: "Reschedule" });
  const reschedule = form.getByRole("button", { name: "Reschedule EUR 12.50" });
  await form.getByLabel("Amount (EUR)").fill("11.00");
  await expect(form.getByRole("button", { name: "Reschedule EUR 11.00" })).toBeEnabled();
  await page.route("**/*", (route) => route.abort("connectionfailed"));
  await form.getByLabel("Amount (EUR)").fill("12.50");
  await expect(form.getByText(noAnswer)).toBeVisible();
  await expect(form.getByLabel("Amount (EUR)")).toHaveValue("12.50");
  await expect(form.getByRole("button", { name: /^Reschedule EUR/ })).toBeDisabled();
  await page.unroute("**/*");
  await expect(reschedule).toBeEnabled();
  await expect(form.getByText(noAnswer)).toHaveCount(0);
  await expect(form.getByLabel("Amount (EUR)")).toHaveValue("12.50");

  await page.goto(popUp);
  const payments = page.getByRole("dialog", { name: "Scheduled Payments" });
  const last = payments.getByRole("checkbox", { name: /^Select SPID/ }).last();
  await page.route("**/*", (route) => route.abort("connectionfailed"));
  await last.click();
  await expect(payments.getByText(noAnswer)).toBeVisible();
  await expect(last).not.toBeChecked();
  await page.unroute("**/*");
  await last.check();
  await expect(payments.getByRole("button", { name: "Skip", exact: true })).toBeEnabled();
  await expect(payments.getByText(noAnswer)).toHaveCount(0);
});

test("a menu says why what was chosen in it was not kept", async ({ page, office }) => {
  await office.signIn(page, "agent", "Mona Menu");
  const user = page.getByRole("menu", { name: "User menu" });
  await page.getByRole("button", { name: /Mona Menu/ }).click();
  await whileAway(page, async () => {
    await user.getByRole("menuitemradio", { name: "Dark" }).click();
    await expect(page.getByRole("alert").filter({ hasText: noAnswer })).toBeVisible();
    await user.getByRole("menuitem", { name: "Sign out" }).click();
    await expect(page.getByRole("alert").filter({ hasText: noAnswer })).toBeVisible();
  });
  await whileSignedOut(page, async () => {
    await user.getByRole("menuitemradio", { name: "Light" }).click();
    await expect(page.getByRole("alert").filter({ hasText: /^You are signed out/ })).toBeVisible();
  });
  await user.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect(user.getByRole("menuitemradio", { name: "Dark" })).toBeChecked();
  await expect(page.getByRole("alert").filter({ hasText: /signed out/ })).toHaveCount(0);
  await page.keyboard.press("Escape");

  const columns = page.getByRole("menu", { name: "Columns" });
  await page.getByRole("button", { name: "Columns" }).click();
  await whileAway(page, async () => {
    await columns.getByRole("menuitemcheckbox", { name: "Created" }).click();
    await expect(page.getByRole("alert").filter({ hasText: noAnswer })).toBeVisible();
    await expect(columns.getByRole("menuitemcheckbox", { name: "Created" })).toBeChecked();
  });
});

test("what is typed and ticked after the session is over stays, and follows after signing in again", async ({
  page,
  office,
}) => {
  const order = await office.activeOrder("Sina Session", { type: "metered", deposit: 5_000 }, 5_000);
  const parts = await office.activeOrder("Tilda Ticked", { type: "instalment", parts: 3 }, 6_000);
  await office.signIn(page);
  await page.goto(`/shop1/orders/ZUID-${order.zuid}?popup=submit-payment`);
  const form = page.getByRole("dialog");
  await form.getByLabel("Note").fill("Hours of May");
  await whileSignedOut(page, async () => {
    await form.getByLabel("Amount (EUR)").fill("12.50");
    await expect(form.getByText(/^You are signed out\. What you typed is kept/)).toBeVisible();
    await expect(form.getByRole("link", { name: "Sign in (opens a new tab)" })).toBeVisible();
    await expect(form.getByLabel("Note")).toHaveValue("Hours of May");
  });
  await expect(form.getByRole("button", { name: "Charge EUR 12.50 now" })).toBeEnabled();
  await expect(form.getByLabel("Note")).toHaveValue("Hours of May");

  await page.goto(`/shop1/orders/ZUID-${parts.zuid}?popup=payments`);
  const last = form.getByRole("checkbox", { name: /^Select SPID/ }).last();
  await whileSignedOut(page, async () => {
    await last.click();
    await expect(form.getByText(/^You are signed out/)).toBeVisible();
    await expect(last).not.toBeChecked();
  });
  await last.check();
  await expect(form.getByRole("button", { name: "Skip", exact: true })).toBeEnabled();
});

test("a page that draws itself again keeps what is typed while the network is away or the session over", async ({
  page,
  office,
}) => {
  const order = await office.activeOrder("Wanda Waiting", { type: "instalment", parts: 3 }, 6_000);
  await office.sandbox.next({ code: "000.200.000", registrationId: order.cardId ?? "" });
  await office.run(order, { kind: "execute_event", event: 2 });
  await office.signIn(page);
  await OrderPage.open(page, order);
  const note = page.getByLabel("New note");
  await note.fill("Call again on Monday");
  const asked = () => page.waitForResponse((answer) => answer.url().endsWith("/api/session"));
  const lost = () => page.waitForEvent("requestfailed", (request) => request.url().endsWith("/api/session"));
  await page.route("**/*", (route) => route.abort("connectionfailed"));
  await lost();
  await lost();
  await expect(note).toHaveValue("Call again on Monday");
  await page.unroute("**/*");
  await whileSignedOut(page, async () => {
    await asked();
    await asked();
    await expect(note).toHaveValue("Call again on Monday");
  });
  await page.getByRole("button", { name: "Add note" }).click();
  await expect(notesOn(page)).toHaveCount(1);
});

/** What staff noted, as it stands in the log. */
function notesOn(page: Page): Locator {
  return page
    .getByRole("region", { name: "What happened" })
    .getByRole("listitem")
    .filter({ hasText: "Call again on Monday" });
}

/** The session is over, and there again afterwards: signed in once more in another tab. */
async function whileSignedOut(page: Page, act: () => Promise<void>): Promise<void> {
  const cookies = await page.context().cookies();
  await page.context().clearCookies();
  await act();
  await page.context().addCookies(cookies);
}

/** What is sent while the network is away reaches nobody. */
async function whileAway(page: Page, act: () => Promise<void>): Promise<void> {
  await page.route("**/*", (route) =>
    route.request().method() === "POST" ? route.abort("connectionfailed") : route.fallback(),
  );
  await act();
  await page.unroute("**/*");
}
