import { and, eq, ne } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { recoveryCounts } from "@/db/schema/forecasts";
import type { RecoveryCount } from "@/lib/domain/forecast/rates";

/** What a merchant's history was counted to be: some twenty rows a week of a year. */
export async function historyOf(tx: Tx, merchantId: number): Promise<RecoveryCount[]> {
  const rows = await tx
    .select()
    .from(recoveryCounts)
    .where(and(eq(recoveryCounts.merchantId, merchantId), ne(recoveryCounts.group, "none")));
  return rows.flatMap(({ group, step, since, open, cameIn }) =>
    group === "none" ? [] : [{ group, step, since, open, cameIn }],
  );
}
