import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { toTimestamp } from "@/db/schema/columns";
import { orders } from "@/db/schema/orders";
import type { OrderFilter } from "./filter";

/** The expression a list is sorted by. The order's number breaks ties. */
export function sortExpression({ sort }: Pick<OrderFilter, "sort">): SQL {
  switch (sort) {
    case "created":
      return sql`${orders.createdAt}`;
    case "next":
      return sql`(case when ${orders.nextAttemptAt} is null then 'infinity' else ${orders.nextAttemptAt} end)`;
    case "retries_end":
      return sql`${orders.retriesEndAt}`;
    case "amount":
      return sql`${orders.shownAmount}`;
    case "outstanding":
      return sql`${orders.outstanding}`;
    case "stake":
      return sql`${orders.atStake}`;
  }
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
  if (sort === "created" || sort === "next" || sort === "retries_end")
    return key === null ? sql`'infinity'::timestamptz` : toTimestamp(key);
  return sql`${key ?? 0}::bigint`;
}
