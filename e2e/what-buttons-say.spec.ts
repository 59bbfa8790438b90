import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./support/test";

const subscription = { type: "subscription" } as const;
const instalments = { type: "instalment", parts: 6 } as const;

function cardButton(place: Page | Locator, name: string): Locator {
  return place.frameLocator('iframe[title="Card details"]').getByRole("button", { name, exact: true });
}

test("what charges a card names the sum, in the gateway's fields too", async ({
  page,
  customerPage,
  office,
}) => {
  const paying = await office.pendingOrder("Pia Pending", subscription, 3_000);
  await customerPage.goto(await office.linkTo(paying));
  await expect(cardButton(customerPage, "Pay €30.00")).toBeVisible();

  const holding = { type: "single", initialKind: "preauthorise" } as const;
  await customerPage.goto(await office.linkTo(await office.pendingOrder("Jana Kral", holding, 10_000)));
  await expect(cardButton(customerPage, "Authorise €100.00")).toBeVisible();

  const order = await office.activeOrder("Tom Weber", instalments, 60_000);
  await customerPage.goto(`${await office.linkTo(order)}/card`);
  await expect(cardButton(customerPage, "Save card")).toBeVisible();

  const owing = await office.activeOrder("Mona Petit", instalments, 60_000, "4000000000000341");
  await office.moveDays(31);
  await customerPage.goto(`${await office.linkTo(owing)}/card`);
  await expect(cardButton(customerPage, "Save card and pay €100.00")).toBeVisible();

  await office.signIn(page);
  await page.goto(`/shop1/orders/ZUID-${owing.zuid}?popup=cards`);
  const cards = page.getByRole("dialog", { name: "Registered Cards" });
  await cards.getByRole("button", { name: "Add card" }).click();
  await expect(cardButton(cards, "Save card and collect EUR 100.00")).toBeVisible();
});

for (const [device, width, height] of [
  ["a desk", 1440, 900],
  ["a phone", 390, 844],
] as const)
  test(`every pop-up has one footer with the way out in sight, at ${device}`, async ({ page, office }) => {
    // Many pop-ups, one after the other; a busy machine may need its time.
    test.slow();
    await page.setViewportSize({ width, height });
    const draft = await office.order("Dora Draft", subscription, 3_000);
    const paid = await office.activeOrder("Cora Complete", { type: "single" }, 5_000);
    const held = await office.activeOrder(
      "Jana Kral",
      { type: "single", initialKind: "preauthorise" },
      10_000,
    );
    const metered = await office.activeOrder("Mara Stein", { type: "metered" }, 10_000);
    const active = await office.activeOrder("Vera Abel", subscription, 3_000);
    const failed = await office.activeOrder("Tom Weber", instalments, 60_000, "4000000000000341");
    await office.moveDays(31);
    const pending = await office.pendingOrder("Pia Pending", subscription, 3_000);
    const [paying, holding] = [paid, held].map((order) => order.attempts.at(-1)?.number);
    await office.signIn(page);
    for (const [order, popUp, wayOut] of [
      [failed, "payments", "Close"],
      [failed, "cards", "Close"],
      [failed, "collect", "Back"],
      [failed, "complete", "Keep as it is"],
      [failed, `transaction&id=${failed.attempts.at(0)?.number}`, "Close"],
      [failed, `card-result&id=${failed.attempts.at(0)?.number}`, "Close"],
      [failed, "refund&id=999", "Close"],
      [failed, "close-report&id=1&report=0", "Close"],
      [paid, `refund&id=${paying}`, "Keep as it is"],
      [held, `capture&id=${holding}`, "Back"],
      [held, `reverse&id=${holding}`, "Keep as it is"],
      [metered, "submit-payment", "Back"],
      [metered, "schedule-payment", "Back"],
      [active, "pause", "Back"],
      [active, "resume", "Back"],
      [draft, "send-link", "Back"],
      [draft, "show-link", "Back"],
      [pending, "show-link", "Close"],
      [pending, "cancel", "Keep as it is"],
    ] as const) {
      const { version } = await office.read(order);
      await page.goto(`/shop1/orders/ZUID-${order.zuid}?popup=${popUp}`);
      const out = page.getByRole("dialog").getByRole("button", { name: wayOut, exact: true }).last();
      await expect(out, popUp).toBeInViewport({ ratio: 1 });
      await out.click();
      await expect(page.getByRole("dialog"), popUp).toHaveCount(0);
      expect((await office.read(order)).version, popUp).toBe(version);
    }
    for (const act of ["reschedule", "merge", "skip", "retry", "execute"]) {
      const events = act === "merge" ? "2,3" : act === "retry" ? "1" : "2";
      await page.goto(`/shop1/orders/ZUID-${failed.zuid}?popup=payments&act=${act}&events=${events}`);
      const out = page.getByRole("dialog").getByRole("link", { name: "Back to Scheduled Payments" });
      await expect(out, act).toBeInViewport({ ratio: 1 });
      await out.click();
      await expect(page.getByRole("dialog", { name: "Scheduled Payments" })).toBeVisible();
    }
    // Escape goes back by one step, to what was ticked, and then out.
    await page.goto(`/shop1/orders/ZUID-${failed.zuid}?popup=payments&act=skip&events=2`);
    await expect(page.getByRole("dialog", { name: "Skip" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog", { name: "Scheduled Payments" })).toBeVisible();
    await expect(page.getByRole("dialog").getByRole("button", { name: "Skip", exact: true })).toBeInViewport({
      ratio: 1,
    });
    await expect(page.getByRole("dialog").getByText("1 payment chosen")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });

test("what gives up money for good looks like it, and what collects does not", async ({ page, office }) => {
  const paid = await office.activeOrder("Cora Complete", { type: "single" }, 5_000);
  const held = await office.activeOrder("Jana Kral", { type: "single", initialKind: "preauthorise" }, 10_000);
  const active = await office.activeOrder("Vera Abel", subscription, 3_000);
  const pending = await office.pendingOrder("Pia Pending", subscription, 3_000);
  const [paying, holding] = [paid, held].map((order) => order.attempts.at(-1)?.number);
  await office.signIn(page);
  for (const [order, popUp, name, isRed] of [
    [active, "payments&act=skip&events=1", "Skip EUR 30.00", true],
    [active, "complete", "Mark as complete", true],
    [pending, "cancel", "Cancel order", true],
    [paid, `refund&id=${paying}`, "Refund EUR 50.00", true],
    [held, `reverse&id=${holding}`, "Reverse EUR 100.00", true],
    [held, `capture&id=${holding}`, "Capture EUR 100.00", false],
    [active, "payments&act=execute&events=1", "Execute now EUR 30.00", false],
    [active, "pause", "Pause", false],
  ] as const) {
    await page.goto(`/shop1/orders/ZUID-${order.zuid}?popup=${popUp}`);
    const button = page.getByRole("dialog").getByRole("button", { name, exact: true });
    await expect(button).toHaveCSS("background-color", await colourOf(page, isRed ? "red" : "accent"));
  }
});

/** A colour of the theme, as the browser computes it. */
function colourOf(page: Page, name: string): Promise<string> {
  return page.evaluate((token) => {
    const sample = document.createElement("i");
    sample.style.color = `var(--color-${token})`;
    document.body.append(sample);
    const colour = getComputedStyle(sample).color;
    sample.remove();
    return colour;
  }, name);
}
