import { afterAll, beforeAll, expect, it } from "vitest";
import { close, connect, type Db, withMerchant } from "@/db/client";
import { customers } from "@/db/schema/customers";
import { freshDatabase } from "@/db/testing";
import { openTestShop, staffActor } from "@/lib/orders/testing";
import { createCustomer } from "./create";
import { findCustomers } from "./find";

const merchantId = 71;
const userId = staffActor.kind === "user" ? staffActor.id : "";
const by = { actor: staffActor, now: Date.UTC(2026, 0, 1) };
let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Db;

beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.url, { max: 4 });
  await openTestShop(db, merchantId);
  const many = Array.from({ length: 6_000 }, (_, i) => ({
    ...{ merchantId, name: `Common ${String(i).padStart(4, "0")}`, email: `c${i}@example.com` },
    active: i >= 5_990,
  }));
  await withMerchant(db, merchantId, async (tx) => {
    for (let i = 0; i < many.length; i += 1_000) await tx.insert(customers).values(many.slice(i, i + 1_000));
  });
  await createCustomer(db, merchantId, { lastName: "Common Zoe", email: "zoe@example.com" }, by);
});
afterAll(async () => {
  await close(db);
  await database.drop();
});

const found = async (text: string, enteredBy: string | null = null) =>
  (await findCustomers(db, merchantId, { text, enteredBy })).map(({ name }) => name);

it("however many are called the same, the active ones are found, by name", async () => {
  const names = await found("common");
  expect(names.slice(0, 2)).toEqual(["Common 5990", "Common 5991"]);
  expect(names.at(-1)).toBe("Common Zoe");
  expect(names).toHaveLength(11);
});

it("whoever sees only their own finds them among those of everybody", async () => {
  expect(await found("common", userId)).toEqual(["Common Zoe"]);
  expect(await found("zoe", userId)).toEqual(["Common Zoe"]);
  expect(await found("5990", userId)).toEqual([]);
});

it("where nothing is typed yet the first by name are offered", async () => {
  expect(await found("")).toContain("Common 5990");
  expect(await found("  ", userId)).toEqual(["Common Zoe"]);
  expect(await found("nobody")).toEqual([]);
});
