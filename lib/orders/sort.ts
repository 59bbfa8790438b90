import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { toTimestamp } from "@/db/schema/columns";
import { billingEvents, orders } from "@/db/schema/orders";
import type { Instant } from "@/lib/domain/value/calendar";
import type { OrderFilter } from "./filter";

/** What a list is sorted by. The order's number decides between equals. */
export function sortExpression(
  { sort, outstanding }: Pick<OrderFilter, "sort" | "outstanding">,
  merchantId: number,
  now: Instant,
): SQL {
  switch (sort) {
    case "created":
      // What is outstanding is rare and old: it is found first and then sorted. Along the index of creation nearly all
      // would be read for nothing, and a computed key has no index.
      return outstanding === "some" ? sql`(${orders.createdAt} + interval '0')` : sql`${orders.createdAt}`;
    case "next":
      return sql`(case when ${orders.nextAttemptAt} is null then 'infinity' else ${orders.nextAttemptAt} end)`;
    case "amount":
      return sql`${orders.shownAmount}`;
    case "outstanding":
      return outstandingExpression(merchantId, now);
  }
}

/** As the index has it. */
export const scheduledOrNever = sql`(case when ${orders.earliestScheduledAt} is null then 'infinity' else ${orders.earliestScheduledAt} end)`;

/** Declined and overdue events together, in minor units. */
export function outstandingExpression(merchantId: number, now: Instant): SQL {
  return sql`(${orders.declinedAmount} + case when ${orders.earliestScheduledAt} <= ${toTimestamp(now)} then (
    select coalesce(sum(${billingEvents.amount}), 0)::bigint from ${billingEvents}
     where ${billingEvents.merchantId} = ${merchantId} and ${billingEvents.zuid} = ${orders.zuid}
       and ${billingEvents.status} = 'scheduled' and ${billingEvents.scheduledAt} <= ${toTimestamp(now)}
  ) else 0 end)`;
}

/** The place in a sorted list at which a page begins or ends. An order without a next payment stands last. */
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

/** The value of a cursor as the database compares it. */
export function sortValue(sort: OrderFilter["sort"], key: number | null): SQL {
  if (sort === "created" || sort === "next")
    return key === null ? sql`'infinity'::timestamptz` : toTimestamp(key);
  return sql`${key ?? 0}::bigint`;
}
