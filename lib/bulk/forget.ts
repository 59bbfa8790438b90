import { and, eq, inArray, lt } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { bulkRuns } from "@/db/schema/bulk";
import { merchants } from "@/db/schema/merchants";
import type { Instant } from "@/lib/domain/value/calendar";
import { UNSTARTED_RUN_KEPT_FOR } from "@/lib/domain/value/timetable";

/** Removes runs that were looked at and never started, with what they would have done. */
export async function forgetUnstartedRuns(db: Db, now: Instant): Promise<void> {
  for (const { id } of await db.select({ id: merchants.id }).from(merchants))
    await withMerchant(db, id, (tx) =>
      Promise.resolve(
        tx
          .delete(bulkRuns)
          .where(
            and(
              eq(bulkRuns.merchantId, id),
              inArray(bulkRuns.state, ["planning", "ready"]),
              lt(bulkRuns.createdAt, now - UNSTARTED_RUN_KEPT_FOR),
            ),
          ),
      ),
    );
}
