import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { openAuthorisation, refundable } from "@/lib/domain/order/balance";
import { isDeclined } from "@/lib/domain/order/billing-event";
import type { Order } from "@/lib/domain/order/order";
import { DemoProduct, enterAs, type LivedOrder } from "./support/demo-product";
import { type OfferedActs, OfferedOnPage } from "./support/offered-on-page";
import { OpenForm } from "./support/open-form";
import { Rules } from "./support/rules";

const roles = ["admin", "accountant", "agent", "restricted"] as const;

// Many pages are opened, and what fails says where.
test.use({ trace: "off" });

let lived: DemoProduct;

test.beforeAll(async () => {
  lived = await DemoProduct.by("agent", "restricted");
});

test.afterAll(async () => {
  await lived?.close();
});

test("the orders have every status and type, one has a payment at the gateway, one a sum to be confirmed", async () => {
  const all = await Promise.all(lived.orders.map(({ zuid }) => lived.order(zuid)));
  expect(new Set(all.map(({ status }) => status)).size).toBe(10);
  expect(new Set(all.map(({ type }) => type)).size).toBe(4);
  expect(all.some(({ attempts }) => attempts.some(({ state }) => state === "unknown"))).toBe(true);
  expect(all.some(({ pendingCollection }) => pendingCollection?.awaits === "confirmation")).toBe(true);
});

for (const role of roles)
  test(`what the role ${role} is offered is accepted, and what it is not offered is refused`, async ({
    browser,
  }) => {
    const context = await browser.newContext({ baseURL: lived.stack.baseURL });
    await enterAs(await context.newPage(), role);
    const rest = ordersOf(role === "restricted" ? "restricted" : "agent");
    const walk = async () => {
      for (let next = rest.shift(); next; next = rest.shift()) await compare(context, role, next);
    };
    await Promise.all([walk(), walk(), walk()]);
    await context.close();
  });

test("what the restricted role is not offered its requests do not get either", async ({ browser }) => {
  const agent = await browser.newContext({ baseURL: lived.stack.baseURL });
  const restricted = await browser.newContext({ baseURL: lived.stack.baseURL });
  await enterAs(await agent.newPage(), "agent");
  await enterAs(await restricted.newPage(), "restricted");
  for (const { zuid } of ordersOf("agent"))
    expect((await restricted.request.get(`/nordlicht/orders/ZUID-${zuid}`)).status()).toBe(404);
  for (const { zuid } of ordersOf("restricted")) {
    const order = await lived.order(zuid);
    for (const [popup, id] of moneyBack(order)) {
      const form = await OpenForm.open(
        agent,
        `${lived.stack.baseURL}/nordlicht/orders/ZUID-${zuid}?popup=${popup}&id=${id}`,
      );
      const answer = await form.send({}, restricted);
      expect(answer, `${popup} of ZUID-${zuid}`).toMatchObject({
        is: "refused",
        why: "Your role does not allow this.",
      });
    }
    expect((await lived.order(zuid)).version).toBe(order.version);
  }
});

test("a browser's menus and buttons can be pressed exactly where its page says so", async ({ browser }) => {
  const context = await browser.newContext({ baseURL: lived.stack.baseURL });
  const page = await context.newPage();
  await enterAs(page, "agent");
  for (const key of ["failed_with_overdue", "metered_with_declines", "paused", "draft"]) {
    const { zuid } = ordersOf("agent").find((one) => one.key === key) ?? { zuid: 0 };
    const [events = []] = new Rules(await lived.order(zuid), lived.now).selections.slice(1);
    const asked = { popup: "payments", events: String(events) };
    const said = await OfferedOnPage.on(context, zuid, asked);
    await page.goto(`/nordlicht/orders/ZUID-${zuid}`);
    expect({ ...(await menuOn(page, "Actions")), ...(await menuOn(page, "Gear options")) }).toEqual(
      said.menus,
    );
    await page.goto(`/nordlicht/orders/ZUID-${zuid}?${new URLSearchParams(asked)}`);
    const dialog = page.getByRole("dialog", { name: "Scheduled Payments" });
    await expect(dialog).toBeVisible();
    for (const [name, isOffered] of Object.entries(said.acts))
      await expect(dialog.getByRole("button", { name, exact: true })).toBeEnabled({ enabled: isOffered });
  }
  await context.close();
});

test("what a customer's page offers is accepted, and what it does not offer is refused", async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: lived.stack.baseURL });
  for (const { zuid, key } of lived.orders) {
    const { order, link } = await lived.found(zuid);
    if (!link) continue;
    const offered = await OfferedOnPage.toCustomer(context, link.token);
    expect
      .soft(offered, `${key}, ${order.status} (ZUID-${zuid})`)
      .toEqual(new Rules(order, lived.now).toCustomer);
  }
  await context.close();
});

/** Every button and link of one order, with each of its pop-ups, against the rules. */
async function compare(context: BrowserContext, role: (typeof roles)[number], { zuid, key }: LivedOrder) {
  const order = await lived.order(zuid);
  const rules = new Rules(order, lived.now);
  const compareOn = async (asked: Record<string, string>): Promise<OfferedOnPage> => {
    const page = await OfferedOnPage.on(context, zuid, asked);
    const say = `${role}, ${key}, ${order.status} (ZUID-${zuid}) ${new URLSearchParams(asked)}`;
    expect.soft(page.menus, `menus of ${say}`).toEqual(rules.menus);
    expect.soft(page.followUps, `transactions of ${say}`).toEqual(rules.followUps(role));
    const astray = page.links.filter((link) => !rules.leadsSomewhere(link)).map(String);
    expect.soft(astray, `links that lead nowhere of ${say}`).toEqual([]);
    return page;
  };
  await compareOn({});
  if (order.type === "single") return;
  for (const events of rules.selections) {
    const page = await compareOn({ popup: "payments", events: String(events) });
    expect.soft(page.acts, `acts on ${events} of ${key} (ZUID-${zuid})`).toEqual(rules.acts(events));
  }
  const cards = await compareOn({ popup: "cards" });
  expect.soft(cards.cards, `cards of ${key} (ZUID-${zuid})`).toEqual(rules.cards);
  for (const { decline, number } of order.events.filter(isDeclined)) {
    if (!decline?.attempt) continue;
    const page = await compareOn({ popup: "transaction", id: String(decline.attempt) });
    const retries = page.links.filter(
      (link) => link.get("act") === "retry" && link.get("events") === `${number}`,
    );
    expect
      .soft(retries.length > 0, `Retry of ${number} of ${key} (ZUID-${zuid})`)
      .toBe(rules.acts([number]).Retry);
  }
}

function ordersOf(by: "agent" | "restricted"): LivedOrder[] {
  return lived.orders.filter((one) => one.by === by);
}

/** The ways in which money can go back or be taken, which not every role may. */
function moneyBack(order: Order): [popup: string, attempt: number][] {
  const held = openAuthorisation(order);
  const paid = order.attempts.find((attempt) => refundable(order, attempt) > 0);
  return [
    ...(held
      ? ([
          ["capture", held.number],
          ["reverse", held.number],
        ] as [string, number][])
      : []),
    ...(paid ? ([["refund", paid.number]] as [string, number][]) : []),
  ];
}

async function menuOn(page: Page, name: string): Promise<OfferedActs> {
  const opener = page.getByRole("button", { name });
  const menu = page.getByRole("menu", { name });
  await expect(async () => {
    await opener.click();
    await menu.waitFor({ timeout: 1_000 });
  }).toPass();
  const items = await menu
    .getByRole("menuitem")
    .evaluateAll((all) =>
      all.map((one) => [one.querySelector("span")?.textContent ?? "", one.ariaDisabled !== "true"] as const),
    );
  await page.keyboard.press("Escape");
  await menu.waitFor({ state: "hidden" });
  return Object.fromEntries(items);
}
