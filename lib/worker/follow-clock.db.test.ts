import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { withMerchant } from "@/db/client";
import { freezeClock, leadClock, leaveClock, moveClock, readClock } from "@/lib/clock";
import { DAY } from "@/lib/domain/value/calendar";
import {
  activeOrderOf,
  currentOrder,
  draftOf,
  newShop,
  openPaymentsFixture,
  type PaymentsFixture,
  testStart,
} from "@/lib/payments/testing";
import { runUntil } from "./follow-clock";
import { pulse } from "./pulse";

let fixture: PaymentsFixture;
let owner: postgres.Sql;
beforeAll(async () => {
  fixture = await openPaymentsFixture();
  owner = postgres(fixture.ownerUrl, { max: 1 });
  await freezeClock(fixture.db, testStart);
});
afterAll(async () => {
  await owner.end();
  await fixture.close();
});

it("does not let time go on past a payment whose order somebody holds at that moment", async () => {
  const shop = await newShop(fixture);
  const id = await activeOrderOf(fixture, shop, draftOf(shop, "instalment", { parts: 2 }));
  const [first, second] = (await currentOrder(fixture, id)).events.map(({ scheduledAt }) => scheduledAt);
  const held = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const holding = withMerchant(fixture.db, id.merchantId, async (tx) => {
    await tx.execute(
      sql`select 1 from orders where merchant_id = ${id.merchantId} and zuid = ${id.zuid} for no key update`,
    );
    held.resolve();
    await released.promise;
  });
  await held.promise;

  const moved = runUntil({ payments: fixture.payments, concurrency: 2 }, testStart + 90 * DAY);
  await expect.poll(questions, { timeout: 10_000 }).toContainEqual(expect.stringContaining("is_any_due"));
  released.resolve();
  await Promise.all([holding, moved]);
  const { attempts } = await currentOrder(fixture, id);
  expect(attempts.filter(({ event }) => event).map(({ startedAt }) => startedAt)).toEqual([first, second]);
});

it("is led by one worker at a time, and by another when that one says nothing any more", async () => {
  const [frozen, other] = [crypto.randomUUID(), crypto.randomUUID()];
  const at = Date.UTC(2026, 0, 1);
  expect(await leadClock(fixture.db, frozen, at)).toBe(true);
  expect(await leadClock(fixture.db, other, at + 10_000)).toBe(false);
  expect(await leadClock(fixture.db, frozen, at + 10_000)).toBe(true);
  expect(await leadClock(fixture.db, other, at + 24_999)).toBe(false);
  expect(await leadClock(fixture.db, other, at + 25_000)).toBe(true);
  // It wakes up.
  expect(await leadClock(fixture.db, frozen, at + 26_000)).toBe(false);
  await leaveClock(fixture.db, frozen);
  expect(await leadClock(fixture.db, frozen, at + 26_000)).toBe(false);
  await leaveClock(fixture.db, other);
  expect(await leadClock(fixture.db, frozen, at + 26_000)).toBe(true);
  await leaveClock(fixture.db, frozen);
});

it("goes on in another worker while the one that led it is frozen", async () => {
  const shop = await newShop(fixture);
  const id = await activeOrderOf(fixture, shop, draftOf(shop, "instalment", { parts: 2 }));
  const { now } = await readClock(fixture.db);
  await leadClock(fixture.db, crypto.randomUUID(), Date.now() - 15_000);
  await moveClock(fixture.db, now + 90 * DAY);
  const stopping = new AbortController();
  const beating = pulse({ payments: fixture.payments, concurrency: 2, signal: stopping.signal });
  await expect.poll(async () => (await readClock(fixture.db)).movingTo, { timeout: 20_000 }).toBeNull();
  stopping.abort();
  await beating;
  expect((await currentOrder(fixture, id)).events.map(({ status }) => status)).toEqual([
    "completed",
    "completed",
  ]);
});

/** What each connection asked last. */
async function questions(): Promise<string[]> {
  const rows = await owner<{ query: string }[]>`
    select query from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
  return rows.map(({ query }) => query);
}
