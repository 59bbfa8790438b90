import { sql } from "drizzle-orm";
import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";

/** A pool of connections that act as the application's role. It knows no merchant: see `withMerchant`. */
export type Db = PostgresJsDatabase & { $client: postgres.Sql };

/** One transaction. It sees the rows of the merchant that it was opened for. */
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

/**
 * Opens a pool. After the database was away, the next query connects anew; what ran when it went fails, and whoever
 * asked asks again.
 */
export function connect(databaseUrl: string, { max = 10 }: { max?: number } = {}): Db {
  const client = postgres(databaseUrl, {
    max,
    connect_timeout: 10,
    idle_timeout: 60,
    onnotice: () => undefined,
    connection: {
      application_name: "tenor",
      role: appRole,
      TimeZone: "UTC",
      statement_timeout: 60_000,
      // A process that stops in the middle of a transaction must not hold its rows for ever.
      idle_in_transaction_session_timeout: 60_000,
    },
  });
  return drizzle(preparing(client), { casing: "snake_case" });
}

export async function close(db: Db): Promise<void> {
  await db.$client.end({ timeout: 5 });
}

/** Runs one transaction that sees this merchant's rows and no others. */
export function withMerchant<T>(db: Db, merchantId: number, run: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    // Sent before the first question and answered with it: statements of a transaction keep their order.
    const named = Promise.resolve(
      tx.execute(sql`select set_config('app.merchant_id', ${String(merchantId)}, true)`),
    );
    const [result] = await Promise.all([run(tx), named]);
    return result;
  });
}

/** The same database for a client that brings its own pool (the job queue), acting as the application's role. */
export function asApp(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set("options", `-c role=${appRole}`);
  return url.href;
}

const appRole = "tenor_app";

/**
 * drizzle asks for every statement to be parsed anew, which costs a round trip each and keeps them from being sent
 * together. Statements of usual size are prepared once a connection instead.
 */
function preparing<Client extends object>(client: Client): Client {
  return new Proxy(client, {
    get(target, name, receiver) {
      const value = Reflect.get(target, name, receiver) as (...given: unknown[]) => unknown;
      if (name === "unsafe") {
        return (query: string, params: unknown[] = [], options: object = {}) =>
          value(query, params, {
            ...options,
            prepare: params.length > 0 && params.length <= largestPrepared,
          });
      }
      if (name === "begin" || name === "savepoint") {
        return (run: (inner: object) => unknown) => value((inner: object) => run(preparing(inner)));
      }
      return value;
    },
  });
}

/** Beyond that many parameters a statement is a list of its own length, hardly ever the same twice. */
const largestPrepared = 100;
