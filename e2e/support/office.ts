import { expect, type Page } from "@playwright/test";
import { and, eq } from "drizzle-orm";
import { inFull, orderPartsCookies } from "@/components/preference-cookies";
import { close, connect, type Db, withMerchant } from "@/db/client";
import { type NewMerchant, openMerchant } from "@/db/open-merchant";
import { attempts } from "@/db/schema/attempts";
import { customers } from "@/db/schema/customers";
import { merchants } from "@/db/schema/merchants";
import { memberships, type Role, users } from "@/db/schema/users";
import { hashPassword } from "@/lib/auth/password";
import { freezeClock, moveClock, readClock } from "@/lib/clock";
import { plainDraft, plainLine } from "@/lib/domain/lived/plain-order";
import type { Actor, Order } from "@/lib/domain/order/order";
import { doneOf } from "@/lib/domain/order/result";
import type { Command } from "@/lib/domain/rules/command";
import type { OrderDraft } from "@/lib/domain/rules/create";
import { DAY, type Instant } from "@/lib/domain/value/calendar";
import { oppGateway } from "@/lib/gateway/opp/gateway";
import { create } from "@/lib/orders/create";
import { linkOf } from "@/lib/orders/link";
import { readOrder } from "@/lib/orders/read";
import { carryOut } from "@/lib/payments/carry-out";
import { settleCheckout, startCheckout } from "@/lib/payments/checkout";
import type { Payments } from "@/lib/payments/context";
import { sameForAll } from "@/lib/payments/gateways";
import { drill } from "@/lib/sandbox/drill";
import { cardOf, payCheckout } from "@/lib/sandbox/shopper";
import type { Stack } from "./stack";
import { CVV, PASSWORD } from "./sweep";

type TestCard = Parameters<typeof cardOf>[0];
type CardChange = Partial<ReturnType<typeof cardOf>>;
/** What differs from one Course or Membership, every thirty days. */
type Draft = Partial<OrderDraft> & Pick<OrderDraft, "type">;

const SAM: Actor = { kind: "user", id: "00000000-0000-4000-8000-000000000001", name: "Sam Porter" };
/** Where every spec begins. */
const MORNING: Instant = Date.UTC(2026, 2, 2, 9);

/**
 * A merchant of a spec's own, with staff, customers and orders that are lived: created, paid for and
 * collected through the running product, never written row by row. Its clock stands still until it is
 * moved.
 */
export class Office {
  private constructor(
    private readonly stack: Stack,
    readonly db: Db,
    /** The same database as its owner, who opens merchants and hires. */
    readonly owner: Db,
    private readonly payments: Payments,
    readonly merchantId: number,
  ) {}

  static async open(stack: Stack, merchantId = 1, change: Partial<NewMerchant> = {}): Promise<Office> {
    const db = connect(stack.databaseUrl, { max: 4 });
    const ask = oppGateway({ url: stack.sandboxUrl, token: stack.env.gatewayToken, mode: "sandbox" });
    if (!(await readClock(db)).frozen) await freezeClock(db, MORNING);
    const owner = connect(stack.ownerUrl, { max: 1 });
    const [known] = await owner.select().from(merchants).where(eq(merchants.id, merchantId));
    if (!known)
      await openMerchant(owner, {
        id: merchantId,
        code: `shop${merchantId}`,
        name: `Shop ${merchantId}`,
        descriptor: `SHOP ${merchantId}`,
        mode: "sandbox",
        accountEcom: `ecom-${merchantId}`,
        accountMoto: `moto-${merchantId}`,
        // Sooner than usual, so that a month and a day see a payment fail and its first retry too.
        autoRetryDays: [1, 3, 7],
        ...change,
      });
    return new Office(stack, db, owner, { db, gateways: sameForAll(ask), machineNow: Date.now }, merchantId);
  }

  async close(): Promise<void> {
    await Promise.all([close(this.db), close(this.owner)]);
  }

  get sandbox() {
    return drill(this.stack.sandboxUrl, this.stack.env.gatewayToken);
  }

  /** Hires somebody who signs in with the password of all specs. */
  async hire(role: Role = "agent", name = "Sam Porter"): Promise<{ id: string; email: string }> {
    const email = `${name.split(" ")[0]?.toLowerCase()}-${role}@shop${this.merchantId}.example`;
    const [user] = await this.owner
      .insert(users)
      .values({ email, name, passwordHash: await hashPassword(PASSWORD) })
      .onConflictDoNothing()
      .returning({ id: users.id });
    const id = user?.id ?? (await this.owner.select().from(users).where(eq(users.email, email)))[0]?.id ?? "";
    await this.owner
      .insert(memberships)
      .values({ merchantId: this.merchantId, userId: id, role })
      .onConflictDoNothing();
    return { id, email };
  }

  /** Hires somebody and signs them in on a page. Resolves to how the log names them. */
  async signIn(page: Page, role: Role = "agent", name = "Sam Porter"): Promise<Actor> {
    const { id, email } = await this.hire(role, name);
    await page.goto(`/sign-in?${new URLSearchParams({ next: `/shop${this.merchantId}/orders` })}`);
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).toHaveURL(/\/orders$/);
    // What most specs look at: the parts of an order's page in full.
    const inFullCookies = Object.values(orderPartsCookies).map((cookie) => ({ name: cookie, value: inFull }));
    await page
      .context()
      .addCookies(inFullCookies.map((one) => ({ ...one, url: new URL(page.url()).origin })));
    return { kind: "user", id, name };
  }

  async customer(name: string): Promise<string> {
    const email = `${name.toLowerCase().replace(/\W+/g, ".")}@customers.example`;
    const [row] = await withMerchant(this.db, this.merchantId, (tx) =>
      tx
        .insert(customers)
        .values({ merchantId: this.merchantId, name, email })
        .returning({ id: customers.id }),
    );
    return row?.id ?? "";
  }

  /** An order nobody has paid for yet. Amounts in minor units of EUR unless changed. */
  async order(customerName: string, draft: Draft, price: number, by: Actor = SAM): Promise<Order> {
    return this.make(this.draft(await this.customer(customerName), draft, price), by);
  }

  private async make(draft: OrderDraft, actor: Actor): Promise<Order> {
    const at = { actor, now: await this.now(), machineNow: this.payments.machineNow() };
    return doneOf(await create(this.db, this.merchantId, draft, at)).order;
  }

  /** The same for somebody who is a customer already. */
  async orderFor(customerId: string, draft: Draft, price: number): Promise<Order> {
    return this.make(this.draft(customerId, draft, price), SAM);
  }

  /** An order whose customer has a link and has not paid yet. */
  async pendingOrder(customerName: string, draft: Draft, price: number, by: Actor = SAM): Promise<Order> {
    const order = await this.order(customerName, draft, price, by);
    return this.run(order, { kind: "request_link", how: "display" });
  }

  /** An order whose customer has paid its first payment with a test card, over the link. */
  async activeOrder(
    customerName: string,
    draft: Draft,
    price: number,
    card: TestCard = "4242424242424242",
    more: CardChange = {},
  ): Promise<Order> {
    const order = await this.pendingOrder(customerName, draft, price);
    return this.payFirst(order, card, more);
  }

  /** The first payment, approved or not, by the customer over the link or told to staff over the phone. */
  async payFirst(
    order: Order,
    card: TestCard,
    { via = "link", ...more }: CardChange & { via?: "link" | "terminal" } = {},
  ): Promise<Order> {
    const id = this.idOf(order);
    const actor: Actor = via === "link" ? { kind: "customer" } : SAM;
    const wanted = { purpose: "initial", via } as const;
    const opened = doneOf(await startCheckout(this.payments, id, wanted, { actor, now: await this.now() }));
    const { checkoutId } = await payCheckout(
      this.stack.sandboxUrl,
      opened.checkoutId,
      cardOf(card, { cvv: CVV, ...more }),
    );
    await settleCheckout(this.payments, id, checkoutId, await this.now());
    return this.read(order);
  }

  async run(order: Order, command: Command): Promise<Order> {
    return doneOf(
      await carryOut(this.payments, this.idOf(order), command, { actor: SAM, now: await this.now() }),
    ).order;
  }

  async read(order: Order): Promise<Order> {
    const read = await readOrder(this.db, this.idOf(order), await this.now());
    if (!read) throw new Error(`order ${order.zuid} is gone`);
    return read;
  }

  async linkTo(order: Order): Promise<string> {
    const link = await withMerchant(this.db, this.merchantId, (tx) => linkOf(tx, this.idOf(order)));
    return `/pay/${link?.token}`;
  }

  /** As if an order's open card fields had stood for half an hour, which is as long as the gateway keeps them. */
  async ageCheckouts(order: Order): Promise<void> {
    const its = and(
      eq(attempts.merchantId, this.merchantId),
      eq(attempts.zuid, order.zuid),
      eq(attempts.state, "prepared"),
    );
    await withMerchant(this.db, this.merchantId, (tx) =>
      tx
        .update(attempts)
        .set({ checkoutOpenedAt: Date.now() - 30 * 60_000 })
        .where(its),
    );
  }

  async now(): Promise<Instant> {
    return (await readClock(this.db)).now;
  }

  /** Lets the worker take the clock just past an instant, so that what falls due at it is done as well. */
  async moveTo(at: Instant): Promise<void> {
    await moveClock(this.db, at + 60_000);
    await expect
      .poll(async () => (await readClock(this.db)).movingTo, { timeout: 30_000, intervals: [50] })
      .toBeNull();
  }

  async moveDays(days: number): Promise<void> {
    await this.moveTo((await this.now()) + days * DAY);
  }

  private idOf(order: Order) {
    return { merchantId: this.merchantId, zuid: order.zuid };
  }

  private draft(customerId: string, draft: Draft, price: number): OrderDraft {
    const isPlanned = draft.type === "instalment" || draft.type === "subscription";
    const name = draft.type === "subscription" ? "Membership" : "Course";
    return plainDraft({
      customerId,
      lines: [plainLine(price, { name, taxBasisPoints: 1_900 })],
      parts: draft.type === "instalment" ? 12 : null,
      interval: isPlanned ? { every: 30, unit: "DAY" } : null,
      ...draft,
    });
  }
}
