import { and, eq, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { attempts, processedAt } from "@/db/schema/attempts";
import { customers } from "@/db/schema/customers";
import { readingFrom } from "./paging";

/** A page of transactions by when they were processed, from the place that the cursor names. */
export function readingAttempts(cursor: string | null, forward: "asc" | "desc") {
  return readingFrom(cursor, [sql`${processedAt}`, sql`${attempts.zuid}`, sql`${attempts.number}`], forward);
}

/** What a row shows of its customer. */
export const shownCustomer = {
  id: customers.id,
  name: customers.name,
  organisation: customers.organisation,
};

export type ShownCustomer = { id: string; name: string; organisation: string };

/** Which customer a row is of. */
export function isCustomer(merchantId: number, id: PgColumn) {
  return and(eq(customers.merchantId, merchantId), eq(customers.id, id));
}
