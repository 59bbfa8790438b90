import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  accessSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { totalmem } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import postgres from "postgres";
import { DatabaseFault } from "@/db/database-fault";
import { existingHome, makeDataDirectory, type Place, placeFor } from "@/db/embedded-place";
import { clearStalePidFile, livingPostmaster, stopPostmaster } from "@/db/postmaster";

export type EmbeddedDatabase = {
  /** Address of the maintenance database, as owner. */
  url: string;
  port: number;
  /** Resolves when PostgreSQL is gone, whoever ended it. */
  exited: Promise<void>;
  /** Writes out what only the log holds, so that a stop soon after is quick. */
  checkpoint(): Promise<void>;
  stop(patienceMs?: number): Promise<void>;
};

export type EmbeddedOptions = {
  /** A directory of ours; PostgreSQL keeps its own inside it, or elsewhere if it cannot enter. */
  directory: string;
  port: number;
  password: string;
  /** For data that may be lost: nothing is forced to disk. */
  fast?: boolean;
  /** Further settings of PostgreSQL, by name. */
  settings?: Record<string, string>;
};

/** Starts the PostgreSQL that comes with the dependencies, first making its data directory if there is none. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const place = placeFor(path.resolve(options.directory));
  claimDataDirectory(place.data);
  await requireFreePort(options.port);
  if (!existsSync(path.join(place.data, "PG_VERSION"))) await initialise(place, options);

  const child = launch(place, options);
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

/** Ends a PostgreSQL that outlived the program that started it here. */
export async function stopLeftover(directory: string): Promise<void> {
  const data = path.join(existingHome(path.resolve(directory)), "postgres");
  const pid = livingPostmaster(data);
  if (pid !== undefined) await stopPostmaster(pid, data, usualPatienceMs);
}

const usualPatienceMs = 10_000;

/** A port nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

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
      `The data directory ${data} belongs to another user: start Tenor as that user, or set DATA_DIR to another directory.`,
    );
  }
  const pid = livingPostmaster(data);
  if (pid !== undefined) {
    throw new DatabaseFault(
      `The data directory ${data} is in use by the PostgreSQL with process number ${pid}: stop the Tenor that started it, or set DATA_DIR to another directory.`,
    );
  }
  clearStalePidFile(data);
}

async function requireFreePort(port: number): Promise<void> {
  const problem = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    const server = createServer();
    server.once("error", resolve);
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(undefined)));
  });
  if (problem) {
    throw new DatabaseFault(
      `Port ${port} for PostgreSQL is ${problem.code === "EACCES" ? "not allowed to this user" : "taken by another program"}: stop that program or set DATABASE_PORT to a free port.`,
    );
  }
}

/** Made aside and renamed, so that an interrupted first start leaves nothing that looks like a database. */
async function initialise(place: Place, options: EmbeddedOptions): Promise<void> {
  const draft: Place = { ...place, data: `${place.data}.${randomBytes(4).toString("hex")}` };
  makeDataDirectory(draft);
  const passwordFile = `${draft.data}.password`;
  writeFileSync(passwordFile, `${options.password}\n`, { mode: 0o600 });
  if (place.runner.uid !== undefined && place.runner.gid !== undefined) {
    chownSync(passwordFile, place.runner.uid, place.runner.gid);
  }
  try {
    const { code, output } = await run(place, "initdb", [
      `--pgdata=${draft.data}`,
      "--username=postgres",
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      // The server's own rules of sorting: the same on every machine, whatever locales it has.
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--locale=C",
      ...(options.fast ? ["--no-sync"] : []),
    ]);
    if (code !== 0) {
      throw new DatabaseFault(`The database could not be made in ${place.data}: ${lastLine(output)}`);
    }
    rmSync(place.data, { recursive: true, force: true });
    renameSync(draft.data, place.data);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft.data, { recursive: true, force: true });
  }
}

function launch(place: Place, options: EmbeddedOptions): ChildProcess {
  const settings: Record<string, string> = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    shared_buffers: "256MB",
    effective_cache_size: `${Math.floor(totalmem() / 2 ** 21)}MB`,
    work_mem: "16MB",
    maintenance_work_mem: "256MB",
    max_wal_size: "2GB",
    random_page_cost: "1.1",
    jit: "off",
    timezone: "UTC",
    log_timezone: "UTC",
    lc_messages: "C",
    ...(options.fast
      ? { fsync: "off", synchronous_commit: "off", full_page_writes: "off", autovacuum: "off" }
      : {}),
    ...options.settings,
  };
  const log = openSync(place.log, "a", 0o600);
  try {
    return spawn(
      path.join(place.binaries, "bin", "postgres"),
      [
        "-D",
        place.data,
        "-p",
        String(options.port),
        ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
      ],
      // In a group of its own: Ctrl-C in the terminal is for the program that started it, which stops it last.
      { ...place.runner, cwd: "/", detached: true, stdio: ["ignore", log, log], env: cleanEnvironment() },
    );
  } finally {
    closeSync(log);
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
          `The database in ${place.data} has another password than secrets.json beside it: bring that file back, or run \`npm run reset\` to begin anew.`,
        );
      }
      if (Date.now() - since > mostMs) {
        throw new DatabaseFault(`PostgreSQL did not answer within a minute: see ${place.log}.`);
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
    return `${place.data} was made by another version of PostgreSQL: run \`npm run reset\` to begin anew, or set DATA_DIR to another directory.`;
  }
  if (/could not bind|Address already in use/.test(text)) {
    return "its port is taken: set DATABASE_PORT to a free port.";
  }
  if (/lock file .* already exists/.test(text)) {
    return `${place.data} is in use by another one: stop it, or set DATA_DIR to another directory.`;
  }
  if (/wrong ownership|Permission denied/.test(text)) {
    return `${place.data} belongs to another user: start Tenor as that user, or set DATA_DIR to another directory.`;
  }
  return `${lines.findLast((line) => line.includes("FATAL")) ?? lines.at(-1) ?? "it said nothing"} (${place.log}).`;
}

function run(
  place: Place,
  program: string,
  args: string[],
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(path.join(place.binaries, "bin", program), args, {
      ...place.runner,
      cwd: "/",
      env: cleanEnvironment(),
    });
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr.on("data", (chunk) => {
      output += chunk;
    });
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
  });
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}

/** Without our secrets, and without PG* variables of the user's that would change what the server does. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" };
}
