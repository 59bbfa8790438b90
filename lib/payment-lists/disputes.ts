import { and, eq, inArray, sql } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { attempts, isProcessed, processedAt } from "@/db/schema/attempts";
import { instantOf, toTimestamp } from "@/db/schema/columns";
import { customers } from "@/db/schema/customers";
import { type Scheme, schemeOf } from "@/lib/domain/decline/scheme";
import type { Instant } from "@/lib/domain/value/calendar";
import { type PaymentPage, pageOf, type RowPlace } from "./paging";
import { isCustomer, readingAttempts, type ShownCustomer, shownCustomer } from "./shown-attempts";

/** What a bank took back, by chargeback or rapid dispute. */
export type DisputeRow = RowPlace & { customer: ShownCustomer };

/** Money that banks took back, newest first, whether or not it was returned since. */
export function listDisputes(
  db: Db,
  merchantId: number,
  { cursor, size = 25 }: { cursor: string | null; size?: number },
): Promise<PaymentPage<DisputeRow>> {
  const reading = readingAttempts(cursor, "desc");
  return withMerchant(db, merchantId, async (tx) => {
    const found = await tx
      .select({
        zuid: attempts.zuid,
        number: attempts.number,
        at: sql<string>`${processedAt}`,
        customer: shownCustomer,
      })
      .from(attempts)
      .innerJoin(customers, isCustomer(merchantId, attempts.customerId))
      .where(
        and(
          eq(attempts.merchantId, merchantId),
          isProcessed,
          isDisputing,
          inArray(attempts.state, ["approved", "duplicate"]),
          reading.from,
        ),
      )
      .orderBy(reading.order)
      .limit(size + 1);
    return pageOf(
      found.map((row) => ({ ...row, at: instantOf(row.at) })),
      size,
      reading,
    );
  });
}

/** How many payments of a scheme were booked in a month, and how many were disputed in it. */
export type SchemeMonth = { scheme: Scheme | "other"; disputes: number; payments: number };

/** Disputes against transactions, as the schemes count them: by number, in the month in which each was booked. */
export async function disputesByScheme(
  db: Db,
  merchantId: number,
  { from, before }: { from: Instant; before: Instant },
): Promise<SchemeMonth[]> {
  const rows = await withMerchant(db, merchantId, (tx) =>
    tx
      .select({
        brand: attempts.brand,
        disputes: sql<string>`count(*) filter (where ${isDisputing})`,
        payments: sql<string>`count(*) filter (where ${attempts.type} in ('debit', 'capture'))`,
      })
      .from(attempts)
      .where(
        and(
          eq(attempts.merchantId, merchantId),
          isProcessed,
          inArray(attempts.state, ["approved", "duplicate"]),
          inArray(attempts.type, ["debit", "capture", "chargeback", "rapid_dispute"]),
          sql`${processedAt} >= ${toTimestamp(from)}`,
          sql`${processedAt} < ${toTimestamp(before)}`,
        ),
      )
      .groupBy(attempts.brand),
  );
  const of = (scheme: SchemeMonth["scheme"]) => {
    const its = rows.filter(({ brand }) => (schemeOf(brand) ?? "other") === scheme);
    const sum = (counts: string[]) => counts.reduce((total, one) => total + Number(one), 0);
    return {
      scheme,
      disputes: sum(its.map(({ disputes }) => disputes)),
      payments: sum(its.map(({ payments }) => payments)),
    };
  };
  return (["visa", "mastercard", "other"] as const).map(of);
}

const isDisputing = sql`${attempts.type} in ('chargeback', 'rapid_dispute')`;
