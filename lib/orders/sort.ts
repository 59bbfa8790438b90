import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { toTimestamp } from "@/db/schema/columns";
import { billingEvents, orders } from "@/db/schema/orders";
import type { Instant } from "@/lib/domain/value/calendar";
import type { OrderFilter } from "./filter";

/** The expression a list is sorted by. The order's number breaks ties. */
export function sortExpression(
  { sort, outstanding }: Pick<OrderFilter, "sort" | "outstanding">,
  merchantId: number,
  now: Instant,
): SQL {
  switch (sort) {
    case "created":
      // Few orders have an outstanding amount, and they are old: they are found first and then sorted. Along the
      // index by creation nearly all rows would be read, and a computed key has no index.
      return outstanding === "some" ? sql`(${orders.createdAt} + interval '0')` : sql`${orders.createdAt}`;
    case "next":
      return sql`(case when ${orders.nextAttemptAt} is null then 'infinity' else ${orders.nextAttemptAt} end)`;
    case "amount":
      return sql`${orders.shownAmount}`;
    case "outstanding":
      return outstandingExpression(merchantId, now);
  }
}

/** Matches the expression of the index. */
export const scheduledOrNever = sql`(case when ${orders.earliestScheduledAt} is null then 'infinity' else ${orders.earliestScheduledAt} end)`;

/** Declined and overdue events together, in minor units. */
export function outstandingExpression(merchantId: number, now: Instant): SQL {
  return sql`(${orders.declinedAmount} + case when ${orders.earliestScheduledAt} <= ${toTimestamp(now)} then (
    select coalesce(sum(${billingEvents.amount}), 0)::bigint from ${billingEvents}
     where ${billingEvents.merchantId} = ${merchantId} and ${billingEvents.zuid} = ${orders.zuid}
       and ${billingEvents.status} = 'scheduled' and ${billingEvents.scheduledAt} <= ${toTimestamp(now)}
  ) else 0 end)`;
}

/** The position in a sorted list where a page begins or ends. Orders without a next payment come last. */
export type Cursor = z.infer<typeof Cursor>;

const Cursor = z.object({
  way: z.enum(["older", "newer"]),
  key: z.number().int().min(-8.64e15).max(8.64e15).nullable(),
  zuid: z.number().int().min(0).max(2_147_483_647),
});

export function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString("base64url");
}

export function readCursor(text: string | null): Cursor | null {
  if (!text) return null;
  try {
    return Cursor.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
  } catch {
    return null;
  }
}

/** A cursor's value, as the database compares it. */
export function sortValue(sort: OrderFilter["sort"], key: number | null): SQL {
  if (sort === "created" || sort === "next")
    return key === null ? sql`'infinity'::timestamptz` : toTimestamp(key);
  return sql`${key ?? 0}::bigint`;
}
