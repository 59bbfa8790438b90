import { createHmac } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withMerchant } from "@/db/client";
import { gatewayReports } from "@/db/schema/attempts";
import { cards } from "@/db/schema/customers";
import { merchants } from "@/db/schema/merchants";
import { asOwnerOf } from "@/db/testing";
import { MINUTE } from "@/lib/domain/value/timetable";
import { oppProvider } from "@/lib/gateway/opp/provider";
import { openTestShop, type TestShop } from "@/lib/orders/testing";
import { encryptWebhook } from "@/lib/sandbox/webhooks";
import type { Payments } from "./context";
import { gatewaysOf } from "./gateways";
import { reconcile } from "./reconcile";
import { receiveWebhook } from "./report";
import {
  activeOrderOf,
  alertKinds,
  carryOutOrThrow,
  currentOrder,
  draftOf,
  lastAttempt,
  newShop,
  openPaymentsFixture,
  type PaymentsFixture,
} from "./testing";
import { fixtureToken, fixtureWebhookKey, type OpenBank } from "./testing-bank";
import { kassaBank, reportSecret } from "./testing-kassa";

/** One installation, and merchants of it at two gateways. */
let fixture: PaymentsFixture;
let kassa: OpenBank;
let payments: Payments;
let atOpp: TestShop;
let atKassa: TestShop;
let accountAtKassa: string;

beforeAll(async () => {
  fixture = await openPaymentsFixture();
  const { clock, bankUrl, db } = fixture;
  const reportUrl = "http://127.0.0.1:9/{account}";
  kassa = await kassaBank.open({ now: () => clock.now, machineNow: Date.now, reportUrl });
  const opp = oppProvider({ url: bankUrl, token: fixtureToken, webhookKey: fixtureWebhookKey });
  payments = { ...fixture.payments, gateways: gatewaysOf(db, [opp, kassa.provider]) };
  fixture.payments.gateways = payments.gateways;
  atOpp = await newShop(fixture);
  atKassa = await openTestShop(db, 900, kassa.merchant(900));
  accountAtKassa = kassa.merchant(900).accountEcom;
});
afterAll(async () => {
  await kassa.stop();
  await fixture.close();
});

async function told(sentTo: string, body: string, headers: Record<string, string>) {
  const heard = await payments.gateways.hear(sentTo, { body, header: (name) => headers[name] ?? null });
  return heard.kind === "report"
    ? await receiveWebhook(payments, { report: heard, sentTo }, fixture.clock.now)
    : heard.kind;
}

function byOpp(sentTo: string, news: unknown) {
  const { bodyHex, ivHex, tagHex } = encryptWebhook(JSON.stringify(news), fixtureWebhookKey);
  return told(sentTo, bodyHex, { "x-initialization-vector": ivHex, "x-authentication-tag": tagHex });
}

function byKassa(sentTo: string, news: unknown) {
  const body = JSON.stringify(news);
  const seal = createHmac("sha256", reportSecret).update(body).digest("base64");
  return told(sentTo, body, { "kassa-seal": seal });
}

const keptAt = ({ merchantId }: TestShop) =>
  withMerchant(fixture.db, merchantId, (tx) =>
    tx.select().from(gatewayReports).where(eq(gatewayReports.merchantId, merchantId)),
  );

describe("a report", () => {
  it("is not heard at the address of a merchant at another gateway", async () => {
    expect(await byKassa(`ecom-${atOpp.merchantId}`, { event: "payment" })).toBe("strange");
    expect(await byOpp(accountAtKassa, { type: "test", payload: {} })).toBe("strange");
  });

  it("speaks for no merchant of another gateway, whatever account it names", async () => {
    await withMerchant(fixture.db, atKassa.merchantId, (tx) =>
      tx.insert(cards).values({
        ...{ merchantId: atKassa.merchantId, customerId: atKassa.customerId, id: "501", brand: "VISA" },
        ...{ bin: "420000", last4: "0000", holder: "Anna Berg", expiryMonth: 12, expiryYear: 2034 },
        ...{ fingerprint: "VISA|420000|0000|12/2034", registeredAt: fixture.clock.now },
      }),
    );
    const gone = { type: "REGISTRATION", action: "DELETED" };
    const payload = { id: "501", authentication: { entityId: accountAtKassa } };
    await byOpp(`ecom-${atOpp.merchantId}`, { ...gone, payload });
    const [card] = await withMerchant(fixture.db, atKassa.merchantId, (tx) =>
      tx.select().from(cards).where(eq(cards.merchantId, atKassa.merchantId)),
    );
    expect(card?.state).toBe("usable");
    const paid = { id: "a".repeat(32), paymentType: "DB", amount: "1.00", currency: "EUR" };
    const result = { code: "000.000.000", description: "ok" };
    const news = {
      type: "PAYMENT",
      payload: { ...paid, result, authentication: { entityId: accountAtKassa } },
    };
    expect(await byOpp(`ecom-${atOpp.merchantId}`, news)).toEqual({
      merchantId: atOpp.merchantId,
      done: "kept",
    });
    expect(await keptAt(atKassa)).toEqual([]);
    expect(await keptAt(atOpp)).toHaveLength(1);
  });
});

describe("a merchant whose gateway is not there", () => {
  it("has nothing at the gateway, and an alert; the others are asked about as before", async () => {
    const shop = await newShop(fixture);
    const id = await activeOrderOf(fixture, shop, draftOf(shop, "metered"));
    const other = await activeOrderOf(fixture, atOpp, draftOf(atOpp, "metered"));
    const charge = { kind: "charge_now", amount: 5_000, note: "" } as const;
    await fixture.bank.fault({ effect: "drop_after", operations: ["charge"], count: 2 });
    for (const each of [id, other])
      expect(lastAttempt(await carryOutOrThrow(fixture, each, charge)).state).toBe("unknown");
    const rename = (gateway: string) =>
      asOwnerOf(fixture.db, (owner) =>
        owner.transaction(async (tx) => {
          await tx.execute("alter table merchants disable trigger merchants_keep_gateway");
          await tx.update(merchants).set({ gateway }).where(eq(merchants.id, shop.merchantId));
          await tx.execute("alter table merchants enable trigger merchants_keep_gateway");
        }),
      );
    await rename("gone");
    await reconcile(payments, fixture.clock.now, Date.now() + 2 * MINUTE);
    expect(lastAttempt(await currentOrder(fixture, other)).state).toBe("approved");
    expect(lastAttempt(await currentOrder(fixture, id)).state).toBe("unknown");
    expect(await alertKinds(fixture, shop)).toContain("gateway_unusable");
    await rename("opp");
    await reconcile(payments, fixture.clock.now, Date.now() + 30 * MINUTE);
    expect(lastAttempt(await currentOrder(fixture, id)).state).toBe("approved");

    await rename("gone");
    const after = await carryOutOrThrow(fixture, id, charge);
    expect(lastAttempt(after)).toMatchObject({ state: "abandoned", answer: null });
    await rename("opp");
  });

  it("cannot be made of one that has cards or payments", async () => {
    const moved = asOwnerOf(fixture.db, (owner) =>
      owner.update(merchants).set({ gateway: "kassa" }).where(eq(merchants.id, atOpp.merchantId)),
    );
    await expect(moved).rejects.toThrow();
    const fresh = await newShop(fixture);
    await asOwnerOf(fixture.db, (owner) =>
      owner.update(merchants).set({ gateway: "kassa" }).where(eq(merchants.id, fresh.merchantId)),
    );
  });
});
