import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import postgres from "postgres";
import { close, connect, type Db } from "@/db/client";
import { type EmbeddedDatabase, ensureDatabase, freePort, startEmbedded } from "@/db/embedded";
import { existingHome } from "@/db/embedded-place";
import { migrate } from "@/db/migrate";
import { oppGateway } from "@/lib/gateway/opp/gateway";
import type { Payments } from "@/lib/payments/context";
import { type Drill, drill } from "@/lib/sandbox/drill";

const token = "token-of-the-drill";
export const webhookKey = "0123456789abcdef".repeat(4);

/** A child process that has said it is ready. */
export type Running = {
  child: ChildProcess;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Asks it to finish and waits until it has. */
  stop(): Promise<void>;
};

/**
 * A whole installation of its own: PostgreSQL, the stand-in gateway and any number of workers, each a
 * process that can be killed. Nothing is shared with the one that people use.
 */
export type Installation = {
  db: Db;
  /** Sees all rows: for counting. */
  owner: postgres.Sql;
  payments: Payments;
  bank: Drill;
  bankUrl: string;
  databaseUrl: string;
  ownerUrl: string;
  /** As the database's owner, who opens merchants and hires. */
  hiring: Db;
  startBank(): Promise<void>;
  killBank(): Promise<void>;
  restartDatabase(): Promise<void>;
  startWorker(concurrency: number): Promise<Running>;
  /** Runs another program of ours with the same settings. */
  run(program: string, args: string[], readyWhen: RegExp): Promise<Running>;
  /** Serves the pages as they were built last; resolves to their address. */
  startWeb(): Promise<string>;
  stop(): Promise<void>;
};

export async function install(
  options: {
    /** Where the gateway sends its reports; they are lost without it. */
    webhookUrl?: string;
    timeoutMs?: number;
    connections?: number;
    settings?: Record<string, string>;
  } = {},
): Promise<Installation> {
  const directory = mkdtempSync(path.join(tmpdir(), "tenor-drill-"));
  chmodSync(directory, 0o755);
  const password = "drill";
  const databasePort = await freePort();
  const bankPort = await freePort();
  const bankUrl = `http://127.0.0.1:${bankPort}`;
  const start = () =>
    startEmbedded({
      directory,
      port: databasePort,
      password,
      ...(options.settings ? { settings: options.settings } : {}),
    });
  let server: EmbeddedDatabase = await start();
  await ensureDatabase(server.url, "tenor");
  const address = new URL(server.url);
  address.pathname = "/tenor";
  const ownerUrl = address.href;
  address.username = "tenor_app";
  const databaseUrl = address.href;
  await migrate(ownerUrl, databaseUrl);
  const db = connect(databaseUrl, { max: options.connections ?? 10 });
  const hiring = connect(ownerUrl, { max: 1 });
  const owner = postgres(ownerUrl, { max: 2, onnotice: () => undefined });

  const environment = {
    ...process.env,
    NODE_ENV: "production",
    LOG_LEVEL: "info",
    DATA_DIR: directory,
    DATABASE_URL: databaseUrl,
    SANDBOX_PORT: String(bankPort),
    GATEWAY_URL: "",
    GATEWAY_TOKEN: token,
    GATEWAY_WEBHOOK_KEY: webhookKey,
    AUTH_SECRET: "a-secret-for-drills-that-nobody-else-needs-0123456789",
    SMTP_URL: "",
    WEBHOOK_URL: options.webhookUrl ?? "",
  };
  const children = new Set<Running>();
  const launch = async (args: string[], readyWhen: RegExp, more: Record<string, string> = {}) => {
    const running = await launched(args, { ...environment, ...more }, readyWhen);
    children.add(running);
    running.child.once("exit", () => children.delete(running));
    return running;
  };
  let bankProcess: Running | undefined;

  return {
    db,
    owner,
    hiring,
    ownerUrl,
    bank: drill(bankUrl, token),
    bankUrl,
    databaseUrl,
    payments: {
      db,
      gateway: oppGateway({ url: bankUrl, token, timeoutMs: options.timeoutMs ?? 30_000 }),
      machineNow: Date.now,
    },
    async startBank() {
      bankProcess = await launch(["lib/sandbox/main.ts"], /sandbox gateway at/);
    },
    async killBank() {
      await bankProcess?.kill();
    },
    async restartDatabase() {
      await server.stop();
      server = await start();
    },
    startWorker: (concurrency) =>
      launch(["lib/worker/main.ts"], /worker started/, { WORKER_CONCURRENCY: String(concurrency) }),
    run: (program, args, readyWhen) => launch([program, ...args], readyWhen),
    async startWeb() {
      const port = String(await freePort());
      const url = `http://localhost:${port}`;
      await launch(["node_modules/next/dist/bin/next", "start", "-p", port], /Ready in/, {
        PORT: port,
        APP_URL: url,
      });
      return url;
    },
    async stop() {
      await Promise.all([...children].map((running) => running.kill()));
      await Promise.all([close(db), close(hiring)]);
      await owner.end({ timeout: 5 });
      await server.stop();
      rmSync(existingHome(directory), { recursive: true, force: true });
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function launched(
  args: string[],
  environment: Record<string, string | undefined>,
  readyWhen: RegExp,
): Promise<Running> {
  const child = spawn(process.execPath, ["--import", "tsx", ...args], {
    env: environment as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = once(child, "exit");
  let said = "";
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on("line", (line) => {
        if (said.length < 20_000) said += `${line}\n`;
        if (readyWhen.test(line)) resolve();
        // Warnings and faults of the parts, for whoever watches.
        if (process.env.DRILL_WATCH && /"level":[456]0/.test(line)) console.error(line);
      });
    void exited.then(() => reject(new Error(`${args[0]} ended before it was ready:\n${said}`)));
  });
  const end = async (signal: "SIGKILL" | "SIGTERM") => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await exited;
  };
  return { child, kill: () => end("SIGKILL"), stop: () => end("SIGTERM") };
}
