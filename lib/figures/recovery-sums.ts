import { sql } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { toTimestamp } from "@/db/schema/columns";
import { orders } from "@/db/schema/orders";
import { recoveries } from "@/db/schema/recoveries";
import type { Cause } from "@/lib/domain/order/cause";
import type { RecoveryEnd } from "@/lib/domain/preview/recovery";
import { bucketOf } from "./period-bucket";
import type { Period } from "./periods";
import { partIn, type RecoveryChoice, type RecoveryPart, reasonWord, recoveryWhere } from "./recovery-filter";

/** Missed payments that have all of this in common. Minor units. */
export type RecoverySum = {
  part: RecoveryPart;
  /** Missed before these days. */
  isOlder: boolean;
  end: RecoveryEnd | null;
  cause: Cause | null;
  reason: string;
  count: number;
  amount: number;
};

/** What was to be recovered in these days, and what became of it. */
export function recoverySums(db: Db, merchantId: number, choice: RecoveryChoice): Promise<RecoverySum[]> {
  return withMerchant(db, merchantId, async (tx) => {
    const rows = await tx.execute<Counted<RecoverySum>>(sql`
      select ${partIn(choice)} as part, ${recoveries.missedAt} < ${toTimestamp(choice.from)} as "isOlder",
             ${recoveries.end} as "end", ${recoveries.cause} as cause, ${reasonWord} as reason,
             count(*) as count, sum(${recoveries.amount}) as amount
        from ${recoveries}, ${orders} where ${recoveryWhere(merchantId, choice)}
       group by 1, 2, 3, 4, 5`);
    return rows.map(counted);
  });
}

/** What was missed in each of these periods, and what has become of it by now. */
export function cohortSums(
  db: Db,
  merchantId: number,
  { choice, periods }: { choice: RecoveryChoice; periods: readonly Period[] },
): Promise<CohortSum[]> {
  return withMerchant(db, merchantId, async (tx) => {
    const rows = await tx.execute<Counted<CohortSum>>(sql`
      select ${bucketOf(recoveries.missedAt, periods)} - 1 as period, ${partIn(choice)} as part,
             count(*) as count, sum(${recoveries.amount}) as amount
        from ${recoveries}, ${orders} where ${recoveryWhere(merchantId, choice)}
       group by 1, 2`);
    return rows.map(counted);
  });
}

export type CohortSum = { period: number; part: RecoveryPart; count: number; amount: number };

/** What came back, by what the payments have in common, and after how long half of it had. */
export function recoveryTable(
  db: Db,
  merchantId: number,
  { choice, by }: { choice: RecoveryChoice; by: RecoveryBy },
): Promise<RecoveryLine[]> {
  const name = {
    reason: reasonWord,
    cause: sql`(case when ${recoveries.cause} is null then '' else ${recoveries.cause} end)`,
    tries: sql`(case when ${recoveries.end} = 'recovered' then ${recoveries.tries}::text else '' end)`,
  }[by];
  const isRecovered = sql`${partIn(choice)} = 'recovered'`;
  return withMerchant(db, merchantId, async (tx) => {
    const rows = await tx.execute<Counted<RecoveryLine> & { cameIn: string }>(sql`
      select ${name} as name, count(*) as count, sum(${recoveries.amount}) as amount,
             sum(case when ${isRecovered} then ${recoveries.amount} else 0 end) as "cameIn",
             percentile_cont(0.5) within group (order by case when ${isRecovered}
               then extract(epoch from ${recoveries.endedAt} - ${recoveries.missedAt}) / 3600 end) as hours
        from ${recoveries}, ${orders} where ${recoveryWhere(merchantId, choice)}
       group by 1 order by 3 desc, 1`);
    return rows.map((row) => ({
      ...counted(row),
      cameIn: Number(row.cameIn),
      hours: row.hours === null ? null : Number(row.hours),
    }));
  });
}

export type RecoveryBy = "reason" | "cause" | "tries";

/** `hours`: until half of what came in had come in; null when nothing did. */
export type RecoveryLine = {
  name: string;
  count: number;
  amount: number;
  cameIn: number;
  hours: number | null;
};

type Counted<Sum> = Omit<Sum, "count" | "amount"> & { count: string; amount: string };

function counted<Sum extends { count: string; amount: string }>(row: Sum) {
  return { ...row, count: Number(row.count), amount: Number(row.amount) };
}
