import { sql } from "drizzle-orm";
import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { storable } from "@/lib/domain/value/storable";
import { CONNECTED_WITHIN, SECOND } from "@/lib/domain/value/timetable";
import { withoutValues } from "./query-fault";

/** A pool of connections, logged in as the application. It is bound to no merchant: see `withMerchant`. */
export type Db = PostgresJsDatabase & { $client: postgres.Sql };

/** A transaction. It sees the rows of the merchant that it was opened for. */
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

/**
 * Opens a pool. After the database was unreachable the next query connects again; a query that ran meanwhile fails,
 * and its caller repeats it. An address with `prepare=false` leads to a pooler that keeps no prepared statements.
 */
export function connect(databaseUrl: string, { max = 10 }: { max?: number } = {}): Db {
  const prepares = new URL(databaseUrl).searchParams.get("prepare") !== "false";
  let isClosed = false;
  let current = open();

  // The driver ends the process when it writes to a connection that was lost in a transaction
  // (porsager/postgres#1208). So at the first loss the whole pool is dropped, nothing more is written to it, and
  // the next query gets a new one.
  function open(): Db {
    let isLost = false;
    const client = postgres(databaseUrl, {
      max,
      connect_timeout: CONNECTED_WITHIN / SECOND,
      idle_timeout: 0,
      max_lifetime: 0,
      // A failure of that query would go unnoticed; there are no array columns.
      fetch_types: false,
      onnotice: () => undefined,
      onclose: () => {
        isLost = true;
        if (isClosed || current !== db) return;
        current = open();
        void client.end({ timeout: 1 }).catch(() => undefined);
      },
      // Nothing that a pooler would refuse: limits of a session are set on its role, see `access.ts`.
      connection: { application_name: "tenor", TimeZone: "UTC" },
    });
    const db: Db = drizzle(transacting(client, { prepares, isLost: () => isLost }), { casing: "snake_case" });
    return db;
  }

  return new Proxy(current, {
    get(_first, name) {
      if (name === closing) {
        isClosed = true;
        return current.$client;
      }
      const value: unknown = Reflect.get(current, name, current);
      // The driver is also a function, with methods of its own.
      return typeof value === "function" && name !== "$client" ? value.bind(current) : value;
    },
  });
}

export async function close(db: Db): Promise<void> {
  const client: postgres.Sql = Reflect.get(db, closing) ?? db.$client;
  await client.end({ timeout: 5 });
}

/** Reading this property of a pool marks it as closed for good and returns its client. */
const closing = Symbol("closing");

/**
 * Runs one transaction that sees this merchant's rows and no others. `lockPatienceMs`: how long it waits for locks,
 * if not as long as its role does (`access.ts`).
 */
export function withMerchant<T>(
  db: Db,
  merchantId: number,
  run: (tx: Tx) => Promise<T>,
  lockPatienceMs?: number,
): Promise<T> {
  const patience = lockPatienceMs === undefined ? [] : [`lock_timeout = '${wholeNumber(lockPatienceMs)}ms'`];
  return withSettings(db, merchantId, patience, run);
}

/**
 * The same for lists, whose queries are planned for the values that they ask for: a plan for any value does not know a
 * rare tag from a common one.
 */
export function listingOf<T>(db: Db, merchantId: number, run: (tx: Tx) => Promise<T>): Promise<T> {
  return withSettings(db, merchantId, ["plan_cache_mode = force_custom_plan"], run);
}

function withSettings<T>(
  db: Db,
  merchantId: number,
  more: readonly string[],
  run: (tx: Tx) => Promise<T>,
): Promise<T> {
  return db.transaction(async (tx) => {
    // Sent before the first query and answered with it: the statements of a transaction keep their order. As `set`,
    // not `set_config`: in a cluster only settings are passed on to the nodes.
    const set = [`app.merchant_id = '${wholeNumber(merchantId)}'`, ...more];
    const said = set.map((setting) => Promise.resolve(tx.execute(sql.raw(`set local ${setting}`))));
    const [result] = await Promise.all([run(tx), ...said]);
    return result;
  });
}

/** A value that is written into a statement, not passed as a parameter. */
function wholeNumber(value: number): number {
  if (!Number.isSafeInteger(value)) throw new Error("a merchant and a patience are whole numbers");
  return value;
}

/**
 * The driver rolls back a failed transaction, also on a connection that is gone; there it would never finish. It is
 * ended when the driver reports the connection as closed: the server has rolled it back by then.
 */
function transacting(client: postgres.Sql, way: Way): postgres.Sql {
  const { isLost } = way;
  const never = new Promise<never>(() => undefined);
  const begin = async (run: (inner: object) => Promise<unknown>) => {
    let ofRun: unknown;
    try {
      return await client.begin(async (connection) => {
        try {
          const result = await run(preparing(connection, way));
          return isLost() ? never : result;
        } catch (error) {
          if (isLost()) return never;
          ofRun = error;
          throw error;
        }
      });
    } catch (error) {
      // What the driver sends on its own, at the start and the end: a deferred constraint, for example.
      throw error === ofRun ? error : withoutValues(error);
    }
  };
  return new Proxy(preparing(client, { ...way, isLost: () => false }), {
    get: (target, name) => (name === "begin" ? begin : Reflect.get(target, name, target)),
  });
}

/**
 * Drizzle has every statement parsed anew, which costs a round trip each and keeps them from being sent together.
 * Statements of usual size are prepared once for each connection instead.
 */
function preparing<Client extends object>(client: Client, { prepares, isLost }: Way): Client {
  return new Proxy(client, {
    get(target, name, receiver) {
      const value = Reflect.get(target, name, receiver) as (...given: unknown[]) => unknown;
      if (name !== "unsafe") return value;
      return (query: string, params: unknown[] = [], options: object = {}) => {
        if (isLost()) return refused();
        const prepare = prepares && params.length > 0 && params.length <= largestPrepared;
        const sent = params.map((param) => (typeof param === "string" ? storable(param) : param));
        return value(query, sent, { ...options, prepare });
      };
    },
  });
}

/** How a pool's statements are sent. */
type Way = { prepares: boolean; isLost: () => boolean };

/** The error of a query on a lost connection. */
function refused() {
  const failed = Promise.reject(new Error("the connection to PostgreSQL was lost"));
  failed.catch(() => undefined);
  return Object.assign(failed, { values: () => failed });
}

/** A statement with more parameters holds a list of varying length and is hardly ever repeated. */
const largestPrepared = 100;
