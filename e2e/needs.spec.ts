import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { Keyboard } from "./support/keyboard";
import { expect, test } from "./support/test";

function rowOf(page: Page, name: string) {
  return page.getByRole("table", { name: "What needs you" }).getByRole("row").filter({ hasText: name });
}

test("two agents share what needs them, by keyboard, and nothing is done twice", async ({
  page,
  customerPage: colleague,
  office,
}) => {
  const today = new Date(await office.now());
  const expired = {
    expiryMonth: String(today.getUTCMonth() + 1),
    expiryYear: String(today.getUTCFullYear()),
  };
  const parts = { type: "instalment", parts: 4 } as const;
  await office.activeOrder("Ada Expired", parts, 80_000, "4000000000000069", expired);
  const short = await office.activeOrder("Ben Short", { type: "subscription" }, 3_000, "4000000000000341");
  await office.activeOrder("Cleo Later", parts, 8_000, "4000000000000069", expired);
  await office.moveDays(45);
  await office.signIn(page);
  await office.signIn(colleague, "agent", "Olive Reed");
  const keys = new Keyboard(page);
  const others = new Keyboard(colleague);

  await page.goto("/shop1");
  await expect(page.getByRole("link", { name: "What needs you 3" })).toBeVisible();
  await expect(page.getByRole("table", { name: "What needs you" }).getByRole("row")).toHaveText([
    /Customer and order/,
    /Most money first 3 orders, EUR 250.00/,
    /Ada Expired.*Card expired/,
    /Ben Short/,
    /Cleo Later.*Card expired/,
  ]);
  await colleague.goto("/shop1");
  await expect(rowOf(colleague, "Ada Expired")).toBeVisible();

  // The first takes it; whoever looks at the list of before is told.
  await keys.press("a");
  await expect(rowOf(page, "Ada Expired")).toContainText("Owner you");
  await others.press("a");
  await expect(rowOf(colleague, "Ada Expired")).toContainText("Someone else took, snoozed or handed over");

  // Nothing is sent by the first press. After the second, the row says what became of it, and leaves.
  const side = page.getByRole("complementary", { name: /Ada Expired/ });
  await keys.press("Enter");
  await expect(side.getByRole("button", { name: "Send update link" })).toBeFocused();
  await expect(side).toContainText("The credit card added to this order has expired.");
  await expectAccessible(page, "what needs you, with its panel");
  await page.setViewportSize({ width: 1440, height: 900 });
  await keys.press("Enter");
  await expect(rowOf(page, "Ada Expired")).toContainText("update link");
  await expect(rowOf(page, "Ada Expired")).toHaveCount(0, { timeout: 10_000 });

  // Both look at the same order; the money is taken once.
  const attempts = (await office.read(short)).attempts.length;
  await office.sandbox.next({ code: "000.100.110", registrationId: (await office.read(short)).cardId ?? "" });
  await colleague.reload();
  // Nothing is read again until the colleague presses.
  await colleague.route("**/api/session", (route) => route.abort());
  await rowOf(colleague, "Ben Short").getByRole("button", { name: "Retry EUR 30.00" }).click();
  const theirs = colleague.getByRole("complementary", { name: /Ben Short/ });
  await expect(theirs.getByRole("table", { name: "What changes" })).toContainText("Outstanding");
  await keys.press("Enter");
  await expect(
    page.getByRole("complementary").getByRole("button", { name: "Retry EUR 30.00" }),
  ).toBeFocused();
  await keys.press("Enter");
  await expect(rowOf(page, "Ben Short")).toContainText("EUR 30.00 collected. The order is Active again.");
  await theirs.getByRole("button", { name: "Retry EUR 30.00" }).click();
  await expect(rowOf(colleague, "Ben Short")).toContainText("The order has changed, so nothing was done.");
  expect((await office.read(short)).attempts.length).toBe(attempts + 1);

  // One is handed over with a note, which the next person finds in the order.
  await expect(rowOf(page, "Ben Short")).toHaveCount(0, { timeout: 10_000 });
  await keys.press("Space");
  await page.getByRole("complementary").getByRole("button", { name: "Take or hand over" }).click();
  const menu = page.getByRole("dialog", { name: "Hand over" });
  await menu.getByText("Olive Reed").click();
  await menu.getByLabel("A note for the next person").fill("Calls back at noon");
  await menu.getByRole("button", { name: "Hand over" }).click();
  await expect(rowOf(page, "Cleo Later")).toContainText("Handed over to Olive Reed.");
  await colleague.goto("/shop1?owner=me");
  await expect(colleague.getByRole("link", { name: "Mine 1" })).toBeVisible();
  await others.press("s");
  await expect(colleague.getByRole("dialog", { name: /Cleo Later/ })).toBeVisible();
  await colleague.getByRole("button", { name: /^Tomorrow/ }).press("Enter");
  await expect(rowOf(colleague, "Cleo Later")).toContainText("Snoozed until");
  await colleague.goto("/shop1");
  await expect(colleague.getByRole("heading", { name: "Nothing needs you now." })).toBeVisible();
  await expect(colleague.getByRole("region", { name: "Nothing to do" })).toContainText("Next payment:");
});
