import { and, eq, sql } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { loadOrders } from "@/db/orders";
import { type BulkSource, bulkItems, bulkRuns } from "@/db/schema/bulk";
import type { Actor, Order } from "@/lib/domain/order/order";
import { cardLimitsOf } from "@/lib/domain/preview/card-limits";
import { bulkStepOf } from "@/lib/domain/preview/preview-bulk";
import type { StaffKind } from "@/lib/domain/rules/command";
import type { Instant } from "@/lib/domain/value/calendar";
import type { OrderScope } from "@/lib/orders/orders-where";
import { AT_ONCE, nextListed } from "./listed";

export type RunId = { merchantId: number; id: string };

/** Opens a run: its orders are judged by `planSome`, and nothing is done before `startRun`. */
export async function openRun(
  db: Db,
  merchantId: number,
  wish: { kind: StaffKind; chosenAt: Instant | null; source: BulkSource; actor: Actor },
  now: Instant,
): Promise<string> {
  const [run] = await withMerchant(db, merchantId, (tx) =>
    tx
      .insert(bulkRuns)
      .values({ ...wish, merchantId, createdAt: now })
      .returning({ id: bulkRuns.id }),
  );
  if (!run) throw new Error("a run was not written");
  return run.id;
}

/** The most orders of one run: more are a list that someone should narrow first. */
export const MOST_ORDERS = 10_000;

/**
 * Judges the next orders of a run, some hundred at a time, so that whoever waits sees how far it is. Asked twice at once it
 * judges each order once.
 *
 * @returns whether there are more; null: there is no such run, or it was started
 */
export async function planSome(
  db: Db,
  scope: OrderScope,
  id: string,
  now: Instant,
): Promise<{ hasMore: boolean } | null> {
  const { merchantId } = scope;
  const run = await withMerchant(db, merchantId, (tx) => runIn(tx, { merchantId, id }));
  if (!run) return null;
  if (run.state !== "planning") return run.state === "ready" ? { hasMore: false } : null;
  const next = await nextOf(db, scope, run, now);
  return withMerchant(db, merchantId, async (tx) => {
    const held = await runIn(tx, { merchantId, id }, true);
    // Someone else has judged them meanwhile.
    if (held?.state !== "planning" || held.place !== run.place) return { hasMore: true };
    const found = await loadOrders(tx, merchantId, next.zuids, now);
    const [last] = await tx
      .select({ place: sql<number>`coalesce(max(${bulkItems.place}), 0)::int` })
      .from(bulkItems)
      .where(and(eq(bulkItems.merchantId, merchantId), eq(bulkItems.runId, id)));
    const first = last?.place ?? 0;
    const byZuid = new Map(found.map((order) => [order.zuid, order]));
    const items = next.zuids.flatMap((zuid, i) => {
      const order = byZuid.get(zuid);
      return order ? [itemOf(order, run, first + i + 1, now)] : [];
    });
    if (items.length > 0) await tx.insert(bulkItems).values(items).onConflictDoNothing();
    const hasMore = next.place !== null && first + items.length < MOST_ORDERS;
    await tx
      .update(bulkRuns)
      .set(hasMore ? { place: next.place } : { place: null, state: "ready" })
      .where(and(eq(bulkRuns.merchantId, merchantId), eq(bulkRuns.id, id)));
    return { hasMore };
  });
}

export type Run = typeof bulkRuns.$inferSelect;

async function runIn(tx: Tx, { merchantId, id }: RunId, lock = false): Promise<Run | null> {
  const asked = tx
    .select()
    .from(bulkRuns)
    .where(and(eq(bulkRuns.merchantId, merchantId), eq(bulkRuns.id, id)));
  const [run] = await (lock ? asked.for("update") : asked);
  return run ?? null;
}

/** The next orders of its source, and the place after them. */
async function nextOf(
  db: Db,
  scope: OrderScope,
  { source, place }: Run,
  now: Instant,
): Promise<{ zuids: number[]; place: string | null }> {
  if ("zuids" in source) {
    const from = Number(place ?? 0);
    const to = from + AT_ONCE;
    const zuids = [...new Set(source.zuids)].slice(from, to);
    return { zuids, place: to < new Set(source.zuids).size ? String(to) : null };
  }
  return nextListed(db, scope, source.filter, { cursor: place, now });
}

function itemOf(
  order: Order,
  { merchantId, id: runId, kind, chosenAt }: Run,
  place: number,
  now: Instant,
): typeof bulkItems.$inferInsert {
  const { zuid, version, currency } = order;
  const step = bulkStepOf(order, kind, { at: chosenAt }, now);
  const own = { merchantId, runId, zuid, place, version, currency };
  if (step.is === "planned") {
    const { command, sum } = step;
    const cardLimits = cardLimitsOf(order, command, now);
    return { ...own, state: "planned", command, sum, ...(cardLimits.length > 0 ? { cardLimits } : {}) };
  }
  return { ...own, state: "left_out", sum: 0, why: step.why };
}
