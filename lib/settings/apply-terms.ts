import { and, eq, sql } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { claimOverMerchants } from "@/db/over-merchants";
import { toTimestamp } from "@/db/schema/columns";
import { type TermsRow, termsToApply } from "@/db/schema/merchants";
import { SYSTEM } from "@/lib/domain/order/order";
import type { Instant } from "@/lib/domain/value/calendar";
import { CLAIMED_FOR } from "@/lib/domain/value/timetable";
import { log } from "@/lib/log";
import { execute } from "@/lib/orders/execute";

/** Queues the orders that a change of terms concerns; one that is queued already stays so. */
export async function queueOrders(tx: Tx, merchantId: number, change: TermsChange): Promise<void> {
  const which = concerned(change);
  if (!which) return;
  await tx.execute(sql`
    insert into terms_to_apply (merchant_id, zuid)
    select o.merchant_id, o.zuid from orders o where o.merchant_id = ${merchantId} and ${which}
    on conflict (merchant_id, zuid) do update set claimed_until = null`);
}

export type TermsChange = { before: TermsRow; after: TermsRow };

/** Those that may have something planned by what changes; null when nothing does. */
export function concerned({ before, after }: TermsChange) {
  const differs = (...names: (keyof TermsRow)[]) =>
    names.some((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  const retries = differs("autoRetry", "autoRetryDays", "timedForPaydays");
  const reminders = differs("reminderDays");
  if (!retries && !reminders) return null;
  const failed = sql`(o.status in ('active', 'failed', 'review') and o.declined_amount > 0)`;
  const pending = sql`o.status = 'pending'`;
  return retries && reminders ? sql`(${failed} or ${pending})` : retries ? failed : pending;
}

/**
 * Applies changed terms to what is queued, one order after another, each in a transaction of its own. A row is removed
 * only after its order was done, so that a worker which is killed leaves the rest to the next one.
 *
 * @returns how many were done
 */
export async function applyChangedTerms(db: Db, now: Instant, machineNow: Instant): Promise<number> {
  const claimed = await claimOverMerchants(db, AT_ONCE, {
    candidates: async (most, skip) => {
      const rows = await db.execute<{ merchant_id: number }>(
        sql`select * from terms_candidates(${toTimestamp(machineNow)}, ${most}, ${skip}) as merchant_id`,
      );
      return rows.map((row) => row.merchant_id);
    },
    claim: (tx, merchantId, most) => claimOf(tx, merchantId, most, machineNow),
  });
  for (const { claimedUntil, ...id } of claimed) {
    const result = await execute(db, id, { kind: "apply_terms" }, { actor: SYSTEM, now, machineNow });
    // Someone holds it: its claim ends, and it comes again.
    if (result.is === "refused") {
      log.info("an order's settings are applied later", id);
      continue;
    }
    // Queued again meanwhile by another change, it has lost our claim, and is done again.
    await withMerchant(db, id.merchantId, (tx) =>
      tx.delete(termsToApply).where(isClaimed({ ...id, claimedUntil })),
    );
  }
  return claimed.length;
}

const AT_ONCE = 50;

async function claimOf(tx: Tx, merchantId: number, most: number, machineNow: Instant): Promise<Claimed[]> {
  const rows = await tx.execute<{ zuid: number }>(sql`
    with mine as materialized (
      select t.zuid from terms_to_apply t
       where t.merchant_id = ${merchantId}
         and (t.claimed_until is null or t.claimed_until <= ${toTimestamp(machineNow)})
       order by t.zuid
       limit ${most}
         for update skip locked
    )
    update terms_to_apply a set claimed_until = ${toTimestamp(machineNow + CLAIMED_FOR)}
      from mine where a.merchant_id = ${merchantId} and a.zuid = mine.zuid
    returning a.zuid`);
  return rows.map(({ zuid }) => ({ merchantId, zuid, claimedUntil: machineNow + CLAIMED_FOR }));
}

/** How many orders a merchant's changed terms are still to be applied to. */
export function stillToApply(db: Db, merchantId: number): Promise<number> {
  return withMerchant(db, merchantId, (tx) =>
    tx.$count(termsToApply, eq(termsToApply.merchantId, merchantId)),
  );
}

type Claimed = { merchantId: number; zuid: number; claimedUntil: Instant };

function isClaimed({ merchantId, zuid, claimedUntil }: Claimed) {
  return and(
    eq(termsToApply.merchantId, merchantId),
    eq(termsToApply.zuid, zuid),
    eq(termsToApply.claimedUntil, claimedUntil),
  );
}
