import { eq } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { collectingStops } from "@/db/schema/merchants";

/** Whether nothing is collected for the merchant, because the gateway does not accept its settings. */
export function isCollectingStopped(db: Db, merchantId: number): Promise<boolean> {
  return withMerchant(db, merchantId, async (tx) => {
    const found = await tx
      .select({ since: collectingStops.since })
      .from(collectingStops)
      .where(eq(collectingStops.merchantId, merchantId));
    return found.length > 0;
  });
}
