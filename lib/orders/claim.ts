import { and, eq, inArray, sql } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { instantOf, toTimestamp } from "@/db/schema/columns";
import { orders } from "@/db/schema/orders";
import type { Instant } from "@/lib/domain/order";

/** An order that time has something for. */
export type DueOrder = { merchantId: number; zuid: number; dueAt: Instant };

/**
 * Orders of any merchant that are due, earliest first, each handed to one caller. `execute` ends the claim; if
 * nobody does, it ends after a minute of machine time. A merchant whose collecting is stopped gives one order an hour.
 */
export async function claimDueOrders(
  db: Db,
  businessNow: Instant,
  machineNow: Instant,
  most: number,
): Promise<DueOrder[]> {
  const rows = await db.execute<{ merchant_id: number; zuid: number; due_at: string }>(
    sql`select * from due_orders(${toTimestamp(businessNow)}, ${toTimestamp(machineNow)}, ${most}) order by due_at, merchant_id, zuid`,
  );
  return rows.map((row) => ({
    merchantId: row.merchant_id,
    zuid: row.zuid,
    dueAt: instantOf(row.due_at),
  }));
}

/**
 * Whether an order is due that nobody has claimed: `claimDueOrders` passes over one that somebody's transaction holds
 * at that moment. What is due stands in two functions of the database, `due_orders` and `is_any_due`: they change
 * together.
 */
export async function isAnyDue(db: Db, businessNow: Instant, machineNow: Instant): Promise<boolean> {
  const [row] = await db.execute<{ yes: boolean }>(
    sql`select is_any_due(${toTimestamp(businessNow)}, ${toTimestamp(machineNow)}) as yes`,
  );
  return row?.yes ?? false;
}

/** When time next causes something for anybody after an instant; null when nothing will. */
export async function nextDueAfter(db: Db, businessNow: Instant): Promise<Instant | null> {
  const [row] = await db.execute<{ at: string | null }>(
    sql`select next_due(${toTimestamp(businessNow)}) as at`,
  );
  return row?.at ? instantOf(row.at) : null;
}

/** Gives orders back that were claimed and not begun. */
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

/** Gives an order back that had nothing to do after all, unless it would be handed out again at once. */
export async function releaseClaim(
  tx: Tx,
  merchantId: number,
  zuid: number,
  dueAt: Instant | null,
  now: Instant,
): Promise<void> {
  if (dueAt !== null && dueAt <= now) return;
  await tx
    .update(orders)
    .set({ dueAt, claimedUntil: null })
    .where(and(eq(orders.merchantId, merchantId), eq(orders.zuid, zuid)));
}
