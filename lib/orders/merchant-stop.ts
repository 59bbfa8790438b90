import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { merchants } from "@/db/schema/merchants";

/** Stops a merchant's collecting: the gateway refuses its configuration. One charge an hour probes it. */
export async function stopMerchant(db: Db, merchantId: number, why: string): Promise<void> {
  await db
    .update(merchants)
    .set({ stoppedSince: sql`now()`, stoppedWhy: why, probeAt: sql`now() + interval '1 hour'` })
    .where(and(eq(merchants.id, merchantId), isNull(merchants.stoppedSince)));
}

/** The gateway gave a verdict again. */
export async function resumeMerchant(db: Db, merchantId: number): Promise<void> {
  await db
    .update(merchants)
    .set({ stoppedSince: null, stoppedWhy: null, probeAt: null })
    .where(and(eq(merchants.id, merchantId), isNotNull(merchants.stoppedSince)));
}
