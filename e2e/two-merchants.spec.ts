import type { Page } from "@playwright/test";
import { toLocalInput } from "@/components/ui/local-time";
import { memberships } from "@/db/schema/users";
import type { Order } from "@/lib/domain/order/order";
import { DAY } from "@/lib/domain/value/calendar";
import type { Office } from "./support/office";
import { OpenForm } from "./support/open-form";
import { OrderPage } from "./support/order-page";
import { caught, replay } from "./support/replay";
import { expect, test } from "./support/test";

/** Orders that between them have every form there is, each with the pop-ups to open. */
async function ordersWithEveryForm(office: Office): Promise<(readonly [Order, readonly string[]])[]> {
  const instalment = { type: "instalment", parts: 6 } as const;
  const failed = await office.activeOrder("Tom Weber", instalment, 60_000, "4000000000000341");
  const executed = await office.activeOrder("Ines Costa", instalment, 60_000);
  const metered = await office.activeOrder("Mara Stein", { type: "metered" }, 10_000);
  const paused = await office.activeOrder("Vera Abel", { type: "subscription" }, 3_000);
  const resumed = await office.activeOrder("Rolf Abel", { type: "subscription" }, 3_000);
  const paid = await office.activeOrder("Cora Complete", { type: "single" }, 5_000);
  const held = { type: "single", initialKind: "preauthorise" } as const;
  const captured = await office.activeOrder("Jana Kral", held, 10_000);
  const reversed = await office.activeOrder("Jan Kral", held, 10_000);
  const sent = await office.order("Pia Sent", { type: "subscription" }, 3_000);
  const shown = await office.order("Pia Shown", { type: "subscription" }, 3_000);
  const cancelled = await office.pendingOrder("Pia Gone", { type: "subscription" }, 3_000);
  const completed = await office.activeOrder("Ole Ende", { type: "subscription" }, 3_000);
  await office.run(resumed, { kind: "pause_order", resumeAt: null });
  await office.moveDays(31);
  const on = toLocalInput((await office.now()) + 40 * DAY, "UTC");
  const last = (order: Order) => order.attempts.at(-1)?.number;
  return [
    [
      failed,
      [
        "payments&act=retry&events=1",
        `payments&act=reschedule&events=2&on=${on}&sum=100.00`,
        `payments&act=merge&events=3,4&on=${on}`,
        "payments&act=skip&events=5",
        "cards",
      ],
    ],
    [executed, ["payments&act=execute&events=3"]],
    [metered, ["submit-payment&sum=12.00", "schedule-payment&sum=12.00"]],
    [paused, ["pause"]],
    [resumed, ["resume"]],
    [paid, [`refund&id=${last(paid)}`]],
    [captured, [`capture&id=${last(captured)}`]],
    [reversed, [`reverse&id=${last(reversed)}`]],
    [sent, ["send-link"]],
    [shown, ["show-link"]],
    [cancelled, ["cancel"]],
    [completed, ["complete"]],
  ];
}

/** As many orders, so that every number is given twice. */
async function ordersOfTheSameNumbers(office: Office, wanted: number): Promise<Map<number, Order>> {
  const orders = new Map<number, Order>();
  while (orders.size < wanted) {
    const order = await office.activeOrder("Olga Other", { type: "subscription" }, 1_000);
    orders.set(order.zuid, order);
  }
  return orders;
}

test("with two merchants in two tabs, every form does what it does at the merchant of its page", async ({
  page,
  context,
  office,
  otherOffice,
}) => {
  test.slow();
  const pages = await ordersWithEveryForm(office);
  const others = await ordersOfTheSameNumbers(otherOffice, pages.length);
  const actor = await office.signIn(page, "admin", "Anna Both");
  if (actor.kind !== "user") throw new Error("somebody signed in");
  await office.owner
    .insert(memberships)
    .values({ merchantId: otherOffice.merchantId, userId: actor.id, role: "admin" });
  const base = new URL(page.url()).origin;

  const kinds = new Set<string>();
  for (const [{ zuid }, popUps] of pages)
    for (const popUp of popUps) {
      const at = `${base}/shop1/orders/ZUID-${zuid}?popup=${popUp}`;
      // In Registered Cards the form that sends the update link: the card in use cannot be chosen again.
      const form = await OpenForm.open(context, at, ({ cardId }) => cardId === undefined);
      // The other tab: from now on its merchant was looked at last.
      await context.request.get(`${base}/shop2/orders/ZUID-${zuid}`);
      const twin = others.get(zuid);
      if (!twin) throw new Error(`the other merchant has no ZUID-${zuid}`);
      const before = await office.read(pages.find(([order]) => order.zuid === zuid)?.[0] as Order);
      expect(await form.send({}), at).toMatchObject({ is: "done" });
      expect((await office.read(before)).version, at).toBeGreaterThan(before.version);
      expect((await otherOffice.read(twin)).version, at).toBe(twin.version);
      kinds.add(popUp.split("&id=")[0] ?? "");
    }
  expect(kinds.size).toBe(17);
});

test("a note is written where its page is, and by hand to no merchant that the person does not work for", async ({
  page,
  office,
  otherOffice,
}) => {
  const own = await otherOffice.activeOrder("Otto Own", { type: "single" }, 1_000);
  const foreign = await office.activeOrder("Nora Not", { type: "single" }, 1_000);
  await otherOffice.signIn(page, "admin", "Tess Other");
  await OrderPage.open(page, own);
  const note = await caught(page, () => addNote(page, "Mine"));
  await expect(page.getByRole("region", { name: "What happened" })).toContainText("Mine");
  const before = await office.read(foreign);
  for (const merchant of ["shop1", "shop3", "", "SHOP1", "orders", "shop2\u0000"]) {
    const answer = await replay(page, note, { merchant, zuid: foreign.zuid });
    expect(answer.status(), merchant).toBe(404);
  }
  expect((await office.read(foreign)).version).toBe(before.version);
});

test("an address leads everybody to the same order, and one without a merchant to the last one's", async ({
  page,
  office,
  otherOffice,
}) => {
  const here = await office.activeOrder("Hanna Here", { type: "single" }, 1_000);
  const there = await otherOffice.activeOrder("Theo There", { type: "single" }, 1_000);
  const actor = await office.signIn(page, "admin", "Bea Both");
  if (actor.kind !== "user") throw new Error("somebody signed in");
  await office.owner
    .insert(memberships)
    .values({ merchantId: otherOffice.merchantId, userId: actor.id, role: "agent" });
  await page.goto(`/shop2/orders/ZUID-${there.zuid}`);
  await expect(page.getByRole("main")).toContainText("Theo There");
  await page.goto("/");
  await expect(page).toHaveURL(/\/shop2$/);
  await page.goto(`/orders/ZUID-${there.zuid}?popup=cards`);
  await expect(page).toHaveURL(`/shop2/orders/ZUID-${there.zuid}?popup=cards`);
  await page.goto(`/shop1/orders/ZUID-${here.zuid}`);
  await expect(page.getByRole("main")).toContainText("Hanna Here");

  await page.getByRole("button", { name: "Bea Both" }).click();
  await page.getByRole("menuitemradio", { name: "Shop 2 agent" }).click();
  await expect(page).toHaveURL(/\/shop2$/);
  for (const nowhere of ["/shop3/orders", "/nobody/orders/ZUID-1001", "/shop3", "/SHOP1/orders"])
    expect((await page.request.get(nowhere)).status(), nowhere).toBe(404);
});

async function addNote(page: Page, text: string): Promise<void> {
  await page.getByLabel("New note").fill(text);
  await page.getByRole("button", { name: "Add note" }).click();
}
