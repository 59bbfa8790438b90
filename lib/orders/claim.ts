import { and, eq, gt, inArray, isNull, lte, or, sql } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { askOverMerchants, claimOverMerchants } from "@/db/over-merchants";
import { instantOf, toTimestamp } from "@/db/schema/columns";
import { collectingStops } from "@/db/schema/merchants";
import { orders } from "@/db/schema/orders";
import { nextProbe } from "@/lib/domain/rules/collecting-stop";
import type { Instant } from "@/lib/domain/value/calendar";
import { CLAIMED_FOR } from "@/lib/domain/value/timetable";

/** An order for which something is due. */
export type DueOrder = { merchantId: number; zuid: number; dueAt: Instant };

/**
 * Claims due orders of any merchant, earliest first, each for one caller. `execute` ends a claim; otherwise it ends
 * after a minute of machine time. A merchant whose collecting is stopped gives one order an hour.
 */
export async function claimDueOrders(
  db: Db,
  businessNow: Instant,
  machineNow: Instant,
  most: number,
): Promise<DueOrder[]> {
  const claimed = await claimOverMerchants(db, most, {
    candidates: async (some, skip) => {
      const rows = await db.execute<{ merchant_id: number }>(
        sql`select * from due_candidates(${toTimestamp(businessNow)}, ${toTimestamp(machineNow)}, ${some}, ${skip}) as merchant_id`,
      );
      return rows.map((row) => row.merchant_id);
    },
    claim: (tx, merchantId, some) => claimDueOf(tx, merchantId, some, { businessNow, machineNow }),
  });
  return claimed.sort((a, b) => a.dueAt - b.dueAt || a.merchantId - b.merchantId || a.zuid - b.zuid);
}

type Times = { businessNow: Instant; machineNow: Instant };

/**
 * Claims due orders of one merchant. While its collecting is stopped: one order when a probe is due, and the next
 * an hour later.
 */
async function claimDueOf(tx: Tx, merchantId: number, most: number, times: Times): Promise<DueOrder[]> {
  const itsStop = eq(collectingStops.merchantId, merchantId);
  const [stop] = await tx.select({ probeAt: collectingStops.probeAt }).from(collectingStops).where(itsStop);
  if (!stop) return claimUnstopped(tx, merchantId, most, times);
  if (stop.probeAt > times.machineNow) return [];
  const [held] = await tx
    .select({ probeAt: collectingStops.probeAt })
    .from(collectingStops)
    .where(and(itsStop, lte(collectingStops.probeAt, times.machineNow)))
    .for("update", { skipLocked: true });
  if (!held) return [];
  const probe = await claimUnstopped(tx, merchantId, 1, times);
  if (probe.length > 0)
    await tx
      .update(collectingStops)
      .set({ probeAt: nextProbe(times.machineNow) })
      .where(itsStop);
  return probe;
}

async function claimUnstopped(
  tx: Tx,
  merchantId: number,
  most: number,
  { businessNow, machineNow }: Times,
): Promise<DueOrder[]> {
  // Materialised: a plain subquery that is scanned twice would lock more rows than intended.
  const rows = await tx.execute<{ zuid: number; due_at: string }>(sql`
    with mine as materialized (
      select t.zuid from orders t
       where t.merchant_id = ${merchantId} and t.due_at <= ${toTimestamp(businessNow)}
         and (t.claimed_until is null or t.claimed_until <= ${toTimestamp(machineNow)})
       order by t.due_at, t.zuid
       limit ${most}
         for no key update skip locked
    )
    update orders o set claimed_until = ${toTimestamp(machineNow + CLAIMED_FOR)}
      from mine where o.merchant_id = ${merchantId} and o.zuid = mine.zuid
    returning o.zuid, o.due_at`);
  return rows.map((row) => ({ merchantId, zuid: row.zuid, dueAt: instantOf(row.due_at) }));
}

/**
 * Whether an order is due and not claimed: `claimDueOrders` skips one that is locked by a transaction at that
 * moment.
 */
export async function isAnyDue(db: Db, businessNow: Instant, machineNow: Instant): Promise<boolean> {
  const answers = await askOverMerchants(
    db,
    async () => {
      const [row] = await db.execute<{ yes: boolean }>(
        sql`select is_any_due(${toTimestamp(businessNow)}, ${toTimestamp(machineNow)}) as yes`,
      );
      return row?.yes ?? false;
    },
    async (tx, merchantId) => {
      const isFree = or(isNull(orders.claimedUntil), lte(orders.claimedUntil, machineNow));
      const [stopped, due] = await Promise.all([
        tx
          .select({ since: collectingStops.since })
          .from(collectingStops)
          .where(eq(collectingStops.merchantId, merchantId)),
        tx
          .select({ zuid: orders.zuid })
          .from(orders)
          .where(and(eq(orders.merchantId, merchantId), lte(orders.dueAt, businessNow), isFree))
          .limit(1),
      ]);
      return stopped.length === 0 && due.length > 0;
    },
  );
  return answers.some(Boolean);
}

/** When something next falls due after an instant, for any order; null when nothing will. */
export async function nextDueAfter(db: Db, businessNow: Instant): Promise<Instant | null> {
  const answers = await askOverMerchants(
    db,
    async () => {
      const [row] = await db.execute<{ at: string | null }>(
        sql`select next_due(${toTimestamp(businessNow)}) as at`,
      );
      return row?.at ?? null;
    },
    async (tx, merchantId) => {
      const [row] = await tx
        .select({ at: sql<string | null>`min(${orders.dueAt})` })
        .from(orders)
        .where(and(eq(orders.merchantId, merchantId), gt(orders.dueAt, businessNow)));
      return row?.at ?? null;
    },
  );
  const instants = answers.flatMap((at) => (at === null ? [] : [instantOf(at)]));
  return instants.length > 0 ? Math.min(...instants) : null;
}

/** Releases claimed orders that were not started. */
export async function giveBack(db: Db, claimed: readonly DueOrder[]): Promise<void> {
  for (const [merchantId, theirs] of Map.groupBy(claimed, (due) => due.merchantId))
    await withMerchant(db, merchantId, (tx) =>
      tx
        .update(orders)
        .set({ claimedUntil: null })
        .where(
          and(
            eq(orders.merchantId, merchantId),
            inArray(
              orders.zuid,
              theirs.map(({ zuid }) => zuid),
            ),
          ),
        ),
    );
}

/** Releases an order with nothing to do, unless it would be claimed again at once. */
export async function releaseClaim(
  tx: Tx,
  { merchantId, zuid }: { merchantId: number; zuid: number },
  dueAt: Instant | null,
  now: Instant,
): Promise<void> {
  if (dueAt !== null && dueAt <= now) return;
  await tx
    .update(orders)
    .set({ dueAt, claimedUntil: null })
    .where(and(eq(orders.merchantId, merchantId), eq(orders.zuid, zuid)));
}
