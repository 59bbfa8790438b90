import { and, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { close, connect, type Db, withMerchant } from "@/db/client";
import { alertPosts, alerts, messages } from "@/db/schema/messages";
import { orders } from "@/db/schema/orders";
import { type AlertMail, memberships, type Role, users } from "@/db/schema/users";
import { type FreshDatabase, freshDatabase } from "@/db/testing";
import { DAY, HOUR } from "@/lib/domain/value/calendar";
import { MINUTE } from "@/lib/domain/value/timetable";
import { type AlertKind, kindsOfAlert } from "@/lib/domain/words/alert-kinds";
import { deliver } from "@/lib/mail/deliver";
import { type MailServer, startMailServer } from "@/lib/mail/testing";
import { raiseAlert } from "@/lib/orders/alerts";
import {
  executeOrThrow,
  instalmentDraft,
  newOrder,
  openTestShop,
  staffActor,
  type TestShop,
} from "@/lib/orders/testing";
import { alertMailsOf, chooseAlertMail } from "./choice";
import { acknowledge, alertPage, countNewAlerts, noteViewed, type ReaderAt, removeAlert } from "./list";
import { postAlerts } from "./post";

const now = Date.UTC(2026, 2, 1, 9);
/** The machine's clock: the database writes down no later than this. */
const start = Date.UTC(2030, 0, 1, 6, 30);

let database: FreshDatabase;
let db: Db;
let owner: Db;
let server: MailServer;
let shop: TestShop;
let shops = 0;

beforeAll(async () => {
  process.env.LOG_LEVEL = "silent";
  database = await freshDatabase();
  db = connect(database.url);
  owner = connect(database.ownerUrl);
});
afterAll(async () => {
  await Promise.all([close(db), close(owner)]);
  await database.drop();
});
beforeEach(async () => {
  server = await startMailServer();
  shops += 1;
  shop = await openTestShop(db, shops);
});
afterEach(async () => {
  await server.stop();
  for (const table of [messages, alertPosts, alerts, memberships, users]) await owner.delete(table);
});

async function person(name: string, role: Role, { id, mail }: { id?: string; mail?: AlertMail } = {}) {
  const { merchantId } = shop;
  const email = `${name}@staff.example`;
  const [made] = await owner
    .insert(users)
    .values({ ...(id ? { id } : {}), email, name, passwordHash: "x" })
    .returning({ id: users.id });
  const userId = made?.id ?? "";
  await owner.insert(memberships).values({ merchantId, userId, role, ...(mail ? { alertMail: mail } : {}) });
  return { merchantId, userId, role } satisfies ReaderAt;
}

const raise = (kind: AlertKind, given: { zuid?: number; dedupe?: string; at?: number } = {}) =>
  raiseAlert(
    db,
    shop.merchantId,
    { kind, text: `${kind} ${given.zuid ?? ""}.`, zuid: given.zuid, dedupe: given.dedupe },
    given.at ?? now,
  );

const post = async (machineNow: number) => {
  await postAlerts(db, now, machineNow);
  await postAlerts(db, now, machineNow + MINUTE);
  await send(machineNow + MINUTE);
};
const send = (machineNow: number) =>
  deliver(db, { smtpUrl: server.url, appUrl: "https://office.example" }, now, machineNow);

const mailed = () => server.taken.map(({ to, data }) => [to, /^Subject: (.*)$/m.exec(data)?.[1]]);

const open = { show: "open", cursor: null } as const;
const kindsSeen = async (reader: ReaderAt) =>
  (await alertPage(db, reader, open)).rows.map(({ kind }) => kind);

describe("the list", () => {
  it("shows each role what is for it, and whoever sees own orders only theirs", async () => {
    const admin = await person("ada", "admin");
    const agent = await person("bob", "agent");
    const own = await person("cyd", "restricted", { id: staffActor.kind === "user" ? staffActor.id : "" });
    const other = await person("dan", "restricted");
    const { zuid } = await newOrder(db, shop, instalmentDraft(shop), now);
    for (const kind of kindsOfAlert) await raise(kind, { zuid });
    const forAll = kindsOfAlert.filter((kind) => kind !== "handed_over");
    expect((await kindsSeen(admin)).sort()).toEqual(forAll.toSorted());
    await withMerchant(db, shop.merchantId, (tx) =>
      tx
        .update(orders)
        .set({ ownerId: agent.userId })
        .where(and(eq(orders.merchantId, shop.merchantId), eq(orders.zuid, zuid))),
    );
    expect(await kindsSeen(agent)).toContain("handed_over");
    expect(await kindsSeen(agent)).not.toContain("mail_server");
    expect(await kindsSeen(own)).toContain("chargeback");
    expect(await kindsSeen(own)).not.toContain("gateway_silent");
    expect(await kindsSeen(other)).toEqual([]);
    expect(await countNewAlerts(db, other)).toBe(0);
    expect(await acknowledge(db, other, { upTo: now }, now)).toBe(0);
    expect(await countNewAlerts(db, admin)).toBe(forAll.length);
  });

  it("is new for each until they have seen it, and for no one once someone has acknowledged it", async () => {
    const [ada, bob] = [await person("ada", "admin"), await person("bob", "agent")];
    await raise("stalled");
    await raise("gateway_silent");
    const { rows } = await alertPage(db, ada, open);
    await noteViewed(
      db,
      ada,
      rows.map(({ id }) => id),
    );
    expect([await countNewAlerts(db, ada), await countNewAlerts(db, bob)]).toEqual([0, 2]);
    const id = rows[0]?.id ?? "";
    expect(await acknowledge(db, ada, { id }, now + HOUR)).toBe(1);
    expect(await acknowledge(db, bob, { id }, now + HOUR)).toBe(0);
    expect(await countNewAlerts(db, bob)).toBe(1);
    const all = await alertPage(db, bob, { show: "all", cursor: null });
    expect(all.rows.find((row) => row.id === id)).toMatchObject({
      acknowledgedAt: now + HOUR,
      acknowledgedBy: "ada",
      isNew: false,
    });
  });

  it("acknowledges all that stood on the page, and not what came after", async () => {
    const ada = await person("ada", "admin");
    for (let i = 0; i < 3; i++) await raise("stalled", { at: now + i });
    await raise("gateway_silent", { at: now + HOUR });
    expect(await acknowledge(db, ada, { upTo: now + 2 }, now)).toBe(3);
    expect(await kindsSeen(ada)).toEqual(["gateway_silent"]);
  });

  it("is without what somebody has removed, for them alone, until it is acknowledged and after", async () => {
    const [ada, bob] = [await person("ada", "admin"), await person("bob", "agent")];
    const other = await person("dan", "restricted");
    await raise("stalled");
    const [row] = (await alertPage(db, ada, open)).rows;
    const id = row?.id ?? "";
    expect([await removeAlert(db, other, id), await removeAlert(db, ada, id)]).toEqual([false, true]);
    expect([await kindsSeen(ada), await kindsSeen(bob)]).toEqual([[], ["stalled"]]);
    expect([await countNewAlerts(db, ada), await countNewAlerts(db, bob)]).toEqual([0, 1]);
    expect(await acknowledge(db, bob, { id }, now)).toBe(1);
    const all = async (reader: ReaderAt) =>
      (await alertPage(db, reader, { show: "all", cursor: null })).rows.length;
    expect([await all(ada), await all(bob)]).toEqual([0, 1]);
  });

  it("pages by key, there and back, without a gap", async () => {
    const ada = await person("ada", "admin");
    for (let i = 0; i < 7; i++) await raise("stalled", { at: now + (i % 2) });
    const first = await alertPage(db, ada, open, 3);
    const second = await alertPage(db, ada, { show: "open", cursor: first.older }, 3);
    const third = await alertPage(db, ada, { show: "open", cursor: second.older }, 3);
    const ids = [first, second, third].flatMap(({ rows }) => rows.map(({ id }) => id));
    expect([new Set(ids).size, third.older, first.newer]).toEqual([7, null, null]);
    expect(await alertPage(db, ada, { show: "open", cursor: third.newer }, 3)).toEqual(second);
  });

  it("is one merchant's: another's are neither seen nor acknowledged", async () => {
    const ada = await person("ada", "admin");
    await raise("stalled");
    const [mine] = (await alertPage(db, ada, open)).rows;
    shops += 1;
    shop = await openTestShop(db, shops);
    const eve = await person("eve", "admin");
    expect(await kindsSeen(eve)).toEqual([]);
    expect(await acknowledge(db, eve, { id: mine?.id ?? "" }, now)).toBe(0);
  });
});

describe("mail", () => {
  it("reaches who wants it within the minute, once, whatever the number of workers", async () => {
    await person("ada", "admin");
    await person("bob", "agent");
    await person("cyd", "agent", { mail: "immediately" });
    await person("dan", "admin", { mail: "none" });
    await raise("chargeback", { zuid: (await newOrder(db, shop, instalmentDraft(shop), now)).zuid });
    for (const at of [start, start + MINUTE - 20_000, start + MINUTE])
      await Promise.all([postAlerts(db, now, at), postAlerts(db, now, at), send(at), send(at)]);
    await send(start + MINUTE);
    expect(mailed().sort()).toEqual([
      ["ada@staff.example", expect.stringMatching(/^Dispute: ZUID-\d+$/)],
      ["cyd@staff.example", expect.stringMatching(/^Dispute: ZUID-\d+$/)],
    ]);
    await post(start + DAY);
    expect(mailed()).toHaveLength(2);
  });

  it("says several that come together in one", async () => {
    await person("ada", "admin");
    for (let i = 0; i < 30; i++) await raise("stalled", { dedupe: `one-${i}` });
    await post(start);
    expect(mailed()).toEqual([["ada@staff.example", expect.stringMatching(/^30 alerts at Shop \d+$/)]]);
  });

  it("waits for the morning of whoever wants one a day", async () => {
    await person("ada", "admin", { mail: "daily" });
    await raise("stalled");
    await post(start);
    expect(mailed()).toEqual([]);
    await raise("gateway_silent");
    await post(start + HOUR);
    expect(mailed()).toEqual([]);
    await post(start + 2 * HOUR);
    expect(mailed()).toHaveLength(1);
  });

  it("is kept while the mail server is down, and dropped where someone has acknowledged it meanwhile", async () => {
    const ada = await person("ada", "admin");
    await raise("stalled");
    await raise("gateway_silent");
    server.answerTo({ EHLO: "550 not you" });
    await post(start);
    expect(mailed()).toEqual([]);
    const [row] = (await alertPage(db, ada, open)).rows.filter(({ kind }) => kind === "stalled");
    await acknowledge(db, ada, { id: row?.id ?? "" }, now);
    server.answerTo({});
    await send(start + 2 * HOUR);
    expect(mailed()).toEqual([["ada@staff.example", "Gateway silent"]]);
  });

  it("goes to no one who may not see it any more when it is sent", async () => {
    const bob = await person("bob", "admin");
    await raise("mail_server");
    await raise("stalled");
    await postAlerts(db, now, start);
    await postAlerts(db, now, start + MINUTE);
    await owner.update(memberships).set({ role: "restricted" }).where(eq(memberships.userId, bob.userId));
    await send(start + MINUTE);
    expect(mailed()).toEqual([]);
    const states = await withMerchant(db, shop.merchantId, (tx) =>
      tx
        .select({ state: messages.state })
        .from(messages)
        .where(and(eq(messages.merchantId, shop.merchantId), eq(messages.kind, "alerts"))),
    );
    expect(states).toEqual([{ state: "dropped" }]);
  });

  it("that an address never takes is alerted to once a day, and not again by the mail about that", async () => {
    await person("ada", "admin");
    await raise("stalled");
    server.answerTo({ RCPT: "550 no such mailbox" });
    for (let i = 0; i < 10; i++) await post(start + i * 2 * MINUTE);
    const raised = await withMerchant(db, shop.merchantId, (tx) =>
      tx.select({ kind: alerts.kind }).from(alerts).where(eq(alerts.merchantId, shop.merchantId)),
    );
    expect(raised.map(({ kind }) => kind).sort()).toEqual(["staff_message_failed", "stalled"]);
  });

  it("is all that a process sends that is told to send nothing else", async () => {
    await person("ada", "admin");
    const { merchantId } = shop;
    const { zuid } = await newOrder(db, shop, instalmentDraft(shop), now);
    await executeOrThrow(db, { merchantId, zuid }, { kind: "request_link", how: "email" }, { now });
    await raise("worker_silent");
    for (const at of [start, start + MINUTE]) await postAlerts(db, now, at);
    const settings = { smtpUrl: server.url, appUrl: "https://office.example", only: "alerts" } as const;
    await deliver(db, settings, now, start + MINUTE);
    expect(mailed()).toEqual([["ada@staff.example", "Worker silent"]]);
    await send(start + MINUTE);
    expect(mailed()).toHaveLength(2);
  });

  it("is chosen at each merchant alone", async () => {
    const ada = await person("ada", "admin");
    const first = shop.merchantId;
    shops += 1;
    shop = await openTestShop(db, shops);
    await owner
      .insert(memberships)
      .values({ merchantId: shop.merchantId, userId: ada.userId, role: "agent" });
    await chooseAlertMail(db, { merchantId: first, userId: ada.userId }, "daily");
    expect((await alertMailsOf(db, ada.userId)).map(({ mail }) => mail)).toEqual(["daily", "none"]);
  });
});
