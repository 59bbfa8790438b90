import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { close } from "@/db/client";
import { type FreshDatabase, freshDatabase } from "@/db/testing";
import { freezeClock } from "@/lib/clock";
import { database, writingDatabase } from "@/lib/database";
import type { Instant } from "@/lib/domain/value/calendar";
import { nextDueAfter } from "@/lib/orders/claim";
import { parseOrderFilter } from "@/lib/orders/filter";
import { listOrders } from "@/lib/orders/queries";
import { activeInstalments, openTestShop, staffActor, type TestShop } from "@/lib/orders/testing";
import { carryOut } from "@/lib/payments/carry-out";
import { payments } from "@/lib/payments/payments";
import { GET } from "./route";

const now: Instant = Date.UTC(2026, 0, 15, 10);
let place: FreshDatabase;
let owner: postgres.Sql;
let shop: TestShop;

beforeAll(async () => {
  place = await freshDatabase();
  owner = postgres(place.ownerUrl, { max: 2, onnotice: () => undefined });
  // How long a lock is waited for is not the matter here.
  process.env.DATABASE_URL = `${place.url}?lock_timeout=0&transaction_timeout=0`;
  process.env.AUTH_SECRET = randomBytes(32).toString("hex");
  process.env.GATEWAY_TOKEN = "a-token-for-tests";
  process.env.GATEWAY_WEBHOOK_KEY = randomBytes(32).toString("hex");
  shop = await openTestShop(database(), 1);
});
beforeEach(() => freezeClock(database(), now));
afterAll(async () => {
  await Promise.all([close(database()), close(writingDatabase()), owner.end()]);
  await place.drop();
});

const health = async (): Promise<Record<string, unknown>> => {
  const answer = await GET();
  return { status: answer.status, ...((await answer.json()) as object) };
};

/** Keeps an order from everybody else until it is let go. */
async function hold(zuid: number) {
  const letGo = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const done = owner.begin(async (tx) => {
    await tx`select 1 from customers for update`;
    await tx`select 1 from orders where zuid = ${zuid} for update`;
    held.resolve();
    await letGo.promise;
  });
  await held.promise;
  return async () => {
    letGo.resolve();
    await done;
  };
}

describe("the state of the product", () => {
  it("is good with nothing due and nobody waiting", async () => {
    expect(await health()).toEqual({ status: 200, ok: true, behindSeconds: 0, held: 0, waiting: 0 });
  });

  it("says how late the oldest due order is, by business time", async () => {
    await activeInstalments(database(), shop, now);
    const due = (await nextDueAfter(database(), 0)) ?? 0;
    await freezeClock(database(), due + 90_000);
    expect(await health()).toMatchObject({ ok: true, behindSeconds: 90 });
  });

  it("is bad as somebody whom the database does not hold to the rules", async () => {
    await owner.unsafe("create table of_the_application (id integer)");
    await owner.unsafe("alter table of_the_application owner to tenor_app");
    try {
      expect(await health()).toEqual({ status: 503, ok: false });
    } finally {
      await owner.unsafe("drop table of_the_application");
    }
    expect(await health()).toMatchObject({ status: 200, ok: true });
  });

  it("tells of those who wait, and the list answers while more of them wait than can", async () => {
    const { zuid } = await activeInstalments(database(), shop, now);
    const letGo = await hold(zuid);
    let settled = 0;
    const note = { kind: "add_note", text: "Called" } as const;
    const writers = Array.from({ length: 12 }, async () => {
      const result = await carryOut(payments(), { merchantId: 1, zuid }, note, { actor: staffActor, now });
      settled += 1;
      return result;
    });
    // As many as the pool for writing has connections: the others have not even asked.
    await expect.poll(async () => (await health()).waiting, { timeout: 30_000 }).toBe(10);
    const page = await listOrders(database(), { merchantId: 1 }, parseOrderFilter({}), now);
    expect(page.rows.length).toBeGreaterThan(0);
    expect(settled).toBe(0);

    await letGo();
    expect((await Promise.all(writers)).every((result) => result.is === "done")).toBe(true);
    expect(await health()).toMatchObject({ waiting: 0 });
  });
});
