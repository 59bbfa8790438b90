import { asc, eq } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { toAttempt } from "@/db/order-rows";
import { attempts } from "@/db/schema/attempts";
import { merchants } from "@/db/schema/merchants";
import type { Attempt } from "@/lib/domain/order/order";
import type { Currency } from "@/lib/domain/value/money";

/** A transaction of ours with the order it belongs to. */
export type BookedAttempt = { merchantId: number; zuid: number; currency: Currency; attempt: Attempt };

/** Every attempt of every merchant, for holding our books against the gateway's. Reads all of it: not for pages. */
export async function everyAttempt(db: Db): Promise<BookedAttempt[]> {
  const all: BookedAttempt[] = [];
  for (const { id: merchantId } of await db.select({ id: merchants.id }).from(merchants)) {
    const rows = await withMerchant(db, merchantId, (tx) =>
      tx
        .select()
        .from(attempts)
        .where(eq(attempts.merchantId, merchantId))
        .orderBy(asc(attempts.zuid), asc(attempts.number)),
    );
    for (const row of rows)
      all.push({ merchantId, zuid: row.zuid, currency: row.currency as Currency, attempt: toAttempt(row) });
  }
  return all;
}
