import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { close, connect, type Db, withMerchant } from "@/db/client";
import { orders } from "@/db/schema/orders";
import { freshDatabase } from "@/db/testing";
import type { Actor } from "@/lib/domain/order/order";
import { doneOf } from "@/lib/domain/order/result";
import { create } from "./create";
import { instalmentDraft, openTestShop, staffActor } from "./testing";

const now = Date.UTC(2026, 0, 1);
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

it("a form that is sent again makes no second order, however many come at once", async () => {
  const shop = await openTestShop(db, 31);
  const draft = instalmentDraft(shop);
  const send = (formId: string, actor: Actor = staffActor) =>
    create(db, shop.merchantId, draft, { actor, now, machineNow: Date.now(), formId });

  const answers = (await Promise.all(Array.from({ length: 6 }, () => send("form-1")))).map(doneOf);
  expect(new Set(answers.map(({ order }) => order.zuid))).toEqual(new Set([1001]));
  expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
  expect(doneOf(await send("form-1"))).toMatchObject({ order: { zuid: 1001 }, isNew: false });

  expect(doneOf(await send("form-2"))).toMatchObject({ order: { zuid: 1002 }, isNew: true });
  const colleague = { ...staffActor, id: "6f1d2c6e-0000-4000-8000-000000000002" };
  expect(doneOf(await send("form-1", colleague))).toMatchObject({ order: { zuid: 1003 }, isNew: true });
  const rows = await withMerchant(db, shop.merchantId, (tx) =>
    tx.select({ zuid: orders.zuid }).from(orders).where(eq(orders.merchantId, shop.merchantId)),
  );
  expect(rows).toHaveLength(3);
});
