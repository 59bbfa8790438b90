import { and, asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { close, connect, type Db, withMerchant } from "@/db/client";
import { auditLog } from "@/db/schema/audit";
import { messages } from "@/db/schema/messages";
import { memberships, personLinks, rateLimits, sessions, users } from "@/db/schema/users";
import { type FreshDatabase, freshDatabase } from "@/db/testing";
import { HOUR } from "@/lib/domain/value/calendar";
import { MINUTE } from "@/lib/domain/value/timetable";
import { deliver } from "@/lib/mail/deliver";
import { openTestShop } from "@/lib/orders/testing";
import {
  askForEmail,
  askForPassword,
  changePassword,
  confirmEmail,
  mayAskForPassword,
  type OwnAct,
  personLinkOf,
  resetPassword,
} from "./account";
import { checkCredentials } from "./check-credentials";
import { hashPassword } from "./password";
import { personLinkPath } from "./person-link";
import { endOtherSessions, endOwnSession, sessionsOf, startSession } from "./sessions";

const now = Date.now();
const secret = "a secret of the installation";
const password = "several quiet words";
const another = "other words, as quiet";

let database: FreshDatabase;
let db: Db;
let owner: Db;
let ada: OwnAct;

beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.url, { max: 4 });
  owner = connect(database.ownerUrl, { max: 1 });
  await openTestShop(db, 1);
  await openTestShop(db, 2);
});
afterAll(async () => {
  await Promise.all([close(db), close(owner)]);
  await database.drop();
});
beforeEach(async () => {
  await owner.delete(memberships);
  await owner.delete(users);
  await db.delete(rateLimits);
  for (const merchantId of [1, 2])
    await withMerchant(owner, merchantId, async (tx) => {
      await tx.delete(auditLog).where(eq(auditLog.merchantId, merchantId));
      await tx.delete(messages).where(eq(messages.merchantId, merchantId));
    });
  ada = await hire("ada", [1, 2]);
});

const hashed = hashPassword(password);

/** Somebody who works for these merchants, signed in. */
async function hire(name: string, at: number[]): Promise<OwnAct> {
  const email = `${name}@shop.example`;
  const [user] = await owner
    .insert(users)
    .values({ email, name, passwordHash: await hashed })
    .returning();
  const id = user?.id ?? "";
  for (const merchantId of at)
    await owner.insert(memberships).values({ merchantId, userId: id, role: "agent" });
  return { sessionId: await startSession(db, id, now), user: { id, email }, now, machineNow: now };
}

const enter = (email: string, typed: string) =>
  checkCredentials(db, { email, password: typed, address: "192.0.2.1", device: null }, now);

const open = async (userId: string) =>
  (await db.select().from(sessions).where(eq(sessions.userId, userId))).map(({ id }) => id);

/** What was mailed for a merchant, the oldest first, as it is sent. */
async function mailed(merchantId = 1, machineNow = now + MINUTE) {
  await deliver(
    db,
    { smtpUrl: undefined, appUrl: "https://office.example", authSecret: secret },
    now,
    machineNow,
  );
  return withMerchant(db, merchantId, (tx) =>
    tx.select().from(messages).where(eq(messages.merchantId, merchantId)).orderBy(asc(messages.sendAfter)),
  );
}

async function tokenMailed(kind: "password" | "email"): Promise<string> {
  const mail = (await mailed()).find((one) => one.kind === `${kind}_link`);
  return new RegExp(`sign-in/${kind}/(\\S+)`).exec(mail?.text ?? "")?.[1] ?? "";
}

const linkBehind = (kind: "password" | "email", token: string, machineNow = now) =>
  personLinkOf(db, { secret, kind, token }, machineNow);

async function goodLink(kind: "password" | "email") {
  const link = await linkBehind(kind, await tokenMailed(kind));
  if (!link) throw new Error("the link cannot be used");
  return link;
}

const audited = (merchantId: number) =>
  withMerchant(db, merchantId, (tx) =>
    tx
      .select({ kind: auditLog.kind, subject: auditLog.subject, after: auditLog.after })
      .from(auditLog)
      .where(eq(auditLog.merchantId, merchantId)),
  );

describe("a changed password", () => {
  it("takes the place of the old one, ends all other sessions and is on the record of each merchant", async () => {
    const other = await startSession(db, ada.user.id, now);
    expect(await changePassword(db, ada, { password, wanted: another })).toBe("done");
    expect(await open(ada.user.id)).toEqual([ada.sessionId]);
    expect(other).not.toBe(ada.sessionId);
    expect(await enter("ada@shop.example", password)).toBe("wrong");
    expect(await enter("ada@shop.example", another)).toEqual({ userId: ada.user.id });
    for (const merchantId of [1, 2])
      expect(await audited(merchantId)).toEqual([
        { kind: "password_changed", subject: "ada@shop.example", after: {} },
      ]);
  });

  it("needs the old one, and may be tried ten times an hour", async () => {
    for (let tried = 0; tried < 10; tried += 1)
      expect(await changePassword(db, ada, { password: "a guess", wanted: another })).toBe("wrong");
    expect(await changePassword(db, ada, { password, wanted: another })).toBe("too_many");
    const later = { ...ada, machineNow: now + HOUR };
    expect(await changePassword(db, later, { password, wanted: another })).toBe("done");
  });

  it("is not for a session that has ended, whoever names whom", async () => {
    const eve = await hire("eve", [1]);
    await endOwnSession(db, eve.user.id, eve.sessionId);
    expect(
      await changePassword(db, { ...ada, sessionId: eve.sessionId }, { password, wanted: another }),
    ).toBe("not_allowed");
    expect(await enter("ada@shop.example", password)).toEqual({ userId: ada.user.id });
  });

  it("ends the links that were mailed before", async () => {
    await askForPassword(db, "ada@shop.example", ada);
    const link = await goodLink("password");
    await changePassword(db, ada, { password, wanted: another });
    expect(await resetPassword(db, link, "a password of a thief", now)).toBe("unusable");
  });
});

describe("a forgotten password", () => {
  it("is replaced by a mailed link that works once, for an hour, and ends all sessions", async () => {
    await askForPassword(db, "  ADA@shop.example ", ada);
    const token = await tokenMailed("password");
    const link = await goodLink("password");
    expect(link).toMatchObject({ account: "ada@shop.example", name: "ada" });
    expect(await linkBehind("password", token, now + HOUR)).toBeNull();
    expect(await resetPassword(db, link, another, now + HOUR)).toBe("unusable");
    expect(await resetPassword(db, link, another, now)).toBe("done");
    expect(await open(ada.user.id)).toEqual([]);
    expect(await enter("ada@shop.example", another)).toEqual({ userId: ada.user.id });
    expect(await linkBehind("password", token)).toBeNull();
    expect(await resetPassword(db, link, "a third password", now)).toBe("unusable");
    expect((await audited(2)).map(({ kind }) => kind)).toEqual(["password_reset"]);
  });

  it("is replaced once, however many press at the same moment", async () => {
    await askForPassword(db, "ada@shop.example", ada);
    const link = await goodLink("password");
    const said = await Promise.all([1, 2, 3].map((n) => resetPassword(db, link, `${another} ${n}`, now)));
    expect(said.sort()).toEqual(["done", "unusable", "unusable"]);
  });

  it("mails nothing to an address without an account, nor for one that works nowhere any more", async () => {
    const gone = await hire("gone", [1]);
    await owner.update(memberships).set({ active: false }).where(eq(memberships.userId, gone.user.id));
    const closed = await hire("closed", [1]);
    await owner.update(users).set({ active: false }).where(eq(users.id, closed.user.id));
    for (const email of [
      "gone@shop.example",
      "closed@shop.example",
      "nobody@shop.example",
      "%",
      "' or 1=1 --",
    ])
      await askForPassword(db, email, ada);
    expect(await mailed()).toEqual([]);
    expect(await db.select().from(personLinks)).toEqual([]);
  });

  it("is asked for five times an hour for an account, and twenty times from an address", async () => {
    for (let asked = 0; asked < 7; asked += 1) await askForPassword(db, "ada@shop.example", ada);
    expect(await db.select().from(personLinks)).toHaveLength(5);
    const from = async (address: string) => mayAskForPassword(db, address, now);
    for (let asked = 0; asked < 20; asked += 1) expect(await from("192.0.2.7")).toBe(true);
    expect(await from("192.0.2.7")).toBe(false);
    expect(await from("192.0.2.8")).toBe(true);
  });

  it("is not mailed any more once its link cannot be used", async () => {
    await askForPassword(db, "ada@shop.example", ada);
    await changePassword(db, ada, { password, wanted: another });
    expect((await mailed()).map(({ state, text }) => ({ state, text }))).toEqual([
      { state: "dropped", text: null },
    ]);
  });
});

describe("a token", () => {
  it("that we did not make, or that is for something else, leads nowhere", async () => {
    await askForPassword(db, "ada@shop.example", ada);
    const token = await tokenMailed("password");
    const id = (await goodLink("password")).id;
    const others = [
      "",
      "x",
      token.slice(1),
      `${token}A`,
      `${token.slice(0, -2)}xx`,
      personLinkPath("another secret", "password", id).split("/").at(-1) ?? "",
      personLinkPath(secret, "email", id).split("/").at(-1) ?? "",
    ];
    for (const one of others) expect(await linkBehind("password", one), one).toBeNull();
    expect(await linkBehind("email", token)).toBeNull();
    expect(await confirmEmail(db, await goodLink("password"), ada)).toBe("unusable");
  });
});

describe("a changed address", () => {
  const email = "ada@home.example";

  it("counts once the link that was mailed there is confirmed, and the old one is told", async () => {
    await askForPassword(db, "ada@shop.example", ada);
    expect(await askForEmail(db, ada, { password, email })).toBe("done");
    expect(await enter("ada@shop.example", password)).toEqual({ userId: ada.user.id });
    const link = await goodLink("email");
    expect(link).toMatchObject({ email, account: "ada@shop.example" });
    expect(await confirmEmail(db, link, ada)).toBe("done");
    expect(await enter("ada@shop.example", password)).toBe("wrong");
    expect(await enter(email, password)).toEqual({ userId: ada.user.id });
    expect(await confirmEmail(db, link, ada)).toBe("unusable");
    const told = (await mailed()).find(({ kind }) => kind === "email_changed");
    expect(told).toMatchObject({ to: "ada@shop.example", state: "sent" });
    expect(told?.text).toContain(email);
    expect(await audited(2)).toEqual([
      { kind: "email_changed", subject: "ada@shop.example", after: { email } },
    ]);
    expect(await db.select().from(personLinks), "links to the old address are over").toEqual([]);
  });

  it("needs the password", async () => {
    expect(await askForEmail(db, ada, { password: "a guess", email })).toBe("wrong");
    expect(await mailed()).toEqual([]);
  });

  it("is never one that has an account, and asking does not tell", async () => {
    await hire("eve", [2]);
    expect(await askForEmail(db, ada, { password, email: "EVE@shop.example" })).toBe("done");
    expect(await confirmEmail(db, await goodLink("email"), ada)).toBe("unusable");
    expect(await enter("eve@shop.example", password)).not.toEqual({ userId: ada.user.id });
  });

  it("takes the place of another that was asked for before", async () => {
    await askForEmail(db, ada, { password, email: "first@home.example" });
    const first = await goodLink("email");
    await askForEmail(db, ada, { password, email });
    expect(await confirmEmail(db, first, ada)).toBe("unusable");
  });
});

describe("one's own sessions", () => {
  it("are listed with what they are known by, the last seen first, for as long as they last", async () => {
    const from = { userAgent: `Firefox/1.0 \u202e${"x".repeat(500)}`, address: "192.0.2.9" };
    const phone = await startSession(db, ada.user.id, now + MINUTE, from);
    const listed = await sessionsOf(db, ada.user.id, now + MINUTE);
    expect(listed.map(({ id }) => id)).toEqual([phone, ada.sessionId]);
    expect(listed[0]?.address).toBe("192.0.2.9");
    expect(listed[0]?.userAgent).toMatch(/^Firefox\/1\.0 x+$/);
    expect(listed[0]?.userAgent.length).toBe(300);
    expect(await sessionsOf(db, ada.user.id, now + 13 * HOUR)).toEqual([]);
  });

  it("are ended one by one or all others, and never somebody else's", async () => {
    const eve = await hire("eve", [1]);
    expect(await endOwnSession(db, ada.user.id, eve.sessionId)).toBe(false);
    const [one, two] = [await startSession(db, ada.user.id, now), await startSession(db, ada.user.id, now)];
    expect(await endOwnSession(db, ada.user.id, one)).toBe(true);
    expect((await open(ada.user.id)).sort()).toEqual([ada.sessionId, two].sort());
    await endOtherSessions(db, ada.user.id, ada.sessionId);
    expect(await open(ada.user.id)).toEqual([ada.sessionId]);
    expect(await open(eve.user.id)).toEqual([eve.sessionId]);
  });
});

it("keeps no link in a message that was handed to a mail server", async () => {
  await askForPassword(db, "ada@shop.example", ada);
  const [queued] = await withMerchant(db, 1, (tx) =>
    tx
      .select()
      .from(messages)
      .where(and(eq(messages.merchantId, 1), eq(messages.kind, "password_link"))),
  );
  expect(JSON.stringify(queued)).not.toMatch(/sign-in/);
});
