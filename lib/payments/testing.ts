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
import { oppGateway } from "@/lib/gateway/opp/gateway";
import { decryptWebhook, entityOf, readWebhook } from "@/lib/gateway/opp/webhook";
import { listAlerts } from "@/lib/orders/alerts";
import { attemptRecord } from "@/lib/orders/attempt-record";
import type { OrderId } from "@/lib/orders/execute";
import { readOrder } from "@/lib/orders/read";
import { instalments, newOrder, openShop, type Shop, staff } from "@/lib/orders/testing";
import type { TypedCard } from "@/lib/sandbox/card";
import { type BookedLine, type Drill, drill } from "@/lib/sandbox/drill";
import { startSandbox } from "@/lib/sandbox/sandbox";
import { cardOf, payCheckout } from "@/lib/sandbox/shopper";
import { carryOut } from "./carry-out";
import { type CheckoutPurpose, openCheckout, settleCheckout } from "./checkout";
import type { Payments } from "./context";
import { reconcile } from "./reconcile";
import { receiveWebhook } from "./report";

/** A database, a gateway's stand-in over HTTP and an ear for its webhooks, all of one test file's own. */
export type Till = {
  ownerUrl: string;
  db: Db;
  payments: Payments;
  bank: Drill;
  bankUrl: string;
  /** Business time, for us and for the gateway. */
  clock: { now: Instant };
  /** Machine time, for us alone: as it is, and as much ahead as a test says. */
  machine: { ahead: number };
  /** What became of each webhook, in the order in which they were heard. */
  heard: ("booked" | "kept")[];
  close(): Promise<void>;
};

export const tillToken = "token-of-the-till";
export const tillWebhookKey = "00112233445566778899aabbccddeeff".repeat(2);
export const start: Instant = Date.UTC(2026, 0, 15, 10);
export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
export const ann: Actor = { kind: "user", id: "6f1d2c6e-0000-4000-8000-00000000000a", name: "Ann" };
export const customer: Actor = { kind: "customer" };

export async function openTill(connections = 10): Promise<Till> {
  const database = await freshDatabase();
  const db = connect(database.url, { max: connections });
  const clock = { now: start };
  const machine = { ahead: 0 };
  const machineNow = () => Date.now() + machine.ahead;
  let payments: Payments | undefined;
  const ear = await listenForReports({
    payments: () => payments,
    webhookKey: tillWebhookKey,
    now: () => clock.now,
  });
  const sandbox = await startSandbox({
    port: 0,
    dataDir: null,
    token: tillToken,
    webhookKey: tillWebhookKey,
    webhookUrl: ear.url,
    now: () => clock.now,
    webhookRetryMs: 5,
  });
  const bank = drill(sandbox.url, tillToken);
  // Each test hears of its own bookings when it asks for them.
  await bank.webhooks({ mode: "held" });
  payments = {
    db,
    gateway: oppGateway({ url: sandbox.url, token: tillToken, timeoutMs: 10_000, machineNow }),
    machineNow,
  };
  return {
    ownerUrl: database.ownerUrl,
    db,
    payments,
    bank,
    bankUrl: sandbox.url,
    clock,
    machine,
    heard: ear.heard,
    async close() {
      await sandbox.stop();
      await ear.close();
      await close(db);
      await database.drop();
    },
  };
}

/** Takes in the gateway's webhooks as the application's route does, for tests that have no application. */
export async function listenForReports(by: {
  payments: () => Payments | undefined;
  webhookKey: string;
  now: () => Instant;
}) {
  const heard: Till["heard"] = [];
  async function hear(request: IncomingMessage): Promise<"booked" | "kept" | null> {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { "x-initialization-vector": iv = "", "x-authentication-tag": tag = "" } = request.headers;
    const opened = decryptWebhook(body, String(iv), String(tag), by.webhookKey);
    const report = readWebhook(opened);
    const payments = by.payments();
    if (!payments || !report) return null;
    const sentTo = decodeURIComponent(request.url?.slice(1) ?? "");
    const told = { report, account: entityOf(opened), sentTo };
    const handled = await receiveWebhook(payments, told, by.now());
    return handled === "nobodys" ? null : handled.done;
  }
  const server = createServer((request, response) => {
    hear(request)
      .then((what) => {
        if (what) heard.push(what);
        response.writeHead(what ? 200 : 500).end();
      })
      // The gateway reports again what it was not thanked for.
      .catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/{entityId}`,
    heard,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

let shops = 0;

/** A merchant of one test's own, with one customer. */
export function newShop(till: Till, terms: Partial<NewMerchant> = {}): Promise<Shop> {
  shops += 1;
  return openShop(till.db, shops, terms);
}

/** Another customer of the same merchant: the card schemes' limits count each one's cards apart. */
export async function newCustomer(till: Till, { merchantId }: Shop): Promise<Shop> {
  const [row] = await withMerchant(till.db, merchantId, (tx) =>
    tx
      .insert(customers)
      .values({ merchantId, name: "Ben Cole", email: `ben@shop${merchantId}.example` })
      .returning({ id: customers.id }),
  );
  if (!row) throw new Error("no customer");
  return { merchantId, customerId: row.id };
}

const onePiece = instalments({ merchantId: 0, customerId: "" }).lines;

/** Drafts of the other types, worth EUR 100.00 a piece. */
export function draftOf(shop: Shop, type: OrderDraft["type"], change: Partial<OrderDraft> = {}): OrderDraft {
  if (type === "instalment") return instalments(shop, change);
  return instalments(shop, {
    type,
    lines: onePiece.map((line) => ({ ...line, price: 10_000 })),
    parts: null,
    interval: type === "subscription" ? { every: 1, unit: "MONTH" } : null,
    ...change,
  });
}

/** An order whose link was shown to its customer. */
export async function pending(till: Till, shop: Shop, draft: OrderDraft): Promise<OrderId> {
  const { zuid } = await newOrder(till.db, shop, draft, till.clock.now);
  const id = { merchantId: shop.merchantId, zuid };
  await act(till, id, { kind: "request_link", how: "display" });
  return id;
}

/** An order whose customer paid, or registered a card, over the link. */
export async function activated(
  till: Till,
  shop: Shop,
  draft: OrderDraft,
  card: TypedCard = cardOf("4242424242424242"),
): Promise<OrderId> {
  const id = await pending(till, shop, draft);
  await pay(till, id, { purpose: "initial", via: "link" }, card);
  return id;
}

/** The whole way of a checkout: opened, paid in, its result read. */
export async function pay(till: Till, id: OrderId, wanted: CheckoutPurpose, card: TypedCard) {
  const { resourcePath } = await enterCard(till, await opened(till, id, wanted), card);
  const outcome = await settleCheckout(till.payments, id, resourcePath, till.clock.now);
  return doneOf(outcome);
}

export async function opened(till: Till, id: OrderId, wanted: CheckoutPurpose): Promise<string> {
  const actor = wanted.via === "link" ? customer : staff;
  const checkout = await openCheckout(till.payments, id, wanted, { actor, now: till.clock.now });
  return doneOf(checkout).checkoutId;
}

export function enterCard(till: Till, checkoutId: string, card: TypedCard) {
  return payCheckout(till.bankUrl, checkoutId, card);
}

/** Carries a command out, money included, or says why it was not. */
export async function act(till: Till, id: OrderId, command: Command, actor: Actor = staff): Promise<Order> {
  const done = await carryOut(till.payments, id, command, { actor, now: till.clock.now });
  return doneOf(done).order;
}

/** The refusal's code, for a command that is expected to be refused. */
export async function refused(till: Till, id: OrderId, command: Command, actor: Actor = staff) {
  const done = await carryOut(till.payments, id, command, { actor, now: till.clock.now });
  if (done.is !== "refused") throw new Error(`${command.kind} was not refused`);
  return done.why;
}

export async function standing(till: Till, id: OrderId): Promise<Order> {
  const order = await readOrder(till.db, id, till.clock.now);
  if (!order) throw new Error(`no order ${id.zuid}`);
  return order;
}

export function last(order: Order): Attempt {
  const attempt = order.attempts.at(-1);
  if (!attempt) throw new Error("nothing was tried yet");
  return attempt;
}

/** Asks for what is unknown, as if `minutes` of machine time had passed. */
export function reconcileAfter(till: Till, minutes: number): Promise<number> {
  return reconcile(till.payments, till.clock.now, till.payments.machineNow() + minutes * MINUTE);
}

/** The gateway's own lines about an order. */
export async function ledgerOf(till: Till, order: Order): Promise<BookedLine[]> {
  const lines = await till.bank.ledger();
  return lines.filter((line) => line.reference?.endsWith(order.referenceKey));
}

/** Approved debits of an order in the gateway's books, in minor units. */
export async function debited(till: Till, order: Order): Promise<number[]> {
  const lines = await ledgerOf(till, order);
  return lines.filter((line) => line.isApproved && line.type === "debit").map((line) => line.amount ?? 0);
}

export async function alertsOf(till: Till, { merchantId }: { merchantId: number }): Promise<string[]> {
  return (await listAlerts(till.db, merchantId)).map((alert) => alert.kind).reverse();
}

export async function recordOf(till: Till, id: OrderId, attempt: Attempt) {
  const record = await attemptRecord(till.db, id, attempt.number);
  if (!record) throw new Error("no record");
  return record;
}

/** Why a merchant's collecting is stopped; undefined while it is not. */
export async function stopOf(till: Till, { merchantId }: { merchantId: number }) {
  const [stop] = await withMerchant(till.db, merchantId, (tx) =>
    tx.select().from(collectingStops).where(eq(collectingStops.merchantId, merchantId)),
  );
  return stop;
}
