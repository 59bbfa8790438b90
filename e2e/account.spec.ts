import type { Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import { generateSync } from "otplib";
import { users } from "@/db/schema/users";
import { expectAccessible } from "./support/axe";
import type { Office } from "./support/office";
import { PASSWORD } from "./support/sweep";
import { expect, test } from "./support/test";

const another = `${PASSWORD} and more`;

async function enter(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** The path of the newest link of that kind in the sandbox's mailbox, as an administrator reads it. */
async function linkIn(page: Page, subject: string): Promise<string> {
  await page.goto("/shop1/sandbox/mailbox");
  const mail = page.getByRole("link", { name: new RegExp(subject) }).first();
  await expect(async () => {
    await page.reload();
    await expect(mail).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await mail.click();
  const href = await page.getByRole("region", { name: "Text part" }).getByRole("link").getAttribute("href");
  return new URL(href ?? "").pathname;
}

/** A code of the step that many after this one: no code works twice, and nobody waits for the next. */
const codeOf = (key: string, stepsAhead = 0) =>
  generateSync({ secret: key, epoch: Math.floor(Date.now() / 1_000) + 30 * stepsAhead });

/** On the page that sets it up: resolves to the key and the recovery codes. */
async function setUp(page: Page): Promise<{ key: string; codes: string[] }> {
  await expect(page.getByRole("heading", { name: "Set up two-step verification" })).toBeVisible();
  await expect(page.getByRole("img", { name: "QR code of the key" })).toBeVisible();
  const key = ((await page.getByRole("listitem").locator("code").textContent()) ?? "").replaceAll(" ", "");
  await page.getByLabel("Code", { exact: true }).fill(codeOf(key));
  await page.getByRole("button", { name: "Switch on" }).click();
  const list = page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  await expect(list).toHaveCount(10);
  return { key, codes: await list.allTextContents() };
}

async function openAccount(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name }).click();
  await page.getByRole("menuitem", { name: "Account" }).click();
  await expect(page.getByRole("heading", { name: "Account", level: 1 })).toBeVisible();
}

test("a person changes the password, sees where they are signed in and ends what they do not know", async ({
  page,
  customerPage: phone,
  office,
}) => {
  await office.signIn(page, "agent", "Nora Berg");
  await office.signIn(phone, "agent", "Nora Berg");
  await openAccount(page, "Nora Berg");
  const rows = page.getByRole("table", { name: "Sessions" }).locator("tbody").getByRole("row");
  await expect(rows).toHaveCount(2);
  await expect(rows.filter({ hasText: "This session" })).toHaveText(/Chrome on Linux.*127\.0\.0\.1/);
  await expectAccessible(page, "account");

  await rows.getByRole("button", { name: "End the session of Chrome on Linux" }).click();
  await expect(page.getByRole("status").filter({ hasText: "The session has ended." })).toBeVisible();
  await expect(rows).toHaveCount(1);
  await phone.goto("/shop1/orders");
  await expect(phone).toHaveURL(/\/sign-in/);

  await office.signIn(phone, "agent", "Nora Berg");
  await page.getByRole("link", { name: "Change password" }).click();
  const dialog = page.getByRole("dialog", { name: "Change password" });
  await dialog.getByLabel("Current password").fill("a guess that is long enough");
  await dialog.getByLabel("New password").fill(another);
  await expectAccessible(page, "change password");
  await dialog.getByRole("button", { name: "Change password" }).click();
  await expect(dialog.getByLabel("Current password")).toHaveAccessibleDescription(
    /not your current password/,
  );
  await expect(dialog.getByLabel("New password")).toHaveValue(another);
  await dialog.getByLabel("Current password").fill(PASSWORD);
  await dialog.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Your password is changed." })).toBeVisible();
  await phone.goto("/shop1/orders");
  await expect(phone).toHaveURL(/\/sign-in/);
  await enter(phone, "nora-agent@shop1.example", another);
  await expect(phone).toHaveURL(/\/shop1$/);
});

test("a forgotten password is replaced by a mailed link, once, and nothing tells which addresses have an account", async ({
  page,
  customerPage: visitor,
  office,
}) => {
  await office.signIn(page, "admin", "Ada Admin");
  await visitor.goto("/sign-in");
  await visitor.getByRole("link", { name: "Forgot your password?" }).click();
  await expectAccessible(visitor, "forgotten password");
  const answers: string[] = [];
  for (const email of ["nobody@shop1.example", "ada-admin@shop1.example"]) {
    await visitor.goto("/sign-in/password");
    await visitor.getByLabel("E-mail").fill(email);
    await visitor.getByRole("button", { name: "Send link" }).click();
    const said = visitor.getByRole("status").filter({ hasText: "has an account" });
    await expect(said).toBeVisible();
    answers.push(((await said.textContent()) ?? "").replace(email, "it"));
  }
  expect(answers[0]).toBe(answers[1]);

  const link = await linkIn(page, "Choose a new password");
  // A scanner that opens the link takes nothing from whoever it was sent to.
  expect((await visitor.request.get(link)).status()).toBe(200);
  await visitor.goto(link);
  await visitor.getByLabel("New password").fill("short");
  await visitor.getByRole("button", { name: "Save password" }).click();
  await expect(visitor.getByLabel("New password")).toHaveAccessibleDescription(/This has 5 characters/);
  await expectAccessible(visitor, "new password, refused");
  await visitor.getByLabel("New password").fill(another);
  await visitor.getByRole("button", { name: "Save password" }).click();
  await expect(visitor.getByRole("status").filter({ hasText: "The new password is saved" })).toBeVisible();
  expect((await visitor.request.get(link)).status()).toBe(404);
  await visitor.goto(link);
  await expect(visitor.getByRole("heading", { name: "This link cannot be used" })).toBeVisible();
  await expectAccessible(visitor, "used link");
  await page.goto("/shop1/orders");
  await expect(page).toHaveURL(/\/sign-in/);
  await enter(page, "ada-admin@shop1.example", another);
  await expect(page).toHaveURL(/\/shop1$/);
  await page.goto("/shop1/settings/audit-log");
  await expect(
    page.getByRole("cell", { name: "Chose a new password for ada-admin@shop1.example by a mailed link." }),
  ).toBeVisible();
});

test("an address is changed once its own mailbox has confirmed it", async ({
  page,
  customerPage: visitor,
  office,
}) => {
  await office.signIn(page, "admin", "Olga Admin");
  await page.goto("/shop1/account?popup=email");
  const dialog = page.getByRole("dialog", { name: "Change e-mail" });
  await dialog.getByLabel("New e-mail").fill("olga@home.example");
  await dialog.getByLabel("Current password").fill(PASSWORD);
  await expectAccessible(page, "change e-mail");
  await dialog.getByRole("button", { name: "Send link" }).click();
  await expect(
    page.getByRole("status").filter({ hasText: "A link is on its way to olga@home.example." }),
  ).toBeVisible();
  await expect(page.getByText("olga-admin@shop1.example", { exact: true })).toBeVisible();
  const link = await linkIn(page, "Confirm your e-mail address");
  await visitor.goto(link);
  await expectAccessible(visitor, "confirm address");
  await visitor.getByRole("button", { name: "Confirm this address" }).click();
  await expect(
    visitor.getByRole("status").filter({ hasText: "Sign in as olga@home.example." }),
  ).toBeVisible();
  await enter(visitor, "olga@home.example");
  await expect(visitor).toHaveURL(/\/shop1$/);
  await page.goto("/shop1/sandbox/mailbox");
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("link", { name: /Your e-mail address was changed/ })).toBeVisible({
      timeout: 1_000,
    });
  }).toPass();
});

/** An administrator with two-step verification requires it of everybody. */
async function requireIt(page: Page, office: Office): Promise<void> {
  await office.signIn(page, "admin", "Vera Admin");
  await page.goto("/shop1/account");
  await page.getByRole("link", { name: "Set up two-step verification" }).click();
  await expectAccessible(page, "set up two-step verification");
  await setUp(page);
  await expectAccessible(page, "recovery codes");
  await page.getByRole("link", { name: "Continue" }).click();
  await expect(page.getByText("Recovery codes left")).toBeVisible();
  await page.goto("/shop1/settings/users");
  await page.getByRole("link", { name: "Require two-step verification" }).click();
  await expectAccessible(page, "require two-step verification");
  await page.getByRole("dialog").getByRole("button", { name: "Require two-step verification" }).click();
  await expect(page.getByRole("status").filter({ hasText: "is required now" })).toBeVisible();
}

test("an invited agent sets up the two-step verification that is required, and may not refund", async ({
  page,
  customerPage: agent,
  office,
}) => {
  test.slow();
  await requireIt(page, office);
  await page.goto("/shop1/settings/users?popup=invite");
  const invite = page.getByRole("dialog", { name: "Invite user" });
  await invite.getByLabel("E-mail").fill("rosa@shop.example");
  await invite.getByRole("radio", { name: /^Restricted agent/ }).check();
  await invite.getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByRole("status").filter({ hasText: "rosa@shop.example is invited" })).toBeVisible();
  await agent.goto(await linkIn(page, "You are invited"));
  await agent.getByLabel("Your name").fill("Rosa Lind");
  await agent.getByLabel("Password").fill(PASSWORD);
  await agent.getByRole("button", { name: "Join Shop 1" }).click();
  await expect(agent.getByRole("status").filter({ hasText: "Sign in as" })).toBeVisible();

  await enter(agent, "rosa@shop.example");
  await expect(agent).toHaveURL("/shop1/account/two-step");
  await expectAccessible(agent, "two-step verification is required");
  for (const path of ["orders", "orders/new", "account", "settings/users", "search?q=a", "sandbox/mailbox"]) {
    await agent.goto(`/shop1/${path}`);
    await expect(agent, path).toHaveURL("/shop1/account/two-step");
  }
  const { key, codes } = await setUp(agent);
  await agent.getByRole("link", { name: "Continue" }).click();
  await expect(agent).toHaveURL("/shop1");

  const [hired] = await office.owner.select().from(users).where(eq(users.name, "Rosa Lind"));
  const rosa = { kind: "user", id: hired?.id ?? "", name: "Rosa Lind" } as const;
  const order = await office.payFirst(
    await office.pendingOrder("Tom Weber", { type: "single" }, 12_000, rosa),
    "4242424242424242",
  );
  await agent.goto(`/shop1/orders/ZUID-${order.zuid}?popup=transaction&id=${order.attempts[0]?.number}`);
  await expect(agent.getByRole("dialog", { name: "Transaction Details" })).toBeVisible();
  await expect(agent.getByRole("button", { name: /^Refund/ })).toHaveCount(0);
  await expect(agent.getByRole("link", { name: /^Refund/ })).toHaveCount(0);

  await agent.context().clearCookies();
  await enter(agent, "rosa@shop.example");
  const code = agent.getByLabel("Code", { exact: true });
  await expect(code).toBeFocused();
  await expectAccessible(agent, "a code is asked for");
  await code.fill("000000");
  await agent.getByRole("button", { name: "Sign in" }).click();
  await expect(code).toHaveAccessibleDescription(/This code is incorrect/);
  await expect(agent.getByLabel("E-mail")).toHaveValue("rosa@shop.example");
  await code.fill(codeOf(key, 1));
  await agent.getByRole("button", { name: "Sign in" }).click();
  await expect(agent).toHaveURL("/shop1");

  // Without the phone a recovery code does, and an administrator where nothing else is left.
  await agent.context().clearCookies();
  await enter(agent, "rosa@shop.example");
  await code.fill(codes[0] ?? "");
  await agent.getByRole("button", { name: "Sign in" }).click();
  await expect(agent).toHaveURL("/shop1");
  await page.goto("/shop1/settings/users");
  await page.getByRole("link", { name: "Rosa Lind" }).click();
  await expectAccessible(page, "a user with two-step verification");
  await page.getByRole("button", { name: "Reset two-step verification" }).click();
  await expect(
    page.getByRole("status").filter({ hasText: "Rosa Lind signs in with the password alone now" }),
  ).toBeVisible();
  await agent.goto("/shop1/orders");
  await expect(agent).toHaveURL(/\/sign-in/);
});

test("a link that nobody made gives nothing away", async ({ page, stack: _ }) => {
  for (const kind of ["password", "email"])
    for (const token of ["x", "A".repeat(48), "x".repeat(2_000), "%00"]) {
      const answer = await page.request.get(`/sign-in/${kind}/${token}`);
      expect([400, 404]).toContain(answer.status());
      expect(await answer.text()).not.toMatch(/Save password|Confirm this address/);
    }
});
