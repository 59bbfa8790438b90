import { readFileSync } from "node:fs";
import path from "node:path";
import { eq } from "drizzle-orm";
import { withMerchant } from "@/db/client";
import { customerLog, customers } from "@/db/schema/customers";
import { createCustomer } from "@/lib/customers/create";
import { productOf } from "@/lib/domain/sale/testing-products";
import { writtenName } from "@/lib/domain/value/written-name";
import { createProduct } from "@/lib/products/create";
import { expect, test } from "./support/test";

const naughty: string[] = JSON.parse(
  readFileSync(
    path.resolve(import.meta.dirname, "../node_modules/big-list-of-naughty-strings/blns.json"),
    "utf8",
  ),
);

test("names that programs stumble over are refused in words, or shown exactly as they were kept", async ({
  page,
  office,
}) => {
  test.setTimeout(240_000);
  const by = { actor: { kind: "system" }, now: await office.now() } as const;
  const kept: string[] = [];
  for (const text of naughty) {
    const read = writtenName(text);
    const { id: _id, ...described } = productOf({ name: text });
    const made = [
      await createCustomer(office.db, office.merchantId, { lastName: text, email: "n@example.com" }, by),
      await createProduct(office.db, office.merchantId, described),
    ];
    for (const one of made) {
      const says = "invalid" in one ? Object.values(one.invalid).join(" ") : "";
      expect([text, "value" in one || /^\w.*\.$/.test(says)]).toEqual([text, true]);
      expect([text, "value" in one]).toEqual([text, "name" in read]);
    }
    if ("name" in read) kept.push(read.name);
  }
  expect(kept.length).toBeGreaterThan(400);

  let dialogs = 0;
  page.on("dialog", (dialog) => {
    dialogs++;
    return dialog.dismiss();
  });
  await office.signIn(page, "admin", "Ada Admin");
  for (const list of ["Customers", "Products"]) {
    const shown: string[] = [];
    await page.goto(`/shop1/${list.toLowerCase()}`);
    const next = page.getByRole("link", { name: "Next", exact: true });
    for (;;) {
      const table = page.getByRole("table", { name: list });
      await expect(table).toBeVisible();
      const links = table.locator("tbody tr td:first-child a");
      shown.push(...(await links.evaluateAll((all) => all.map((link) => link.textContent ?? ""))));
      if ((await next.count()) === 0) break;
      const to = await next.getAttribute("href");
      await page.goto(to ?? "");
    }
    expect(shown.toSorted()).toEqual(kept.toSorted());
  }
  expect(dialogs).toBe(0);
  // Some are words that every log has, such as "true": what is swept for at the end is not these.
  await withMerchant(office.owner, office.merchantId, async (tx) => {
    await tx.delete(customerLog).where(eq(customerLog.merchantId, office.merchantId));
    await tx.delete(customers).where(eq(customers.merchantId, office.merchantId));
  });
});
