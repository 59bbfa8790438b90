import { expect, type Page } from "@playwright/test";
import type { Order, OrderStatus } from "@/lib/domain/order/order";
import { type Colour, expectColour } from "./colour";
import type { Office } from "./office";
import { expectDarkGreySquare } from "./order-page";
import { OrdersPage } from "./orders-page";
import { press } from "./press";

type StatusName = Capitalize<OrderStatus>;

/** Orders of each status, each with a customer named after it; of some statuses one for each way there. */
export async function ordersOfEveryStatus(office: Office): Promise<Order[]> {
  const single = { type: "single" } as const;
  const subscription = { type: "subscription" } as const;
  const instalment = { type: "instalment", parts: 2 } as const;
  const draft = await office.order("Dora Draft", single, 5_000);
  const pending = await office.pendingOrder("Pia Pending", subscription, 3_000);
  const declined = await office.pendingOrder("Paco Pending", subscription, 3_000);
  await office.payFirst(declined, "4000000000009995");
  const rejected = await office.order("Rita Rejected", subscription, 3_000);
  await office.payFirst(rejected, "4000000000009995", { via: "terminal" });
  const unregistered = await office.order("Ruben Rejected", instalment, 20_000);
  await office.payFirst(unregistered, "4000000000009979", { via: "terminal" });
  const cancelled = await office.order("Carl Cancelled", single, 5_000);
  await office.run(cancelled, { kind: "cancel_order" });
  const complete = await office.activeOrder("Cora Complete", single, 5_000);
  const ended = await office.activeOrder("Curt Complete", subscription, 3_000);
  await office.run(ended, { kind: "complete_order" });
  const paused = await office.activeOrder("Paul Paused", subscription, 3_000);
  await office.run(paused, { kind: "pause_order", resumeAt: null });
  const active = await office.activeOrder("Adam Active", { ...subscription, tags: ["spring"] }, 3_000);
  const failed = await office.activeOrder(
    "Fay Failed",
    { ...instalment, parts: 12 },
    60_000,
    "4000000000000341",
  );
  const suspended = await office.activeOrder("Sue Suspended", subscription, 3_000, "4000000000000069");
  const review = await office.activeOrder("Rex Review", instalment, 20_000);
  await office.run(review, {
    kind: "reschedule_event",
    event: 1,
    scheduledAt: review.events[0]?.scheduledAt ?? 0,
    amount: 15_000,
    alsoLater: false,
  });
  await office.moveDays(60);
  // Nothing is paid yet, but a card is registered and the first payment lies ahead.
  const registered = await office.activeOrder("Ada Active", instalment, 20_000);
  const beforeOrAfter = [draft, pending, declined, rejected, unregistered, cancelled, complete, ended];
  const live = [paused, active, failed, suspended, review, registered];
  return Promise.all([...beforeOrAfter, ...live].map((order) => office.read(order)));
}

/** The list shows the orders of each status, and of each family of statuses, when they are asked for, and no others. */
export async function expectFoundByStatus(page: Page): Promise<void> {
  const orders = new OrdersPage(page);
  await orders.openFilters();
  const drawings = new Map<string, string>();
  for (const [name, { customers, colour }] of Object.entries(statuses)) {
    await orders.choose("Status", [name]);
    const rows = orders.rows();
    await expect(rows).toHaveCount(customers.length);
    for (const customer of customers) {
      const icon = orders.row(customer).getByRole("img", { name, exact: true });
      await expect(icon).toHaveAttribute("title", name);
      await expectColour(icon, colour);
      const drawing = icon.locator("svg");
      await expect(drawing).toBeVisible();
      if (name === "Suspended") await expectDarkGreySquare(icon);
      drawings.set(await drawing.innerHTML(), name);
    }
    await press(page.getByRole("link", { name: `Remove filter Status: ${name}` }));
    await expect(page.getByRole("list", { name: "Applied filters" })).toHaveCount(0);
  }
  // No one needs to tell two of them apart by their colour.
  expect([...drawings.values()]).toEqual(Object.keys(statuses));
  for (const family of families) {
    await orders.choose("Status", family);
    await expect(orders.rows()).toHaveCount(family.flatMap((name) => statuses[name].customers).length);
    await press(page.getByRole("link", { name: "Clear all" }));
    await expect(page.getByRole("list", { name: "Applied filters" })).toHaveCount(0);
  }
}

const families: readonly StatusName[][] = [
  ["Draft", "Pending", "Rejected"],
  ["Active", "Failed", "Suspended", "Paused", "Review"],
  ["Cancelled", "Complete"],
];

const statuses: Readonly<Record<StatusName, { customers: string[]; colour: Colour }>> = {
  Draft: { customers: ["Dora Draft"], colour: "blue" },
  Pending: { customers: ["Pia Pending", "Paco Pending"], colour: "orange" },
  Rejected: { customers: ["Rita Rejected", "Ruben Rejected"], colour: "red" },
  Active: { customers: ["Adam Active", "Ada Active"], colour: "green" },
  Failed: { customers: ["Fay Failed"], colour: "red" },
  Suspended: { customers: ["Sue Suspended"], colour: "slate" },
  Paused: { customers: ["Paul Paused"], colour: "blue" },
  Review: { customers: ["Rex Review"], colour: "orange" },
  Cancelled: { customers: ["Carl Cancelled"], colour: "quiet" },
  Complete: { customers: ["Cora Complete", "Curt Complete"], colour: "navy" },
};
