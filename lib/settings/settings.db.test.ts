import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { close, connect, type Db, withMerchant } from "@/db/client";
import { auditLog } from "@/db/schema/audit";
import { merchantProfiles, merchantTerms, termsToApply } from "@/db/schema/merchants";
import { memberships, type Role, users } from "@/db/schema/users";
import { type FreshDatabase, freshDatabase } from "@/db/testing";
import { describeAudit } from "@/lib/auth/audit";
import { startSession } from "@/lib/auth/sessions";
import { addDays, DAY } from "@/lib/domain/value/calendar";
import { readOrder } from "@/lib/orders/read";
import {
  activeInstalments,
  approvedAnswer,
  executeOrThrow,
  insufficientFunds,
  openTestShop,
  settleCommand,
  systemActor,
  type TestShop,
} from "@/lib/orders/testing";
import { applyChangedTerms, stillToApply } from "./apply-terms";
import { foreseeTerms } from "./foresee-terms";
import { changeLogo, changeProfile, logoAt, readProfile } from "./profile";
import { type Changing, changeTerms, readTerms } from "./terms";

const now = Date.UTC(2026, 0, 15, 10);
let database: FreshDatabase;
let db: Db;
let owner: Db;
let shop: TestShop;

beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.url, { max: 4 });
  owner = connect(database.ownerUrl, { max: 1 });
  shop = await openTestShop(db, 1);
  await openTestShop(db, 2);
});
afterAll(async () => {
  await Promise.all([close(db), close(owner)]);
  await database.drop();
});
beforeEach(() =>
  withMerchant(owner, 1, async (tx) => {
    await tx.delete(auditLog).where(eq(auditLog.merchantId, 1));
    await tx.delete(merchantProfiles).where(eq(merchantProfiles.merchantId, 1));
    await tx.delete(merchantTerms).where(eq(merchantTerms.merchantId, 1));
  }),
);

/** Somebody with a role at the first merchant, who acts at one of them. */
async function acting(role: Role, merchantId = 1): Promise<Changing> {
  const email = `${role}@shop.example`;
  const values = { email, name: `The ${role}`, passwordHash: "x" };
  const [user] = await owner.insert(users).values(values).onConflictDoNothing().returning({ id: users.id });
  const id = user?.id ?? (await owner.select().from(users).where(eq(users.email, email)))[0]?.id ?? "";
  await owner.insert(memberships).values({ merchantId: 1, userId: id, role }).onConflictDoNothing();
  const machineNow = Date.now();
  return { sessionId: await startSession(owner, id, machineNow), merchantId, machineNow };
}

async function said(): Promise<string[]> {
  const entries = await withMerchant(db, 1, (tx) =>
    tx.select().from(auditLog).where(eq(auditLog.merchantId, 1)).orderBy(auditLog.at),
  );
  return entries.map((entry) => `${JSON.stringify(entry.actor)} ${describeAudit(entry)}`);
}

describe("a merchant's settings", () => {
  it.each<[Role, string, string]>([
    ["admin", "done", "done"],
    ["accountant", "done", "not_allowed"],
    ["agent", "not_allowed", "not_allowed"],
    ["restricted", "not_allowed", "not_allowed"],
  ])("are changed by who may: %s", async (role, retries, selling) => {
    const by = await acting(role);
    expect(await changeTerms(db, by, 1, { autoRetryDays: [1, 5] })).toBe(retries);
    const { version } = await readTerms(db, 1);
    expect(await changeTerms(db, by, version, { currencies: ["EUR"] })).toBe(selling);
    expect(await changeTerms(db, by, version, { autoRetry: false, channels: ["ECOM"] })).not.toBe(
      selling === "done" ? "not_allowed" : "done",
    );
    const profile = await readProfile(db, 1);
    const facts = { ...profile, legalName: `${role} Ltd` };
    expect(await changeProfile(db, by, profile.version, facts)).toBe(selling);
  });

  it("are those of one's own merchant, and of nobody without a session", async () => {
    const stranger = await acting("admin", 2);
    expect(await changeTerms(db, stranger, 1, { autoRetry: false })).toBe("not_allowed");
    const nobody = { ...stranger, sessionId: "6f1d2c6e-0000-4000-8000-0000000000ff", merchantId: 1 };
    expect(await changeTerms(db, nobody, 1, { autoRetry: false })).toBe("not_allowed");
    expect((await readTerms(db, 2)).autoRetry).toBe(true);
  });

  it("cannot be written by the application without their door", async () => {
    await changeTerms(db, await acting("admin"), 1, { autoRetry: false });
    for (const table of [merchantTerms, merchantProfiles])
      await expect(
        withMerchant(db, 1, (tx) => tx.update(table).set({ version: 9 }).where(eq(table.merchantId, 1))),
      ).rejects.toThrow();
  });

  it("are on the record: who, what, before and after", async () => {
    const by = await acting("admin");
    await changeTerms(db, by, 1, { autoRetryDays: [1, 5], messages: { renewal_soon: false } });
    const profile = await readProfile(db, 1);
    const facts = { ...profile, name: "Nordlicht", supportEmail: "help@shop.example" };
    await changeProfile(db, { ...by, machineNow: by.machineNow + 1 }, profile.version, facts);
    const entries = await said();
    expect(entries[0]).toContain('"name":"The admin"');
    expect(entries[0]).toContain("retry days from 3, 7, 14 to 1, 5");
    expect(entries[0]).toContain("messages “renewal soon” off");
    expect(entries[1]).toContain("support e-mail from none to help@shop.example");
    expect(entries[1]).toMatch(/name from .* to Nordlicht/);
    expect(await readProfile(db, 1)).toMatchObject({ name: "Nordlicht", version: 2 });
  });

  it("refuse a form that was drawn before somebody else's change, and note no change that is none", async () => {
    const by = await acting("admin");
    expect(await changeTerms(db, by, 1, { autoRetry: false })).toBe("done");
    expect(await changeTerms(db, by, 1, { autoRetry: true })).toBe("stale");
    expect(await changeTerms(db, by, 2, { autoRetry: false })).toBe("unchanged");
    expect(await said()).toHaveLength(1);
  });

  it("serve a logo under the digest of its bytes, and no other", async () => {
    const by = await acting("admin");
    const logo = { type: "image/png" as const, digest: "d1", image: Uint8Array.from([1, 2, 0, 255]) };
    expect(await changeLogo(db, by, 1, logo)).toBe("done");
    const code = "shop1";
    const served = await logoAt(db, code, "d1");
    expect(served && [served.type, ...served.image]).toEqual(["image/png", 1, 2, 0, 255]);
    expect(await logoAt(db, code, "d2")).toBeNull();
    expect(await logoAt(db, "nobody", "d1")).toBeNull();
    expect(JSON.stringify(await said())).not.toContain("\\\\x0102");
    expect(await changeLogo(db, by, 2, null)).toBe("done");
    expect(await logoAt(db, code, "d1")).toBeNull();
  });
});

describe("a change that moves what is planned", () => {
  it("is foreseen, kept with its orders in one transaction, and applied once to each, however often a worker stops", async () => {
    const [one, two] = [await failed(), await failed()];
    await activeInstalments(db, shop, now);
    const before = await readTerms(db, 1);
    const after = { ...before, autoRetryDays: [5] };
    expect(await foreseeTerms(db, 1, { before, after }, declinedAt)).toEqual({
      planned: 2,
      moved: 2,
      cancelled: 0,
      earliest: addDays(declinedAt, 5, "UTC"),
      isPart: false,
    });
    const by = await acting("accountant");
    expect(await changeTerms(db, by, before.version, { autoRetryDays: [5] })).toBe("done");
    expect(await stillToApply(db, 1)).toBe(2);
    // A worker that claimed them and died: its claim ends, and nothing is lost.
    await withMerchant(db, 1, (tx) =>
      tx
        .update(termsToApply)
        .set({ claimedUntil: Date.now() + 60_000 })
        .where(and(eq(termsToApply.merchantId, 1), eq(termsToApply.zuid, one))),
    );
    expect(await applyChangedTerms(db, declinedAt, Date.now())).toBe(1);
    expect(await applyChangedTerms(db, declinedAt, Date.now() + 120_000)).toBe(1);
    expect(await stillToApply(db, 1)).toBe(0);
    for (const zuid of [one, two]) {
      const order = await readOrder(db, { merchantId: 1, zuid }, declinedAt);
      expect(order?.events[0]?.plannedRetries).toEqual([addDays(declinedAt, 5, "UTC")]);
    }
  });

  it("is applied again where the settings change once more while a worker is at it", async () => {
    const by = await acting("admin");
    const zuid = await failed();
    await changeTerms(db, by, 1, { autoRetryDays: [5] });
    // The order is held, so that the worker has claimed its row and waits when the second change comes.
    const held = Promise.withResolvers<void>();
    const claimed = Promise.withResolvers<void>();
    const holding = withMerchant(db, 1, async (tx) => {
      await tx.execute(sql`select 1 from orders where merchant_id = 1 and zuid = ${zuid} for no key update`);
      claimed.resolve();
      await held.promise;
    });
    await claimed.promise;
    const working = applyChangedTerms(db, declinedAt, Date.now());
    const row = () =>
      withMerchant(db, 1, (tx) =>
        tx
          .select()
          .from(termsToApply)
          .where(and(eq(termsToApply.merchantId, 1), eq(termsToApply.zuid, zuid))),
      );
    await expect.poll(async () => (await row())[0]?.claimedUntil ?? null).not.toBeNull();
    await changeTerms(db, by, 2, { autoRetryDays: [9] });
    held.resolve();
    await Promise.all([holding, working]);
    expect(await row()).toHaveLength(1);
    await applyChangedTerms(db, declinedAt, Date.now());
    expect(await stillToApply(db, 1)).toBe(0);
    const order = await readOrder(db, { merchantId: 1, zuid }, declinedAt);
    expect(order?.events[0]?.plannedRetries).toEqual([addDays(declinedAt, 9, "UTC")]);
  });

  it("is none where nothing planned depends on it", async () => {
    const by = await acting("admin");
    await failed();
    await changeTerms(db, by, 1, { endAction: "suspend", currencies: ["EUR"] });
    expect(await stillToApply(db, 1)).toBe(0);
  });
});

const declinedAt = now + 40 * DAY;

/** An order whose first instalment was soft-declined: its number. */
async function failed(): Promise<number> {
  const order = await activeInstalments(db, shop, now);
  const id = { merchantId: 1, zuid: order.zuid };
  const by = { actor: systemActor, now: declinedAt };
  const { started } = await executeOrThrow(db, id, { kind: "run_due" }, by);
  const [attempt] = started;
  if (!attempt) throw new Error("nothing was due");
  await executeOrThrow(db, id, settleCommand(attempt, approvedAnswer(attempt, insufficientFunds)), by);
  return order.zuid;
}
