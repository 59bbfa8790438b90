import { eq, sql } from "drizzle-orm";
import { generateSync } from "otplib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { close, connect, type Db, withMerchant } from "@/db/client";
import { auditLog } from "@/db/schema/audit";
import { merchants } from "@/db/schema/merchants";
import { messages } from "@/db/schema/messages";
import {
  memberships,
  type Role,
  rateLimits,
  recoveryCodes,
  secondFactors,
  sessions,
  users,
} from "@/db/schema/users";
import { type FreshDatabase, freshDatabase } from "@/db/testing";
import { HOUR } from "@/lib/domain/value/calendar";
import { MINUTE, SECOND } from "@/lib/domain/value/timetable";
import { openTestShop } from "@/lib/orders/testing";
import { askForPassword, type OwnAct, resetPassword } from "./account";
import { hashPassword } from "./password";
import { requireTwoStep, resetTwoStep, staffOf } from "./register";
import { startSession } from "./sessions";
import { lacksTwoStep, type SignedIn, signedInBy, staffAt } from "./staff";
import { authenticatorKey, checkCode, confirmTwoStep, endTwoStep, twoStepOf } from "./two-step";

const now = Date.now();
const secret = "a secret of the installation";
const password = "several quiet words";
const STEP = 30 * SECOND;

let database: FreshDatabase;
let db: Db;
let owner: Db;

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
  await owner.update(merchants).set({ requiresTwoStep: false });
  await db.delete(rateLimits);
  for (const merchantId of [1, 2])
    await withMerchant(owner, merchantId, async (tx) => {
      await tx.delete(auditLog).where(eq(auditLog.merchantId, merchantId));
      await tx.delete(messages).where(eq(messages.merchantId, merchantId));
    });
});

const hashed = hashPassword(password);

async function hire(name: string, at: Partial<Record<1 | 2, Role>>): Promise<OwnAct> {
  const email = `${name}@shop.example`;
  const [user] = await owner
    .insert(users)
    .values({ email, name, passwordHash: await hashed })
    .returning();
  const id = user?.id ?? "";
  for (const [merchantId, role] of Object.entries(at))
    await owner.insert(memberships).values({ merchantId: Number(merchantId), userId: id, role });
  return { sessionId: await startSession(db, id, now), user: { id, email }, now, machineNow: now };
}

const codeAt = (key: string, at: number) => generateSync({ secret: key, epoch: Math.floor(at / SECOND) });

/** Somebody's authenticator, switched on: its key and the recovery codes. */
async function switchOn(act: OwnAct): Promise<{ key: string; codes: string[] }> {
  const set = await authenticatorKey(db, secret, act);
  if (!set) throw new Error("it is on already");
  const { said, codes } = await confirmTwoStep(db, secret, act, codeAt(set.key, now));
  expect(said).toBe("done");
  return { key: set.key, codes };
}

const check = (act: OwnAct, code: string | undefined, machineNow = now, device: string | null = null) =>
  checkCode(db, secret, { userId: act.user.id, code, device }, machineNow);

const acting = ({ sessionId }: OwnAct, merchantId = 1) => ({ sessionId, merchantId, now, machineNow: now });

const kinds = (merchantId: number) =>
  withMerchant(db, merchantId, async (tx) =>
    (await tx.select().from(auditLog).where(eq(auditLog.merchantId, merchantId))).map(({ kind }) => kind),
  );

async function seen({ sessionId, user }: OwnAct): Promise<SignedIn> {
  const found = await signedInBy(db, { sessionId, userId: user.id }, now);
  if (!found) throw new Error("signed out");
  return found;
}

describe("two-step verification", () => {
  it("asks for nothing until a code has confirmed the key, which stays the same until then", async () => {
    const ada = await hire("ada", { 1: "agent", 2: "agent" });
    const set = await authenticatorKey(db, secret, ada);
    expect(set?.uri).toMatch(/^otpauth:\/\/totp\/Tenor:ada%40shop\.example\?secret=/);
    expect(await authenticatorKey(db, secret, ada)).toEqual(set);
    expect(await check(ada, undefined)).toBe("right");
    expect(await twoStepOf(db, ada.user.id)).toEqual({ isOn: false });
    expect((await confirmTwoStep(db, secret, ada, "000000")).said).toBe("wrong_code");
    const { said, codes } = await confirmTwoStep(db, secret, ada, codeAt(set?.key ?? "", now));
    expect(said).toBe("done");
    expect(new Set(codes).size).toBe(10);
    expect(await twoStepOf(db, ada.user.id)).toEqual({ isOn: true, since: now, recoveryCodes: 10 });
    expect(await authenticatorKey(db, secret, ada)).toBeNull();
    expect(await kinds(1)).toEqual(["two_step_on"]);
    expect(await kinds(2)).toEqual(["two_step_on"]);
  });

  it("takes each code once, the step before and the one after too, and no other", async () => {
    const ada = await hire("ada", { 1: "agent" });
    const { key } = await switchOn(ada);
    expect(await check(ada, undefined)).toBe("wanted");
    expect(await check(ada, " ")).toBe("wanted");
    expect(await check(ada, codeAt(key, now)), "it confirmed the key").toBe("wrong");
    expect(await check(ada, codeAt(key, now + STEP))).toBe("right");
    expect(await check(ada, codeAt(key, now + STEP))).toBe("wrong");
    const later = now + 10 * STEP;
    expect(await check(ada, codeAt(key, later - 2 * STEP), later)).toBe("wrong");
    expect(await check(ada, codeAt(key, later + 2 * STEP), later)).toBe("wrong");
    const [digits = ""] = [codeAt(key, later)];
    expect(await check(ada, `${digits.slice(0, 3)} ${digits.slice(3)}`, later)).toBe("right");
    expect(await check(ada, codeAt(key, later - STEP), later), "earlier than one that was used").toBe(
      "wrong",
    );
  });

  it("lets one code in once, however many hand it in at the same moment", async () => {
    const ada = await hire("ada", { 1: "agent" });
    const { key, codes } = await switchOn(ada);
    for (const code of [codeAt(key, now + STEP), codes[0]]) {
      const said = await Promise.all([1, 2, 3, 4].map(() => check(ada, code)));
      expect(said.filter((one) => one === "right")).toHaveLength(1);
    }
  });

  it("has a time step used once by the database, whoever checked the code before", async () => {
    const ada = await hire("ada", { 1: "agent" });
    await switchOn(ada);
    const step = Math.floor(now / STEP);
    const use = async (one: number) => {
      const [used] = await db.execute<{ is: boolean }>(
        sql`select use_time_step(${ada.user.id}, ${one}) as is`,
      );
      return used?.is;
    };
    expect([await use(step), await use(step + 1), await use(step + 1), await use(step - 1)]).toEqual([
      false,
      true,
      false,
      false,
    ]);
  });

  it("takes each recovery code once, however it is typed, and nobody else's", async () => {
    const ada = await hire("ada", { 1: "agent" });
    const eve = await hire("eve", { 1: "agent" });
    const { codes } = await switchOn(ada);
    await switchOn(eve);
    const [first = "", second = ""] = codes;
    expect(await check(eve, first)).toBe("wrong");
    expect(await check(ada, ` ${first.toUpperCase().replace("-", " ")} `)).toBe("right");
    expect(await check(ada, first)).toBe("wrong");
    expect(await check(ada, second)).toBe("right");
    expect(await twoStepOf(db, ada.user.id)).toMatchObject({ recoveryCodes: 8 });
  });

  it("may be tried ten times an hour, and strangers' tries are not counted against a known device", async () => {
    const ada = await hire("ada", { 1: "agent" });
    const { key } = await switchOn(ada);
    for (let tried = 0; tried < 10; tried += 1) await check(ada, "000000");
    expect(await check(ada, codeAt(key, now + STEP))).toEqual({ waitMs: HOUR });
    expect(await check(ada, codeAt(key, now + STEP), now, "her phone")).toBe("right");
    const later = now + HOUR + MINUTE;
    expect(await check(ada, codeAt(key, later), later)).toBe("right");
  });

  it("is switched off with password and code, by its person alone", async () => {
    const ada = await hire("ada", { 1: "agent" });
    const eve = await hire("eve", { 1: "admin" });
    const { key, codes } = await switchOn(ada);
    const [code = ""] = codes;
    expect(await endTwoStep(db, secret, ada, { password: "a guess", code })).toBe("wrong");
    expect(await endTwoStep(db, secret, ada, { password, code: "000000" })).toBe("wrong_code");
    expect(await endTwoStep(db, secret, eve, { password, code })).toBe("unchanged");
    expect(await twoStepOf(db, ada.user.id)).toMatchObject({ isOn: true, recoveryCodes: 10 });
    expect(await endTwoStep(db, secret, ada, { password, code: codeAt(key, now + STEP) })).toBe("done");
    expect(await check(ada, undefined)).toBe("right");
    expect(await db.select().from(recoveryCodes)).toEqual([]);
    expect(await kinds(1)).toEqual(["two_step_on", "two_step_off"]);
  });

  it("stays when the password is replaced by a mailed link", async () => {
    const ada = await hire("ada", { 1: "agent" });
    await switchOn(ada);
    await askForPassword(db, ada.user.email, ada);
    const [queued] = await withMerchant(db, 1, (tx) =>
      tx.select().from(messages).where(eq(messages.merchantId, 1)),
    );
    const { link } = (queued?.data ?? {}) as { link: string };
    const mailed = { id: link, userId: ada.user.id, email: "", account: "", name: "" };
    expect(await resetPassword(db, mailed, "other words, as quiet", now)).toBe("done");
    expect(await check(ada, undefined)).toBe("wanted");
  });

  it("keeps neither the key nor a recovery code in the database as it is", async () => {
    const ada = await hire("ada", { 1: "agent" });
    const { key, codes } = await switchOn(ada);
    const stored = JSON.stringify([
      await db.select().from(secondFactors),
      await db.select().from(recoveryCodes),
    ]);
    for (const one of [key, ...codes, ...codes.map((code) => code.replace("-", ""))])
      expect(stored).not.toContain(one);
  });

  it("is nobody else's: a key that was moved to another row opens nothing", async () => {
    const [ada, eve] = [await hire("ada", { 1: "agent" }), await hire("eve", { 1: "agent" })];
    const { key } = await switchOn(eve);
    await switchOn(ada);
    const [hers] = await owner.select().from(secondFactors).where(eq(secondFactors.userId, eve.user.id));
    await owner
      .update(secondFactors)
      .set({ secret: hers?.secret ?? "" })
      .where(eq(secondFactors.userId, ada.user.id));
    expect(await check(ada, codeAt(key, now + STEP))).toBe("wrong");
  });
});

describe("an administrator", () => {
  it("resets it for somebody who works here alone, who is told and signed out", async () => {
    const [ada, bob] = [await hire("ada", { 1: "admin" }), await hire("bob", { 1: "agent" })];
    await switchOn(bob);
    expect((await staffOf(db, 1)).people.map(({ name, hasTwoStep }) => [name, hasTwoStep])).toEqual([
      ["ada", false],
      ["bob", true],
    ]);
    expect(await resetTwoStep(db, acting(ada), bob.user.id)).toBe("done");
    expect(await check(bob, undefined)).toBe("right");
    expect(await db.select().from(sessions).where(eq(sessions.userId, bob.user.id))).toEqual([]);
    const [mail] = await withMerchant(db, 1, (tx) =>
      tx.select().from(messages).where(eq(messages.merchantId, 1)),
    );
    expect(mail).toMatchObject({ kind: "two_step_reset", to: "bob@shop.example" });
    expect(await kinds(1)).toEqual(["two_step_on", "two_step_reset"]);
    expect(await resetTwoStep(db, acting(ada), bob.user.id)).toBe("unchanged");
  });

  it("does not reset it for somebody whose account opens another merchant too, nor of strangers, nor their own", async () => {
    const ada = await hire("ada", { 1: "admin" });
    const both = await hire("both", { 1: "agent", 2: "admin" });
    const away = await hire("away", { 2: "agent" });
    for (const one of [ada, both, away]) await switchOn(one);
    await owner.update(memberships).set({ active: false }).where(eq(memberships.userId, away.user.id));
    expect(await resetTwoStep(db, acting(ada), both.user.id)).toBe("works_elsewhere");
    expect(await resetTwoStep(db, acting(ada), away.user.id)).toBe("unknown");
    expect(await resetTwoStep(db, acting(ada), ada.user.id)).toBe("own");
    expect(await resetTwoStep(db, acting(ada, 2), away.user.id)).toBe("not_allowed");
    expect(await db.select().from(secondFactors)).toHaveLength(3);
  });

  it("requires it once they have it, and whoever lacks it reaches nothing of that merchant", async () => {
    const ada = await hire("ada", { 1: "admin", 2: "agent" });
    const bob = await hire("bob", { 1: "agent", 2: "agent" });
    expect(await requireTwoStep(db, acting(ada), true)).toBe("own_first");
    await switchOn(ada);
    expect(await requireTwoStep(db, acting(bob), true)).toBe("not_allowed");
    expect(await requireTwoStep(db, acting(ada), true)).toBe("done");
    expect(await requireTwoStep(db, acting(ada), true)).toBe("unchanged");
    expect(staffAt(await seen(ada), "shop1")?.role).toBe("admin");
    expect(lacksTwoStep(await seen(bob), "shop1")).toBe(true);
    expect(staffAt(await seen(bob), "shop1")).toBeNull();
    expect(staffAt(await seen(bob), "shop2")?.role).toBe("agent");
    await switchOn(bob);
    expect(staffAt(await seen(bob), "shop1")?.role).toBe("agent");
    const eve = await hire("eve", { 1: "admin" });
    expect(await requireTwoStep(db, acting(eve), false), "nor does an administrator who lacks it").toBe(
      "not_allowed",
    );
    expect(await resetTwoStep(db, acting(eve), bob.user.id)).toBe("not_allowed");
    expect(await kinds(2), "what one merchant requires is on its own record").not.toContain(
      "two_step_required",
    );
  });
});
