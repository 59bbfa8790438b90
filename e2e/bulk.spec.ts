import { readFileSync } from "node:fs";
import { expectAccessible } from "./support/axe";
import { press } from "./support/press";
import { expect, test } from "./support/test";

const membership = { type: "subscription" } as const;
/** Registers, and is declined ever after: for now, and for good. */
const forNow = "4000000000000341";
const forGood = "4000000000000069";

test("an agent retries what can be retried, sends a link to the rest, and fetches the results", async ({
  page,
  office,
}) => {
  await office.activeOrder("Ada Soft", membership, 3_000, forNow);
  await office.activeOrder("Bea Soft", { ...membership, currency: "CHF" }, 2_000, forNow);
  await office.activeOrder("Carl Hard", membership, 4_000, forGood);
  await office.moveDays(30);
  await office.signIn(page);
  await page.goto("/shop1/orders?outstanding=some");
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  await press(page.getByRole("link", { name: "Retry", exact: true }));

  const button = page.getByRole("button", { name: "Retry: 2 orders, CHF 20.00 and EUR 30.00" });
  await expect(button).toBeVisible();
  await expect(page.getByRole("table", { name: "What takes part, by reason" })).toContainText("30.00");
  const orders = page.getByRole("table", { name: "Orders of this run" });
  await expect(orders.getByRole("row", { name: /Carl Hard/ })).toContainText("Left out");
  await expectAccessible(page, "Basket");
  const basket = page.url();

  await page.getByLabel("Pace").selectOption({ label: "As fast as possible" });
  await press(button);
  await expect(page.getByRole("status").filter({ hasText: "Finished: 2 orders done." })).toBeAttached({
    timeout: 20_000,
  });
  await expect(orders.getByRole("row", { name: /Ada Soft/ })).toContainText("Not collected");
  await expectAccessible(page, "Run");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Results as CSV" }).click(),
  ]);
  const file = readFileSync(await download.path(), "utf8")
    .trim()
    .split("\r\n");
  expect(file).toHaveLength(4);
  expect(file.filter((line) => line.includes(",Done,"))).toHaveLength(2);

  // What was started is a run from then on.
  const run = page.url();
  await page.goto(basket);
  await expect(page).toHaveURL(run);
  await press(
    page
      .getByRole("list", { name: "What can be done next" })
      .getByRole("listitem")
      .filter({ hasText: "Suspended" })
      .getByRole("link"),
  );
  await press(page.getByRole("button", { name: "Send update link: 1 order, EUR 40.00" }));
  await expect(page.getByRole("status").filter({ hasText: "Finished: 1 order done." })).toBeAttached({
    timeout: 20_000,
  });
  await press(page.getByRole("link", { name: "All runs" }));
  await expect(page.getByRole("table", { name: "Bulk runs" }).getByRole("row")).toHaveCount(3);
  await page.goto("/shop1/alerts");
  await expect(
    page.getByText("Retry soft-declined payments: the run has finished.", { exact: true }).first(),
  ).toBeVisible();
});

test("orders that were being checked when the server went away are checked further, not anew", async ({
  page,
  office,
}) => {
  await office.activeOrder("Dora Soft", membership, 3_000, forNow);
  await office.activeOrder("Emil Soft", membership, 3_000, forNow);
  await office.moveDays(30);
  await office.signIn(page);
  const asked: string[] = [];
  await page.route("**/orders/basket?*", async (route) => {
    const action = route.request().headers()["next-action"];
    if (!action) return route.continue();
    asked.push(action);
    return asked.length === 2 ? route.abort() : route.continue();
  });
  await page.goto("/shop1/orders/basket?act=retry_events&outstanding=some");
  await press(page.getByRole("button", { name: "Try again" }));
  await expect(page.getByRole("button", { name: /^Retry: / })).toBeVisible();
  const [open, check] = asked;
  expect(asked).toEqual([open, check, check]);
});
