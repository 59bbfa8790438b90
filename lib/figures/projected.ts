import { type SQL, sql } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { toTimestamp } from "@/db/schema/columns";
import { billingEvents, orders } from "@/db/schema/orders";
import type { Currency } from "@/lib/domain/value/money";
import { bucketOf } from "./period-bucket";
import type { Period } from "./periods";

/** Which payments: those that fall due from `from` on, before `before`, and where the merchant's calendar is. */
export type ProjectedChoice = {
  currency: Currency;
  periods: readonly Period[];
  now: number;
  timeZone: string;
};

/**
 * What will fall due on each of these days if all is collected: every payment that is scheduled, and the later cycles of
 * subscriptions, which are scheduled one at a time. What was declined is not part of it.
 */
export async function projectedSums(
  db: Db,
  merchantId: number,
  choice: ProjectedChoice,
): Promise<{ period: number; count: number; amount: number }[]> {
  const rows = await withMerchant(db, merchantId, (tx) =>
    tx.execute<{ period: number; count: string; amount: string }>(sql`
      with projected as (${projectedRows(merchantId, choice)})
      select ${bucketOf(sql`at`, choice.periods)} - 1 as period, count(*) as count, sum(amount) as amount
        from projected group by 1`),
  );
  return rows.map(({ period, count, amount }) => ({ period, count: Number(count), amount: Number(amount) }));
}

/** Rows of zuid, event, step, at and amount. `step`: how many cycles after the event that is scheduled. */
export function projectedRows(
  merchantId: number,
  { currency, periods, now, timeZone }: ProjectedChoice,
): SQL {
  const first = Math.max(now, periods[0]?.from ?? now);
  const before = toTimestamp(periods.at(-1)?.before ?? now);
  return sql`
    select zuid, event, 0 as step, at, amount from (${scheduled(merchantId, currency, before)}) as due
     where at >= ${toTimestamp(first)}
    union all
    select zuid, event, turn - cycle + 1 as step, later.at,
           case when (plan->'later'->>'from') is not null and later.at >= to_timestamp((plan->'later'->>'from')::numeric / 1000)
                then (plan->'later'->>'price')::bigint else (plan->>'price')::bigint end as amount
      from (${scheduled(merchantId, currency, before)}) as due,
           lateral (select (plan->'interval'->>'every')::int as every, plan->'interval'->>'unit' as unit) as i,
           generate_series(greatest(cycle, ${turnsUntil(toTimestamp(first), longest)} - 1),
                           ${turnsUntil(before, shortest)} + 1) as turn,
           lateral (select ((anchor_at at time zone ${timeZone}) + turn * every
             * (case unit when 'DAY' then interval '1 day' when 'WEEK' then interval '1 week'
                     when 'MONTH' then interval '1 month' else interval '1 year' end)) at time zone ${timeZone} as at) as later
     where plan->>'kind' = 'subscription' and cycle is not null and is_next and later.at >= ${toTimestamp(first)}
       and later.at > due.at and later.at < ${before}`;
}

/** How many intervals after the first cycle an instant is, by how long each lasts at most or at least. */
function turnsUntil(at: SQL, days: Readonly<Record<"DAY" | "WEEK" | "MONTH" | "YEAR", number>>): SQL {
  return sql`floor(extract(epoch from ${at} - anchor_at) / (86400.0 * every * (case unit
    when 'DAY' then ${days.DAY}::numeric when 'WEEK' then ${days.WEEK}::numeric
    when 'MONTH' then ${days.MONTH}::numeric else ${days.YEAR}::numeric end)))::int`;
}

/** In days; a change of the clocks takes an hour from a day or gives it one. */
const longest = { DAY: 25 / 24, WEEK: 7.05, MONTH: 31.05, YEAR: 366.05 };
const shortest = { DAY: 23 / 24, WEEK: 6.95, MONTH: 27.95, YEAR: 364.95 };

function scheduled(merchantId: number, currency: Currency, before: SQL): SQL {
  const { earliestScheduledAt } = orders;
  return sql`
    select ${orders.zuid} as zuid, ${billingEvents.number} as event, ${billingEvents.scheduledAt} as at,
           ${billingEvents.amount} as amount, ${billingEvents.cycle} as cycle, ${orders.plan} as plan,
           ${orders.anchorAt} as anchor_at,
           ${billingEvents.attempts} = 0 and ${billingEvents.declineReason} is null
             and not ${billingEvents.wasSkipped} as is_next
      from ${orders} join ${billingEvents} on ${billingEvents.merchantId} = ${merchantId}
           and ${billingEvents.zuid} = ${orders.zuid} and ${billingEvents.status} = 'scheduled'
           and ${billingEvents.scheduledAt} < ${before}
     where ${orders.merchantId} = ${merchantId} and ${orders.currency} = ${currency}
       and (case when ${earliestScheduledAt} is null then 'infinity' else ${earliestScheduledAt} end) < ${before}`;
}
