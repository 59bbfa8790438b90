import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { withMerchant } from "@/db/client";
import { freezeClock, leadClock, leaveClock, moveClock, readClock } from "@/lib/clock";
import {
  activated,
  DAY,
  draftOf,
  newShop,
  openTill,
  standing,
  start,
  type Till,
} from "@/lib/payments/testing";
import { runUntil } from "./follow-clock";
import { pulse } from "./pulse";

let till: Till;
let owner: postgres.Sql;
beforeAll(async () => {
  till = await openTill();
  owner = postgres(till.ownerUrl, { max: 1 });
  await freezeClock(till.db, start);
});
afterAll(async () => {
  await owner.end();
  await till.close();
});

it("does not let time go on past a payment whose order somebody holds at that moment", async () => {
  const shop = await newShop(till);
  const id = await activated(till, shop, draftOf(shop, "instalment", { parts: 2 }));
  const [first, second] = (await standing(till, id)).events.map(({ scheduledAt }) => scheduledAt);
  const held = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const holding = withMerchant(till.db, id.merchantId, async (tx) => {
    await tx.execute(
      sql`select 1 from orders where merchant_id = ${id.merchantId} and zuid = ${id.zuid} for no key update`,
    );
    held.resolve();
    await released.promise;
  });
  await held.promise;

  const moved = runUntil({ payments: till.payments, concurrency: 2 }, start + 90 * DAY);
  await expect.poll(questions, { timeout: 10_000 }).toContainEqual(expect.stringContaining("is_any_due"));
  released.resolve();
  await Promise.all([holding, moved]);
  const { attempts } = await standing(till, id);
  expect(attempts.filter(({ event }) => event).map(({ startedAt }) => startedAt)).toEqual([first, second]);
});

it("is led by one worker at a time, and by another when that one says nothing any more", async () => {
  const [frozen, other] = [crypto.randomUUID(), crypto.randomUUID()];
  const at = Date.UTC(2026, 0, 1);
  expect(await leadClock(till.db, frozen, at)).toBe(true);
  expect(await leadClock(till.db, other, at + 10_000)).toBe(false);
  expect(await leadClock(till.db, frozen, at + 10_000)).toBe(true);
  expect(await leadClock(till.db, other, at + 24_999)).toBe(false);
  expect(await leadClock(till.db, other, at + 25_000)).toBe(true);
  // It wakes up.
  expect(await leadClock(till.db, frozen, at + 26_000)).toBe(false);
  await leaveClock(till.db, frozen);
  expect(await leadClock(till.db, frozen, at + 26_000)).toBe(false);
  await leaveClock(till.db, other);
  expect(await leadClock(till.db, frozen, at + 26_000)).toBe(true);
  await leaveClock(till.db, frozen);
});

it("goes on in another worker while the one that led it is frozen", async () => {
  const shop = await newShop(till);
  const id = await activated(till, shop, draftOf(shop, "instalment", { parts: 2 }));
  const { now } = await readClock(till.db);
  await leadClock(till.db, crypto.randomUUID(), Date.now() - 15_000);
  await moveClock(till.db, now + 90 * DAY);
  const stopping = new AbortController();
  const beating = pulse({ payments: till.payments, concurrency: 2, signal: stopping.signal });
  await expect.poll(async () => (await readClock(till.db)).movingTo, { timeout: 20_000 }).toBeNull();
  stopping.abort();
  await beating;
  expect((await standing(till, id)).events.map(({ status }) => status)).toEqual(["completed", "completed"]);
});

/** What each connection asked last. */
async function questions(): Promise<string[]> {
  const rows = await owner<{ query: string }[]>`
    select query from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
  return rows.map(({ query }) => query);
}
