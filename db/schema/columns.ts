import { sql } from "drizzle-orm";
import { bigint, type CheckBuilder, check, customType, type PgColumn } from "drizzle-orm/pg-core";

/** An instant: epoch milliseconds in the program, timestamptz in the database. */
export const instant = customType<{ data: number; driverData: string }>({
  dataType: () => "timestamp (3) with time zone",
  toDriver: (at) => new Date(at).toISOString(),
  fromDriver: (text) => Date.parse(text),
});

/** An instant in a hand-written query, and one that such a query answered with. */
export const toTimestamp = (at: number) => sql`${new Date(at).toISOString()}::timestamptz`;
export const instantOf = (text: string): number => Date.parse(text);

/** Minor units of a currency. */
export const amount = () => bigint({ mode: "number" });

/** A closed set of words as text: enum comparisons would keep row-level security from using indexes. */
export function oneOf(name: string, column: PgColumn, words: readonly string[]): CheckBuilder {
  return check(name, sql`${column} in (${sql.raw(words.map((word) => `'${word}'`).join(", "))})`);
}
