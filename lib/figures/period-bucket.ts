import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Period } from "./periods";

/** The place of an instant among periods that follow each other, counted from 1. */
export function bucketOf(at: SQLWrapper, periods: readonly Period[]): SQL<number> {
  const starts = periods.map(({ from }) => new Date(from).toISOString()).join();
  return sql`width_bucket(${at}, ${`{${starts}}`}::text::timestamptz[])`;
}
