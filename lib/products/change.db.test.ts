import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { close, connect, type Db } from "@/db/client";
import { memberships, type Role, roles, users } from "@/db/schema/users";
import { asOwnerOf, freshDatabase } from "@/db/testing";
import { auditPage, describeAudit } from "@/lib/auth/audit";
import type { Acting } from "@/lib/auth/register";
import { startSession } from "@/lib/auth/sessions";
import { priceOf, productOf } from "@/lib/domain/sale/testing-products";
import { openTestShop } from "@/lib/orders/testing";
import { changePicture, changeProduct, setProductActive } from "./change";
import { addProduct } from "./create";
import type { NewProduct } from "./new-product";
import { pictureOf, productWith } from "./read";

const mine = 51;
const other = 52;
const machineNow = Date.UTC(2026, 2, 2, 9);
let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Db;
const acting = {} as Record<Role, Acting>;
let stranger: Acting;

beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.url, { max: 4 });
  await openTestShop(db, mine);
  await openTestShop(db, other);
  for (const role of roles) acting[role] = await hired(mine, role);
  stranger = await hired(other, "admin");
});
afterAll(async () => {
  await close(db);
  await database.drop();
});

async function hired(merchantId: number, role: Role): Promise<Acting> {
  const email = `${role}@shop${merchantId}.example`;
  const userId = await asOwnerOf(db, async (owner) => {
    const [user] = await owner.insert(users).values({ email, name: role, passwordHash: "hash" }).returning();
    await owner.insert(memberships).values({ merchantId, userId: user?.id ?? "", role });
    return user?.id ?? "";
  });
  return { sessionId: await startSession(db, userId, machineNow), merchantId, now: machineNow, machineNow };
}

function described(part: Partial<NewProduct> = {}): NewProduct {
  const { id: _id, isActive: _active, ...plain } = productOf({ name: "Club", type: "subscription" });
  return { ...plain, ...part };
}

async function added(part: Partial<NewProduct> = {}): Promise<string> {
  const id = randomUUID();
  expect(await addProduct(db, acting.admin, described(part), id)).toBe("done");
  return id;
}

async function lastSaid(): Promise<string> {
  const [entry] = (await auditPage(db, mine, null)).entries;
  return entry ? describeAudit(entry) : "";
}

/** Entries of one instant have no order: each act has a time of its own. */
function later(minutes: number): Acting {
  return { ...acting.admin, machineNow: machineNow + minutes * 60_000 };
}

describe("a product", () => {
  it("is changed as it was looked at, and the audit log says what was and what is", async () => {
    const id = await added({ groupName: "Sport" });
    const given = described({
      name: "Club plus",
      prices: [priceOf({ price: 12_000, setUpFee: 500 }), priceOf({ currency: "JPY", price: 900 })],
      discount: { kind: "percent", basisPoints: 1_050, on: "first_payment" },
      trial: { every: 14, unit: "DAY" },
      internalNote: "For members",
    });
    expect(await changeProduct(db, later(1), { id, version: 1 }, given)).toBe("done");
    expect(await productWith(db, mine, id)).toEqual({
      ...given,
      ...{ id, version: 2, isActive: true, groupName: "", unit: "", description: "", picture: null },
    });
    expect(await lastSaid()).toBe(
      "Changed the product Club: discount was not set, is 10.5 %; discount applies to was not set, is the first payment; group was Sport, is not set; internal note was not set, is For members; name was Club, is Club plus; price in EUR was 100.00, is 120.00; price in JPY was not set, is 900; set-up fee in EUR was not set, is 5.00; trial was not set, is 14 days.",
    );
    expect(await changeProduct(db, later(2), { id, version: 1 }, described())).toBe("stale");
    expect(await changeProduct(db, later(2), { id, version: 2 }, given)).toBe("unchanged");
  });

  it("keeps its type, and is deactivated and reactivated", async () => {
    const id = await added();
    expect(
      await changeProduct(db, later(3), { id, version: 1 }, described({ type: "single", unit: "month" })),
    ).toBe("done");
    expect(await setProductActive(db, later(4), { id, version: 2 }, false)).toBe("done");
    expect(await lastSaid()).toBe("Deactivated the product Club. Before, it was active.");
    expect(await productWith(db, mine, id)).toMatchObject({ type: "subscription", isActive: false });
    expect(await setProductActive(db, later(5), { id, version: 3 }, false)).toBe("unchanged");
    expect(await setProductActive(db, later(5), { id, version: 3 }, true)).toBe("done");
    expect(await lastSaid()).toBe("Reactivated the product Club. Before, it was deactivated.");
  });

  it("is created once from a form that is sent twice, and told of once", async () => {
    const id = randomUUID();
    const by = later(6);
    expect(await addProduct(db, by, described({ name: "Twice" }), id)).toBe("done");
    expect(await addProduct(db, by, described({ name: "Twice again" }), id)).toBe("unchanged");
    expect(await productWith(db, mine, id)).toMatchObject({ name: "Twice", version: 1 });
    const { entries } = await auditPage(db, mine, null);
    expect(entries.filter(({ subject }) => subject.startsWith("Twice"))).toHaveLength(1);
  });

  it("is changed by one of two at the same moment", async () => {
    const id = await added();
    const both = await Promise.all(
      ["A", "B"].map((name) => changeProduct(db, later(6), { id, version: 1 }, described({ name }))),
    );
    expect(both.sort()).toEqual(["done", "stale"]);
  });

  it("has a picture, which the audit log knows by its digest", async () => {
    const id = await added();
    const bytes = new Uint8Array([1, 2, 3]);
    const seen = { id, version: 1 };
    expect(await changePicture(db, later(7), seen, { type: "image/png", bytes })).toBe("done");
    expect(await pictureOf(db, mine, id)).toMatchObject({ type: "image/png", bytes: Buffer.from(bytes) });
    expect(await pictureOf(db, other, id)).toBeNull();
    expect(await lastSaid()).toMatch(
      /^Changed the product Club: picture \(SHA-256\) was not set, is [0-9a-f]{64}\.$/,
    );
    expect(await changePicture(db, later(8), { id, version: 2 }, null)).toBe("done");
    expect(await pictureOf(db, mine, id)).toBeNull();
  });

  it("is changed by administrators of its merchant alone, and a refusal writes nothing", async () => {
    const id = await added();
    const seen = { id, version: 1 };
    for (const role of roles.filter((one) => one !== "admin")) {
      const { [role]: by } = acting;
      expect([role, await addProduct(db, by, described(), randomUUID())]).toEqual([role, "not_allowed"]);
      expect([role, await changeProduct(db, by, seen, described({ name: "Mine" }))]).toEqual([
        role,
        "not_allowed",
      ]);
      expect([role, await setProductActive(db, by, seen, false)]).toEqual([role, "not_allowed"]);
      expect([
        role,
        await changePicture(db, by, seen, { type: "image/png", bytes: new Uint8Array(1) }),
      ]).toEqual([role, "not_allowed"]);
    }
    expect(await changeProduct(db, stranger, seen, described({ name: "Mine" }))).toBe("unknown");
    expect(
      await changeProduct(db, { ...stranger, merchantId: mine }, seen, described({ name: "Mine" })),
    ).toBe("not_allowed");
    expect(await setProductActive(db, acting.admin, { id: "no id", version: 1 }, false)).toBe("unknown");
    expect(await productWith(db, mine, id)).toMatchObject({ name: "Club", version: 1, isActive: true });
    expect(await productWith(db, other, id)).toBeNull();
  });
});
