import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { eq } from "drizzle-orm";
import { close, connect, type Db, withMerchant } from "@/db/client";
import type { NewMerchant } from "@/db/open-merchant";
import { customers } from "@/db/schema/customers";
import { collectingStops } from "@/db/schema/merchants";
import { freshDatabase } from "@/db/testing";
import type { Actor, Attempt, Order } from "@/lib/domain/order/order";
import { doneOf } from "@/lib/domain/order/result";
import type { Command } from "@/lib/domain/rules/command";
import type { OrderDraft } from "@/lib/domain/rules/create";
import type { Instant } from "@/lib/domain/value/calendar";
import { MINUTE } from "@/lib/domain/value/timetable";
import type { Gateway, Provider } from "@/lib/gateway/port";
import { listAlerts } from "@/lib/orders/alerts";
import { attemptRecord } from "@/lib/orders/attempt-record";
import type { OrderId } from "@/lib/orders/execute";
import { readOrder } from "@/lib/orders/read";
import { instalmentDraft, newOrder, openTestShop, staffActor, type TestShop } from "@/lib/orders/testing";
import type { TypedCard } from "@/lib/sandbox/card";
import type { BookedLine, Drill } from "@/lib/sandbox/drill";
import { cardOf } from "@/lib/sandbox/shopper";
import { carryOut } from "./carry-out";
import { type CheckoutPurpose, settleCheckout, startCheckout } from "./checkout";
import type { Payments } from "./context";
import { gatewaysOf } from "./gateways";
import { reconcile } from "./reconcile";
import { receiveWebhook } from "./report";
import { type Arranged, type BankKind, type OpenBank, oppBank } from "./testing-bank";

/** A database, a sandbox gateway over HTTP and a listener for its webhooks, for one test file. */
export type PaymentsFixture<D extends Arranged = Drill> = {
  ownerUrl: string;
  databaseUrl: string;
  db: Db;
  payments: Payments;
  bank: D;
  bankUrl: string;
  /** What this gateway's codes for some results are. */
  codes: OpenBank["codes"];
  /** The gateway of a merchant, as `newShop` opens them. */
  gateway: Gateway;
  /** What a merchant's row says of its gateway. */
  merchant: OpenBank["merchant"];
  submitCard: OpenBank["enterCard"];
  /** The same payments with another limit on waiting for an answer. */
  impatient(timeoutMs: number): Payments;
  /** Business time, for the product and the sandbox. */
  clock: { now: Instant };
  /** Machine time of the product: `ahead` milliseconds ahead of the real one. */
  machine: { ahead: number };
  /** How each webhook was handled, in order of arrival. */
  heard: ("booked" | "kept")[];
  close(): Promise<void>;
};

/** A fixture at any kind of gateway. */
export type AnyFixture = PaymentsFixture<Arranged>;

export const testStart: Instant = Date.UTC(2026, 0, 15, 10);
export const ann: Actor = { kind: "user", id: "6f1d2c6e-0000-4000-8000-00000000000a", name: "Ann" };
export const customerActor: Actor = { kind: "customer" };

export function openPaymentsFixture(connections = 10): Promise<PaymentsFixture> {
  return openPaymentsFixtureAt(oppBank, connections);
}

/** The same at a gateway of another kind. */
export async function openPaymentsFixtureAt<D extends Arranged>(
  kind: BankKind<D>,
  connections = 10,
): Promise<PaymentsFixture<D>> {
  const database = await freshDatabase();
  const db = connect(database.url, { max: connections });
  const clock = { now: testStart };
  const machine = { ahead: 0 };
  const machineNow = () => Date.now() + machine.ahead;
  let payments: Payments | undefined;
  const listener = await listenForReports({ payments: () => payments, now: () => clock.now });
  const bank = await kind.open({ now: () => clock.now, machineNow, reportUrl: listener.url });
  // Webhooks are held: each test releases its own.
  await bank.drill.webhooks({ mode: "held" });
  const paymentsAt = (provider: Provider): Payments => ({
    db,
    gateways: gatewaysOf(db, [provider]),
    machineNow,
  });
  payments = paymentsAt(bank.provider);
  const { accountEcom, accountMoto, gatewaySettings = {} } = bank.merchant(1);
  return {
    ownerUrl: database.ownerUrl,
    databaseUrl: database.url,
    db,
    payments,
    bank: bank.drill,
    bankUrl: bank.url,
    codes: bank.codes,
    gateway: bank.provider.gatewayFor({
      kind: kind.name,
      settings: gatewaySettings,
      accounts: { ECOM: accountEcom, MOTO: accountMoto },
      mode: "sandbox",
    }),
    merchant: bank.merchant,
    submitCard: bank.enterCard,
    impatient: (timeoutMs) => paymentsAt(bank.impatient(timeoutMs)),
    clock,
    machine,
    heard: listener.heard,
    async close() {
      await bank.stop();
      await listener.close();
      await close(db);
      await database.drop();
    },
  };
}

/** Handles the gateway's webhooks as the application's route does, for tests without the application. */
export async function listenForReports(by: { payments: () => Payments | undefined; now: () => Instant }) {
  const heard: PaymentsFixture["heard"] = [];
  async function hear(request: IncomingMessage): Promise<"booked" | "kept" | null> {
    let body = "";
    for await (const chunk of request) body += chunk;
    const payments = by.payments();
    const sentTo = decodeURIComponent(request.url?.slice(1) ?? "");
    const header = (name: string) => (request.headers[name] as string | undefined) ?? null;
    const report = await payments?.gateways.hear(sentTo, { body, header });
    if (!payments || report?.kind !== "report") return null;
    const handled = await receiveWebhook(payments, { report, sentTo }, by.now());
    return handled === "nobodys" || handled.done === "order_held" ? null : handled.done;
  }
  const server = createServer((request, response) => {
    hear(request)
      .then((what) => {
        if (what) heard.push(what);
        response.writeHead(what ? 200 : 500).end();
      })
      // The gateway sends again what was not acknowledged.
      .catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/{account}`,
    heard,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

let shops = 0;

/** A merchant for one test, with one customer. */
export function newShop(fixture: AnyFixture, terms: Partial<NewMerchant> = {}): Promise<TestShop> {
  shops += 1;
  return openTestShop(fixture.db, shops, { ...fixture.merchant(shops), ...terms });
}

/** Another customer of the same merchant: the schemes' limits count each customer's cards separately. */
export async function newCustomer(fixture: AnyFixture, { merchantId }: TestShop): Promise<TestShop> {
  const [row] = await withMerchant(fixture.db, merchantId, (tx) =>
    tx
      .insert(customers)
      .values({ merchantId, name: "Ben Cole", email: `ben@shop${merchantId}.example` })
      .returning({ id: customers.id }),
  );
  if (!row) throw new Error("no customer");
  return { merchantId, customerId: row.id };
}

const onePiece = instalmentDraft({ merchantId: 0, customerId: "" }).lines;

/** Drafts of the other order types, worth EUR 100.00 each. */
export function draftOf(
  shop: TestShop,
  type: OrderDraft["type"],
  change: Partial<OrderDraft> = {},
): OrderDraft {
  if (type === "instalment") return instalmentDraft(shop, change);
  return instalmentDraft(shop, {
    type,
    lines: onePiece.map((line) => ({ ...line, price: 10_000 })),
    parts: null,
    interval: type === "subscription" ? { every: 1, unit: "MONTH" } : null,
    ...change,
  });
}

/** An order whose link was shown to its customer. */
export async function pendingOrder(fixture: AnyFixture, shop: TestShop, draft: OrderDraft): Promise<OrderId> {
  const { zuid } = await newOrder(fixture.db, shop, draft, fixture.clock.now);
  const id = { merchantId: shop.merchantId, zuid };
  await carryOutOrThrow(fixture, id, { kind: "request_link", how: "display" });
  return id;
}

/** An order whose customer paid, or registered a card, over the link. */
export async function activeOrderOf(
  fixture: AnyFixture,
  shop: TestShop,
  draft: OrderDraft,
  card: TypedCard = cardOf("4242424242424242"),
): Promise<OrderId> {
  const id = await pendingOrder(fixture, shop, draft);
  await payByCheckout(fixture, id, { purpose: "initial", via: "link" }, card);
  return id;
}

/** A complete checkout: opened, paid, its result read. */
export async function payByCheckout(
  fixture: AnyFixture,
  id: OrderId,
  wanted: CheckoutPurpose,
  card: TypedCard,
) {
  const { checkoutId } = await submitCard(fixture, await openedCheckoutId(fixture, id, wanted), card);
  const outcome = await settleCheckout(fixture.payments, id, checkoutId, fixture.clock.now);
  return doneOf(outcome);
}

export async function openedCheckoutId(
  fixture: AnyFixture,
  id: OrderId,
  wanted: CheckoutPurpose,
): Promise<string> {
  const actor = wanted.via === "link" ? customerActor : staffActor;
  const checkout = await startCheckout(fixture.payments, id, wanted, { actor, now: fixture.clock.now });
  return doneOf(checkout).checkoutId;
}

export function submitCard(fixture: AnyFixture, checkoutId: string, card: TypedCard) {
  return fixture.submitCard(checkoutId, card);
}

/** Carries out a command with its payments; throws when it is refused. */
export async function carryOutOrThrow(
  fixture: AnyFixture,
  id: OrderId,
  command: Command,
  actor: Actor = staffActor,
): Promise<Order> {
  const done = await carryOut(fixture.payments, id, command, { actor, now: fixture.clock.now });
  return doneOf(done).order;
}

/** The refusal's code, for a command that is expected to be refused. */
export async function refusalOfCommand(
  fixture: AnyFixture,
  id: OrderId,
  command: Command,
  actor: Actor = staffActor,
) {
  const done = await carryOut(fixture.payments, id, command, { actor, now: fixture.clock.now });
  if (done.is !== "refused") throw new Error(`${command.kind} was not refused`);
  return done.why;
}

export async function currentOrder(fixture: AnyFixture, id: OrderId): Promise<Order> {
  const order = await readOrder(fixture.db, id, fixture.clock.now);
  if (!order) throw new Error(`no order ${id.zuid}`);
  return order;
}

export function lastAttempt(order: Order): Attempt {
  const attempt = order.attempts.at(-1);
  if (!attempt) throw new Error("nothing was tried yet");
  return attempt;
}

/** Reconciles as if `minutes` of machine time had passed. */
export function reconcileAfter(fixture: AnyFixture, minutes: number): Promise<number> {
  return reconcile(fixture.payments, fixture.clock.now, fixture.payments.machineNow() + minutes * MINUTE);
}

/** The sandbox's ledger lines of an order. */
export async function ledgerOf(fixture: AnyFixture, order: Order): Promise<BookedLine[]> {
  const lines = await fixture.bank.ledger();
  return lines.filter((line) => line.reference?.endsWith(order.referenceKey));
}

/** Approved debits of an order in the gateway's books, in minor units. */
export async function debited(fixture: AnyFixture, order: Order): Promise<number[]> {
  const lines = await ledgerOf(fixture, order);
  return lines.filter((line) => line.isApproved && line.type === "debit").map((line) => line.amount ?? 0);
}

export async function alertKinds(
  fixture: AnyFixture,
  { merchantId }: { merchantId: number },
): Promise<string[]> {
  return (await listAlerts(fixture.db, merchantId)).map((alert) => alert.kind).reverse();
}

export async function attemptRecordOf(fixture: AnyFixture, id: OrderId, attempt: Attempt) {
  const record = await attemptRecord(fixture.db, id, attempt.number);
  if (!record) throw new Error("no record");
  return record;
}

/** Why a merchant's collecting is stopped; undefined while it is not. */
export async function collectingStopOf(fixture: AnyFixture, { merchantId }: { merchantId: number }) {
  const [stop] = await withMerchant(fixture.db, merchantId, (tx) =>
    tx.select().from(collectingStops).where(eq(collectingStops.merchantId, merchantId)),
  );
  return stop;
}
