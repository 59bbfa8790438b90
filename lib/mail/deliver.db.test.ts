import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { close, connect, type Db, withMerchant } from "@/db/client";
import { customers } from "@/db/schema/customers";
import { alerts, messages } from "@/db/schema/messages";
import { type FreshDatabase, freshDatabase } from "@/db/testing";
import { withdrawLink } from "@/lib/orders/link";
import { carryOut, instalments, newOrder, openShop, type Shop } from "@/lib/orders/testing";
import { deliver } from "./deliver";
import { markMessagesOpened } from "./opened";
import { type MailServer, startMailServer } from "./testing";

const now = Date.UTC(2026, 2, 1, 9);
const minute = 60_000;
const appUrl = "https://office.example";

let database: FreshDatabase;
let db: Db;
let server: MailServer;
let shop: Shop;
let shops = 0;
/** The machine's clock, ahead of whatever the database wrote down. */
let machineNow: number;

beforeAll(async () => {
  process.env.LOG_LEVEL = "silent";
  database = await freshDatabase();
  db = connect(database.url);
});

afterAll(async () => {
  await close(db);
  await database.drop();
});

beforeEach(async () => {
  server = await startMailServer();
  shops += 1;
  shop = await openShop(db, shops);
  machineNow = Date.now() + minute;
});

afterEach(() => server.stop());

const send = (at = machineNow) => deliver(db, { smtpUrl: server.url, appUrl }, now, at);

const stored = (zuid: number) =>
  withMerchant(db, shop.merchantId, (tx) => tx.select().from(messages).where(eq(messages.zuid, zuid)));

async function mailedOrder(): Promise<number> {
  const { zuid } = await newOrder(db, shop, instalments(shop), now);
  await carryOut(db, { merchantId: shop.merchantId, zuid }, { kind: "request_link", how: "email" }, now);
  return zuid;
}

describe("a queued message", () => {
  it("is sent once, with both parts, its merchant and its link", async () => {
    const zuid = await mailedOrder();
    expect(await send()).toBe(1);
    expect(await send()).toBe(0);
    expect(server.taken).toHaveLength(1);
    const [mail] = server.taken;
    expect(mail?.to).toBe(`anna@shop${shops}.example`);
    expect(mail?.data).toContain("multipart/alternative");
    expect(mail?.data).toContain(`Subject: Your order with Shop ${shops}`);
    expect(mail?.data).toContain(`From: Shop ${shops} <no-reply@office.example>`);
    expect(mail?.data.replace(/=\n/g, "")).toContain(`https://office.example/pay/shop${shops}-`);
    const [message] = await stored(zuid);
    expect(message).toMatchObject({ state: "sent", sentAt: now, error: null });
    expect(mail?.data).toContain(`Message-ID: <${message?.id}.${shop.merchantId}@office.example>`);
  });

  it("is tried again later when the server is busy, and keeps its Message-ID", async () => {
    const zuid = await mailedOrder();
    server.answerWith("451 later");
    await send();
    expect(await stored(zuid)).toMatchObject([{ state: "queued", attempts: 1, error: "451 later" }]);
    expect(await send()).toBe(0);
    server.answerWith("250 taken");
    expect(await send(machineNow + minute)).toBe(1);
    expect(await stored(zuid)).toMatchObject([{ state: "sent", attempts: 2 }]);
    expect(server.taken).toHaveLength(1);
  });

  it("fails at once, with an alert, when the server will never take it", async () => {
    const zuid = await mailedOrder();
    server.answerWith("550 no such mailbox");
    await send();
    expect(await stored(zuid)).toMatchObject([{ state: "failed", error: "550 no such mailbox" }]);
    const raised = await withMerchant(db, shop.merchantId, (tx) => tx.select().from(alerts));
    expect(raised).toMatchObject([{ zuid, kind: "message_failed" }]);
  });

  it("fails after some nine hours of a server that is away", async () => {
    const zuid = await mailedOrder();
    await server.stop();
    let at = machineNow;
    for (let i = 0; i < 7; i++) {
      expect(await send(at)).toBe(1);
      at += 300 * minute;
    }
    expect(await stored(zuid)).toMatchObject([{ state: "failed", attempts: 7 }]);
  });

  it("is dropped, and says why, when the order was paid or cancelled meanwhile", async () => {
    const zuid = await mailedOrder();
    await carryOut(db, { merchantId: shop.merchantId, zuid }, { kind: "cancel_order" }, now);
    expect(await send()).toBe(1);
    expect(server.taken).toEqual([]);
    expect(await stored(zuid)).toMatchObject([{ state: "dropped", error: "The order is Cancelled now." }]);
    expect(await send(machineNow + 500 * minute)).toBe(0);
  });

  it("is dropped when its link was withdrawn", async () => {
    const zuid = await mailedOrder();
    await withdrawLink(db, { merchantId: shop.merchantId, zuid }, now);
    await send();
    expect(await stored(zuid)).toMatchObject([
      { state: "dropped", error: "The payment link was withdrawn." },
    ]);
  });

  it("goes to the customer's address of now", async () => {
    const zuid = await mailedOrder();
    await withMerchant(db, shop.merchantId, (tx) =>
      tx
        .update(customers)
        .set({ email: "anna@new.example" })
        .where(eq(customers.merchantId, shop.merchantId)),
    );
    await send();
    expect(server.taken).toMatchObject([{ to: "anna@new.example" }]);
    expect(await stored(zuid)).toMatchObject([{ state: "sent", to: "anna@new.example" }]);
  });

  it("is handed out again when its sender died", async () => {
    const zuid = await mailedOrder();
    await withMerchant(db, shop.merchantId, (tx) =>
      tx.update(messages).set({ state: "sending", attempts: 1, sendAfter: machineNow + 5 * minute }),
    );
    expect(await send()).toBe(0);
    expect(await send(machineNow + 5 * minute)).toBe(1);
    expect(await stored(zuid)).toMatchObject([{ state: "sent" }]);
  });

  it("is kept to be read when there is no mail server", async () => {
    const zuid = await mailedOrder();
    await deliver(db, { smtpUrl: undefined, appUrl }, now, machineNow);
    const [message] = await stored(zuid);
    expect(message?.state).toBe("sent");
    expect(message?.html).toContain("https://office.example/pay/");
    expect(server.taken).toEqual([]);
  });

  it("counts as opened once its link is used", async () => {
    const zuid = await mailedOrder();
    await send();
    await markMessagesOpened(db, { merchantId: shop.merchantId, zuid }, now + minute);
    expect(await stored(zuid)).toMatchObject([{ state: "opened", openedAt: now + minute }]);
  });
});
