import type { Page } from "@playwright/test";
import { OrderPage } from "./support/order-page";
import { PASSWORD } from "./support/sweep";
import { expect, test } from "./support/test";

const noAnswer = /^No answer came: the network or the server was away/;

test("a form that gets no answer keeps what was typed, says so, and works when sent again", async ({
  page,
  office,
}) => {
  const order = await office.activeOrder("Nora Lost", { type: "single" }, 2_000);
  await office.signIn(page, "agent", "Nora Lost");
  await page.context().clearCookies();

  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill("nora-agent@shop1.example");
  await page.getByLabel("Password").fill(PASSWORD);
  await whileAway(page, async () => {
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByText(noAnswer)).toBeVisible();
    await expect(page.getByLabel("E-mail")).toHaveValue("nora-agent@shop1.example");
  });
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Orders" })).toBeVisible();

  await OrderPage.open(page, order);
  await page.getByLabel("New note").fill("Call again on Monday");
  await whileAway(page, async () => {
    await page.getByRole("button", { name: "Add note" }).click();
    await expect(page.getByText(noAnswer)).toBeVisible();
    await expect(page.getByLabel("New note")).toHaveValue("Call again on Monday");
  });
  await page.getByRole("button", { name: "Add note" }).click();
  const notes = page.getByRole("region", { name: "Notes" }).getByRole("listitem");
  await expect(notes).toHaveCount(1);
  await expect(notes).toContainText("Call again on Monday");
});

/** What is sent while the network is away reaches nobody. */
async function whileAway(page: Page, act: () => Promise<void>): Promise<void> {
  await page.route("**/*", (route) =>
    route.request().method() === "POST" ? route.abort("connectionfailed") : route.fallback(),
  );
  await act();
  await page.unroute("**/*");
}
