import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { press } from "./support/press";
import { test } from "./support/test";

const header = "Customer_ID,Firstname,Lastname,Email,Birthdate";

async function choose(page: Page, name: string, text: string | Buffer): Promise<void> {
  await page.goto("/shop1/customers/import");
  await page
    .getByLabel("CSV file with customers")
    .setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text as string) });
}

const heading = (page: Page, name: string) => page.getByRole("heading", { name, level: 1 });

test("an agent looks at a file, imports it, and fetches the rows with errors", async ({ page, office }) => {
  await office.signIn(page);
  const rows = [
    "A-1,Ada,Import,ada@example.com,31/12/1990",
    "A-2,=1+1,Formula,formula@example.com,",
    "A-3,Bo,Broken,bo at example,31/02/1990",
  ];
  await choose(page, "moving in.csv", [header, ...rows].join("\r\n"));
  await expect(heading(page, "moving in.csv")).toBeVisible();
  const preview = page.getByRole("table", { name: "Preview" });
  await expect(preview.getByRole("row", { name: /A-1/ })).toContainText("Add");
  await expect(preview.getByRole("row", { name: /A-2/ })).toContainText("=1+1 Formula");
  await expect(preview).toContainText("Email: Enter an e-mail address");
  await expect(preview).toContainText("Birthdate: This date does not exist.");
  await expect(page.getByText("The file has no column Phone_CountryCode")).toBeVisible();
  await expectAccessible(page, "Preview of an import");
  await press(page.getByRole("button", { name: "Import 3 rows" }));
  await expect(page.getByRole("status").filter({ hasText: "2 customers were added." })).toBeVisible({
    timeout: 20_000,
  });
  await expectAccessible(page, "Result of an import");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download the file of errors" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("errors-moving in.csv");
  const errors = readFileSync(await download.path(), "utf8");
  expect(errors.split("\r\n").slice(0, 2)).toEqual([
    `\ufeffReasons,${header}`,
    "Email: Enter an e-mail address, such as anna@example.com. Birthdate: This date does not exist.,A-3,Bo,Broken,bo at example,31/02/1990".replace(
      /^.*?\.(?=,A-3)/,
      (reasons) => (reasons.includes(",") ? `"${reasons}"` : reasons),
    ),
  ]);

  await choose(page, "moving in.csv", [header, ...rows].join("\r\n"));
  await expect(page.getByText("The same file was imported by Sam Porter")).toBeVisible();
  await press(page.getByRole("button", { name: "Remove" }));
  await expect(heading(page, "Import customers")).toBeVisible();
  await expect(page.getByRole("table", { name: "Imports so far" })).toContainText("2 customers were added.");
  await expectAccessible(page, "Import customers");
});

test("a file that is of no use is refused in words, and nothing is imported from it", async ({
  page,
  office,
}) => {
  await office.signIn(page);
  await choose(page, "empty.csv", "");
  await expect(page.getByRole("alert").filter({ hasText: "This file is empty." })).toBeVisible();
  await choose(page, "latin.csv", Buffer.from(`${header}\n1,Zoë,B,z@example.com,`, "latin1"));
  await expect(page.getByText("The file is not in UTF-8")).toBeVisible();
  await expectAccessible(page, "A file that cannot be read");
  await choose(page, "other.csv", "a,b\n1,2");
  await expect(page.getByText("no column that is known here")).toBeVisible();
  await choose(page, "long.csv", `${header}\n1,${"x".repeat(1_500_000)},B,b@example.com,`);
  await expect(page.getByText("longer than 200,000 characters")).toBeVisible();
});

test("whatever a file holds is shown as it was written", async ({ page, office }) => {
  const all = JSON.parse(
    readFileSync(
      path.resolve(import.meta.dirname, "../node_modules/big-list-of-naughty-strings/blns.json"),
      "utf8",
    ),
  ) as string[];
  const scripts = all
    .filter((text) => /<script|onerror|javascript:/i.test(text) && text.length < 150)
    .slice(0, 9);
  expect(scripts.length).toBe(9);
  await office.signIn(page);
  const others = all.filter((text) => !scripts.includes(text));
  const rows = [...scripts, ...others].map((text, n) =>
    [`N-${n}`, text, "Naughtyson", `n${n}@example.com`, ""]
      .map((cell) => `"${cell.replaceAll('"', '""')}"`)
      .join(","),
  );
  page.on("dialog", (dialog) => {
    throw new Error(`a script of a file ran: ${dialog.message()}`);
  });
  await choose(page, "naughty.csv", [header, ...rows].join("\n"));
  await expect(heading(page, "naughty.csv")).toBeVisible();
  for (const text of scripts) {
    const row = page.getByRole("row", { name: `N-${scripts.indexOf(text)} ` }).first();
    await expect(row).toContainText(text.replace(/\s+/g, " ").trim());
  }
  await press(page.getByRole("button", { name: `Import ${rows.length} rows` }));
  await expect(page.getByRole("status").filter({ hasText: "customers were added." })).toBeVisible({
    timeout: 20_000,
  });
});

test("a restricted agent imports nothing, and nobody reaches another merchant's files", async ({
  page,
  customerPage,
  office,
}) => {
  await office.signIn(page);
  await choose(page, "ours.csv", `${header}\n1,Ann,B,ann@example.com,`);
  await expect(heading(page, "ours.csv")).toBeVisible();
  const address = new URL(page.url()).pathname;
  await office.signIn(customerPage, "restricted", "Rita Restricted");
  for (const at of [
    "/shop1/customers/import",
    address,
    `${address}/errors`,
    "/shop1/customers/import/sample",
  ])
    expect((await customerPage.goto(at))?.status(), at).toBe(404);
  const sent = await customerPage.request.post(`${address}/pieces?place=0`, { data: "x" });
  expect(sent.status()).toBe(404);
  for (const at of [address, `${address}/errors`]) {
    const foreign = at.replace("shop1", "shop2");
    expect((await page.goto(foreign))?.status(), foreign).toBe(404);
  }
  expect((await page.request.post(`${address}/pieces?place=x`, { data: "x" })).status()).toBe(400);
});
