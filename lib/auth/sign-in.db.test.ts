import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { close, connect, type Db } from "@/db/client";
import { merchants } from "@/db/schema/merchants";
import { memberships, rateLimits, sessions, users } from "@/db/schema/users";
import { type FreshDatabase, freshDatabase } from "@/db/testing";
import { MINUTE } from "@/lib/domain/value/timetable";
import { activeInstalments, openTestShop } from "@/lib/orders/testing";
import { admit } from "./admission";
import { checkCredentials } from "./check-credentials";
import { deviceCookie, knownDevice } from "./known-device";
import { hashPassword } from "./password";
import { countTry, forgetOldTries } from "./rate-limit";
import { endSession, forgetOldSessions, startSession } from "./sessions";
import { type Claims, reachesOrder, signedInBy, staffAt } from "./staff";

const start = Date.UTC(2026, 2, 1, 9);

let database: FreshDatabase;
let db: Db;
let owner: Db;
let userId: string;

beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.url);
  owner = connect(database.ownerUrl, { max: 1 });
  await openTestShop(db, 1);
  await openTestShop(db, 2);
  const [user] = await owner
    .insert(users)
    .values({ email: "Anna@shop.example", name: "Anna", passwordHash: await hashPassword("right horse") })
    .returning();
  userId = user?.id ?? "";
});

afterAll(async () => {
  await Promise.all([close(db), close(owner)]);
  await database.drop();
});

beforeEach(async () => {
  await db.delete(rateLimits);
  await owner.delete(memberships);
  await owner.insert(memberships).values({ merchantId: 1, userId, role: "agent" });
  await owner
    .update(users)
    .set({ active: true, passwordHash: await hashPassword("right horse") })
    .where(eq(users.id, userId));
});

type From = { at?: number; address?: string; device?: string | null };
const enter = (
  email: string,
  password: string,
  { at = start, address = "192.0.2.1", device = null }: From = {},
) => checkCredentials(db, { email, password, address, device }, at);

describe("signing in", () => {
  it("takes the right password, however the e-mail is written", async () => {
    expect(await enter(" anna@SHOP.example", "right horse")).toEqual({ userId });
  });

  it("answers the same to a wrong password, an unknown account and a deactivated one", async () => {
    expect(await enter("anna@shop.example", "wrong horse")).toBe("wrong");
    expect(await enter("nobody@shop.example", "right horse")).toBe("wrong");
    await owner.update(users).set({ active: false }).where(eq(users.id, userId));
    expect(await enter("anna@shop.example", "right horse")).toBe("wrong");
  });

  it.each(["anna@shop.example", "nobody@shop.example"])(
    "asks %s, known or not, to wait after ten wrong passwords from one address, and says how long",
    async (email) => {
      for (let i = 0; i < 10; i++) expect(await enter(email, "guess")).toBe("wrong");
      expect(await enter(email, "right horse", { at: start + 5 * MINUTE })).toEqual({ waitMs: 10 * MINUTE });
      expect(await enter(email, "guess", { at: start + 15 * MINUTE })).toBe("wrong");
    },
  );

  it("lets the person in from elsewhere meanwhile", async () => {
    for (let i = 0; i < 12; i++) await enter("anna@shop.example", "guess");
    expect(await enter("anna@shop.example", "right horse", { address: "198.51.100.7" })).toEqual({ userId });
  });

  it("slows down many addresses that guess together, and lets a known device through", async () => {
    for (let i = 0; i < 50; i++) await enter("anna@shop.example", "guess", { address: `192.0.2.${i}` });
    const elsewhere = { address: "198.51.100.7" };
    expect(await enter("anna@shop.example", "right horse", elsewhere)).toEqual({ waitMs: 15 * MINUTE });
    const known = { address: "192.0.2.1", device: "laptop" };
    expect(await enter("anna@shop.example", "right horse", known)).toEqual({ userId });
  });

  it("counts what is tried on a known device too", async () => {
    const known = { device: "laptop" };
    for (let i = 0; i < 10; i++) await enter("anna@shop.example", "guess", known);
    expect(await enter("anna@shop.example", "right horse", known)).toEqual({ waitMs: 15 * MINUTE });
  });

  it("is limited for an address that tries many accounts", async () => {
    await Promise.all(
      Array.from({ length: 60 }, () => countTry(db, "address", { most: 60, windowMs: MINUTE }, start)),
    );
    expect(await countTry(db, "address", { most: 60, windowMs: MINUTE }, start)).toBe(false);
    expect(await countTry(db, "address", { most: 60, windowMs: MINUTE }, start + MINUTE)).toBe(true);
  });

  it("does not count what went well", async () => {
    for (let i = 0; i < 12; i++) expect(await enter("anna@shop.example", "right horse")).toEqual({ userId });
  });

  it("forgets tries that no window reaches back to", async () => {
    await countTry(db, "old", { most: 1, windowMs: MINUTE }, start);
    await forgetOldTries(db, start + 25 * 60 * MINUTE);
    expect(await db.select().from(rateLimits)).toEqual([]);
  });
});

describe("a known device", () => {
  const email = "anna@shop.example";
  const cookie = deviceCookie("secret", email, start);
  const known = (secret: string, whose: string, at = start, value = cookie.value) =>
    knownDevice(secret, whose, (name) => (name === cookie.name ? value : undefined), at);

  it("is known again for the account it was used for, and says nobody's name", () => {
    expect(known("secret", " Anna@SHOP.example")).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.stringify(cookie)).not.toMatch(/anna|shop/i);
  });

  it("is nobody's else, not forged, and not for ever", () => {
    expect(known("secret", "nobody@shop.example")).toBeNull();
    expect(known("another secret", email)).toBeNull();
    expect(
      known(
        "secret",
        email,
        start,
        cookie.value.replace(/^./, (first) => (first === "0" ? "1" : "0")),
      ),
    ).toBeNull();
    expect(known("secret", email, start, "")).toBeNull();
    expect(known("secret", email, start + 181 * 24 * 60 * MINUTE)).toBeNull();
    const another = deviceCookie("secret", "nobody@shop.example", start);
    expect(knownDevice("secret", email, () => another.value, start)).toBeNull();
  });
});

describe("a session", () => {
  let sessionId = "";
  beforeEach(async () => {
    sessionId = await startSession(db, userId, start);
  });
  const person = (change: Partial<Claims> = {}, at = start) =>
    signedInBy(db, { sessionId, userId, ...change }, at);
  const staff = async (code: string) => {
    const known = await person();
    return known && staffAt(known, code);
  };

  it("knows the person, and the role at the merchant that is named", async () => {
    const known = { user: { name: "Anna" }, merchant: { id: 1 }, role: "agent" };
    expect(await staff("shop1")).toMatchObject(known);
  });

  it("is over for every copy of its cookie when it is signed out of, and for no other session", async () => {
    const elsewhere = await startSession(db, userId, start);
    await endSession(db, sessionId);
    expect(await person()).toBeNull();
    expect(await person({ sessionId: elsewhere })).not.toBeNull();
  });

  it("is nobody else's, and none that was never started", async () => {
    expect(await person({ sessionId: "00000000-0000-4000-8000-000000000000" })).toBeNull();
    const [other] = await owner
      .insert(users)
      .values({ email: "other@shop.example", name: "Other", passwordHash: "none" })
      .returning();
    await owner.insert(memberships).values({ merchantId: 1, userId: other?.id ?? "", role: "admin" });
    expect(await person({ userId: other?.id ?? "" })).toBeNull();
    await owner.delete(memberships).where(eq(memberships.userId, other?.id ?? ""));
    await owner.delete(users).where(eq(users.id, other?.id ?? ""));
  });

  it("lasts twelve hours, and is forgotten then", async () => {
    expect(await person({}, start + 12 * 60 * MINUTE - 1)).not.toBeNull();
    expect(await person({}, start + 12 * 60 * MINUTE)).toBeNull();
    await forgetOldSessions(db, start + 13 * 60 * MINUTE);
    expect(await db.select().from(sessions)).toEqual([]);
  });

  it("ends when the user is deactivated, and does not come back when they are activated again", async () => {
    await owner.update(users).set({ active: false }).where(eq(users.id, userId));
    expect(await person()).toBeNull();
    await owner.update(users).set({ active: true }).where(eq(users.id, userId));
    expect(await person()).toBeNull();
  });

  it("ends when the password is changed", async () => {
    await owner.update(users).set({ passwordHash: "another" }).where(eq(users.id, userId));
    expect(await person()).toBeNull();
  });

  it("ends when the role at the merchant is lost, and does not come back with it", async () => {
    await owner.insert(memberships).values({ merchantId: 2, userId, role: "admin" });
    await owner.delete(memberships).where(eq(memberships.merchantId, 1));
    expect(await person()).toBeNull();
    await owner.insert(memberships).values({ merchantId: 1, userId, role: "agent" });
    expect(await person()).toBeNull();
  });

  it("goes on when nothing but a name or a time zone changes", async () => {
    await owner
      .update(users)
      .set({ name: "Anna Berg", timeZone: "Europe/Berlin" })
      .where(eq(users.id, userId));
    expect(await person()).not.toBeNull();
    await owner.update(users).set({ name: "Anna" }).where(eq(users.id, userId));
  });

  it("follows a role that was changed", async () => {
    await owner.update(memberships).set({ role: "restricted" });
    expect((await staff("shop1"))?.role).toBe("restricted");
  });

  it("is one for all merchants, and there is none at those where the person has no role", async () => {
    expect(await staff("shop2")).toBeNull();
    await owner.insert(memberships).values({ merchantId: 2, userId, role: "admin" });
    const there = await staff("shop2");
    expect(there).toMatchObject({ merchant: { id: 2 }, role: "admin" });
    expect(there?.profiles.map(({ id }) => id)).toEqual([1, 2]);
  });

  it("is not over because the database cannot be asked: that is a fault", async () => {
    const away = connect("postgres://tenor_app:x@127.0.0.1:1/none", { max: 1 });
    await expect(signedInBy(away, { sessionId, userId }, start)).rejects.toThrow();
    await close(away);
  });
});

describe("a restricted user", () => {
  it("reaches own orders and no others", async () => {
    const [shop] = await db.select().from(merchants).where(eq(merchants.id, 1));
    const another = await openTestShop(db, 3);
    const order = await activeInstalments(db, another, start);
    await owner.insert(memberships).values({ merchantId: 3, userId, role: "restricted" });
    const sessionId = await startSession(db, userId, start);
    const person = await signedInBy(db, { sessionId, userId }, start);
    const staff = person && staffAt(person, "shop3");
    if (!staff || !shop || order.createdBy.kind !== "user") throw new Error("not set up");
    const admitted = admit(staff, "orders");
    if (!admitted) throw new Error("not admitted");
    expect(await reachesOrder(db, admitted, order.zuid)).toBe(false);
    const creator = { ...admitted, user: { ...admitted.user, id: order.createdBy.id } };
    expect(await reachesOrder(db, creator, order.zuid)).toBe(true);
    expect(await reachesOrder(db, { ...admitted, scope: "all" }, order.zuid)).toBe(true);
    expect(admit(staff, "refunds")).toBeNull();
  });
});
