import { createCipheriv, randomBytes } from "node:crypto";
import fs from "node:fs";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { close, connect, type Db, withMerchant } from "@/db/client";
import { gatewayReports } from "@/db/schema/attempts";
import { alerts } from "@/db/schema/messages";
import { orders } from "@/db/schema/orders";
import { type FreshDatabase, freshDatabase } from "@/db/testing";
import { database as appDatabase } from "@/lib/database";
import { readOrder } from "@/lib/orders/read";
import { executeOrThrow, instalmentDraft, newOrder, openTestShop } from "@/lib/orders/testing";
import { POST } from "./route";

const key = randomBytes(32).toString("hex");
const now = Date.now();

let fresh: FreshDatabase;
let db: Db;

beforeAll(async () => {
  fresh = await freshDatabase();
  process.env.DATABASE_URL = fresh.url;
  process.env.GATEWAY_WEBHOOK_KEY = key;
  process.env.GATEWAY_TOKEN = "a-token-for-tests";
  process.env.AUTH_SECRET = randomBytes(32).toString("hex");
  process.env.LOG_LEVEL = "warn";
  db = connect(fresh.url);
  await openTestShop(db, 1);
});

afterAll(async () => {
  await close(appDatabase());
  await close(db);
  await fresh.drop();
});

function post(account: string, news: unknown, sealedWith = key): Promise<Response> {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", Buffer.from(sealedWith, "hex"), iv);
  const body = Buffer.concat([cipher.update(JSON.stringify(news), "utf8"), cipher.final()]);
  const request = new Request(`http://office.example/api/gateway/webhook/${account}`, {
    method: "POST",
    body: body.toString("hex"),
    headers: {
      "x-initialization-vector": iv.toString("hex"),
      "x-authentication-tag": cipher.getAuthTag().toString("hex"),
    },
  });
  return POST(request, { params: Promise.resolve({ account }) });
}

function payment(change: object = {}) {
  return {
    type: "PAYMENT",
    payload: {
      id: randomBytes(16).toString("hex"),
      paymentType: "DB",
      paymentBrand: "VISA",
      amount: "100.00",
      currency: "EUR",
      merchantTransactionId: "nobody-knows-this",
      result: { code: "000.100.110", description: "ok" },
      ...change,
    },
  };
}

describe("a report of the gateway", () => {
  it("is not looked at when it was sealed with another key", async () => {
    expect((await post("ecom-1", payment(), randomBytes(32).toString("hex"))).status).toBe(401);
    const bare = new Request("http://office.example/", { method: "POST", body: "{}" });
    expect((await POST(bare, { params: Promise.resolve({ account: "ecom-1" }) })).status).toBe(401);
  });

  it("is refused when it is larger than any report", async () => {
    const large = new Request("http://office.example/", { method: "POST", body: "0".repeat(300_000) });
    expect((await POST(large, { params: Promise.resolve({ account: "ecom-1" }) })).status).toBe(413);
  });

  it("is answered when it books nothing", async () => {
    expect((await post("ecom-1", { type: "test", payload: {} })).status).toBe(204);
    expect((await post("ecom-1", "nonsense")).status).toBe(400);
  });

  it("finds no merchant for an entity that is nobody's", async () => {
    expect((await post("ecom-99", payment())).status).toBe(404);
  });

  it("is kept once, with one alert, when no order explains it", async () => {
    const news = payment();
    expect((await post("moto-1", news)).status).toBe(200);
    expect((await post("moto-1", news)).status).toBe(200);
    const kept = await withMerchant(db, 1, (tx) =>
      tx.select().from(gatewayReports).where(eq(gatewayReports.merchantId, 1)),
    );
    expect(kept).toHaveLength(1);
    const raised = await withMerchant(db, 1, (tx) =>
      tx.select().from(alerts).where(eq(alerts.merchantId, 1)),
    );
    expect(raised.filter(({ kind }) => kind === "unknown_report")).toHaveLength(1);
  });

  it("settles the payment it is about, however often it comes", async () => {
    const shop = await openTestShop(db, 2);
    const { zuid } = await newOrder(db, shop, instalmentDraft(shop, { deposit: 10_000 }), now);
    const id = { merchantId: 2, zuid };
    const { started } = await executeOrThrow(
      db,
      id,
      { kind: "open_checkout", purpose: "initial", via: "link" },
      { now },
    );
    const news = payment({
      merchantTransactionId: started[0]?.reference,
      registrationId: "reg-1",
      card: {
        bin: "420000",
        last4Digits: "0000",
        holder: "Anna Berg",
        expiryMonth: "12",
        expiryYear: "2034",
      },
    });
    const answers = await Promise.all([post("ecom-2", news), post("ecom-2", news), post("ecom-2", news)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const order = await readOrder(db, id, now);
    expect(order?.status).toBe("active");
    expect(order?.attempts).toMatchObject([{ state: "approved" }]);
  });

  it("is to be sent again as long as another process holds its order", async () => {
    const shop = await openTestShop(db, 5);
    const { zuid } = await newOrder(db, shop, instalmentDraft(shop, { deposit: 10_000 }), now);
    const open = { kind: "open_checkout", purpose: "initial", via: "link" } as const;
    const { started } = await executeOrThrow(db, { merchantId: 5, zuid }, open, { now });
    const paid = payment({ merchantTransactionId: started[0]?.reference, registrationId: "reg-5" });
    expect((await post("ecom-5", paid)).status).toBe(200);
    const chargeback = payment({
      paymentType: "CB",
      referencedId: paid.payload.id,
      merchantTransactionId: null,
    });
    const disputed = async () =>
      (await readOrder(db, { merchantId: 5, zuid }, now))?.attempts.filter(
        ({ type }) => type === "chargeback",
      );
    await withMerchant(db, 5, async (tx) => {
      await tx.select().from(orders).where(eq(orders.merchantId, 5)).for("update");
      expect((await post("ecom-5", chargeback)).status).toBe(503);
    });
    expect(await disputed()).toHaveLength(0);
    expect((await post("ecom-5", chargeback)).status).toBe(200);
    expect(await disputed()).toHaveLength(1);
  }, 30_000);
});

describe("what a report may hold", () => {
  it("is never a fault of ours: halves of characters and NUL are left out", async () => {
    const texts = { descriptor: `x${"\u{1F600}".repeat(400)}`, merchantTransactionId: "a\u0000b\ud800" };
    const odd = { ...texts, id: "c\u0000d", paymentBrand: "VI\udfffSA", referencedId: "\u0000" };
    expect((await post("ecom-1", payment(odd))).status).toBe(200);
  });

  it("is refused where it is authentic and no report, and answered where a payment has no result", async () => {
    expect((await post("ecom-1", null)).status).toBe(400);
    expect((await post("ecom-1", "text")).status).toBe(400);
    expect((await post("ecom-1", { type: "PAYMENT", payload: { id: "x" } })).status).toBe(204);
  });

  it("is a line in the log where a payment has no result, without what it holds", async () => {
    const sent = {
      id: "secret-id",
      card: { holder: "Anna Berg" },
      merchantTransactionId: "secret-reference",
    };
    const lines: string[] = [];
    const out = vi.spyOn(fs, "writeSync").mockImplementation((_to, line) => {
      lines.push(String(line));
      return Buffer.byteLength(String(line));
    });
    const { status } = await post("ecom-1", { type: "PAYMENT", payload: sent }).finally(() =>
      out.mockRestore(),
    );
    expect(status).toBe(204);
    const text = lines.join("");
    expect(text).toContain('"kind":"PAYMENT"');
    expect(text).toContain("a gateway report without a result");
    expect(text).not.toMatch(/secret|Anna/);
  });

  it.each(["\u0000", "ecom-1\u0000", "%00", "\ud800"])("is nobody's at the address %j", async (address) => {
    const request = new Request("http://office.example/", { method: "POST", body: "00" });
    expect((await POST(request, { params: Promise.resolve({ account: address }) })).status).toBe(404);
  });

  it("goes to the merchant of the entity that it names, wherever it was sent", async () => {
    await openTestShop(db, 3);
    const news = payment({ authentication: { entityId: "ecom-3" } });
    expect((await post("ecom-1", news)).status).toBe(200);
    const kept = await withMerchant(db, 3, (tx) =>
      tx.select().from(gatewayReports).where(eq(gatewayReports.merchantId, 3)),
    );
    expect(kept.map(({ transactionId }) => transactionId)).toEqual([news.payload.id]);
    const strange = payment({ authentication: { entityId: "nobody" } });
    expect((await post("ecom-3", strange)).status).toBe(200);
    expect(
      await withMerchant(db, 3, (tx) =>
        tx.select().from(gatewayReports).where(eq(gatewayReports.merchantId, 3)),
      ),
    ).toHaveLength(2);
  });
});
