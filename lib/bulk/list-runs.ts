import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { bulkItems, bulkRuns } from "@/db/schema/bulk";
import { toTimestamp } from "@/db/schema/columns";
import type { Instant } from "@/lib/domain/value/calendar";
import type { Run } from "./plan";

/** A run that was started, with its numbers of orders. */
export type ListedRun = Run & { wanted: number; done: number };

/** The newest runs that were started, or those before one of them. */
export async function listRuns(
  db: Db,
  merchantId: number,
  { before, most }: { before: { at: Instant; id: string } | null; most: number },
): Promise<ListedRun[]> {
  const isBefore =
    before && sql`(${bulkRuns.createdAt}, ${bulkRuns.id}) < (${toTimestamp(before.at)}, ${before.id})`;
  return withMerchant(db, merchantId, async (tx) => {
    const runs = await tx
      .select()
      .from(bulkRuns)
      .where(
        and(
          eq(bulkRuns.merchantId, merchantId),
          inArray(bulkRuns.state, ["running", "stopped", "done"]),
          isBefore ?? undefined,
        ),
      )
      .orderBy(desc(bulkRuns.createdAt), desc(bulkRuns.id))
      .limit(most);
    if (runs.length === 0) return [];
    const counts = await tx
      .select({
        runId: bulkItems.runId,
        wanted: sql<number>`(count(*) filter (where ${bulkItems.state} <> 'left_out'))::int`,
        done: sql<number>`(count(*) filter (where ${bulkItems.state} = 'done'))::int`,
      })
      .from(bulkItems)
      .where(
        and(
          eq(bulkItems.merchantId, merchantId),
          inArray(
            bulkItems.runId,
            runs.map(({ id }) => id),
          ),
        ),
      )
      .groupBy(bulkItems.runId);
    const byRun = new Map(counts.map((one) => [one.runId, one]));
    return runs.map((run) => ({
      ...run,
      wanted: byRun.get(run.id)?.wanted ?? 0,
      done: byRun.get(run.id)?.done ?? 0,
    }));
  });
}
