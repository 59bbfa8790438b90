import { type SQL, sql } from "drizzle-orm";
import { toTimestamp } from "@/db/schema/columns";
import { orders } from "@/db/schema/orders";
import { recoveries } from "@/db/schema/recoveries";
import type { Instant } from "@/lib/domain/value/calendar";
import type { Currency } from "@/lib/domain/value/money";

/**
 * Missed payments, as the dashboard adds them up and the report lists them. Those that became part of another payment are
 * counted with that one.
 */
export type RecoveryChoice = {
  currency: Currency;
  /** Of these days: those that were missed in them, or those that were to be recovered in them. */
  of: "missed" | "running";
  from: Instant;
  before: Instant;
  end: RecoveryPart | null;
  reason: string | null;
};

/** What became of them until the end of the days. Open ones wait for a person, or are collected automatically. */
export const recoveryParts = ["recovered", "person", "automatic", "given_up"] as const;
export type RecoveryPart = (typeof recoveryParts)[number];

/** For statements over `recoveries` with its order. */
export function recoveryWhere(merchantId: number, choice: RecoveryChoice): SQL {
  const { currency, of, from, before, end, reason } = choice;
  const missedBefore = sql`${recoveries.missedAt} < ${toTimestamp(before)}`;
  const days =
    of === "missed"
      ? sql`${recoveries.missedAt} >= ${toTimestamp(from)} and ${missedBefore}`
      : sql`${missedBefore} and (${recoveries.end} is null or ${recoveries.endedAt} >= ${toTimestamp(from)})`;
  return sql`${recoveries.merchantId} = ${merchantId} and ${orders.merchantId} = ${merchantId}
    and ${orders.zuid} = ${recoveries.zuid} and ${recoveries.currency} = ${currency}
    and (${recoveries.end} is null or ${recoveries.end} <> 'merged') and ${days}
    ${end === null ? sql`` : sql`and ${partIn(choice)} = ${end}`}
    ${reason === null ? sql`` : sql`and ${reasonWord} = ${reason}`}`;
}

/** Which part of the whole it is. */
export function partIn({ of, before }: Pick<RecoveryChoice, "of" | "before">): SQL<RecoveryPart> {
  const hasEnded =
    of === "missed"
      ? sql`${recoveries.end} is not null`
      : sql`(${recoveries.end} is not null and ${recoveries.endedAt} < ${toTimestamp(before)})`;
  return sql`(case when ${hasEnded} then case when ${recoveries.end} = 'recovered' then 'recovered' else 'given_up' end
    when ${orders.needsPerson} then 'person' else 'automatic' end)`;
}

export const reasonWord = sql<string>`(case when ${recoveries.reason} is null then ${"Not tried in time"} else ${recoveries.reason} end)`;
