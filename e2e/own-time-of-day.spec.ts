import { expect, type Locator, type Page } from "@playwright/test";
import { DAY, HOUR, sayInstant } from "@/lib/domain/value/calendar";
import { OrderPage, spidsOf } from "./support/order-page";
import { press } from "./support/press";
import { test } from "./support/test";

const LATER = 3 * HOUR + 17 * 60_000;

/** A time that is proposed is told on the reader's clock, and in UTC beside it. */
async function expectProposed(field: Locator, at: number) {
  await expect(field).toHaveAccessibleDescription(new RegExp(`${sayInstant(at, "UTC")} UTC$`));
}

/** The billing events in the order in which the page shows them, by their SPIDs. */
async function expectInOrder(page: Page, table: Locator, column: number, spids: (number | null)[]) {
  const shown = async () => {
    const rows = await table
      .getByRole("row")
      .filter({
        has: page.getByRole("cell"),
        hasNotText: /\btry \d|to come|collected|First payment|without an/,
      })
      .all();
    const cells = await Promise.all(rows.map((row) => row.getByRole("cell").nth(column).textContent()));
    return cells.map((text) => Number(/\d+/.exec(text ?? ""))).filter((spid) => spids.includes(spid));
  };
  await expect.poll(shown).toEqual(spids);
}

test("a payment that is moved or merged is proposed at the order's own time of day, and stands where its date is", async ({
  page,
  office,
}) => {
  const draft = { type: "instalment", parts: 4, interval: { every: 5, unit: "DAY" } } as const;
  const order = await office.activeOrder("Otto Owntime", draft, 40_000, "4000000000000341");
  const [first, , third, fourth] = order.events.map(({ scheduledAt }) => scheduledAt);
  const [s1 = 0, s2 = 0, s3 = 0, s4 = 0] = spidsOf(order);
  // The first was declined at its time; now it is early in the afternoon.
  await office.moveTo((first ?? 0) + LATER);
  await office.signIn(page);
  const summary = new OrderPage(page, order);

  const reschedule = await summary.act("Reschedule", [s1]);
  await expectProposed(reschedule.getByLabel("New date and time"), (first ?? 0) + DAY);

  const merge = await summary.act("Merge", [s1, s3]);
  await expectProposed(merge.getByLabel("New date and time"), third ?? 0);
  await press(merge.getByRole("button", { name: /^Merge EUR/ }));
  await expect(merge).toBeHidden();
  const s5 = (await office.read(order)).events[4]?.spid ?? 0;
  expect((await office.read(order)).events[4]?.scheduledAt).toBe(third);
  const payments = summary.popUp("Scheduled Payments").getByRole("table", { name: "Scheduled Payments" });
  await expectInOrder(page, payments, 2, [s2, s5, s4]);

  const earlier = await summary.act("Reschedule", [s4]);
  const on = earlier.getByLabel("New date and time");
  await expectProposed(on, fourth ?? 0);
  const [, day = "", time = ""] = /^(.*)T(.*)$/.exec(await on.inputValue()) ?? [];
  await on.fill(`${new Date(Date.parse(day) - 12 * DAY).toISOString().slice(0, 10)}T${time}`);
  await press(earlier.getByRole("button", { name: /^Reschedule EUR/ }));
  await expect(earlier).toBeHidden();
  await expectInOrder(page, payments, 2, [s4, s2, s5]);
  await summary.close("Scheduled Payments");
  await summary.inSchedule((table) => expectInOrder(page, table, 1, [s4, s2, s5]));
});

test("a metered payment is proposed at the time of day at which the order began, and stands where its date is", async ({
  page,
  office,
}) => {
  const began = await office.now();
  const order = await office.activeOrder("Mia Metered", { type: "metered", deposit: 1_000 }, 1_000);
  await office.moveTo(began + LATER);
  await office.signIn(page);
  const summary = await OrderPage.open(page, order);
  const plan = summary.popUp("Create scheduled payment");
  const schedule = async (sum: string, days: number) => {
    await summary.choose("Gear options", "Schedule payment");
    const on = plan.getByLabel("Date and time");
    if (days === 1) await expectProposed(on, began + DAY);
    await plan.getByLabel("Amount (EUR)").fill(sum);
    const [, day = "", time = ""] = /^(.*)T(.*)$/.exec(await on.inputValue()) ?? [];
    await on.fill(`${new Date(Date.parse(day) + (days - 1) * DAY).toISOString().slice(0, 10)}T${time}`);
    await press(plan.getByRole("button", { name: `Schedule EUR ${sum}` }));
    await expect(plan).toBeHidden();
  };
  await schedule("10.00", 1);
  await schedule("11.00", 6);
  const [s1 = 0, s2 = 0] = spidsOf(await office.read(order));
  await summary.choose("Gear options", "Schedule payment");
  // The last one's time of day, tomorrow at the earliest.
  await expectProposed(plan.getByLabel("Date and time"), began + DAY);
  await press(plan.getByRole("button", { name: "Back", exact: true }));
  await schedule("12.00", 3);
  const s3 = spidsOf(await office.read(order))[2] ?? 0;
  await summary.inSchedule((table) => expectInOrder(page, table, 1, [s1, s3, s2]));
});
