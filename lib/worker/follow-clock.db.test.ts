import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { withMerchant } from "@/db/client";
import { freezeClock } from "@/lib/clock";
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
      sql`select from orders where merchant_id = ${id.merchantId} and zuid = ${id.zuid} for no key update`,
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

/** What each connection asked last. */
async function questions(): Promise<string[]> {
  const rows = await owner<{ query: string }[]>`
    select query from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
  return rows.map(({ query }) => query);
}
