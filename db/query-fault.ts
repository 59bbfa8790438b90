import { DrizzleQueryError } from "drizzle-orm/errors";
import { PgPreparedQuery } from "drizzle-orm/pg-core/session";
import postgres from "postgres";

/**
 * A query that failed, told by nothing that could hold a person's data: no query, no values, only the
 * code and the name of what was broken. Whoever logs it, prints it or shows it cannot give anything away.
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

/** Somebody else's transaction held what was wanted for longer than was to be waited. Nothing was changed. */
export function isHeldByAnother(fault: unknown): boolean {
  return fault instanceof QueryFault && fault.code === "55P03";
}

/** What the driver or the query builder threw, as a `QueryFault`; everything else as it is. */
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

/** PostgreSQL's own sentence is never told: a cast, a function or a trigger repeats in it what it was given. */
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

/** A table that is spread over nodes is told by the name of one of its pieces, which ends in a number. */
function ofWhole<Name extends string | undefined>(name: Name) {
  return name?.replace(/_\d{6,}$/, "");
}

function textIn(thrown: unknown, name: string): string | undefined {
  const value = typeof thrown === "object" && thrown !== null ? Reflect.get(thrown, name) : undefined;
  return typeof value === "string" ? value : undefined;
}
