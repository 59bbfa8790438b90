import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";
import { createCustomer } from "@/lib/customers/create";
import { expectAccessible } from "./support/axe";
import { press } from "./support/press";
import { test } from "./support/test";

test("an administrator hands a person their data out, and then erases them", async ({
  page,
  customerPage,
  office,
}) => {
  const actor = await office.signIn(page, "admin", "Adam First");
  const described = { firstName: "Petra", lastName: "Persson", email: "petra@persson.example" };
  const made = await createCustomer(office.db, 1, described, { actor, now: Date.UTC(2026, 2, 2, 9) });
  if ("invalid" in made) throw new Error("no customer");
  const address = `/shop1/customers/${made.value}/personal-data`;
  await page.goto(address);
  await expect(page.getByRole("heading", { name: "Personal data" })).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export data" }).click(),
  ]);
  expect(JSON.parse(readFileSync(await download.path(), "utf8"))).toMatchObject({
    customer: { email: "petra@persson.example" },
    orders: [],
  });
  await press(page.getByRole("button", { name: "Erase this person" }));
  await expect(page.getByRole("checkbox")).toHaveAccessibleDescription(/Tick this/);
  await expectAccessible(page, "Personal data");
  await page.getByRole("checkbox").check();
  await press(page.getByRole("button", { name: "Erase this person" }));
  await page.waitForURL(`**/customers/${made.value}`);
  await page.goto(address);
  await expect(page.getByText("← Erased person")).toBeVisible();
  await page.goto("/shop1/settings/audit-log");
  await expect(page.getByText(`Erased the personal data of customer ${made.value}.`)).toBeVisible();
  await expect(page.getByText(`Exported the data held about customer ${made.value}.`)).toBeVisible();

  await office.signIn(customerPage, "agent", "Sam Porter");
  for (const at of [address, `${address}/export`])
    expect((await customerPage.goto(at))?.status(), at).toBe(404);
});
