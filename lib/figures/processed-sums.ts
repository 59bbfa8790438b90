import { sql } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { attempts, isProcessed, processedAt } from "@/db/schema/attempts";
import { toTimestamp } from "@/db/schema/columns";
import type { PaymentType } from "@/lib/domain/decline/gateway-answer";
import type { Currency } from "@/lib/domain/value/money";
import { bucketOf } from "./period-bucket";
import type { Period } from "./periods";

/** Transactions of one kind in one period. Minor units; `period` counts from 0. */
export type ProcessedSum = {
  period: number;
  type: PaymentType;
  isApproved: boolean;
  recurrence: "initial" | "repeated";
  count: number;
  amount: number;
};

/** What was processed in each of these periods, which follow each other: read off an index, only their own rows. */
export async function processedSums(
  db: Db,
  merchantId: number,
  { currency, periods }: { currency: Currency; periods: readonly Period[] },
): Promise<ProcessedSum[]> {
  const [from, before] = [periods[0]?.from ?? 0, periods.at(-1)?.before ?? 0];
  const rows = await withMerchant(db, merchantId, (tx) =>
    tx.execute<Row>(sql`
      select ${bucketOf(processedAt, periods)} as period, ${attempts.type} as type,
             ${attempts.state} <> 'declined' as "isApproved", ${attempts.recurrence} as recurrence,
             count(*) as count, sum(${attempts.amount}) as amount
        from ${attempts}
       where ${attempts.merchantId} = ${merchantId} and ${attempts.currency} = ${currency} and ${isProcessed}
         and ${attempts.state} in ('approved', 'duplicate', 'declined')
         and ${processedAt} >= ${toTimestamp(from)} and ${processedAt} < ${toTimestamp(before)}
       group by 1, 2, 3, 4`),
  );
  return rows.map((row) => ({
    ...row,
    period: row.period - 1,
    count: Number(row.count),
    amount: Number(row.amount),
  }));
}

type Row = Omit<ProcessedSum, "count" | "amount"> & { count: string; amount: string };

/** Those of them that are meant, added up. */
export function sumOfThose(
  sums: readonly ProcessedSum[],
  isMeant: (sum: ProcessedSum) => boolean,
): { count: number; amount: number } {
  const meant = sums.filter(isMeant);
  return {
    count: meant.reduce((all, { count }) => all + count, 0),
    amount: meant.reduce((all, { amount }) => all + amount, 0),
  };
}
