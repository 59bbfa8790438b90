import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { instantOf, toTimestamp } from "@/db/schema/columns";
import type { Outcome } from "@/lib/domain/decline/decline-codes";
import { declineGroupOf, type RecoveryCell, stepOf } from "@/lib/domain/forecast/cell";
import type { OpenPayment } from "@/lib/domain/forecast/forecast";
import type { RecoveryCount } from "@/lib/domain/forecast/rates";
import { DAY, type Instant } from "@/lib/domain/value/calendar";
import { type Currency, currencies } from "@/lib/domain/value/money";
import { AT_RISK_DAYS, FORECAST_DAYS } from "@/lib/domain/value/timetable";

/** The payments of a merchant that were missed and open at an instant. */
export async function openPayments(
  tx: Tx,
  merchantId: number,
  at: Instant,
): Promise<(OpenPayment & { currency: Currency })[]> {
  const rows = await tx.execute<SqlCell & { currency: Currency; amount: string }>(
    sql`select currency, amount, outcome, reason, tries, declined_at from ${openAt(merchantId, at)}`,
  );
  return rows.flatMap((row) => {
    const cell = cellOf(row, at);
    return cell ? [{ ...cell, currency: row.currency, amount: Number(row.amount) }] : [];
  });
}

/** Whether more than so many are open now. Counts no further. */
export async function areMoreOpen(tx: Tx, merchantId: number, most: number): Promise<boolean> {
  const rows = await tx.execute(
    sql`select 1 from recoveries r where r.merchant_id = ${merchantId} and r."end" is null limit ${most + 1}`,
  );
  return rows.length > most;
}

/** Of those: how many there were in each cell, and how many came in before the horizon ended. */
export async function countRecoveries(tx: Tx, merchantId: number, since: Instant): Promise<RecoveryCount[]> {
  const rows = await tx.execute<SqlCell & { open: number; came_in: number }>(
    sql`select outcome, reason, least(tries, 4)::int as tries, max(declined_at) as declined_at,
               count(*)::int as open, (count(*) filter (where came_in))::int as came_in
          from ${openAt(merchantId, since)}
         group by outcome, reason, least(tries, 4), declined_at < ${toTimestamp(since - FORECAST_DAYS * DAY)}`,
  );
  const counts = new Map<string, RecoveryCount>();
  for (const row of rows) {
    const cell = cellOf(row, since);
    if (!cell) continue;
    const key = `${cell.group} ${cell.step}`;
    const { open, cameIn } = counts.get(key) ?? { open: 0, cameIn: 0 };
    counts.set(key, { ...cell, since, open: open + row.open, cameIn: cameIn + row.came_in });
  }
  return [...counts.values()];
}

/** And what came in of them, by currency. */
export async function cameInOf(tx: Tx, merchantId: number, at: Instant): Promise<Map<Currency, number>> {
  const rows = await tx.execute<{ currency: Currency; amount: string }>(
    sql`select currency, sum(amount) as amount from ${openAt(merchantId, at)} where came_in group by currency`,
  );
  return new Map(rows.map(({ currency, amount }) => [currency, Number(amount)]));
}

type SqlCell = Record<string, unknown> & {
  outcome: Outcome | null;
  reason: string | null;
  tries: number;
  declined_at: string;
};

/** What was merged before it was ever tried has no decline of its own. */
function cellOf({ outcome, reason, tries, declined_at }: SqlCell, at: Instant): RecoveryCell | null {
  const step = stepOf(tries, instantOf(declined_at), at);
  return step && { group: declineGroupOf(outcome ?? "soft_limited", reason ?? ""), step };
}

/** Each with its last decline before that instant. Read off the index of missed payments, not from all attempts. */
function openAt(merchantId: number, at: Instant): SQL {
  const known = sql.join(
    Object.keys(currencies).map((currency) => sql`${currency}`),
    sql`, `,
  );
  return sql`(
    select r.currency, r.amount, last.outcome, last.reason, greatest(last.tries, 1)::int as tries,
           coalesce(last.settled_at, r.missed_at) as declined_at,
           coalesce(r."end" = 'recovered' and r.ended_at < ${toTimestamp(at + FORECAST_DAYS * DAY)}, false) as came_in
      from recoveries r
      left join lateral (
        select a.outcome, a.answer->'verdict'->>'reason' as reason, a.settled_at, count(*) over () as tries
          from attempts a
         where a.merchant_id = ${merchantId} and a.zuid = r.zuid and a.event = r.event
           and a.state = 'declined' and a.settled_at < ${toTimestamp(at)}
         order by a.number desc limit 1) last on true
     where r.merchant_id = ${merchantId} and r.currency in (${known})
       and r.missed_at < ${toTimestamp(at)} and r.missed_at >= ${toTimestamp(at - AT_RISK_DAYS * DAY)}
       and (r.ended_at is null or r.ended_at >= ${toTimestamp(at)})) open_payments`;
}
