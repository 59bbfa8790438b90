import { and, asc, eq, isNull } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { clock } from "@/db/schema/clock";
import { merchants } from "@/db/schema/merchants";
import { alerts } from "@/db/schema/messages";
import type { Times } from "@/lib/domain/preview/stall";
import { HOUR, sayInstant } from "@/lib/domain/value/calendar";
import { STILL_SILENT_AFTER, WORKER_SILENT_AFTER } from "@/lib/domain/value/timetable";
import { raiseAlert } from "@/lib/orders/alerts";
import { findStalls, MOST_OF_A_KIND, merchantsToAsk, type Stall } from "./find";
import { type StallKind, stallRecords } from "./records";

/** What one process saw standing still before, and since when (machine time). */
export type Seen = Map<string, number>;

/**
 * Looks for what stands still at every merchant where something may, and alerts staff. It is alerted to once the same thing has stood still
 * for a minute under the eyes of this process: a backlog that is being worked off moves on. There is one open alert of a
 * kind, however many orders stand still and however many processes watch.
 */
export async function watchSilence(db: Db, seen: Seen, times: Times): Promise<void> {
  const places = await db
    .select({ id: merchants.id, timeZone: merchants.timeZone })
    .from(merchants)
    .orderBy(asc(merchants.id));
  const before = new Map(seen);
  seen.clear();
  const asked = await merchantsToAsk(db, times);
  for (const { id, timeZone } of places) {
    if (asked && !asked.has(id)) continue;
    const stalls = await withMerchant(db, id, (tx) => findStalls(tx, id, times));
    for (const [kind, ones] of Map.groupBy(stalls, (stall) => stall.kind)) {
      const oldest = ones.reduce((first, one) => (one.since < first.since ? one : first));
      const name = `${id} ${kind} ${oldest.since} ${oldest.zuid}`;
      const since = before.get(name) ?? times.machineNow;
      seen.set(name, since);
      if (!stallRecords[kind].isUrgent && since > times.machineNow - STILL_SILENT_AFTER) continue;
      await alertTo(db, { merchantId: id, timeZone, oldest, ones }, times);
    }
  }
}

type Found = { merchantId: number; timeZone: string; oldest: Stall; ones: readonly Stall[] };

async function alertTo(db: Db, { merchantId, timeZone, oldest, ones }: Found, { now }: Times): Promise<void> {
  const { kind, since } = oldest;
  const { alert, cause, todo } = stallRecords[kind];
  const path = silentPath(kind);
  const open = await withMerchant(db, merchantId, (tx) =>
    tx
      .select({ id: alerts.id })
      .from(alerts)
      .where(
        and(
          eq(alerts.merchantId, merchantId),
          isNull(alerts.acknowledgedAt),
          eq(alerts.kind, alert),
          eq(alerts.path, path),
        ),
      )
      .limit(1),
  );
  if (open.length > 0 || kind === "reports_failing") return;
  const count = ones.length >= MOST_OF_A_KIND ? `${MOST_OF_A_KIND} or more` : String(ones.length);
  const orders = oldest.zuid === null ? "" : ` Orders: ${count}, such as ZUID-${oldest.zuid}.`;
  const text = `${cause} Since ${sayInstant(since, timeZone)}.${orders} ${todo}`;
  // What was acknowledged and still stands is not new; what begins to stand still later is.
  const dedupe = `silent-${kind}-${Math.floor(since / HOUR)}`;
  await raiseAlert(db, merchantId, { kind: alert, text, path, dedupe }, now);
}

/** Where a kind stands on the page. */
function silentPath(kind: StallKind): string {
  return `/payments/silent#${kind}`;
}

/** A worker says that it runs. */
export async function noteWorker(db: Db, machineNow: number): Promise<void> {
  await db.update(clock).set({ workerSeenAt: machineNow }).where(eq(clock.only, true));
}

/** Whether workers ran here, and none has said for a minute that it does. */
export async function isWorkerSilent(db: Db, machineNow: number): Promise<boolean> {
  const [state] = await db.select({ seenAt: clock.workerSeenAt }).from(clock);
  return state?.seenAt != null && state.seenAt <= machineNow - WORKER_SILENT_AFTER;
}
