import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "@/db/free-port";
import { type FreshDatabase, freshDatabase } from "@/db/testing";
import { type Env, readEnv, toEnvironment } from "@/lib/env";
import { argumentsOf, healthOf, type PartName, served } from "@/lib/start/parts";
import { Program, tail } from "@/lib/start/program";

/** The whole product for one spec file: its own database, sandbox gateway, worker and web, on ports of its own. */
export class Stack {
  private readonly running = new Map<PartName, Program>();

  private constructor(
    readonly env: Env,
    private readonly database: FreshDatabase,
    private readonly added: Added,
  ) {}

  /** `added`: a module that every part reads before its own code, and what that reads. */
  static async boot(
    settings: Record<string, string> = {},
    added: Added = { modules: [], environment: {} },
  ): Promise<Stack> {
    const database = await freshDatabase();
    const [port, sandboxPort] = [await freePort(), await freePort()];
    const env = readEnv({
      DATA_DIR: mkdtempSync(path.join(tmpdir(), "tenor-stack-")),
      ...addressesOf(database.url),
      PORT: String(port),
      SANDBOX_PORT: String(sandboxPort),
      LOG_LEVEL: "debug",
      ...settings,
    });
    const stack = new Stack(env, database, added);
    try {
      await stack.start("sandbox");
      await Promise.all([stack.start("worker"), stack.start("web")]);
    } catch (error) {
      await stack.stop();
      throw error;
    }
    return stack;
  }

  get baseURL(): string {
    return this.env.appUrl;
  }

  get databaseUrl(): string {
    return this.env.databaseUrl;
  }

  /** For what only the database's owner may do or see. */
  get ownerUrl(): string {
    return this.database.ownerUrl;
  }

  get sandboxUrl(): string {
    return this.env.gatewayUrl;
  }

  /** Starts a part that is not running, and waits until it answers where it can be asked. */
  async start(name: PartName): Promise<void> {
    const { modules, environment } = this.added;
    const before = modules.flatMap((module) => ["--import", module]);
    const program = new Program([...before, ...argumentsOf(name, this.env)], {
      environment: { ...toEnvironment(this.env), ...served, ...environment },
      log: this.logOf(name),
    });
    this.running.set(name, program);
    const address = healthOf(name, this.env);
    if (address) await program.until({ answersAt: address }, { patienceMs: mostMsToHealth });
  }

  /** Ends a part at once and without warning, as a crash would. */
  async kill(name: PartName): Promise<void> {
    await this.running.get(name)?.crash();
    this.running.delete(name);
  }

  async stop(): Promise<void> {
    const parts = [...this.running.values()];
    this.running.clear();
    await Promise.all(parts.map((part) => part.end(2000)));
    await this.database.drop();
    rmSync(this.env.dataDir, { recursive: true, force: true });
  }

  /** What the parts have said last, to be read beside a failed test. */
  lastWords(): { name: PartName; text: string }[] {
    const names: PartName[] = ["web", "worker", "sandbox"];
    return names
      .filter((name) => existsSync(this.logOf(name)))
      .map((name) => ({ name, text: tail(this.logOf(name), 200) }));
  }

  logOf(name: PartName): string {
    return path.join(this.env.dataDir, "logs", `${name}.log`);
  }
}

type Added = { modules: readonly string[]; environment: Readonly<Record<string, string>> };

/** Through the pooler, where the run has one. */
function addressesOf(direct: string): Record<string, string> {
  const port = process.env.TEST_DATABASE_POOLER;
  if (!port) return { DATABASE_URL: direct };
  const url = new URL(direct);
  url.port = port;
  return { DATABASE_URL: url.href, DATABASE_DIRECT_URL: direct };
}

const mostMsToHealth = 30_000;
