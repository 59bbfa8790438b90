import type { Page } from "@playwright/test";
import { close, connect, type Db } from "@/db/client";
import { asOwnerOf } from "@/db/testing";
import { type CaseKey, demoCases } from "@/demo/cases";
import { DAYS_OF_HISTORY, direct } from "@/demo/director";
import { type DemoContext, type DemoLife, newLife } from "@/demo/life";
import { stories } from "@/demo/named-lives";
import { openShops } from "@/demo/shop";
import { demoPassword, demoStaff } from "@/lib/auth/demo-staff";
import { freezeClock } from "@/lib/clock";
import type { Order } from "@/lib/domain/order/order";
import { doneOf } from "@/lib/domain/order/result";
import type { Instant } from "@/lib/domain/value/calendar";
import { oppGateway } from "@/lib/gateway/opp/gateway";
import { type FoundOrder, findOrder } from "@/lib/orders/queries";
import { settleCheckout, startCheckout } from "@/lib/payments/checkout";
import type { Payments } from "@/lib/payments/context";
import { sameForAll } from "@/lib/payments/gateways";
import { type Drill, drill } from "@/lib/sandbox/drill";
import { cardOf, payCheckout } from "@/lib/sandbox/shopper";
import { Stack } from "./stack";

export type DemoRole = (typeof demoStaff)[number]["role"];

/** An order by the story it lived, whatever number it got. */
export type LivedOrder = { zuid: number; by: DemoRole; key: CaseKey };

/** When the lives end, and the clock stands still. */
const NOON: Instant = Date.UTC(2026, 2, 12, 12);

/** Stories that are lived once more, to end in what no demo shows: a result nobody knows, a sum to be confirmed. */
const hanging = "failed_then_approved";
const unconfirmed = "suspended_to_active";
const lives = [...demoCases.map(({ key }) => key), hanging, unconfirmed, "open_authorisation"] as const;

/** A product whose merchant has lived the demo's named cases, once for each of some agents. Nothing moves by itself. */
export class DemoProduct {
  private constructor(
    readonly stack: Stack,
    readonly db: Db,
    readonly payments: Payments,
    readonly drill: Drill,
    readonly merchantId: number,
    readonly orders: LivedOrder[],
    readonly now = NOON,
  ) {}

  /** Every customer has a second card in the end. */
  static async by(...agents: DemoRole[]): Promise<DemoProduct> {
    const stack = await Stack.boot();
    // The lives are led by their own director.
    await stack.kill("worker");
    const db = connect(stack.databaseUrl, { max: 12 });
    const bank = drill(stack.sandboxUrl, stack.env.gatewayToken);
    const payments = {
      db,
      gateways: sameForAll(oppGateway({ url: stack.sandboxUrl, token: stack.env.gatewayToken })),
      machineNow: Date.now,
    };
    await bank.webhooks({ mode: "off" });
    const director = direct({ payments, concurrency: 8 }, NOON);
    const stage: DemoContext = { payments, drill: bank, sandboxUrl: stack.sandboxUrl, director };
    const [shop] = await asOwnerOf(db, (owner) => openShops(db, owner, director.at(DAYS_OF_HISTORY, 0)));
    if (!shop) throw new Error("the demo has no merchant");
    const staff = demoStaff.filter(({ merchants }) => merchants.includes("nordlicht"));
    const led: (LivedOrder & { life: DemoLife })[] = [];
    for (const [set, by] of agents.entries()) {
      const agent = shop.staff[staff.findIndex(({ role }) => role === by)];
      if (!agent) throw new Error(`nobody is ${by}`);
      for (const [i, key] of lives.entries())
        director.begin(async () => {
          const place = set * lives.length + i;
          const customerId = await shop.customer(place);
          const life = newLife(stage, shop, agent);
          await life.until(director.at(DAYS_OF_HISTORY - 1, 10, i));
          led[place] = {
            zuid: await life.place(stories[key].draft(shop, customerId, director.at)),
            by,
            key,
            life,
          };
          director.begin(() => stories[key].live(life));
          const other = newLife(stage, shop, agent);
          await other.until(director.at(1, 12));
          const { lines } = await life.order();
          await other.place({ type: "single", customerId, lines: lines.slice(0, 1), savesCard: true });
          await other.link("display");
          await other.pay(cardOf("5454545454545454", { expiryYear: "2037" }));
        });
    }
    await director.play(() => undefined);
    await bank.clearOutcomes();
    await freezeClock(db, NOON);
    const orders = led.map(({ life: _, ...order }) => order);
    const lived = new DemoProduct(stack, db, payments, bank, shop.merchantId, orders);
    for (const set of agents.keys()) {
      const [unknown, grown] = led.slice(set * lives.length + demoCases.length);
      if (unknown && grown) await lived.endOpen(unknown.life, grown.zuid);
    }
    return lived;
  }

  async found(zuid: number): Promise<FoundOrder> {
    const one = await findOrder(this.db, { merchantId: this.merchantId }, zuid, this.now);
    if (!one) throw new Error(`order ${zuid} is gone`);
    return one;
  }

  async order(zuid: number): Promise<Order> {
    return (await this.found(zuid)).order;
  }

  async close(): Promise<void> {
    await close(this.db);
    await this.stack.stop();
  }

  /** The bank falls silent during a retry of one order, and another's customer pays on a page opened earlier. */
  private async endOpen(unknown: DemoLife, grown: number): Promise<void> {
    const declined = (await unknown.order()).events.find(({ status }) => status === "soft_declined");
    if (!declined) throw new Error("nothing was declined");
    await this.drill.fault({ effect: "drop_after", operations: ["charge", "query"] });
    await unknown.act({ kind: "retry_events", events: [declined.number] });
    await this.drill.clearFaults();
    const id = { merchantId: this.merchantId, zuid: grown };
    const seen = { purpose: "card_update", via: "link", shownSum: 0 } as const;
    const by = { actor: { kind: "customer" }, now: this.now } as const;
    const opened = doneOf(await startCheckout(this.payments, id, seen, by));
    const card = cardOf("4242424242424242", { expiryYear: "2036" });
    const { checkoutId } = await payCheckout(this.stack.sandboxUrl, opened.checkoutId, card);
    await settleCheckout(this.payments, id, checkoutId, this.now);
  }
}

/** Signs one of the demo's staff in. */
export async function enterAs(page: Page, role: DemoRole): Promise<void> {
  const email = demoStaff.find((one) => one.role === role)?.email ?? "";
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(demoPassword);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/\/nordlicht$/);
}
