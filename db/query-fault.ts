import { DrizzleQueryError } from "drizzle-orm/errors";
import { PgPreparedQuery } from "drizzle-orm/pg-core/session";
import postgres from "postgres";

/**
 * A failed query without anything that could be personal data: no query text, no values, only the error code and
 * the name of what was violated. Safe to log, print or show.
 */
export class QueryFault extends Error {
  override name = "QueryFault";
  /** SQLSTATE, or the code of a connection that failed. */
  readonly code: string | undefined;
  readonly constraint: string | undefined;
  readonly table: string | undefined;

  constructor(failure: unknown) {
    super(sentenceOf(failure));
    this.code = textIn(failure, "code");
    this.constraint = ofWhole(textIn(failure, "constraint_name"));
    this.table = ofWhole(textIn(failure, "table_name"));
  }
}

/** Another transaction held the lock for longer than the wait. Nothing was changed. */
export function isHeldByAnother(fault: unknown): boolean {
  return fault instanceof QueryFault && fault.code === "55P03";
}

/** What was to be written stands there already, by a unique constraint of that name. Nothing was changed. */
export function isTakenBy(fault: unknown, constraint: string): boolean {
  return fault instanceof QueryFault && fault.code === "23505" && fault.constraint === constraint;
}

/** Turns an error of the driver or the query builder into a `QueryFault`; returns any other unchanged. */
export function withoutValues(thrown: unknown): unknown {
  if (thrown instanceof DrizzleQueryError) return new QueryFault(thrown.cause);
  return thrown instanceof postgres.PostgresError || isConnectionFault(thrown)
    ? new QueryFault(thrown)
    : thrown;
}

// Every query that is built passes here, in a transaction or not, and this is where the query builder writes query
// and values into its message.
type Prepared = { queryWithCache: (...given: unknown[]) => Promise<unknown> };
const prepared = PgPreparedQuery.prototype as unknown as Prepared;
const ask = prepared.queryWithCache;
prepared.queryWithCache = async function (this: Prepared, ...given) {
  try {
    return await ask.apply(this, given);
  } catch (error) {
    throw withoutValues(error);
  }
};

/** PostgreSQL's own message is never passed on: casts, functions and triggers repeat their input in it. */
function sentenceOf(failure: unknown): string {
  if (failure instanceof postgres.PostgresError) {
    const about = [failure.constraint_name, failure.table_name].filter(Boolean).map(ofWhole).join(" of ");
    return `PostgreSQL refused a query with ${failure.code}${about ? ` (${about})` : ""}`;
  }
  return isConnectionFault(failure) ? (failure as Error).message : "a query could not be sent";
}

function isConnectionFault(thrown: unknown): boolean {
  const code = thrown instanceof Error ? textIn(thrown, "code") : undefined;
  return code !== undefined && /^(?:CONNECT|E[A-Z]{3,}$|UND_|AUTH_|SASL_)/.test(code);
}

/** A distributed table is named by one of its shards, which ends in a number. */
function ofWhole<Name extends string | undefined>(name: Name) {
  return name?.replace(/_\d{6,}$/, "");
}

function textIn(thrown: unknown, name: string): string | undefined {
  const value = typeof thrown === "object" && thrown !== null ? Reflect.get(thrown, name) : undefined;
  return typeof value === "string" ? value : undefined;
}
