import { and, eq, inArray, sql } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { attempts, isProcessed } from "@/db/schema/attempts";
import { customers } from "@/db/schema/customers";
import { type PaymentPage, pageOf, type RowPlace } from "./paging";
import { isCustomer, readingAttempts, type ShownCustomer, shownCustomer } from "./shown-attempts";

/** A payment without a result: how long the gateway has had it, and what it said when it was asked last. */
export type UnknownRow = RowPlace & {
  customer: ShownCustomer;
  askedAt: number | null;
  lastWord: string | null;
};

/** Payments whose result is not known, those that have waited longest first. */
export function listUnknown(
  db: Db,
  merchantId: number,
  { cursor, size = 25 }: { cursor: string | null; size?: number },
): Promise<PaymentPage<UnknownRow>> {
  const reading = readingAttempts(cursor, "asc");
  return withMerchant(db, merchantId, async (tx) => {
    const found = await tx
      .select({
        zuid: attempts.zuid,
        number: attempts.number,
        at: attempts.startedAt,
        askedAt: attempts.askedAt,
        lastWord: attempts.lastWord,
        customer: shownCustomer,
      })
      .from(attempts)
      .innerJoin(customers, isCustomer(merchantId, attempts.customerId))
      .where(
        and(
          eq(attempts.merchantId, merchantId),
          isProcessed,
          inArray(attempts.state, ["sent", "unknown"]),
          // The index has these only.
          sql`${attempts.state} <> 'approved'`,
          reading.from,
        ),
      )
      .orderBy(reading.order)
      .limit(size + 1);
    return pageOf(found, size, reading);
  });
}
