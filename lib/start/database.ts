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
export async function openDatabase(env: Env, share: boolean, asOwner: boolean): Promise<OpenDatabase> {
  if (!env.embeddedDatabase) {
    if (asOwner) await probe(requireOwner(env), "DATABASE_OWNER_URL");
    else await probe(env.databaseUrl, "DATABASE_URL");
    return notOurs;
  }
  const lock = lockInstance(env.dataDir);
  if ("heldBy" in lock) {
    if (!share) throw alreadyRuns(env, lock.heldBy);
    await untilShared(env, asOwner);
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

/** The address for making the schema, merchants and staff. */
export function requireOwner(env: Env): string {
  if (env.databaseOwnerUrl) return env.databaseOwnerUrl;
  throw new StartFault(
    "DATABASE_URL is set but DATABASE_OWNER_URL is not. The application uses the first to log in as tenor_app. The owner uses the second to create the schema: postgres://owner:password@host:5432/name.",
  );
}

/** Told before anything else is looked at: the ports would be taken too, and that would say less. */
export function refuseSecond(env: Env): void {
  const holder = env.embeddedDatabase ? holderOf(env.dataDir) : undefined;
  if (holder !== undefined) throw alreadyRuns(env, holder);
}

function alreadyRuns(env: Env, pid: number): StartFault {
  return new StartFault(
    `Tenor is already running with the data directory ${env.dataDir} (process ${pid}). Stop it first, or set DATA_DIR, DATABASE_PORT, PORT and SANDBOX_PORT to run a second one.`,
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

async function untilShared(env: Env, asOwner: boolean): Promise<void> {
  const address = asOwner ? requireOwner(env) : env.databaseUrl;
  const patienceMs = 60_000;
  const since = Date.now();
  for (;;) {
    try {
      return await probe(address, "DATABASE_URL");
    } catch (error) {
      if (holderOf(env.dataDir) === undefined || Date.now() - since > patienceMs) throw error;
    }
    await wait(200);
  }
}

async function probe(databaseUrl: string, setting: string): Promise<void> {
  const url = new URL(databaseUrl);
  const place = `${url.hostname || "localhost"}:${url.port || 5432}`;
  let failure: { code?: string; message: string };
  const sql = postgres(databaseUrl, { max: 1, connect_timeout: 10, onnotice: () => undefined });
  try {
    const [server] = await sql<{ version: number }[]>`
      select current_setting('server_version_num')::int as version`;
    if (server && server.version >= oldestVersion * 10_000) return;
    failure = { code: "old", message: "" };
  } catch (error) {
    failure = error as { code?: string; message: string };
  } finally {
    await sql.end({ timeout: 1 });
  }
  const name = url.pathname.slice(1) || decodeURIComponent(url.username);
  const sentences: Record<string, string> = {
    ECONNREFUSED: `No PostgreSQL answers at ${place}. Start it, correct ${setting}, or unset DATABASE_URL to use the PostgreSQL included in Tenor.`,
    ENOTFOUND: `The host ${url.hostname} in ${setting} is not known. Correct it, or unset DATABASE_URL to use the PostgreSQL included in Tenor.`,
    CONNECT_TIMEOUT: `PostgreSQL at ${place} did not answer within 10 s. Check the host and port in ${setting}, and the firewall.`,
    "28P01": `PostgreSQL at ${place} did not accept the password in ${setting}. Correct it.`,
    "28000": `PostgreSQL at ${place} does not accept the user in ${setting}. Correct the user, or pg_hba.conf of the server.`,
    "3D000": `PostgreSQL at ${place} has no database ${name}. Create it with \`createdb ${name}\`, or correct ${setting}.`,
    old: `PostgreSQL at ${place} is too old. ${setting} must point to version ${oldestVersion} or later.`,
  };
  throw new DatabaseFault(
    sentences[failure.code ?? ""] ??
      `The database in ${setting} at ${place} cannot be used (${failure.message || failure.code}). Correct ${setting}, or unset DATABASE_URL to use the PostgreSQL included in Tenor.`,
  );
}

/** The first with a bound on a whole transaction, whatever its client does. README names the same. */
export const oldestVersion = 17;
