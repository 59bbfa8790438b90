import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { and, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { close, connect, type Db, withMerchant } from "@/db/client";
import { customers } from "@/db/schema/customers";
import { merchants } from "@/db/schema/merchants";
import { alerts, messages } from "@/db/schema/messages";
import { type FreshDatabase, freshDatabase } from "@/db/testing";
import { HOUR } from "@/lib/domain/value/calendar";
import { MINUTE } from "@/lib/domain/value/timetable";
import { executeOrThrow, instalmentDraft, newOrder, openTestShop, type TestShop } from "@/lib/orders/testing";
import { deliver, type Rest } from "./deliver";
import { mailer } from "./mailer";
import { markMessagesOpened } from "./opened";
import { sendAgain } from "./send-again";
import { type Patience, type SmtpServer, smtpServer } from "./smtp-server";
import { type MailServer, startMailServer } from "./testing";
import { testCertificate } from "./testing-certificate";

const now = Date.UTC(2026, 2, 1, 9);
const appUrl = "https://office.example";

let database: FreshDatabase;
let db: Db;
let owner: Db;
let server: MailServer;
let shop: TestShop;
let shops = 0;
/** The machine's clock, ahead of whatever the database wrote down. */
let machineNow: number;
let rest: Rest;

beforeAll(async () => {
  process.env.LOG_LEVEL = "silent";
  database = await freshDatabase();
  db = connect(database.url);
  owner = connect(database.ownerUrl);
});

afterAll(async () => {
  await close(db);
  await close(owner);
  await database.drop();
});

beforeEach(async () => {
  server = await startMailServer();
  shops += 1;
  shop = await openTestShop(db, shops);
  machineNow = Date.now() + MINUTE;
  rest = { until: 0, times: 0 };
});

afterEach(async () => {
  await server.stop();
  // The next test's server is another one.
  await owner.delete(messages);
});

const send = (at = machineNow) => deliver(db, { smtpUrl: server.url, appUrl, rest }, now, at);

const stored = (zuid: number) =>
  withMerchant(db, shop.merchantId, (tx) =>
    tx
      .select()
      .from(messages)
      .where(and(eq(messages.merchantId, shop.merchantId), eq(messages.zuid, zuid))),
  );

async function mailedOrder(): Promise<number> {
  const { zuid } = await newOrder(db, shop, instalmentDraft(shop), now);
  await executeOrThrow(
    db,
    { merchantId: shop.merchantId, zuid },
    { kind: "request_link", how: "email" },
    { now },
  );
  return zuid;
}

const failures = () =>
  withMerchant(db, shop.merchantId, (tx) =>
    tx.select().from(alerts).where(eq(alerts.merchantId, shop.merchantId)),
  ).then((all) => all.map(({ kind }) => kind));

/** The test's server, with little patience for it. */
function impatient(patience: Partial<Patience>): SmtpServer {
  const usual = smtpServer(server.url.replace("//", "//office:secret@"));
  return { ...usual, patience: { ...usual.patience, ...patience } };
}

const sendBy = (given: SmtpServer, at = machineNow) =>
  deliver(db, { smtpUrl: server.url, smtpServer: given, appUrl, rest }, now, at);

describe("a mail server that is in trouble", () => {
  it.each([
    ["greeting", "554 not you"],
    ["greeting", "421 too busy"],
    ["EHLO", "550 not you"],
    ["AUTH", "535 wrong password"],
    ["AUTH", "454 later"],
    ["RCPT", "421 closing"],
    ["message", "421 closing"],
  ] as const)("keeps every message, with one alert: %s is answered %s", async (phase, verdict) => {
    const zuids = [await mailedOrder(), await mailedOrder(), await mailedOrder()];
    server.answerTo({ [phase]: verdict });
    const given = impatient({});
    for (let i = 0; i < 40; i++) await sendBy(given, machineNow + i * HOUR);
    for (const zuid of zuids) expect(await stored(zuid)).toMatchObject([{ state: "queued" }]);
    expect(await failures()).toEqual(["mail_server"]);
    server.answerTo({});
    await sendBy(given, machineNow + 50 * HOUR);
    expect(server.taken).toHaveLength(3);
    for (const zuid of zuids)
      expect(await stored(zuid)).toMatchObject([{ state: "sent", attempts: 1, error: null }]);
  });

  it.each(["greeting", "EHLO", "AUTH", "MAIL", "RCPT", "DATA"] as const)(
    "is not waited for when it never answers: %s",
    async (phase) => {
      const zuid = await mailedOrder();
      server.answerTo({ [phase]: null });
      const given = impatient({ connectMs: 60, greetingMs: 60, stepMs: 60 });
      await sendBy(given);
      expect(await stored(zuid)).toMatchObject([{ state: "queued", attempts: 0 }]);
      expect(await failures()).toEqual(["mail_server"]);
      server.answerTo({});
      await sendBy(impatient({}), machineNow + HOUR);
      expect(await stored(zuid)).toMatchObject([{ state: "sent" }]);
      expect(server.taken).toHaveLength(1);
    },
  );

  it("rests while it is away, and then has its messages", async () => {
    const zuid = await mailedOrder();
    server.answerTo({ greeting: "421 away" });
    expect(await send()).toBe(0);
    const asked = server.mostConnections();
    server.answerTo({});
    expect(await send(machineNow + 1_000)).toBe(0);
    expect([asked, server.taken.length]).toEqual([1, 0]);
    expect(await send(machineNow + MINUTE)).toBe(1);
    expect(await stored(zuid)).toMatchObject([{ state: "sent" }]);
  });

  it("is given no mail twice that it works on for longer than any step may take", async () => {
    const zuid = await mailedOrder();
    const scanned = Promise.withResolvers<string>();
    server.answerTo({ message: scanned.promise });
    const sending = sendBy(impatient({ connectMs: 60, greetingMs: 60, stepMs: 60 }));
    await expect.poll(() => server.taken.length).toBe(1);
    expect(await send(machineNow + 10 * MINUTE)).toBe(0);
    scanned.resolve("250 taken");
    await sending;
    expect(await stored(zuid)).toMatchObject([{ state: "sent" }]);
    expect(server.taken).toHaveLength(1);
  });

  it("may have taken a mail that it never answered: it is sent again, later, under the same Message-ID", async () => {
    const zuid = await mailedOrder();
    server.answerTo({ message: new Promise<string>(() => undefined) });
    await sendBy(impatient({ answerMs: 60 }));
    const [kept] = await stored(zuid);
    expect(kept).toMatchObject({
      state: "queued",
      attempts: 1,
      error: expect.stringContaining("may have been accepted"),
    });
    server.answerTo({});
    await send(machineNow + HOUR);
    const ids = server.taken.map(({ data }) => /^Message-ID: (.*)$/m.exec(data)?.[1]);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  it("sees one round at a time, and none of the connections of a second", async () => {
    for (let i = 0; i < 8; i++) await mailedOrder();
    const scanned = Promise.withResolvers<string>();
    server.answerTo({ message: scanned.promise });
    const post = mailer(db, { smtpUrl: server.url, appUrl });
    const rounds = [1, 2, 3].map(() => post.deliver(now, () => machineNow));
    await expect.poll(() => server.taken.length).toBe(3);
    scanned.resolve("250 taken");
    expect(await Promise.all(rounds)).toEqual([8, 0, 0]);
    expect([server.taken.length, server.mostConnections()]).toEqual([8, 3]);
  });

  it("keeps what it was handed when it is told to stop", async () => {
    const zuid = await mailedOrder();
    const settings = { smtpUrl: server.url, appUrl, signal: AbortSignal.abort() };
    await deliver(db, settings, now, machineNow);
    expect(server.taken).toEqual([]);
    expect(await stored(zuid)).toMatchObject([{ state: "queued", attempts: 0 }]);
  });

  it("keeps every message, with one alert, when it refuses the connection", async () => {
    const zuid = await mailedOrder();
    await server.stop();
    for (let i = 0; i < 12; i++) await send(machineNow + i * 6 * HOUR);
    expect(await stored(zuid)).toMatchObject([{ state: "queued", attempts: 0, error: "ECONNREFUSED" }]);
    expect(await failures()).toEqual(["mail_server"]);
  });

  it("has three connections to itself at most, each for many mails", async () => {
    for (let i = 0; i < 25; i++) await mailedOrder();
    expect(await send()).toBe(25);
    expect(server.taken).toHaveLength(25);
    expect(server.mostConnections()).toBeLessThanOrEqual(3);
    expect(server.commands.filter((command) => command === "EHLO").length).toBeLessThanOrEqual(6);
  });
});

describe("a mail server that takes only so many mails over one connection", () => {
  it.each([
    [1, "hangs up"],
    [1, "421 too many"],
    [3, "hangs up"],
    [3, "421 too many"],
  ] as const)("%i, then %s: gets the next over another, and is not in trouble", async (mails, after) => {
    server.takeByConnection(mails, after);
    const zuids = [];
    for (let i = 0; i < 10; i++) zuids.push(await mailedOrder());
    expect(await send()).toBe(10);
    expect([server.taken.length, rest.times, await failures()]).toEqual([10, 0, []]);
    for (const zuid of zuids) expect(await stored(zuid)).toMatchObject([{ state: "sent", attempts: 1 }]);
  });
});

describe("an address that is none", () => {
  it.each([
    "",
    "anna",
    "anna@",
    "@example.com",
    "anna@example.com, eve@example.com",
    "anna@exa mple.com",
    "<anna@example.com>",
    "anna@example.com\r\nRCPT TO:<eve@example.com>",
    `${"a".repeat(250)}@example.com`,
  ])("%j ends its message and no other, and nothing is said to the server", async (email) => {
    const without = await mailedOrder();
    await owner.update(customers).set({ email }).where(eq(customers.merchantId, shop.merchantId));
    await send();
    expect(await stored(without)).toMatchObject([
      { state: "failed", error: "This is not an e-mail address." },
    ]);
    expect([server.commands, rest.times, await failures()]).toEqual([[], 0, ["message_failed"]]);
    await owner
      .update(customers)
      .set({ email: "jörg@müller.example" })
      .where(eq(customers.merchantId, shop.merchantId));
    const other = await mailedOrder();
    await send();
    expect(await stored(other)).toMatchObject([{ state: "sent" }]);
  });
});

describe("what the server says of one message", () => {
  it.each([
    ["RCPT", "550 no such mailbox"],
    ["DATA", "554 not this"],
    ["message", "552 not this"],
  ] as const)("ends it when it is for good: %s is answered %s", async (phase, verdict) => {
    const zuid = await mailedOrder();
    server.answerTo({ [phase]: verdict });
    await send();
    expect(await stored(zuid)).toMatchObject([{ state: "failed", error: verdict }]);
    expect(await failures()).toEqual(["message_failed"]);
  });

  it.each(["RCPT", "DATA", "message"] as const)("never ends it when it is for now: %s", async (phase) => {
    const zuid = await mailedOrder();
    server.answerTo({ [phase]: "451 later" });
    for (let i = 0; i < 12; i++) await send(machineNow + i * 6 * HOUR);
    expect(await stored(zuid)).toMatchObject([{ state: "queued", attempts: 12 }]);
    expect(await failures()).toEqual([]);
  });

  it("does not keep the mails of others when a merchant's sender is refused", async () => {
    const refused = await mailedOrder();
    server.answerTo({ MAIL: "550 not that sender" });
    await send();
    server.answerTo({});
    const other = await mailedOrder();
    expect(await send(machineNow + 1_000)).toBe(1);
    expect(await stored(other)).toMatchObject([{ state: "sent" }]);
    expect(await stored(refused)).toMatchObject([{ state: "queued", attempts: 1 }]);
    expect(await failures()).toEqual(["mail_sender"]);
  });
});

describe("where a mail comes from", () => {
  it("is the installation's sender, and the merchant's own where it has one", async () => {
    await mailedOrder();
    const settings = {
      smtpUrl: server.url,
      appUrl,
      mailFrom: "billing@office.example",
      replyTo: "help@office.example",
    };
    await deliver(db, settings, now, machineNow);
    await owner
      .update(merchants)
      .set({ mailFrom: "pay@shop.example", replyTo: "care@shop.example" })
      .where(eq(merchants.id, shop.merchantId));
    await mailedOrder();
    await deliver(db, settings, now, machineNow);
    expect(server.taken.map(({ from }) => from)).toEqual(["billing@office.example", "pay@shop.example"]);
    expect(server.taken[0]?.data).toContain("Reply-To: help@office.example");
    expect(server.taken[1]?.data).toContain("Reply-To: care@shop.example");
    expect(server.taken[1]?.data).toContain(`From: Shop ${shops} <pay@shop.example>`);
  });

  it("is trusted over TLS when its certificate is, and gets nothing otherwise", async () => {
    const safe = await startMailServer(testCertificate);
    const ca = path.join(await mkdtemp(path.join(tmpdir(), "ca-")), "ca.pem");
    await writeFile(ca, testCertificate.cert);
    const zuid = await mailedOrder();
    const settings = { smtpUrl: `${safe.url}?requireTLS=true`, appUrl };
    await deliver(db, settings, now, machineNow);
    expect(safe.taken).toEqual([]);
    expect(await stored(zuid)).toMatchObject([
      { state: "queued", error: expect.stringMatching(/certificate/i) },
    ]);
    await deliver(db, { ...settings, smtpCa: ca }, now, machineNow + HOUR);
    expect(safe.taken).toHaveLength(1);
    await safe.stop();
  });
});

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
    expect(await send(machineNow + 2 * MINUTE)).toBe(1);
    expect(await stored(zuid)).toMatchObject([{ state: "sent", attempts: 2 }]);
    expect(server.taken).toHaveLength(1);
  });

  it("fails at once, with an alert, when the server will never take it", async () => {
    const zuid = await mailedOrder();
    server.answerWith("550 no such mailbox");
    await send();
    expect(await stored(zuid)).toMatchObject([{ state: "failed", error: "550 no such mailbox" }]);
    const raised = await withMerchant(db, shop.merchantId, (tx) =>
      tx.select().from(alerts).where(eq(alerts.merchantId, shop.merchantId)),
    );
    expect(raised).toMatchObject([{ zuid, kind: "message_failed" }]);
  });

  it("is dropped, and says why, when the order was paid or cancelled meanwhile", async () => {
    const zuid = await mailedOrder();
    await executeOrThrow(db, { merchantId: shop.merchantId, zuid }, { kind: "cancel_order" }, { now });
    expect(await send()).toBe(1);
    expect(server.taken).toEqual([]);
    expect(await stored(zuid)).toMatchObject([{ state: "dropped", error: "The order is now Cancelled." }]);
    expect(await send(machineNow + 500 * MINUTE)).toBe(0);
  });

  it("is dropped when its link was withdrawn", async () => {
    const zuid = await mailedOrder();
    await executeOrThrow(db, { merchantId: shop.merchantId, zuid }, { kind: "withdraw_link" }, { now });
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

  it("is sent again by staff once it failed, while it is true", async () => {
    const zuid = await mailedOrder();
    server.answerWith("550 no such mailbox");
    await send();
    const [failed] = await stored(zuid);
    const its = { merchantId: shop.merchantId, zuid, id: failed?.id ?? "" };
    server.answerWith("250 taken");
    expect(await sendAgain(db, { ...its, zuid: zuid + 1 }, now, machineNow)).toMatch(
      /^Only a message that failed/,
    );
    expect(await sendAgain(db, its, now, machineNow)).toBeNull();
    expect(await sendAgain(db, its, now, machineNow)).toMatch(/^Only a message that failed/);
    await send();
    expect(await stored(zuid)).toMatchObject([{ state: "sent", attempts: 1, error: null }]);
    expect(server.taken).toHaveLength(1);
  });

  it("is refused to be sent again when it is no longer true", async () => {
    const zuid = await mailedOrder();
    server.answerWith("550 no such mailbox");
    await send();
    await executeOrThrow(db, { merchantId: shop.merchantId, zuid }, { kind: "cancel_order" }, { now });
    const [failed] = await stored(zuid);
    const its = { merchantId: shop.merchantId, zuid, id: failed?.id ?? "" };
    expect(await sendAgain(db, its, now, machineNow)).toBe(
      "The message is no longer correct. The order is now Cancelled.",
    );
  });

  it("is handed out again when its sender died", async () => {
    const zuid = await mailedOrder();
    await withMerchant(db, shop.merchantId, (tx) =>
      tx
        .update(messages)
        .set({ state: "sending", attempts: 1, sendAfter: machineNow + 5 * MINUTE })
        .where(eq(messages.merchantId, shop.merchantId)),
    );
    expect(await send()).toBe(0);
    expect(await send(machineNow + 5 * MINUTE)).toBe(1);
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
    await markMessagesOpened(db, { merchantId: shop.merchantId, zuid }, now + MINUTE);
    expect(await stored(zuid)).toMatchObject([{ state: "opened", openedAt: now + MINUTE }]);
  });
});
