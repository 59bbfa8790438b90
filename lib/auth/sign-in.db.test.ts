import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { close, connect, type Db } from "@/db/client";
import { merchants } from "@/db/schema/merchants";
import { memberships, rateLimits, users } from "@/db/schema/users";
import { type FreshDatabase, freshDatabase } from "@/db/testing";
import { activeInstalments, openShop } from "@/lib/orders/testing";
import { admit } from "./admission";
import { checkCredentials } from "./check-credentials";
import { hashPassword } from "./password";
import { countTry, forgetOldTries } from "./rate-limit";
import { type Claims, reachesOrder, staffOf } from "./staff";

const minute = 60_000;
const start = Date.UTC(2026, 2, 1, 9);

let database: FreshDatabase;
let db: Db;
let owner: Db;
let userId: string;

beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.url);
  owner = connect(database.ownerUrl, { max: 1 });
  await openShop(db, 1);
  await openShop(db, 2);
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
  await owner.update(users).set({ active: true, sessionVersion: 1 }).where(eq(users.id, userId));
});

const enter = (email: string, password: string, at = start, address = "192.0.2.1") =>
  checkCredentials(db, { email, password, address }, at);

describe("signing in", () => {
  it("takes the right password, however the e-mail is written", async () => {
    expect(await enter(" anna@SHOP.example", "right horse")).toEqual({ user: { id: userId, version: 1 } });
  });

  it("answers the same to a wrong password, an unknown account and a deactivated one", async () => {
    expect(await enter("anna@shop.example", "wrong horse")).toBe("wrong");
    expect(await enter("nobody@shop.example", "right horse")).toBe("wrong");
    await owner.update(users).set({ active: false }).where(eq(users.id, userId));
    expect(await enter("anna@shop.example", "right horse")).toBe("wrong");
  });

  it.each(["anna@shop.example", "nobody@shop.example"])("is limited for %s, known or not", async (email) => {
    for (let i = 0; i < 10; i++) expect(await enter(email, "guess", start, `192.0.2.${i}`)).toBe("wrong");
    expect(await enter(email, "right horse")).toBe("limited");
    expect(await enter(email, "guess", start + 15 * minute)).toBe("wrong");
  });

  it("is limited for an address that tries many accounts", async () => {
    await Promise.all(
      Array.from({ length: 60 }, () => countTry(db, "address", { most: 60, windowMs: minute }, start)),
    );
    expect(await countTry(db, "address", { most: 60, windowMs: minute }, start)).toBe(false);
    expect(await countTry(db, "address", { most: 60, windowMs: minute }, start + minute)).toBe(true);
  });

  it("does not count what went well", async () => {
    for (let i = 0; i < 12; i++)
      expect(await enter("anna@shop.example", "right horse")).toHaveProperty("user");
  });

  it("forgets tries that no window reaches back to", async () => {
    await countTry(db, "old", { most: 1, windowMs: minute }, start);
    await forgetOldTries(db, start + 25 * 60 * minute);
    expect(await db.select().from(rateLimits)).toEqual([]);
  });
});

describe("a session", () => {
  const claims = (change: Partial<Claims> = {}): Claims => ({ userId, version: 1, merchantId: 1, ...change });

  it("knows the person, the merchant and the role", async () => {
    const staff = await staffOf(db, claims({ merchantId: null }));
    expect(staff).toMatchObject({ user: { name: "Anna" }, merchant: { id: 1 }, role: "agent" });
  });

  it("ends when the user is deactivated", async () => {
    await owner.update(users).set({ active: false }).where(eq(users.id, userId));
    expect(await staffOf(db, claims())).toBeNull();
  });

  it("ends when the password is changed", async () => {
    await owner.update(users).set({ sessionVersion: 2 }).where(eq(users.id, userId));
    expect(await staffOf(db, claims())).toBeNull();
    expect(await staffOf(db, claims({ version: 2 }))).not.toBeNull();
  });

  it("ends when the role at the merchant is lost, though there is another one elsewhere", async () => {
    await owner.delete(memberships);
    await owner.insert(memberships).values({ merchantId: 2, userId, role: "admin" });
    expect(await staffOf(db, claims())).toBeNull();
  });

  it("follows a role that was changed", async () => {
    await owner.update(memberships).set({ role: "restricted" });
    expect((await staffOf(db, claims()))?.role).toBe("restricted");
  });

  it("may go on at another merchant only where there is a role", async () => {
    expect(await staffOf(db, claims({ merchantId: 2 }))).toBeNull();
    await owner.insert(memberships).values({ merchantId: 2, userId, role: "admin" });
    const staff = await staffOf(db, claims({ merchantId: 2 }));
    expect(staff).toMatchObject({ merchant: { id: 2 }, role: "admin" });
    expect(staff?.profiles.map(({ id }) => id)).toEqual([1, 2]);
  });
});

describe("a restricted user", () => {
  it("reaches own orders and no others", async () => {
    const [shop] = await db.select().from(merchants).where(eq(merchants.id, 1));
    const another = await openShop(db, 3);
    const order = await activeInstalments(db, another, start);
    await owner.insert(memberships).values({ merchantId: 3, userId, role: "restricted" });
    const staff = await staffOf(db, { userId, version: 1, merchantId: 3 });
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
