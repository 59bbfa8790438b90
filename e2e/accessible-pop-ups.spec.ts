import type { Page } from "@playwright/test";
import type { Order } from "@/lib/domain/order/order";
import { expectAccessible } from "./support/axe";
import type { Office } from "./support/office";
import { expect, test } from "./support/test";

const subscription = { type: "subscription" } as const;

async function expectPopUpsAccessible(page: Page, zuid: number, popUps: readonly PopUp[]): Promise<void> {
  for (const [asked, title] of popUps) {
    await page.goto(`/shop1/orders/ZUID-${zuid}?popup=${asked}`);
    await expect(page.getByRole("dialog", { name: title, exact: true })).toBeVisible();
    await expectAccessible(page, `${title} (${asked})`);
  }
}

type PopUp = readonly [asked: string, title: string];

/** An order whose first scheduled payment was declined. */
async function failedOrder(office: Office, name: string): Promise<Order> {
  const order = await office.activeOrder(name, { type: "instalment", parts: 6 }, 60_000, "4000000000000341");
  await office.moveDays(31);
  return office.read(order);
}

test("what is done with the payments of an order", async ({ page, office }) => {
  // Many pop-ups, each looked at four times; a busy machine may need its time.
  test.slow();
  const order = await failedOrder(office, "Tom Weber");
  await office.signIn(page);
  await expectPopUpsAccessible(page, order.zuid, [
    ["payments", "Scheduled Payments"],
    ["payments&events=1", "Scheduled Payments"],
    ["payments&act=reschedule&events=2", "Reschedule"],
    ["payments&act=reschedule&events=2&sum=nothing", "Reschedule"],
    ["payments&act=merge&events=2,3", "Merge"],
    ["payments&act=skip&events=2", "Skip"],
    ["payments&act=retry&events=1", "Retry"],
    ["payments&act=execute&events=2", "Execute now"],
    ["complete", "Mark as complete"],
  ]);
});

test("the transactions and cards of an order", async ({ page, office }) => {
  // Many pop-ups, each looked at four times; a busy machine may need its time.
  test.slow();
  const order = await failedOrder(office, "Ines Costa");
  const [first, last] = [order.attempts.at(0)?.number, order.attempts.at(-1)?.number];
  await office.signIn(page);
  await expectPopUpsAccessible(page, order.zuid, [
    [`transaction&id=${first}`, "Transaction Details"],
    [`transaction&id=${last}`, "Transaction Details"],
    ["collect", "Collect outstanding payments"],
    [`card-result&id=${first}`, "Card update"],
    ["cards", "Registered Cards"],
  ]);
  const cards = page.getByRole("dialog", { name: "Registered Cards" });
  await cards.getByRole("button", { name: "Add card" }).click();
  await expect(cards.frameLocator("iframe").getByLabel("Card number")).toBeVisible();
  await expectAccessible(page, "Registered Cards, the card fields open");
});

test("an order that its customer has still to pay: its link, shown or sent, and its end", async ({
  page,
  office,
}) => {
  const order = await office.order("Pia Pending", subscription, 3_000);
  await office.signIn(page);
  await expectPopUpsAccessible(page, order.zuid, [
    ["show-link", "Show link"],
    ["send-link", "Send link by e-mail"],
  ]);
  await office.run(order, { kind: "request_link", how: "display" });
  await expectPopUpsAccessible(page, order.zuid, [
    ["show-link", "Show link"],
    ["cancel", "Cancel order"],
  ]);
});

test("payments that are taken, held and given back, and subscriptions that rest", async ({
  page,
  office,
}) => {
  // Many pop-ups, each looked at four times; a busy machine may need its time.
  test.slow();
  const paid = await office.activeOrder("Cora Complete", { type: "single" }, 5_000);
  const held = await office.activeOrder("Jana Kral", { type: "single", initialKind: "preauthorise" }, 10_000);
  const metered = await office.activeOrder("Mara Stein", { type: "metered" }, 10_000);
  const active = await office.activeOrder("Vera Abel", subscription, 3_000);
  await office.signIn(page);
  const paying = paid.attempts.at(-1)?.number;
  const holding = held.attempts.at(-1)?.number;
  await expectPopUpsAccessible(page, paid.zuid, [
    [`refund&id=${paying}`, "Refund"],
    [`refund&id=${paying}&sum=60.00`, "Refund"],
  ]);
  await expectPopUpsAccessible(page, held.zuid, [
    [`capture&id=${holding}`, "Capture"],
    [`reverse&id=${holding}`, "Reverse"],
  ]);
  await expectPopUpsAccessible(page, metered.zuid, [
    ["submit-payment", "New payment"],
    ["submit-payment&sum=12.00", "New payment"],
    ["schedule-payment", "Create scheduled payment"],
  ]);
  await expectPopUpsAccessible(page, active.zuid, [["pause", "Pause"]]);
  await office.run(active, { kind: "pause_order", resumeAt: null });
  await expectPopUpsAccessible(page, active.zuid, [["resume", "Resume"]]);
});
