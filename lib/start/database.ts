import { setTimeout as wait } from "node:timers/promises";
import postgres from "postgres";
import { DatabaseFault } from "@/db/database-fault";
import { ensureDatabase, startEmbedded, stopLeftover } from "@/db/embedded";
import { type Env, embeddedDatabaseName } from "@/lib/env";
import { StartFault } from "@/lib/start/fault";
import { holderOf, lockInstance } from "@/lib/start/instance-lock";

export type OpenDatabase = {
  /** Said when a stop is near, while others still use the database. */
  prepareStop: () => Promise<void>;
  stop: (patienceMs: number) => Promise<void>;
};

const notOurs: OpenDatabase = { prepareStop: async () => undefined, stop: async () => undefined };

/**
 * Makes the database answer: one of the user's own is only asked; the embedded one is started, or, where another
 * process already keeps it and `share` allows, used.
 */
export async function openDatabase(env: Env, share: boolean): Promise<OpenDatabase> {
  if (!env.embeddedDatabase) {
    await probe(env.databaseUrl);
    return notOurs;
  }
  const lock = lockInstance(env.dataDir);
  if ("heldBy" in lock) {
    if (!share) throw alreadyRuns(env, lock.heldBy);
    await untilShared(env);
    return notOurs;
  }
  try {
    await stopLeftover(env.dataDir);
    return await keepEmbedded(env, lock.release);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Told before anything else is looked at: the ports would be taken too, and that would say less. */
export function refuseSecond(env: Env): void {
  const holder = env.embeddedDatabase ? holderOf(env.dataDir) : undefined;
  if (holder !== undefined) throw alreadyRuns(env, holder);
}

export function alreadyRuns(env: Env, pid: number): StartFault {
  return new StartFault(
    `Tenor already runs with the data directory ${env.dataDir} (process ${pid}): stop it first, or set DATA_DIR, DATABASE_PORT, PORT and SANDBOX_PORT to run another one beside it.`,
  );
}

async function keepEmbedded(env: Env, release: () => void): Promise<OpenDatabase> {
  const start = () =>
    startEmbedded({ directory: env.dataDir, port: env.databasePort, password: env.embeddedPassword ?? "" });
  let server = await start();
  let isStopping = false;
  await ensureDatabase(server.url, embeddedDatabaseName);

  const again = async (failuresInRow: number): Promise<void> => {
    if (isStopping) return;
    const pauseMs = Math.min(250 * 2 ** failuresInRow, 30_000);
    console.error(`  PostgreSQL ended; starting it again in ${pauseMs / 1000} s.`);
    await wait(pauseMs, undefined, { ref: false });
    if (isStopping) return;
    try {
      server = await start();
      if (isStopping) await server.stop();
      watch();
    } catch (error) {
      console.error(`  ${error instanceof Error ? error.message : error}`);
      await again(failuresInRow + 1);
    }
  };
  const watch = () => void server.exited.then(() => again(0));
  watch();

  return {
    prepareStop: async () => {
      isStopping = true;
      // It may be gone already: then there is nothing to write out.
      await server.checkpoint().catch(() => undefined);
    },
    stop: async (patienceMs) => {
      isStopping = true;
      await server.stop(patienceMs);
      release();
    },
  };
}

async function untilShared(env: Env): Promise<void> {
  const patienceMs = 60_000;
  const since = Date.now();
  for (;;) {
    try {
      return await probe(env.databaseUrl);
    } catch (error) {
      if (holderOf(env.dataDir) === undefined || Date.now() - since > patienceMs) throw error;
    }
    await wait(200);
  }
}

async function probe(databaseUrl: string): Promise<void> {
  const url = new URL(databaseUrl);
  const place = `${url.hostname || "localhost"}:${url.port || 5432}`;
  let failure: { code?: string; message: string };
  const sql = postgres(databaseUrl, { max: 1, connect_timeout: 10, onnotice: () => undefined });
  try {
    const [server] = await sql<{ version: number }[]>`
      select current_setting('server_version_num')::int as version`;
    if (server && server.version >= oldestServer) return;
    failure = { code: "old", message: "" };
  } catch (error) {
    failure = error as { code?: string; message: string };
  } finally {
    await sql.end({ timeout: 1 });
  }
  const name = url.pathname.slice(1) || decodeURIComponent(url.username);
  const sentences: Record<string, string> = {
    ECONNREFUSED: `No PostgreSQL answers at ${place}: start it, or correct DATABASE_URL, or unset it to use the one Tenor brings.`,
    ENOTFOUND: `The host ${url.hostname} in DATABASE_URL is not known: correct it, or unset DATABASE_URL to use the PostgreSQL Tenor brings.`,
    CONNECT_TIMEOUT: `PostgreSQL at ${place} did not answer within 10 s: check the host and port in DATABASE_URL and the firewall between.`,
    "28P01": `PostgreSQL at ${place} refused the password in DATABASE_URL: correct it.`,
    "28000": `PostgreSQL at ${place} does not let the user in DATABASE_URL in: correct the user, or its pg_hba.conf.`,
    "3D000": `PostgreSQL at ${place} has no database ${name}: make it with \`createdb ${name}\`, or correct DATABASE_URL.`,
    old: `PostgreSQL at ${place} is too old: DATABASE_URL must lead to version 15 or later.`,
  };
  throw new DatabaseFault(
    sentences[failure.code ?? ""] ??
      `The database in DATABASE_URL at ${place} cannot be used (${failure.message || failure.code}): correct DATABASE_URL, or unset it to use the PostgreSQL Tenor brings.`,
  );
}

/** Row-level security with security_invoker and null handling as the schema uses them. */
const oldestServer = 150_000;
