import { openSandbox } from "./support/sandbox-chip";
import { expect, test } from "./support/test";

const instalments = { type: "instalment", parts: 3 } as const;

test("ticking payments says how many are chosen and what they come to", async ({ page, office }) => {
  const order = await office.activeOrder("Tom Weber", instalments, 60_000, "4000000000000341");
  await office.signIn(page);
  await page.goto(`/shop1/orders/ZUID-${order.zuid}?popup=payments`);
  const dialog = page.getByRole("dialog");
  const said = dialog.getByRole("status").filter({ hasText: "chosen" });
  await expect(said).toHaveCount(0);
  await dialog.getByRole("checkbox").nth(1).check();
  await expect(said).toHaveText("1 payment chosen, EUR 200.00");
  await dialog.getByRole("checkbox", { name: "Select all" }).check();
  await expect(said).toHaveText("3 payments chosen, EUR 600.00");
  await dialog.getByRole("checkbox", { name: "Select all" }).uncheck();
  await expect(said).toHaveCount(0);
});

test("an act that is not possible now can be reached, does nothing, and says why", async ({
  page,
  office,
}) => {
  const order = await office.activeOrder("Tom Weber", instalments, 60_000);
  await office.signIn(page);
  await page.goto(`/shop1/orders/ZUID-${order.zuid}?popup=payments&events=1`);
  const retry = page.getByRole("dialog").getByRole("button", { name: "Retry", exact: true });
  await expect(retry).toHaveAttribute("aria-disabled", "true");
  await retry.focus();
  await expect(retry).toBeFocused();
  await expect(retry).toHaveAccessibleDescription(/Retry.*: /);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/popup=payments&events=1$/);
});

test("a note that is refused says so at its field and aloud, until it is changed", async ({
  page,
  office,
}) => {
  const order = await office.activeOrder("Tom Weber", instalments, 60_000);
  await office.signIn(page);
  await page.goto(`/shop1/orders/ZUID-${order.zuid}`);
  const note = page.getByLabel("New note");
  await note.fill(" ");
  await page.getByRole("button", { name: "Add note" }).click();
  await expect(note).toHaveAttribute("aria-invalid", "true");
  await expect(note).toHaveAccessibleDescription(/Enter some text/);
  await expect(page.getByRole("alert").filter({ hasText: "Enter some text" })).toHaveCount(1);
  await expect(note).toHaveValue(" ");
  await note.pressSequentially("a");
  await expect(note).not.toHaveAttribute("aria-invalid");
});

test("an invitation that is refused says so at its field and aloud", async ({ page, office }) => {
  await office.signIn(page, "admin");
  await page.goto("/shop1/settings/users?popup=invite");
  const dialog = page.getByRole("dialog");
  const email = dialog.getByLabel("E-mail");
  // The browser takes it for an address.
  await email.fill("anna@office");
  await dialog.getByRole("button", { name: "Send invitation" }).click();
  await expect(email).toHaveAttribute("aria-invalid", "true");
  await expect(email).toHaveAccessibleDescription(/Write an e-mail address/);
  await expect(dialog.getByRole("alert")).toHaveText(/Write an e-mail address/);
  await expect(email).toHaveValue("anna@office");
});

test("a step of the sandbox's clock keeps the focus while time moves", async ({ page, office }) => {
  await office.signIn(page, "admin");
  const bar = page.getByRole("region", { name: "Sandbox" });
  const step = bar.getByRole("button", { name: "+1 hour" });
  await openSandbox(page);
  const before = (await bar.getByRole("status").textContent()) ?? "";
  await step.focus();
  await page.keyboard.press("Enter");
  await expect(bar.getByRole("status")).not.toHaveText(before);
  await expect(step).toBeEnabled();
  await expect(step).toBeFocused();
});

test("no element repeats in a role what it is", async ({ page, office }) => {
  const order = await office.activeOrder("Tom Weber", instalments, 60_000, "4000000000000341");
  await office.moveDays(31);
  await office.signIn(page);
  const redundant: Record<string, string> = {
    table: "table",
    row: "tr",
    cell: "td",
    columnheader: "th",
    rowgroup: "thead, tbody, tfoot",
    list: "ul, ol",
    listitem: "li",
    button: "button",
    link: "a[href]",
  };
  for (const address of [
    "/shop1/orders",
    `/shop1/orders/ZUID-${order.zuid}`,
    `/shop1/orders/ZUID-${order.zuid}?popup=payments&events=1`,
    `/shop1/orders/ZUID-${order.zuid}?popup=cards`,
  ]) {
    await page.goto(address);
    await expect(page.getByRole(address.includes("popup") ? "dialog" : "table").first()).toBeVisible();
    for (const [role, elements] of Object.entries(redundant)) {
      const repeated = page.locator(`:is(${elements})[role=${role}]`);
      expect.soft(await repeated.count(), `${role} on ${address}`).toBe(0);
    }
  }
});

test("on a phone every amount of the list has a name", async ({ page, office }) => {
  const monthly = await office.activeOrder("Sara Subscriber", { type: "subscription" }, 3_000);
  const failed = await office.activeOrder("Paula Novak", instalments, 60_000, "4000000000000341");
  await office.moveDays(31);
  await office.signIn(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/shop1/orders");
  const row = (zuid: number) => page.getByRole("row").filter({ hasText: `ZUID-${zuid}` });
  await expect(row(failed.zuid)).toContainText("Total EUR 600.00");
  await expect(row(failed.zuid)).toContainText("EUR 200.00 outstanding");
  await expect(row(monthly.zuid)).toContainText("Per cycle EUR 30.00");
});

test("an amount or a date that is refused says so at its field, aloud, and by the button", async ({
  page,
  office,
}) => {
  const failed = await office.activeOrder("Tom Weber", instalments, 60_000, "4000000000000341");
  const paid = await office.activeOrder("Mia Metered", { type: "metered", deposit: 5_000 }, 5_000);
  await office.moveDays(31);
  const debit = (await office.read(paid)).attempts.at(0)?.number;
  await office.signIn(page);
  for (const [address, label, typed, says] of [
    [`ZUID-${paid.zuid}?popup=refund&id=${debit}`, /^Amount/, "60.00", /You can refund up to EUR 50\.00/],
    [`ZUID-${failed.zuid}?popup=payments&act=merge&events=1,2`, /^Amount/, "0", /more than zero/],
    [
      `ZUID-${failed.zuid}?popup=payments&act=reschedule&events=1`,
      /date/i,
      "2020-01-01T09:00",
      /in the future/,
    ],
    [`ZUID-${paid.zuid}?popup=schedule-payment`, /^Amount/, "0", /more than zero/],
  ] as const) {
    await page.goto(`/shop1/orders/${address}`);
    const dialog = page.getByRole("dialog");
    const field = dialog.getByLabel(label).first();
    await field.fill(typed);
    await expect(field, address).toHaveAttribute("aria-invalid", "true");
    await expect(field, address).toHaveAccessibleDescription(says);
    const button = dialog.locator("button[type=submit]").last();
    await expect(button, address).toBeDisabled();
    await expect(button, address).toHaveAccessibleDescription(says);
    await button.focus();
    await expect(button, address).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(field, address).toBeFocused();
  }
});
