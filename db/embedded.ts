import type { ChildProcess } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import postgres from "postgres";
import { DatabaseFault } from "@/db/database-fault";
import { type ClusterOptions, endWithUs, initialise, launchPostgres } from "@/db/embedded-cluster";
import { existingHome, type Place, placeFor } from "@/db/embedded-place";
import { problemOfPort } from "@/db/free-port";
import { clearStalePidFile, livingPostmaster, stopPostmaster } from "@/db/postmaster";

export type EmbeddedDatabase = {
  /** Address of the maintenance database, as owner. */
  url: string;
  port: number;
  /** Resolves when PostgreSQL is gone, whoever ended it. */
  exited: Promise<void>;
  /** Runs a checkpoint, so that a stop soon afterwards is quick. */
  checkpoint(): Promise<void>;
  stop(patienceMs?: number): Promise<void>;
};

export type EmbeddedOptions = ClusterOptions & {
  /** A directory of ours; PostgreSQL keeps its own inside it, or elsewhere if it cannot enter. */
  directory: string;
};

/** Starts the PostgreSQL that comes with the dependencies, first making its data directory if there is none. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const place = placeFor(path.resolve(options.directory));
  claimDataDirectory(place.data);
  await requireFreePort(options.port);
  if (!existsSync(path.join(place.data, "PG_VERSION"))) await initialise(place, options);

  const child = launchPostgres(place, options);
  endWithUs(child);
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const url = `postgres://postgres:${options.password}@127.0.0.1:${options.port}/postgres`;
  try {
    await untilReady(url, child, place);
  } catch (fault) {
    if (child.exitCode === null && child.pid) await stopPostmaster(child.pid, place.data, usualPatienceMs);
    throw fault;
  }
  return {
    url,
    port: options.port,
    exited,
    checkpoint: async () => {
      const sql = postgres(url, { max: 1, onnotice: () => undefined });
      await sql`checkpoint`;
      await sql.end();
    },
    stop: async (patienceMs = usualPatienceMs) => {
      if (child.pid && child.exitCode === null && child.signalCode === null) {
        await stopPostmaster(child.pid, place.data, patienceMs);
        await exited;
      }
    },
  };
}

/** Stops a PostgreSQL left by a program that was killed here. */
export async function stopLeftover(directory: string): Promise<void> {
  const data = path.join(existingHome(path.resolve(directory)), "postgres");
  const pid = livingPostmaster(data);
  if (pid !== undefined) await stopPostmaster(pid, data, usualPatienceMs);
}

const usualPatienceMs = 10_000;

/** Makes a database if the server has none of that name. */
export async function ensureDatabase(ownerUrl: string, name: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    const [known] = await sql`select 1 from pg_database where datname = ${name}`;
    if (!known) await sql`create database ${sql(name)}`;
  } finally {
    await sql.end();
  }
}

function claimDataDirectory(data: string): void {
  try {
    if (existsSync(data)) accessSync(data, constants.R_OK | constants.X_OK);
  } catch {
    throw new DatabaseFault(
      `The data directory ${data} belongs to another user. Start Tenor as that user, or set DATA_DIR to another directory.`,
    );
  }
  const pid = livingPostmaster(data);
  if (pid !== undefined) {
    throw new DatabaseFault(
      `The data directory ${data} is in use by the PostgreSQL with process ID ${pid}. Stop the Tenor that started it, or set DATA_DIR to another directory.`,
    );
  }
  clearStalePidFile(data);
}

async function requireFreePort(port: number): Promise<void> {
  const problem = await problemOfPort(port);
  if (problem) {
    throw new DatabaseFault(
      `Port ${port} for PostgreSQL is ${problem.code === "EACCES" ? "not allowed for this user" : "in use by another program"}. Stop that program, or set DATABASE_PORT to a free port.`,
    );
  }
}

async function untilReady(url: string, child: ChildProcess, place: Place): Promise<void> {
  const mostMs = 60_000;
  const since = Date.now();
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new DatabaseFault(`PostgreSQL did not start: ${reason(place)}`);
    }
    const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => undefined });
    try {
      await sql`select 1`;
      return;
    } catch (error) {
      const code = (error as { code?: string }).code;
      if (code === "28P01") {
        throw new DatabaseFault(
          `The database in ${place.data} does not accept the password in secrets.json. Restore that file, or run \`npm run reset\` to start again with an empty database.`,
        );
      }
      if (Date.now() - since > mostMs) {
        throw new DatabaseFault(`PostgreSQL did not answer within a minute. See ${place.log}.`);
      }
    } finally {
      await sql.end({ timeout: 1 });
    }
    await wait(50);
  }
}

function reason(place: Place): string {
  const lines = readFileSync(place.log, "utf8").trimEnd().split("\n").slice(-30);
  const text = lines.join("\n");
  if (text.includes("incompatible with server")) {
    return `${place.data} was created by another version of PostgreSQL. Run \`npm run reset\` to start again with an empty database, or set DATA_DIR to another directory.`;
  }
  if (/could not bind|Address already in use/.test(text)) {
    return "its port is in use. Set DATABASE_PORT to a free port.";
  }
  if (/lock file .* already exists/.test(text)) {
    return `${place.data} is in use by another PostgreSQL. Stop it, or set DATA_DIR to another directory.`;
  }
  if (/wrong ownership|Permission denied/.test(text)) {
    return `${place.data} belongs to another user. Start Tenor as that user, or set DATA_DIR to another directory.`;
  }
  return `${lines.findLast((line) => line.includes("FATAL")) ?? lines.at(-1) ?? "it gave no reason"} (${place.log}).`;
}
