import { expect, type Page } from "@playwright/test";
import type { Office } from "./office";
import { enterCard, factOf, OrderPage, spidsOf } from "./order-page";
import { press } from "./press";
import { sendUpdateLinkFrom, updateLinkIn } from "./update-link";

/** Of two declined payments of a metered order, one charged at once and one planned, a new card collects the second. */
export async function expectPlannedCollected(page: Page, customerPage: Page, office: Office): Promise<void> {
  const order = await office.activeOrder("Edda Voss", { type: "metered" }, 10_000);
  const { cardId } = await office.read(order);
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  await office.sandbox.next({ code: "800.100.155", registrationId: cardId ?? "" });
  await summary.choose("Gear options", "Submit payment");
  const submit = summary.popUp("New payment");
  await submit.getByLabel("Amount (EUR)").fill("25.00");
  await press(submit.getByRole("button", { name: "Charge EUR 25.00 now" }));
  await expect(summary.transactions("charge now")).toContainText("Declined");
  await expect(summary.situation).toContainText("The direct charge of EUR 25.00 was declined");
  await expect(submit).toBeHidden();

  await summary.choose("Gear options", "Schedule payment");
  const plan = summary.popUp("Create scheduled payment");
  await plan.getByLabel("Amount (EUR)").fill("40.00");
  await press(plan.getByRole("button", { name: "Schedule EUR 40.00" }));
  await expect(plan).toBeHidden();
  await office.sandbox.next({ code: "100.100.303", registrationId: cardId ?? "" });
  await office.moveDays(1);
  const [spid] = spidsOf(await office.read(order));
  await page.reload();
  await summary.expectStatus("Suspended");
  await summary.choose("Gear options", "Cards");
  const cards = summary.popUp("Registered Cards");
  const collects = cards.getByRole("region", { name: "What a card update will collect" });
  await expect(factOf(collects, "Events")).toHaveText(`SPID ${spid} (EUR 40.00)`);
  await expect(factOf(collects, "Sum")).toHaveText("EUR 40.00");
  await sendUpdateLinkFrom(summary, page);

  await customerPage.goto(await updateLinkIn(page, order));
  await expect(customerPage.getByRole("heading", { name: "Collected now: €40.00" })).toBeVisible();
  await enterCard(customerPage, "5454545454545454", { act: "Save card and pay €40.00" });
  await expect(customerPage.getByRole("status")).toContainText("Shop 1 has received €40.00.");

  const after = await OrderPage.open(page, order);
  await after.expectStatus("Active");
  await expect(after.transactions("card update").filter({ hasText: "40.00" })).toContainText("Approved");
  await expect(after.transactions("25.00")).toHaveCount(1);
  await expect(after.transactions("25.00")).toContainText("Declined");
  await expect(factOf(after.header, "Collected")).toHaveText("EUR 40.00");
}
