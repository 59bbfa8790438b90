import { randomUUID } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import postgres from "postgres";
import { close, connect, type Db } from "@/db/client";
import { type EmbeddedDatabase, ensureDatabase, startEmbedded } from "@/db/embedded";
import { existingHome } from "@/db/embedded-place";
import { freePort } from "@/db/free-port";
import { migrate } from "@/db/migrate";
import type { NewMerchant } from "@/db/open-merchant";
import { oppProvider } from "@/lib/gateway/opp/provider";
import type { Payments } from "@/lib/payments/context";
import { gatewaysOf } from "@/lib/payments/gateways";
import type { Arranged, OpenBank } from "@/lib/payments/testing-bank";
import type { TypedCard } from "@/lib/sandbox/card";
import { type Drill, drill } from "@/lib/sandbox/drill";
import { payCheckout } from "@/lib/sandbox/shopper";
import { argumentsOf, healthOf, served } from "@/lib/start/parts";
import { Program, type Ready } from "@/lib/start/program";

const token = "token-of-the-drill";
const webhookKey = "0123456789abcdef".repeat(4);

type Options = {
  /** Where the gateway sends its reports; they are lost without it. */
  webhookUrl?: string;
  timeoutMs?: number;
  connections?: number;
  settings?: Record<string, string>;
  /** A directory that is kept, with its database, for later runs; a new one is removed at the end. */
  directory?: string | undefined;
};

/** Another gateway than the sandbox, which stands in this process; it can be away. */
export type BankElsewhere<D extends Arranged = Arranged> = OpenBank<D> & {
  leave(): Promise<void>;
  comeBack(): Promise<void>;
  /** The module that makes it known to the processes of the installation, and what that module reads. */
  preload: string;
  environment: Record<string, string>;
};

/**
 * A whole installation of its own: PostgreSQL, the stand-in gateway and any number of workers, each a
 * process that can be killed. Nothing is shared with the one that people use.
 */
export type Installation<D extends Arranged = Drill> = {
  db: Db;
  /** Sees all rows: for counting. */
  owner: postgres.Sql;
  payments: Payments;
  bank: D;
  bankUrl: string;
  /** A customer types a card. */
  enterCard(checkoutId: string, card: TypedCard): Promise<{ checkoutId: string }>;
  /** What a merchant's row says of its gateway. */
  merchant: Partial<NewMerchant> & Pick<NewMerchant, "accountEcom" | "accountMoto">;
  databaseUrl: string;
  ownerUrl: string;
  /** As the database's owner, who opens merchants and hires. */
  hiring: Db;
  startBank(): Promise<void>;
  killBank(): Promise<void>;
  restartDatabase(): Promise<void>;
  startWorker(concurrency: number): Promise<Program>;
  /** Runs another program of ours with the same settings. */
  run(program: string, args: string[], readyWhen: RegExp): Promise<Program>;
  /** Serves the pages as they were built last; resolves to their address. */
  startWeb(): Promise<string>;
  killWeb(): Promise<void>;
  stop(): Promise<void>;
};

export function install(options?: Options): Promise<Installation>;
export function install<D extends Arranged>(
  options: Options & { elsewhere: BankElsewhere<D> },
): Promise<Installation<D>>;
export async function install(
  options: Options & { elsewhere?: BankElsewhere } = {},
): Promise<Installation<Arranged>> {
  const { elsewhere } = options;
  const timeoutMs = options.timeoutMs ?? 30_000;
  if (options.directory) mkdirSync(options.directory, { recursive: true });
  const directory = options.directory ?? mkdtempSync(path.join(tmpdir(), "tenor-drill-"));
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
    ...served,
    ...elsewhere?.environment,
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
  const running = new Set<Program>();
  const launch = async (args: string[], ready: Ready, more: Record<string, string> = {}) => {
    const preloaded = elsewhere ? ["--import", "tsx", "--import", elsewhere.preload] : [];
    const program = new Program([...preloaded, ...args], {
      environment: { ...environment, ...more },
      // One for each: what it says is what it is known by.
      log: path.join(directory, "logs", `${randomUUID()}.log`),
    });
    running.add(program);
    const leave = () => running.delete(program);
    program.ended.then(leave, leave);
    await program.until(ready);
    return program;
  };
  const place = { port: await freePort(), host: "127.0.0.1", sandboxPort: bankPort };
  let bankProgram: Program | undefined;
  let webProgram: Program | undefined;

  return {
    db,
    owner,
    hiring,
    ownerUrl,
    bank: elsewhere?.drill ?? drill(bankUrl, token),
    bankUrl,
    merchant: elsewhere?.merchant(1) ?? { accountEcom: "drill-ecom", accountMoto: "drill-moto" },
    enterCard: elsewhere?.enterCard ?? ((checkoutId, card) => payCheckout(bankUrl, checkoutId, card)),
    databaseUrl,
    payments: {
      db,
      gateways: gatewaysOf(db, [
        elsewhere?.impatient(timeoutMs) ?? oppProvider({ url: bankUrl, token, webhookKey, timeoutMs }),
      ]),
      machineNow: Date.now,
    },
    async startBank() {
      if (elsewhere) return elsewhere.comeBack();
      bankProgram = await launch(argumentsOf("sandbox", place), {
        answersAt: healthOf("sandbox", place) ?? "",
      });
    },
    async killBank() {
      await (elsewhere ? elsewhere.leave() : bankProgram?.crash());
    },
    async restartDatabase() {
      await server.stop();
      server = await start();
    },
    startWorker: (concurrency) =>
      launch(
        argumentsOf("worker", place),
        { says: /worker started/ },
        { WORKER_CONCURRENCY: String(concurrency) },
      ),
    run: (program, args, says) => launch(["--import", "tsx", program, ...args], { says }),
    async startWeb() {
      const url = `http://localhost:${place.port}`;
      const own = { PORT: String(place.port), APP_URL: url };
      webProgram = await launch(argumentsOf("web", place), { answersAt: healthOf("web", place) ?? "" }, own);
      return url;
    },
    async killWeb() {
      await webProgram?.crash();
    },
    async stop() {
      await Promise.all([...running].map((program) => program.crash()));
      await Promise.all([close(db), close(hiring)]);
      await owner.end({ timeout: 5 });
      await server.stop();
      if (options.directory) return;
      rmSync(existingHome(directory), { recursive: true, force: true });
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
