import { sql } from "drizzle-orm";
import { bigint, type CheckBuilder, check, customType, type PgColumn } from "drizzle-orm/pg-core";

/** An instant: epoch milliseconds in the program, timestamptz in the database. */
export const instant = customType<{ data: number; driverData: string }>({
  dataType: () => "timestamp (3) with time zone",
  toDriver: isoOf,
  fromDriver: (text) => Date.parse(text),
});

/** An instant in hand-written SQL, as a parameter and as a result. */
export const toTimestamp = (at: number) => sql`${isoOf(at)}::timestamptz`;
export const instantOf = (text: string): number => Date.parse(text);

/** What is no text. */
export const bytes = customType<{ data: Uint8Array; driverData: Buffer }>({
  dataType: () => "bytea",
  toDriver: (data) => Buffer.from(data),
});

/** Minor units of a currency. */
export const amount = () => bigint({ mode: "number" });

/** A closed set of words as text: comparisons of enums would keep row-level security from using indexes. */
export function oneOf(name: string, column: PgColumn, words: readonly string[]): CheckBuilder {
  return check(name, sql`${column} in (${sql.raw(words.map((word) => `'${word}'`).join(", "))})`);
}

/** A name in the form that `writtenName` allows. */
export function nameAllowed(name: string, column: PgColumn, { mayBeEmpty = false } = {}): CheckBuilder {
  return check(name, mayBeEmpty ? sql`${column} = '' or is_name(${column})` : sql`is_name(${column})`);
}

/** The years before 1 and after 9999 have no spelling that JavaScript and PostgreSQL share: none of ours is there. */
function isoOf(at: number): string {
  return new Date(Math.min(Math.max(at, firstInstant), lastInstant)).toISOString();
}

const firstInstant = Date.parse("0001-01-01T00:00:00.000Z");
const lastInstant = Date.parse("9999-12-31T23:59:59.999Z");
