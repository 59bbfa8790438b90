import { sql } from "drizzle-orm";
import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { storable } from "@/lib/domain/value/storable";
import { CONNECTED_WITHIN, SECOND } from "@/lib/domain/value/timetable";
import { withoutValues } from "./query-fault";

/** A pool of connections, logged in as the application. It knows no merchant: see `withMerchant`. */
export type Db = PostgresJsDatabase & { $client: postgres.Sql };

/** One transaction. It sees the rows of the merchant that it was opened for. */
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

/**
 * Opens a pool. After the database was away, the next query connects anew; what ran when it went fails, and whoever
 * asked asks again. An address that says `prepare=false` is one at which nothing prepared is found again.
 */
export function connect(databaseUrl: string, { max = 10 }: { max?: number } = {}): Db {
  const prepares = new URL(databaseUrl).searchParams.get("prepare") !== "false";
  let isClosed = false;
  let current = open();

  // The driver ends the process when it is asked to write to a connection that was lost in a transaction
  // (porsager/postgres#1208). So at the first loss the whole pool is given up, nothing more is written to it, and a
  // new one is there for the next question.
  function open(): Db {
    let isLost = false;
    const client = postgres(databaseUrl, {
      max,
      connect_timeout: CONNECTED_WITHIN / SECOND,
      idle_timeout: 0,
      max_lifetime: 0,
      // Nobody would hear of it when that question fails; there are no array columns.
      fetch_types: false,
      onnotice: () => undefined,
      onclose: () => {
        isLost = true;
        if (isClosed || current !== db) return;
        current = open();
        void client.end({ timeout: 1 }).catch(() => undefined);
      },
      // Nothing that a pooler in between would refuse: what bounds a session is set on its role, see `access.ts`.
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
      // The driver is a function too, with methods of its own.
      return typeof value === "function" && name !== "$client" ? value.bind(current) : value;
    },
  });
}

export async function close(db: Db): Promise<void> {
  const client: postgres.Sql = Reflect.get(db, closing) ?? db.$client;
  await client.end({ timeout: 5 });
}

/** Asked for, it says that the pool is not to be opened again. */
const closing = Symbol("closing");

/**
 * Runs one transaction that sees this merchant's rows and no others. `lockPatienceMs`: how long it waits for what
 * somebody else holds, if not as long as its role does (`access.ts`).
 */
export function withMerchant<T>(
  db: Db,
  merchantId: number,
  run: (tx: Tx) => Promise<T>,
  lockPatienceMs?: number,
): Promise<T> {
  return db.transaction(async (tx) => {
    // Sent before the first question and answered with it: statements of a transaction keep their order. As settings,
    // not through `set_config`: where the database is spread over several nodes, only these are passed on.
    const set = [`app.merchant_id = '${wholeNumber(merchantId)}'`];
    if (lockPatienceMs !== undefined) set.push(`lock_timeout = '${wholeNumber(lockPatienceMs)}ms'`);
    const said = set.map((setting) => Promise.resolve(tx.execute(sql.raw(`set local ${setting}`))));
    const [result] = await Promise.all([run(tx), ...said]);
    return result;
  });
}

/** What is written into a statement and not handed to it. */
function wholeNumber(value: number): number {
  if (!Number.isSafeInteger(value)) throw new Error("a merchant and a patience are whole numbers");
  return value;
}

/**
 * The driver rolls a failed transaction back, also on a connection that is gone. One that was lost therefore never
 * comes to an end by itself: the driver ends it when it reports the close, and the server has rolled it back.
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
      // What the driver says by itself, at the beginning and at the end: a deferred constraint, for one.
      throw error === ofRun ? error : withoutValues(error);
    }
  };
  return new Proxy(preparing(client, { ...way, isLost: () => false }), {
    get: (target, name) => (name === "begin" ? begin : Reflect.get(target, name, target)),
  });
}

/**
 * drizzle asks for every statement to be parsed anew, which costs a round trip each and keeps them from being sent
 * together. Statements of usual size are prepared once a connection instead.
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

/** How the statements of one pool are sent. */
type Way = { prepares: boolean; isLost: () => boolean };

/** What a query on a lost connection comes to. */
function refused() {
  const failed = Promise.reject(new Error("the connection to PostgreSQL was lost"));
  failed.catch(() => undefined);
  return Object.assign(failed, { values: () => failed });
}

/** Beyond that many parameters a statement is a list of its own length, hardly ever the same twice. */
const largestPrepared = 100;
