import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { close, connect, type Db, withMerchant } from "@/db/client";
import { customers } from "@/db/schema/customers";
import { type FreshDatabase, freshDatabase } from "@/db/testing";
import { instalmentDraft, newOrder, openTestShop, staffActor, type TestShop } from "@/lib/orders/testing";
import { changeEmail } from "./change";

const by = { actor: staffActor, now: Date.UTC(2026, 0, 15) };
let database: FreshDatabase;
let db: Db;
let shop: TestShop;

beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.url, { max: 2 });
  shop = await openTestShop(db, 1);
  await openTestShop(db, 2);
});
afterAll(async () => {
  await close(db);
  await database.drop();
});

const idOf = ({ merchantId, customerId }: TestShop) => ({ merchantId, id: customerId });
const addressOf = async () => {
  const [row] = await withMerchant(db, 1, (tx) =>
    tx.select({ email: customers.email }).from(customers).where(eq(customers.merchantId, 1)),
  );
  return row?.email;
};

it("changes a customer's address once, for whoever saw the one that it has", async () => {
  const change = { known: "anna@shop1.example", email: "anna@new.example" };
  expect(await changeEmail(db, idOf(shop), change, by)).toEqual({ is: "done" });
  expect(await changeEmail(db, idOf(shop), change, by)).toEqual({ is: "stale" });
  expect(await changeEmail(db, idOf(shop), { known: change.email, email: change.email }, by)).toEqual({
    is: "unchanged",
  });
  expect(await changeEmail(db, idOf(shop), { known: change.email, email: "nobody" }, by)).toMatchObject({
    is: "invalid",
  });
  expect(await addressOf()).toBe("anna@new.example");
});

it("finds the customer's orders by the new address", async () => {
  const order = await newOrder(db, shop, instalmentDraft(shop), Date.UTC(2026, 0, 15));
  await changeEmail(db, idOf(shop), { known: "anna@new.example", email: "berg@elsewhere.example" }, by);
  const found = await withMerchant(db, 1, (tx) =>
    tx.execute<{ zuid: number }>(
      `select zuid from order_search where merchant_id = 1 and words like '%berg@elsewhere%'`,
    ),
  );
  expect(found.map(({ zuid }) => zuid)).toEqual([order.zuid]);
});

it("reaches no other merchant's customer", async () => {
  const theirs = { merchantId: 2, id: shop.customerId };
  expect(
    await changeEmail(db, theirs, { known: "berg@elsewhere.example", email: "x@y.example" }, by),
  ).toEqual({ is: "unknown" });
});
