import { and, eq, sql } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { bulkItems, bulkRuns } from "@/db/schema/bulk";
import { done, type Result } from "@/lib/domain/order/result";
import type { Instant } from "@/lib/domain/value/calendar";
import type { Currency } from "@/lib/domain/value/money";
import type { RunId } from "./plan";
import { type RunSummary, summaryIn } from "./summary";

/** What was confirmed: how many orders and how much money were shown, and what limits it. */
export type StartWish = {
  shown: { orders: number; sums: readonly { currency: Currency; sum: number }[] };
  /** Orders a minute; null: as fast as the worker can. */
  pace: number | null;
  /** At most so many orders, and at most so much of one currency; what is beyond is left as it is. */
  mostOrders: number | null;
  mostMoney: { currency: Currency; sum: number } | null;
  /** Business time at which it begins; null: now. */
  startsAt: Instant | null;
};

/** Starts a run as it was shown; one that shows something else by now is not started, nor is one a second time. */
export async function startRun(
  db: Db,
  { merchantId, id }: RunId,
  { shown, pace, mostOrders, mostMoney, startsAt }: StartWish,
  machineNow: Instant,
): Promise<Result<RunSummary, string>> {
  return withMerchant(db, merchantId, async (tx) => {
    const its = and(eq(bulkRuns.merchantId, merchantId), eq(bulkRuns.id, id));
    await tx.select({ id: bulkRuns.id }).from(bulkRuns).where(its).for("update");
    const run = await summaryIn(tx, { merchantId, id });
    if (!run) return { is: "not_found" };
    if (run.state === "planning") return { is: "refused", why: "The orders are still being checked." };
    if (run.state !== "ready") return { is: "refused", why: "This run was already started." };
    if (!isAsShown(run, shown))
      return { is: "refused", why: "The numbers have changed. Read them again before you start." };
    if (run.counts.planned === 0) return { is: "refused", why: "No order can take part." };
    await leaveBeyond(tx, { merchantId, id }, { mostOrders, mostMoney });
    await tx.update(bulkRuns).set({ state: "running", pace, startsAt, movedAt: machineNow }).where(its);
    const started = await summaryIn(tx, { merchantId, id });
    return started ? done(started) : { is: "not_found" };
  });
}

function isAsShown(run: RunSummary, { orders, sums }: StartWish["shown"]): boolean {
  const planned = run.sums.filter(({ state }) => state === "planned");
  return (
    run.counts.planned === orders &&
    planned.length === sums.length &&
    planned.every((one) => sums.some(({ currency, sum }) => currency === one.currency && sum === one.sum))
  );
}

/** In their turn: an order is beyond the limit when it, with those before it, is more than was allowed. */
async function leaveBeyond(
  tx: Tx,
  { merchantId, id }: RunId,
  { mostOrders, mostMoney }: Pick<StartWish, "mostOrders" | "mostMoney">,
): Promise<void> {
  if (mostOrders === null && mostMoney === null) return;
  const currency = mostMoney?.currency ?? "";
  await tx.execute(sql`
    update bulk_items i set state = 'beyond_limit'
      from (
        select zuid, count(*) over (order by place) as so_many,
               sum(case when currency = ${currency} then sum else 0 end) over (order by place) as so_much
          from bulk_items
         where merchant_id = ${merchantId} and run_id = ${id} and state = 'planned') t
     where i.merchant_id = ${merchantId} and i.run_id = ${id} and i.zuid = t.zuid
       and (t.so_many > ${mostOrders ?? 1_000_000} or (i.currency = ${currency} and t.so_much > ${mostMoney?.sum ?? 0}))`);
}

/** Stops a run: what is at the gateway at that moment is finished, nothing more is taken. */
export async function stopRun(db: Db, { merchantId, id }: RunId, now: Instant): Promise<boolean> {
  return withMerchant(db, merchantId, async (tx) => {
    const [stopped] = await tx
      .update(bulkRuns)
      .set({ state: "stopped", finishedAt: now })
      .where(and(eq(bulkRuns.merchantId, merchantId), eq(bulkRuns.id, id), eq(bulkRuns.state, "running")))
      .returning({ id: bulkRuns.id });
    if (!stopped) return false;
    await tx
      .update(bulkItems)
      .set({ state: "stopped" })
      .where(
        and(eq(bulkItems.merchantId, merchantId), eq(bulkItems.runId, id), eq(bulkItems.state, "planned")),
      );
    return true;
  });
}
