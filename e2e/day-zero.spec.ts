import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { toEnvironment } from "@/lib/env";
import { expectAccessible } from "./support/axe";
import type { Stack } from "./support/stack";
import { PASSWORD } from "./support/sweep";
import { expect, test } from "./support/test";

/** As whoever runs the installation does it; resolves to what the script says. */
async function addMerchant(stack: Stack, flags: Record<string, string>): Promise<string> {
  const given = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", "lib/start/main.ts", "merchant", "add", ...given],
    { env: { ...process.env, ...toEnvironment(stack.env), DATABASE_OWNER_URL: stack.ownerUrl } },
  );
  return stdout;
}

async function join(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: /^Join / }).click();
  await expect(page.getByRole("status").filter({ hasText: "Sign in as" })).toBeVisible();
  await page.getByRole("link", { name: "Sign in" }).click();
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("a merchant is added by the script, its administrator joins and invites an agent, who joins as one", async ({
  page,
  customerPage: agent,
  stack,
}) => {
  const said = await addMerchant(stack, {
    name: "Seaside Yoga",
    "time-zone": "Europe/Lisbon",
    "admin-email": "ines@seaside.example",
  });
  expect(said).toContain("Seaside Yoga is open");
  const link = /\/sign-in\/invitation\/\S+/.exec(said)?.[0] ?? "";

  // A scanner that opens the link takes nothing from whoever it was sent to.
  for (const method of ["get", "head"] as const)
    expect((await page.request[method](link)).status()).toBe(200);
  await page.goto(link);
  await expect(page.getByRole("heading", { name: "Join Seaside Yoga" })).toBeVisible();
  await expectAccessible(page, "invitation");
  await page.getByLabel("Your name").fill("Inês Duarte");
  await page.getByLabel("Password").fill("short");
  await page.getByRole("button", { name: "Join Seaside Yoga" }).click();
  const password = page.getByLabel("Password");
  await expect(password).toHaveAccessibleDescription(/This has 5 characters\. Choose at least 12\./);
  await expect(page.getByRole("alert").filter({ hasText: "This has 5 characters." })).toHaveCount(1);
  await expect(page.getByLabel("Your name")).toHaveValue("Inês Duarte");
  await expectAccessible(page, "invitation, refused");
  await join(page, link, "Inês Duarte");
  await signIn(page, "ines@seaside.example");
  await expect(page).toHaveURL("/seasideyoga");

  expect((await agent.request.get(link)).status()).toBe(404);
  await agent.goto(link);
  await expect(agent.getByText("It was accepted already.")).toBeVisible();
  await expectAccessible(agent, "invitation, used");

  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("heading", { name: "Users", level: 1 })).toBeVisible();
  await page.getByRole("link", { name: "Invite user" }).click();
  const invite = page.getByRole("dialog", { name: "Invite user" });
  await invite.getByLabel("E-mail").fill("rui@seaside.example");
  await invite.getByRole("radio", { name: /^Agent/ }).check();
  await expectAccessible(page, "invite user");
  await invite.getByRole("button", { name: "Send invitation" }).click();
  await expect(
    page.getByRole("status").filter({ hasText: "rui@seaside.example is invited as an agent." }),
  ).toBeVisible();
  await expectAccessible(page, "users");

  await page.goto("/seasideyoga/sandbox/mailbox");
  const mail = page.getByRole("link", { name: /You are invited/ });
  await expect(async () => {
    await page.reload();
    await expect(mail).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await mail.click();
  const mailed = await page.getByRole("region", { name: "Text part" }).getByRole("link").getAttribute("href");
  await join(agent, new URL(mailed ?? "").pathname, "Rui Costa");
  await signIn(agent, "rui@seaside.example");
  await expect(agent).toHaveURL("/seasideyoga");

  // Both sides of what an agent may: nothing is drawn, and nothing is there.
  await expect(agent.getByRole("link", { name: "Settings" })).toHaveCount(0);
  for (const path of ["settings", "settings/users", "settings/audit-log"])
    expect((await agent.request.get(`/seasideyoga/${path}`)).status(), path).toBe(404);
  await agent.goto("/seasideyoga/sandbox/mailbox");
  await expect(agent.getByText("You are invited")).toHaveCount(0);

  await page.goto("/seasideyoga/settings/users");
  await page.getByRole("link", { name: "Rui Costa" }).click();
  const person = page.getByRole("dialog", { name: "Rui Costa" });
  await person.getByRole("radio", { name: /^Accountant/ }).check();
  await expectAccessible(page, "a user");
  await person.getByRole("button", { name: "Change role" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Rui Costa is an accountant now." })).toBeVisible();
  await page.getByRole("link", { name: "Rui Costa" }).click();
  await person.getByRole("button", { name: "Deactivate Rui Costa" }).click();
  await expect(
    page.getByRole("status").filter({ hasText: "Rui Costa has no access to Seaside Yoga any more" }),
  ).toBeVisible();
  await agent.goto("/seasideyoga/orders");
  await expect(agent).toHaveURL(/\/sign-in/);

  await page.getByRole("link", { name: "Inês Duarte" }).click();
  await expect(page.getByText("You cannot change your own role or access.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Change role" })).toHaveCount(0);
  await page.goto("/seasideyoga/settings/audit-log");
  const rows = page.getByRole("table", { name: "Audit log" }).locator("tbody").getByRole("row");
  await expect(rows).toHaveText([
    /Inês Duarte.*Deactivated rui@seaside.example/,
    /Inês Duarte.*Made rui@seaside.example an accountant\. Before, it was an agent\./,
    /Rui Costa.*Accepted the invitation to rui@seaside.example as an agent/,
    /Inês Duarte.*Invited rui@seaside.example as an agent/,
    /Inês Duarte.*Accepted the invitation to ines@seaside.example as an administrator/,
    /The system.*Invited ines@seaside.example as an administrator/,
    /The system.*Opened Seaside Yoga under the code seasideyoga/,
  ]);
  await expectAccessible(page, "audit log");
});

test("an invitation that nobody answered is sent again or withdrawn", async ({ page, office }) => {
  await office.signIn(page, "admin", "Ada Admin");
  await page.goto("/shop1/settings/users?popup=invite");
  await page.getByLabel("E-mail").fill("late@shop.example");
  await page.getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByRole("status").filter({ hasText: "late@shop.example is invited" })).toBeVisible();
  await page.getByRole("link", { name: "late@shop.example" }).click();
  await expectAccessible(page, "an invitation");
  await page.getByRole("button", { name: "Send a new link" }).click();
  await expect(
    page.getByRole("status").filter({ hasText: "late@shop.example gets a new link." }),
  ).toBeVisible();
  await page.getByRole("link", { name: "late@shop.example" }).click();
  await page.getByRole("button", { name: "Withdraw invitation" }).click();
  await expect(page.getByRole("status").filter({ hasText: "The invitation is withdrawn." })).toBeVisible();
  await expect(page.getByRole("link", { name: "late@shop.example" })).toHaveCount(0);
});

test("a link that nobody made gives nothing away", async ({ page, stack: _ }) => {
  for (const token of ["shop1", "shop1-", `shop1-${"A".repeat(48)}`, "x".repeat(2_000)]) {
    const answer = await page.request.get(`/sign-in/invitation/${token}`);
    expect(answer.status()).toBe(404);
    expect(await answer.text()).not.toContain("Join");
  }
});
