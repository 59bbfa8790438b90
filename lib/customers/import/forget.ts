import { and, eq, inArray, lt, sql } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { importFaults, imports } from "@/db/schema/imports";
import { merchants } from "@/db/schema/merchants";
import type { Instant } from "@/lib/domain/value/calendar";
import { IMPORT_ERRORS_KEPT_FOR, UPLOAD_KEPT_FOR } from "@/lib/domain/value/timetable";

/** Removes files that nobody imported, and rows with errors that were there to be fetched for long enough. */
export async function forgetOldImports(db: Db, now: Instant): Promise<void> {
  for (const { id } of await db.select({ id: merchants.id }).from(merchants))
    await withMerchant(db, id, async (tx) => {
      await tx
        .delete(imports)
        .where(
          and(
            eq(imports.merchantId, id),
            sql`${imports.state} in ('uploading', 'ready', 'unreadable')`,
            lt(imports.createdAt, now - UPLOAD_KEPT_FOR),
          ),
        );
      const old = await tx
        .select({ id: imports.id })
        .from(imports)
        .where(and(eq(imports.merchantId, id), lt(imports.finishedAt, now - IMPORT_ERRORS_KEPT_FOR)));
      if (old.length === 0) return;
      await tx.delete(importFaults).where(
        and(
          eq(importFaults.merchantId, id),
          inArray(
            importFaults.importId,
            old.map((one) => one.id),
          ),
        ),
      );
    });
}
