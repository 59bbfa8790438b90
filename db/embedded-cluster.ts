import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, closeSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { totalmem } from "node:os";
import path from "node:path";
import { DatabaseFault } from "@/db/database-fault";
import { makeDataDirectory, type Place } from "@/db/embedded-place";

/** How an embedded PostgreSQL is created and run. */
export type ClusterOptions = {
  port: number;
  password: string;
  /** For data that may be lost: nothing is flushed to disk. */
  fast?: boolean;
  /** Further settings of PostgreSQL, by name. */
  settings?: Record<string, string>;
};

/**
 * Created beside its final place and renamed, so that an interrupted first start leaves nothing that looks like a
 * database.
 */
export async function initialise(place: Place, options: ClusterOptions): Promise<void> {
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
      // The server's own collation: the same on every machine, whatever its locales.
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--locale=C",
      ...(options.fast ? ["--no-sync"] : []),
    ]);
    if (code !== 0) {
      throw new DatabaseFault(`The database could not be created in ${place.data}: ${lastLine(output)}`);
    }
    rmSync(place.data, { recursive: true, force: true });
    renameSync(draft.data, place.data);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft.data, { recursive: true, force: true });
  }
}

export function launchPostgres(place: Place, options: ClusterOptions): ChildProcess {
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
    // A failing query would be logged with its values; callers log the code instead.
    log_min_messages: "log",
    log_min_error_statement: "panic",
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
      // In its own process group: Ctrl-C in the terminal is for the program that started it, which stops it last.
      { ...place.runner, cwd: "/", detached: true, stdio: ["ignore", log, log], env: cleanEnvironment() },
    );
  } finally {
    closeSync(log);
  }
}

/**
 * PostgreSQL does not notice when the program that started it is killed. A shell that waits for the end of a pipe
 * does: it ends when we are gone, however that happened, and asks PostgreSQL to stop.
 */
export function endWithUs(server: ChildProcess): void {
  const guard = spawn("sh", ["-c", 'read -r _; kill -INT "$1" 2>/dev/null', "guard", String(server.pid)], {
    detached: true,
    cwd: "/",
    stdio: ["pipe", "ignore", "ignore"],
    env: cleanEnvironment(),
  });
  server.once("exit", () => guard.kill("SIGKILL"));
  guard.on("error", () => undefined);
  guard.unref();
  (guard.stdin as unknown as { unref?: () => void } | null)?.unref?.();
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

/** Without our secrets, and without PG* variables of the user that would change the server. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" };
}
