import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import type { Office } from "./support/office";
import { expect, test } from "./support/test";

// The later ones look at what the first has made.
test.describe.configure({ mode: "serial" });

const membership = { type: "subscription" } as const;
const course = { type: "instalment", parts: 4 } as const;

/** Some months of a small shop: paid, refunded, declined for now and for good, recovered, skipped, to come; in two currencies. */
async function months(office: Office): Promise<void> {
  const short = "4000000000000341";
  const paid = await office.activeOrder("Ada Paid", membership, 3_000);
  await office.activeOrder("Bea Paid", { ...membership, currency: "CHF" }, 2_000);
  await office.activeOrder("Carl Recovered", course, 40_000, "4000000000005126");
  await office.activeOrder("Dora Short", membership, 4_500, short);
  await office.activeOrder("Eva Suspended", course, 20_000, "4000000000000069");
  const skipped = await office.activeOrder("Finn Skipped", course, 8_000, short);
  await office.pendingOrder("Gil Pending", { type: "single" }, 1_234);
  await office.moveDays(31);
  const [declined] = (await office.read(skipped)).events;
  await office.run(skipped, { kind: "skip_events", events: [declined?.number ?? 0] });
  await office.moveDays(33);
  const [payment] = (await office.read(paid)).attempts;
  await office.run(paid, { kind: "refund_payment", attempt: payment?.number ?? 0, amount: 1_000 });
  await office.activeOrder("Hana New", membership, 5_000);
}

type Figure = { says: string; href: string };

/** The links of a part of the page: what each says to whoever hears it. */
function linksIn(place: Locator): Promise<Figure[]> {
  return place.getByRole("link").evaluateAll((links) =>
    links.map((link) => ({
      says: (link.getAttribute("aria-label") ?? link.textContent ?? "").trim(),
      href: link.getAttribute("href") ?? "",
    })),
  );
}

/** The list behind an address has so many rows; a report says so, and what they come to. */
async function expectBehind(page: Page, { says, href }: Figure, meant: { count?: number; amount?: string }) {
  await page.goto(href);
  const { count, amount } = meant;
  const rows = page.locator("tbody").getByRole("row");
  if (href.includes("/reports/")) {
    const wanted = new RegExp(`^${count ?? "[\\d,]+"} rows?(, EUR ${amount ?? "[\\d,.]+"})?$`);
    await expect(total(page), `${says} at ${href}`).toHaveText(wanted);
  } else if (count === 0) await expect(page.getByText(/^(No transaction|There are no orders)/)).toBeVisible();
  else await expect(rows, `${says} at ${href}`).toHaveCount(count ?? -1);
}

/** What a report says of all of its rows. */
function total(page: Page): Locator {
  return page.getByRole("paragraph").filter({ hasText: /^[\d,]+ rows?/ });
}

test("each figure of the dashboard leads to a list that comes to the same", async ({ page, office }) => {
  // Every list is opened; a busy machine may need its time.
  test.slow();
  await months(office);
  await office.signIn(page, "accountant", "Nora Berg");
  await page.goto("/shop1/dashboard?currency=EUR");
  for (const folded of await page
    .locator("main details > summary")
    .filter({ hasText: /^Table/ })
    .all())
    await folded.click();
  const part = (name: string) => page.getByRole("region", { name });
  const counted = [
    ...(await linksIn(page.getByRole("table", { name: "Today" }))),
    ...(await linksIn(part("Orders by status"))).filter(({ says }) => !/^(?!Draft).*: 0$/.test(says)),
    ...(await linksIn(part("To recover"))).filter(({ says }) => /payments?$/.test(says)),
  ];
  expect(counted.length, "figures that count, of the statuses without orders one").toBe(5 + 5 + 4);
  const summed = [
    ...(await linksIn(part("To recover"))).filter(({ says }) => /^[\d,.]+$/.test(says)),
    ...(await linksIn(part("Next 30 days"))).filter(({ says }) => /^EUR/.test(says)),
    ...(await linksIn(page.getByRole("table", { name: "Declined each week" }))).slice(-2),
  ];
  const both = (await linksIn(page.getByRole("table", { name: "Processed" }))).filter(
    ({ says }) => !says.endsWith("(0)"),
  );
  const reasons = await page
    .getByRole("table", { name: "By reason" })
    .getByRole("row")
    .filter({ has: page.getByRole("link") })
    .evaluateAll((rows) =>
      rows.map((row) => ({
        says: row.querySelectorAll("td")[1]?.textContent ?? "",
        href: row.querySelector("a")?.getAttribute("href") ?? "",
      })),
    );
  expect([summed.length, both.length > 1, reasons.length > 1]).toEqual([4, true, true]);

  for (const one of counted)
    await expectBehind(page, one, { count: Number(/[\d,]+(?=\D*$)/.exec(one.says)) });
  for (const one of [...summed, ...reasons])
    await expectBehind(page, one, { amount: /[\d,.]+/.exec(one.says)?.[0] ?? "" });
  for (const one of both.slice(-4))
    await expectBehind(page, one, { count: Number(/\((\d+)\)/.exec(one.says)?.[1]) });
});

/** The rows of a file that a link on the page gives, head first. */
async function fileFrom(page: Page, name = "Export CSV"): Promise<string[][]> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name, exact: true }).click(),
  ]);
  return parse(readFileSync(await download.path()), { bom: true });
}

/** The rows of a table as the page shows them, head first. */
function shownIn(table: Locator): Promise<string[][]> {
  return table
    .locator("tr")
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll("th, td")].map((cell) => (cell.textContent ?? "").trim())),
    );
}

test("a report's file has what its page shows, and the month's books add up", async ({ page, office }) => {
  await office.signIn(page, "accountant", "Nora Berg");
  const days = "from=2026-01-01&to=2026-12-31";
  for (const [report, name, atLeast] of [
    ["orders", "Orders", 6],
    ["processed", "Processed", 10],
    ["recovery", "Recovery", 4],
    ["projected", "Projected", 4],
    ["changes", "Status changes", 8],
  ] as const) {
    await page.goto(`/shop1/reports/${report}?currency=EUR&${days}`);
    const shown = await shownIn(page.getByRole("table", { name, exact: true }));
    const file = await fileFrom(page);
    expect(file.slice(0, 26), name).toEqual(shown);
    expect(shown.length, name).toBeGreaterThan(atLeast);
    await expect(total(page)).toContainText(`${file.length - 1} rows`);
  }

  await page.goto("/shop1/reports/accounting?month=2026-04");
  await expect(page.getByText("The file adds up to the books.")).toBeVisible();
  const [head = [], ...lines] = await fileFrom(page);
  const of = (line: string[], column: string) => line[head.indexOf(column)] ?? "";
  const [, ...sums] = await shownIn(page.getByRole("table", { name: "The file and the books" }));
  expect(sums.length).toBeGreaterThan(1);
  for (const [type = "", currency = "", gross = "", tax = ""] of sums) {
    const own = lines.filter(
      (line) =>
        of(line, "Kind") === "Booking" && of(line, "Type") === type && of(line, "Currency") === currency,
    );
    const sum = (column: string) =>
      own.reduce((all, line) => all + Math.round(Number(of(line, column)) * 100), 0);
    const inFigures = (minor: number) => (minor / 100).toLocaleString("en", { minimumFractionDigits: 2 });
    expect([type, currency, inFigures(sum("Gross")), inFigures(sum("Tax"))]).toEqual([
      ...[type, currency, gross.replace("−", "-"), tax.replace("−", "-")],
    ]);
  }
});

test("the orders' file has the rows of the list in its order, with the same sums", async ({
  page,
  office,
}) => {
  await office.signIn(page, "accountant", "Nora Berg");
  await page.goto("/shop1/orders?currency=EUR&outstanding=some");
  const table = page.getByRole("table", { name: "Orders" });
  await expect(table.getByRole("row")).toHaveCount(4);
  const [heads = [], ...rows] = await shownIn(table);
  const [head = [], ...lines] = await fileFrom(page);
  const shown = rows.map((row) =>
    ["ZUID", "Status", "Amount", "Net paid", "Outstanding"].map((name) =>
      // A phone has no heads, so there an amount says what it is.
      (row[heads.indexOf(name)] ?? "").replace(/^(Total|Per cycle) /, ""),
    ),
  );
  const written = lines.map((line) => {
    const of = (column: string) => line[head.indexOf(column)] ?? "";
    const money = (column: string) =>
      `${of("Currency")} ${Number(of(column)).toLocaleString("en", { minimumFractionDigits: 2 })}`;
    return [of("ZUID"), of("Status"), money("Amount"), money("Net paid"), money("Outstanding")];
  });
  expect(written).toEqual(shown);
});
