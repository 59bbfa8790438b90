import { createCipheriv, randomBytes } from "node:crypto";
import fs from "node:fs";
import fc from "fast-check";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { close, connect, type Db } from "@/db/client";
import { type FreshDatabase, freshDatabase } from "@/db/testing";
import { onRequestError } from "@/instrumentation";
import { database as appDatabase } from "@/lib/database";
import { listAlerts } from "@/lib/orders/alerts";
import { executeOrThrow, instalmentDraft, newOrder, openTestShop, type TestShop } from "@/lib/orders/testing";
import { POST } from "./route";

const key = randomBytes(32).toString("hex");
const now = Date.now();
/** In every value that is sent; nothing of ours holds it. */
const PLANTED = /geheim|ottilie|420042|7719|4711/i;

let fresh: FreshDatabase;
let db: Db;
let owner: postgres.Sql;
let shop: TestShop;
let lines: string[] = [];

beforeAll(async () => {
  fresh = await freshDatabase();
  process.env.DATABASE_URL = fresh.url;
  process.env.GATEWAY_WEBHOOK_KEY = key;
  process.env.GATEWAY_TOKEN = "a-token-for-tests";
  process.env.AUTH_SECRET = randomBytes(32).toString("hex");
  process.env.LOG_LEVEL = "debug";
  process.env.NEXT_RUNTIME = "nodejs";
  db = connect(fresh.url);
  owner = postgres(fresh.ownerUrl, { max: 1, onnotice: () => undefined });
  shop = await openTestShop(db, 1);
});
afterAll(async () => {
  await Promise.all([close(appDatabase()), close(db), owner.end()]);
  await fresh.drop();
});

beforeEach(() => {
  lines = [];
  vi.spyOn(fs, "writeSync").mockImplementation((_to, said) => {
    lines.push(String(said));
    return Buffer.byteLength(String(said));
  });
  for (const name of ["log", "info", "warn", "error", "debug"] as const)
    vi.spyOn(console, name).mockImplementation((...said) => void lines.push(said.map(String).join(" ")));
});
afterEach(() => vi.restoreAllMocks());

/** What a report may hold, each field with a secret in it. */
function planted(change: object = {}) {
  return {
    id: "geheim-transaction",
    paymentType: "DB",
    paymentBrand: "geheim-brand",
    amount: "47.11",
    currency: "EUR",
    descriptor: "geheim-descriptor",
    merchantTransactionId: "geheim-reference",
    registrationId: "tok-geheim-4711",
    referencedId: "geheim-referenced",
    result: { code: "000.100.110", description: "geheim-description", avsResponse: "geheim-avs" },
    resultDetails: {
      ExtendedDescription: "geheim-extended",
      AcquirerResponse: "geheim-response",
      MerchantAdviceCode: "geheim-advice",
      VisaCategoryCode: "geheim-category",
      ConnectorTxID1: "geheim-connector",
      TransactionLinkID: "geheim-link",
    },
    card: {
      bin: "420042",
      binCountry: "geheim-country",
      last4Digits: "7719",
      holder: "Ottilie Geheimrat",
      expiryMonth: "12",
      expiryYear: "2034",
    },
    customer: { givenName: "Ottilie", email: "ottilie@geheim.example", ip: "geheim-ip" },
    billing: { street1: "geheim-street" },
    threeDSecure: { eci: "geheim-eci", cavv: "geheim-cavv" },
    standingInstruction: { initialTransactionId: "geheim-initial", transactionLinkId: "geheim-link" },
    customParameters: { "geheim-name": "geheim-value" },
    timestamp: "geheim-timestamp",
    ndc: "geheim-ndc",
    ...change,
  };
}

const payment = (change: object = {}) => ({ type: "PAYMENT", payload: planted(change) });

type Sealing = { key?: string; tag?: string; wrap?: boolean };

/** Sends an opened body under a key, and hands what is thrown on to the log as the framework does. */
async function post(opened: string, { key: sealedWith = key, tag, wrap }: Sealing = {}, to = "ecom-1") {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", Buffer.from(sealedWith, "hex"), iv);
  const sealed = Buffer.concat([cipher.update(opened, "utf8"), cipher.final()]).toString("hex");
  return sent(wrap ? JSON.stringify({ encryptedBody: sealed }) : sealed, to, {
    "x-initialization-vector": iv.toString("hex"),
    "x-authentication-tag": tag ?? cipher.getAuthTag().toString("hex"),
  });
}

async function sent(body: string, to: string, headers: Record<string, string> = {}): Promise<number> {
  const request = new Request("http://office.example/", { method: "POST", body, headers });
  try {
    return (await POST(request, { params: Promise.resolve({ account: to }) })).status;
  } catch (fault) {
    console.error(fault);
    const route = "/api/gateway/webhook/[account]";
    const context = { routerKind: "App Router", routePath: route, routeType: "route" } as const;
    await onRequestError(fault, { path: route, method: "POST", headers: {} }, {
      ...context,
      renderSource: undefined,
      revalidateReason: undefined,
    } as never);
    return 500;
  }
}

function expectNothingPlanted() {
  // The numbers of the clock and of the process are what they are.
  const said = lines.join("\n").replaceAll(/"(time|pid)\\?":\d+/g, "");
  expect(said).not.toMatch(PLANTED);
}

/** An attempt that is open at the gateway: how our reference in a report is known. */
async function openAttempt(): Promise<string> {
  const { zuid } = await newOrder(db, shop, instalmentDraft(shop, { deposit: 10_000 }), now);
  const command = { kind: "open_checkout", purpose: "initial", via: "link" } as const;
  const { started } = await executeOrThrow(db, { merchantId: 1, zuid }, command, { now });
  return started[0]?.reference ?? "";
}

const json = JSON.stringify;

const readable: [string, number, () => Promise<number>][] = [
  ["sealed with another key", 401, () => post(json(payment()), { key: randomBytes(32).toString("hex") })],
  ["with another tag", 401, () => post(json(payment()), { tag: "00".repeat(16) })],
  ["not sealed", 401, () => sent(json(payment()), "ecom-1")],
  ["wrapped and not sealed", 401, () => sent(json({ encryptedBody: "Ottilie Geheimrat" }), "ecom-1")],
  ["with odd headers", 401, () => sent("00", "ecom-1", { "x-authentication-tag": "geheim" })],
  ["whose JSON ends too soon", 400, () => post(json(payment()).slice(0, -9))],
  ["that is text", 400, () => post("Ottilie Geheimrat", { wrap: true })],
  ["that is a list", 400, () => post(json([payment()]))],
  ["of no type", 400, () => post(json({ type: { geheim: 1 }, payload: planted() }))],
  ["of an unknown type", 204, () => post(json({ type: "GEHEIM", payload: planted() }))],
  ["of a payment without a result", 204, () => post(json(payment({ result: null })))],
  [
    "of a registration without one",
    204,
    () => post(json({ type: "REGISTRATION", action: "geheim", payload: planted({ result: {} }) })),
  ],
  [
    "of a registration that is gone",
    200,
    () => post(json({ type: "REGISTRATION", action: "DELETED", payload: planted() })),
  ],
  ["under no reference of ours", 200, () => post(json(payment()), { wrap: true })],
  ["of a type that we do not book", 200, () => post(json(payment({ paymentType: "GEHEIM", id: "g-1" })))],
  ["with a code that is none", 200, () => post(json(payment({ result: { code: "Ottilie Geheimrat" } })))],
  ["for an entity that is nobody's", 404, () => post(json(payment()), {}, "geheim-entity")],
  ["at a path that is none", 404, () => post(json(payment()), {}, "geheim\u0000")],
  ["naming another entity", 200, () => post(json(payment({ entityId: "geheim-entity", id: "g-2" })))],
  [
    "of every shape but that of text",
    200,
    () => {
      const odd = Object.entries(planted()).map(([name, value]) => [name, [value, { geheim: value }]]);
      return post(json(payment({ ...Object.fromEntries(odd), id: "g-3", result: { code: "000.100.110" } })));
    },
  ],
];

describe("no log line holds what was in a report", () => {
  it.each(readable)("%s", async (_what, status, run) => {
    expect(await run()).toBe(status);
    expectNothingPlanted();
  });

  it.each([
    ["of another amount", { amount: "47.11" }],
    ["of another currency", { currency: "GEHEIM" }],
    ["whose amount cannot be read", { amount: "geheim 4711" }],
    ["whose reference is no text", { amount: "100.00", entityId: ["geheim"] }],
  ])("%s than was asked for, which staff are alerted of", async (_what, change) => {
    const merchantTransactionId = await openAttempt();
    expect(await post(json(payment({ ...change, id: "g-4", merchantTransactionId })))).toBe(200);
    expect((await listAlerts(db, 1)).map(({ kind }) => kind)).toContain("contradiction");
    expectNothingPlanted();
  });

  const faults: [string, string, string, string][] = [
    [
      "a check",
      "23514",
      "alter table TABLE add constraint planted check (false) not valid",
      "drop constraint planted",
    ],
    [
      "a trigger that repeats the row",
      "P0001",
      `create function repeats() returns trigger language plpgsql as $$
         begin raise exception 'no such thing: %', new; end $$;
       create trigger planted before insert or update on TABLE for each row execute function repeats()`,
      "",
    ],
  ];
  it.each(
    faults.flatMap((fault) =>
      (["gateway_reports", "order_log", "attempts", "cards"] as const).map(
        (table) => [table, ...fault] as const,
      ),
    ),
  )("when %s refuses it by %s", async (table, _by, code, break_, mend) => {
    const merchantTransactionId = table === "gateway_reports" ? "geheim-nobody" : await openAttempt();
    await owner.unsafe(break_.replaceAll("TABLE", table));
    const change = { amount: "100.00", id: `g-${table}-${code}`, merchantTransactionId };
    const status = await post(json(payment({ ...change, referencedId: null })));
    await owner.unsafe(
      mend ? `alter table ${table} ${mend}` : `drop trigger planted on ${table}; drop function repeats()`,
    );
    expect(status).toBe(500);
    expect(lines.join("\n")).toContain(code);
    expectNothingPlanted();
  });

  it("whatever it holds: none is a fault of ours", async () => {
    const value = fc.oneof(
      fc.constantFrom(
        "Ottilie Geheimrat",
        "420042",
        "geheim",
        ["geheim"],
        { geheim: "geheim" },
        4711,
        -47.11,
      ),
      fc.constantFrom(null, true, "", "\u0000geheim", "\ud800geheim", 1e21, "geheim".repeat(500)),
    );
    const names = Object.keys(planted());
    const merchantTransactionId = await openAttempt();
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom(...names), value), fc.boolean(), async (odd, isOurs) => {
        const ours = isOurs ? { merchantTransactionId } : {};
        expect([200, 204]).toContain(await post(json(payment({ ...odd, ...ours }))));
        expectNothingPlanted();
      }),
      { numRuns: 100, seed: 20_261_127 },
    );
  }, 60_000);
});
