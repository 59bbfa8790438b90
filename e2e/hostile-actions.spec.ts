import { and, eq } from "drizzle-orm";
import { withMerchant } from "@/db/client";
import { customerLog, customerNotes, customers } from "@/db/schema/customers";
import { createCustomer } from "@/lib/customers/create";
import type { Office } from "./support/office";
import { caught, replay } from "./support/replay";
import { expect, test } from "./support/test";

/** All that is known about a customer's account, as it would differ if anything had been done. */
async function stateOf({ db, merchantId }: Office, id: string) {
  return withMerchant(db, merchantId, async (tx) => ({
    customer: await tx
      .select()
      .from(customers)
      .where(and(eq(customers.merchantId, merchantId), eq(customers.id, id))),
    log: await tx
      .select()
      .from(customerLog)
      .where(and(eq(customerLog.merchantId, merchantId), eq(customerLog.customerId, id))),
    notes: await tx
      .select()
      .from(customerNotes)
      .where(and(eq(customerNotes.merchantId, merchantId), eq(customerNotes.customerId, id))),
  }));
}

async function customerOf({ db, merchantId }: Office, lastName: string): Promise<string> {
  const by = { actor: { kind: "system" }, now: 0 } as const;
  const made = await createCustomer(db, merchantId, { lastName, email: "own@example.com" }, by);
  return "value" in made ? made.value : "";
}

test("what a customer's page sends does nothing to another merchant's customer, and says nothing of them", async ({
  page,
  office,
  otherOffice,
}) => {
  const foreign = await otherOffice.customer("Frieda Foreign");
  const own = await customerOf(office, "Own");
  const before = await stateOf(otherOffice, foreign);
  await office.signIn(page, "admin", "Ada Admin");

  await page.goto(`/shop1/customers/${own}/edit`);
  const edit = await caught(page, () => page.getByRole("button", { name: "Save" }).click());
  await page.waitForURL(new RegExp(`/customers/${own}$`));
  await page.getByRole("textbox", { name: "Note" }).fill("Mine");
  const note = await caught(page, () => page.getByRole("button", { name: "Add note" }).click());
  await expect(page.getByText("Mine")).toBeVisible();
  const deactivate = await caught(page, () =>
    page.getByRole("button", { name: "Deactivate customer" }).click(),
  );
  await expect(page.getByText("Deactivated: no new orders", { exact: true })).toBeVisible();

  const forged: Record<string, string>[] = [
    { id: foreign },
    { id: foreign, merchant: "shop2" },
    { merchant: "shop2" },
    { id: "00000000-0000-4000-8000-000000000000" },
  ];
  for (const action of [edit, note, deactivate]) {
    for (const fields of forged) {
      const answer = await replay(page, action, fields);
      expect([fields, answer.status()]).toEqual([fields, 404]);
      expect(await answer.text()).not.toContain("Frieda");
    }
  }
  expect(await stateOf(otherOffice, foreign)).toEqual(before);
});

test("a form whose name has ten megabytes is refused, and one with formulas is kept as text", async ({
  page,
  office,
}) => {
  const own = await customerOf(office, "Big");
  await office.signIn(page, "admin", "Ada Admin");
  await page.goto(`/shop1/customers/${own}/edit`);
  const edit = await caught(page, () => page.getByRole("button", { name: "Save" }).click());
  await page.waitForURL(new RegExp(`/customers/${own}$`));
  const before = await stateOf(office, own);
  for (const name of ["x".repeat(10_000_000), "x".repeat(900_000)]) {
    const answer = await replay(page, edit, { lastName: name });
    expect(answer.status()).toBeLessThan(500);
    expect(answer.status() === 413 || (await answer.text()).includes("characters")).toBe(true);
  }
  expect(await stateOf(office, own)).toEqual(before);

  await page.goto(`/shop1/customers/${own}/edit`);
  await page.getByLabel("Last name").fill('=HYPERLINK("http://a.example")');
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { name: '=HYPERLINK("http://a.example")' })).toBeVisible();
});

test("what administrators send of settings, users and products is refused from every other role", async ({
  page,
  customerPage: colleague,
  office,
}) => {
  await office.signIn(page, "admin", "Ada Admin");
  const sent: Awaited<ReturnType<typeof caught>>[] = [];
  await page.goto("/shop1/settings/profile");
  await page.getByLabel("Legal name").fill("Shop One Ltd");
  sent.push(
    await caught(page, () => page.getByRole("button", { name: "Save", exact: true }).first().click()),
  );
  await page.goto("/shop1/settings/users?popup=invite");
  await page.getByLabel("E-mail").fill("new@shop1.example");
  sent.push(await caught(page, () => page.getByRole("button", { name: "Send invitation" }).click()));
  await page.goto("/shop1/products/new");
  await page.getByLabel("Name", { exact: true }).fill("Owned by an administrator");
  await page.getByLabel("Price", { exact: true }).fill("10");
  sent.push(await caught(page, () => page.getByRole("button", { name: "Create product" }).click()));

  for (const role of ["accountant", "agent", "restricted"] as const) {
    await office.signIn(colleague, role, `Rolf ${role}`);
    for (const action of sent) {
      const answer = await replay(colleague, action, {});
      expect(answer.status()).toBeLessThan(500);
      expect(await answer.text()).toContain("Your role does not allow this.");
    }
    await colleague.context().clearCookies();
  }
  const stranger = await replay(colleague, sent[0] as (typeof sent)[number], {});
  expect(await stranger.text()).toContain("signed_out");
});
