import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import postgres from "postgres";
import { DatabaseFault } from "@/db/database-fault";
import { endWithUs } from "@/db/embedded-cluster";
import { freePort } from "@/db/free-port";

export type Pooler = { port: number; stop: () => Promise<void> };

/**
 * Starts PgBouncer in transaction mode, with no setting that makes it milder, before a server of tests and drills: every
 * database of it is reached under its own name. `users` are their passwords; `aliases` are further databases, by name,
 * each with what PgBouncer is told of it.
 */
export async function startPooler(
  serverUrl: string,
  users: Readonly<Record<string, string>>,
  aliases: Readonly<Record<string, string>> = {},
): Promise<Pooler> {
  const program = findPooler();
  const directory = mkdtempSync(path.join(tmpdir(), "tenor-pooler-"));
  const port = await freePort();
  const server = `host=127.0.0.1 port=${new URL(serverUrl).port}`;
  const config = path.join(directory, "pgbouncer.ini");
  const log = path.join(directory, "pgbouncer.log");
  const files: Record<string, string> = {
    [path.join(directory, "users.txt")]: Object.entries(users)
      .map(([name, password]) => `"${name}" "${password}"\n`)
      .join(""),
    [config]: `[databases]
${Object.entries(aliases)
  .map(([name, told]) => `${name} = ${server} ${told}\n`)
  .join("")}* = ${server}

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${path.join(directory, "users.txt")}
pool_mode = transaction
default_pool_size = 8
max_client_conn = 2000
logfile = ${log}
`,
  };
  for (const [file, text] of Object.entries(files)) writeFileSync(file, text, { mode: 0o600 });
  const isRoot = process.getuid?.() === 0;
  if (isRoot) {
    // PgBouncer refuses to be root, and whom it becomes must be able to read what it was given.
    chmodSync(directory, 0o700);
    for (const file of [directory, ...Object.keys(files)]) chownSync(file, nobody, nobody);
  }
  const child = spawn(program, [config], {
    stdio: ["ignore", "ignore", "ignore"],
    ...(isRoot ? { uid: nobody, gid: nobody } : {}),
  });
  endWithUs(child);
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      await gone;
    }
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    await untilThere(child, port, users);
  } catch (fault) {
    const said = existsSync(log) ? readFileSync(log, "utf8") : "";
    await stop();
    throw new DatabaseFault(
      `PgBouncer did not start: ${said.trim().split("\n").slice(-5).join("\n")} (${fault})`,
    );
  }
  return { port, stop };
}

/** Anybody but root. */
const nobody = 65_534;

function findPooler(): string {
  for (const program of ["pgbouncer", "/usr/sbin/pgbouncer", "/opt/homebrew/bin/pgbouncer"])
    if (spawnSync(program, ["--version"]).status === 0) return program;
  throw new DatabaseFault(
    "PgBouncer is not installed. Run `apt-get install pgbouncer` or `brew install pgbouncer`, then try again.",
  );
}

async function untilThere(
  child: ChildProcess,
  port: number,
  users: Readonly<Record<string, string>>,
): Promise<void> {
  const [[user, password] = ["", ""]] = Object.entries(users);
  for (const since = Date.now(); ; await wait(50)) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error("it ended");
    const sql = postgres({
      host: "127.0.0.1",
      port,
      user,
      password,
      database: "postgres",
      max: 1,
      prepare: false,
    });
    try {
      await sql`select 1`;
      return;
    } catch (fault) {
      if (Date.now() - since > 10_000) throw fault;
    } finally {
      await sql.end({ timeout: 1 });
    }
  }
}
