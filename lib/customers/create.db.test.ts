import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { close, connect, type Db, withMerchant } from "@/db/client";
import { customers } from "@/db/schema/customers";
import { freshDatabase } from "@/db/testing";
import { openTestShop, staffActor } from "@/lib/orders/testing";
import { createCustomer } from "./create";

const by = { actor: staffActor, now: Date.UTC(2026, 0, 1) };
let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Db;

beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.url, { max: 10 });
});
afterAll(async () => {
  await close(db);
  await database.drop();
});

it("an ID that another customer has is refused beside its field, however many come at once", async () => {
  const shops = [await openTestShop(db, 61), await openTestShop(db, 62)];
  const given = { lastName: "Berg", email: "berg@example.com", externalId: "K-1" };
  const [mine = 0, other = 0] = shops.map(({ merchantId }) => merchantId);
  const answers = await Promise.all(Array.from({ length: 6 }, () => createCustomer(db, mine, given, by)));
  expect(answers.filter((answer) => "value" in answer)).toHaveLength(1);
  expect(answers.filter((answer) => "invalid" in answer)).toEqual(
    Array.from({ length: 5 }, () => ({ invalid: { externalId: "Another customer has the ID K-1." } })),
  );
  expect(await createCustomer(db, other, given, by)).toHaveProperty("value");
  const rows = await withMerchant(db, mine, (tx) => tx.$count(customers, eq(customers.merchantId, mine)));
  expect(rows).toBe(2);
});
