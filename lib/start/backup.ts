import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync, rmSync } from "node:fs";
import path from "node:path";
import postgres from "postgres";
import { makeRoles } from "@/db/access";
import { StartFault } from "@/lib/start/fault";

/** Writes the whole database, as its owner, into a file of pg_dump's own format. Resolves to the file's path. */
export async function backup(ownerUrl: string, given: string | undefined): Promise<string> {
  const file = path.resolve(given ?? `tenor-${new Date().toISOString().replaceAll(/[:.]/g, "-")}.dump`);
  if (existsSync(file)) throw new StartFault(`${file} already exists. Name another file.`);
  await requireTool("pg_dump", ownerUrl);
  // Nobody else's to read, before anything is in it.
  closeSync(openSync(file, "wx", 0o600));
  try {
    await run("pg_dump", ["--format=custom", `--file=${file}`], ownerUrl);
  } catch (fault) {
    rmSync(file, { force: true });
    throw fault;
  }
  return file;
}

/** Brings a backup into an empty database. What no dump holds is migrating's to give, right after. */
export async function restore(ownerUrl: string, given: string | undefined): Promise<void> {
  if (!given || !existsSync(given))
    throw new StartFault("Name the backup file: `npm run restore -- tenor.dump`.");
  await requireTool("pg_restore", ownerUrl);
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    const [table] = await sql`
      select 1 from pg_class
       where relkind = 'r' and relnamespace in (
         select oid from pg_namespace where nspname in ('public', 'drizzle')) limit 1`;
    if (table) {
      throw new StartFault(
        "The database is not empty. A backup can only be restored into an empty database: create one with `createdb`, or run `npm run reset` for the embedded one.",
      );
    }
    // Policies name them, and a dump cannot bring them.
    await makeRoles(sql);
  } finally {
    await sql.end();
  }
  const into = `--dbname=${nameOf(new URL(ownerUrl))}`;
  const whole = ["--exit-on-error", "--single-transaction"];
  await run("pg_restore", [...whole, "--no-owner", "--no-privileges", into, path.resolve(given)], ownerUrl);
}

type Tool = "pg_dump" | "pg_restore";

async function requireTool(tool: Tool, ownerUrl: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    const [server] = await sql<{ version: number }[]>`
      select current_setting('server_version_num')::integer / 10000 as version`;
    const { stdout, error } = spawnSync(tool, ["--version"], { encoding: "utf8" });
    const why = whyUnfit(tool, error ? null : stdout, server?.version ?? 0);
    if (why) throw new StartFault(why);
  } finally {
    await sql.end();
  }
}

/** `said`: what the tool says of its version, null where there is none. Null when it fits. */
export function whyUnfit(tool: Tool, said: string | null, server: number): string | null {
  const install = `Install PostgreSQL's client programs, version ${server}`;
  if (said === null) return `${tool} is not installed. ${install}, then try again.`;
  const version = Number(/\(PostgreSQL\) (\d+)/.exec(said)?.[1] ?? 0);
  if (version >= server) return null;
  return `${tool} has version ${version || "unknown"} and cannot read a database of version ${server}. ${install} or later, and put them first in PATH.`;
}

async function run(tool: Tool, args: string[], ownerUrl: string): Promise<void> {
  const child = spawn(tool, args, {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...connectionOf(ownerUrl) },
  });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new StartFault(`${tool} failed. See above.`);
}

/** By the environment: what stands on the command line, others can read. */
export function connectionOf(ownerUrl: string): Record<string, string> {
  const url = new URL(ownerUrl);
  const sslMode = url.searchParams.get("sslmode");
  return {
    PGHOST: url.hostname.replace(/^\[|\]$/g, ""),
    PGPORT: url.port || "5432",
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: nameOf(url),
    // No less than the application itself asks for.
    ...(sslMode ? { PGSSLMODE: sslMode } : {}),
  };
}

function nameOf(url: URL): string {
  return decodeURIComponent(url.pathname.slice(1)) || decodeURIComponent(url.username);
}
