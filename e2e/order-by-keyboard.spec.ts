import type { Page } from "@playwright/test";
import { Keyboard } from "./support/keyboard";
import { OrderPage, spidsOf } from "./support/order-page";
import { expect, test } from "./support/test";

const subscription = { type: "subscription" } as const;
const instalments = { type: "instalment", parts: 6 } as const;

function gearOf(page: Page) {
  return page.getByRole("button", { name: "Gear options" });
}

function itemOf(page: Page, name: string) {
  return page.getByRole("menuitem", { name, exact: true });
}

test("rescheduling, merging and retrying the payments of a failed order", async ({ page, office }) => {
  const order = await office.activeOrder("Paula Novak", instalments, 60_000, "4000000000005126");
  await office.moveDays(31);
  const [first = 0, second = 0, third = 0, fourth = 0] = spidsOf(await office.read(order));
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  const keys = new Keyboard(page);
  const payments = summary.popUp("Scheduled Payments");
  const goTo = async (act: string, spids: number[], key: "Enter" | "Space") => {
    for (const spid of spids)
      await keys.tabAndPress(payments.getByRole("checkbox", { name: `Select SPID ${spid}` }), "Space");
    await keys.tabAndPress(payments.getByRole("button", { name: act, exact: true }), key);
    await expect(summary.popUp(act)).toBeVisible();
  };

  await keys.choose(gearOf(page), itemOf(page, "Payments"));
  await expect(payments).toBeVisible();
  await keys.expectTrapped(payments);
  await keys.press("Escape");
  await expect(payments).toBeHidden();
  await expect(gearOf(page)).toBeFocused();

  await keys.choose(gearOf(page), itemOf(page, "Payments"));
  await goTo("Reschedule", [second], "Space");
  const reschedule = summary.popUp("Reschedule");
  await keys.tabTo(reschedule.getByLabel("New date and time"));
  await keys.press("ArrowUp");
  await keys.fill(reschedule.getByLabel("Amount (EUR)"), "90.00");
  await keys.tabAndPress(reschedule.getByRole("button", { name: "Reschedule EUR 90.00" }), "Enter");
  await expect(payments.getByRole("status")).toContainText("moved to");

  await goTo("Merge", [third, fourth], "Space");
  await keys.tabAndPress(page.getByRole("button", { name: "Merge EUR 200.00" }), "Space");
  await expect(payments.getByRole("status")).toContainText("merged");

  await goTo("Retry", [first], "Enter");
  await keys.expectTrapped(summary.popUp("Retry"));
  await keys.tabAndPress(page.getByRole("button", { name: "Retry EUR 100.00" }), "Enter");
  await expect(payments.getByRole("status")).toContainText("collected. The order is");
  await keys.press("Escape");
  await expect(payments).toBeHidden();
  await summary.expectStatus("Active");
});

test("sending a card update link, and noting so", async ({ page, office }) => {
  const order = await office.activeOrder("Ines Costa", instalments, 60_000);
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  const keys = new Keyboard(page);
  await keys.choose(gearOf(page), itemOf(page, "Cards"));
  const cards = summary.popUp("Registered Cards");
  await expect(cards).toBeVisible();
  await keys.expectTrapped(cards);
  await keys.tabAndPress(cards.getByRole("button", { name: "Send update link" }), "Enter");
  await expect(cards.getByRole("status")).toContainText("Card update link sent to the customer.");
  await keys.press("Escape");
  await expect(cards).toBeHidden();
  await expect(gearOf(page)).toBeFocused();
  await keys.tabTo(page.getByLabel("New note"));
  await keys.type("Asked for another card");
  await keys.tabAndPress(page.getByRole("button", { name: "Add note" }), "Enter");
  await expect(page.getByRole("region", { name: "What happened" })).toContainText("Asked for another card");
});

test("entering a card that is told over the phone", async ({ page, office }) => {
  const order = await office.activeOrder("Mona Petit", instalments, 60_000, "4000000000000341");
  await office.moveDays(31);
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  const keys = new Keyboard(page);
  const cards = summary.popUp("Registered Cards");
  await keys.choose(gearOf(page), itemOf(page, "Cards"));
  await keys.tabAndPress(cards.getByRole("button", { name: "Add card" }), "Enter");
  await keys.enterCard(cards, "4242424242424242");
  const result = summary.popUp("Card update");
  await expect(result).toContainText("The card is saved, and EUR 100.00 was collected with it.");
  await keys.press("Escape");
  await expect(result).toBeHidden();
  await summary.expectStatus("Active");
});

test("pausing and resuming a subscription, and marking it as complete", async ({ page, office }) => {
  const order = await office.activeOrder("Vera Abel", subscription, 3_000);
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  const keys = new Keyboard(page);
  const actions = page.getByRole("button", { name: "Actions" });
  for (const [act, status] of [
    ["Pause", "Paused"],
    ["Resume", "Active"],
    ["Mark as complete", "Complete"],
  ] as const) {
    await keys.choose(actions, itemOf(page, act));
    const popUp = summary.popUp(act);
    await expect(popUp).toBeVisible();
    await keys.expectTrapped(popUp);
    await keys.tabAndPress(popUp.getByRole("button", { name: act, exact: true }), "Enter");
    await summary.expectStatus(status);
    await expect(popUp).toBeHidden();
    await expect(actions).toBeFocused();
  }
});

test("refunding a payment", async ({ page, office }) => {
  const order = await office.activeOrder("Nils Holm", { type: "single" }, 10_000);
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  const keys = new Keyboard(page);
  const opener = summary.transactions("payment link").getByRole("link", { name: "Refund" });
  const refund = summary.popUp("Refund");
  await keys.tabAndPress(opener, "Enter");
  await expect(refund).toBeVisible();
  await keys.expectTrapped(refund);
  await keys.press("Escape");
  await expect(refund).toBeHidden();
  await expect(opener).toBeFocused();
  await keys.press("Enter");
  await keys.fill(refund.getByLabel("Amount (EUR)"), "30.00");
  await keys.tabAndPress(refund.getByRole("button", { name: "Refund EUR 30.00" }), "Enter");
  await expect(refund).toBeHidden();
  await expect(summary.header).toContainText("EUR 70.00");
});
