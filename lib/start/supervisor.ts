import { existsSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { distribute } from "@/db/distribute";
import { migrate } from "@/db/migrate";
import { type Env, toEnvironment } from "@/lib/env";
import { addMerchant } from "@/lib/start/add-merchant";
import { backup, restore } from "@/lib/start/backup";
import { build, isBuilt } from "@/lib/start/build";
import { type OpenDatabase, openDatabase, refuseSecond, requireOwner } from "@/lib/start/database";
import { isDatabaseEmpty, signInLines } from "@/lib/start/demo";
import { StartFault } from "@/lib/start/fault";
import { askForMerchant, type MerchantGiven } from "@/lib/start/new-merchant";
import { Part } from "@/lib/start/part";
import { argumentsOf, healthOf, type PartName, served } from "@/lib/start/parts";
import { requireFreePorts } from "@/lib/start/ports";
import { runToEnd, tail } from "@/lib/start/program";
import { step } from "@/lib/start/progress.mjs";
import { reset } from "@/lib/start/reset";

export const goals = [
  "start",
  "web",
  "worker",
  "sandbox",
  "migrate",
  "distribute",
  "demo",
  "merchant",
  "backup",
  "restore",
  "reset",
  "bench",
  "drill",
] as const;
export type Goal = (typeof goals)[number];

/** Starts what a goal needs, in order, keeps it alive, and takes it down in the opposite order. */
export class Supervisor {
  private database: OpenDatabase | undefined;
  private sandbox: Part | undefined;
  private readonly parts: Part[] = [];
  private readonly environment: Record<string, string>;

  constructor(
    private readonly env: Env,
    private readonly root: string,
    private readonly signal: AbortSignal,
  ) {
    this.environment = { ...toEnvironment(env), ...served };
  }

  async run(goal: Goal, flags: string[]): Promise<void> {
    if (goal === "reset") return reset(this.env, flags.includes("--yes"));
    if (goal === "bench") return this.toEnd("The benchmark", "bench/main.ts", flags);
    if (goal === "drill") return this.toEnd("The drill", "bench/drills/main.ts", flags);
    // Asked before anything is started: nobody is to type into the middle of what is told about that.
    const merchant = goal === "merchant" ? await this.newMerchant(flags) : null;
    try {
      await this.reach(goal, flags);
      if (merchant) {
        const lines = await addMerchant(this.env, requireOwner(this.env), merchant);
        console.log(`\n${lines.map((line) => `  ${line}`).join("\n")}\n`);
      }
    } finally {
      await this.stop(goal);
    }
  }

  private async reach(goal: Goal, flags: string[]): Promise<void> {
    if (goal === "start") refuseSecond(this.env);
    await requireFreePorts(this.portsOf(goal));
    await this.do(
      this.env.embeddedDatabase ? "Starting PostgreSQL" : "Connecting to the database",
      async () => {
        this.database = await openDatabase(this.env, goal !== "start", isForOwner(goal));
      },
    );
    if (goal === "backup") return this.backup(flags[0]);
    if (goal === "restore") await restore(requireOwner(this.env), flags[0]);
    if (isForOwner(goal)) {
      await this.do("Migrating the database", () =>
        migrate(requireOwner(this.env), this.env.databaseDirectUrl),
      );
    }
    if (goal === "restore" && flags[1]) await this.eraseAgain(flags[1]);
    if (goal === "sandbox" || this.needsOwnSandbox(goal)) await this.startSandbox(goal);
    if (goal === "demo") await this.demo();
    if (goal === "start" || goal === "web") await this.fillAndBuild(goal);
    if (goal === "start" || goal === "worker") this.startWorker(goal);
    if (goal === "start" || goal === "web") await this.startWeb(goal);
    if (goal === "distribute")
      for (const line of await distribute(requireOwner(this.env))) console.log(`  ${line}`);
    if (["migrate", "distribute", "restore", "demo", "merchant"].includes(goal)) return;
    if (goal === "start") await this.welcome();
    await new Promise((resolve) => {
      if (this.signal.aborted) resolve(undefined);
      this.signal.addEventListener("abort", resolve, { once: true });
    });
  }

  private newMerchant([verb, ...flags]: string[]): Promise<MerchantGiven> {
    if (verb !== "add") throw new StartFault("Say `npm run merchant -- add`: it asks for the rest.");
    return askForMerchant(flags, this.env.mode === "sandbox");
  }

  private async backup(file: string | undefined): Promise<void> {
    const written = await backup(requireOwner(this.env), file);
    console.log(`  The backup is in ${written}. Run \`npm run restore -- ${written}\` to restore it.`);
  }

  /** Together under 5 s: those who use a thing end before it does. */
  private async stop(goal: Goal): Promise<void> {
    if (goal === "start" && this.signal.aborted) console.log("\n  Stopping ...");
    const prepared = this.database?.prepareStop();
    await Promise.all(this.parts.map((part) => part.stop(2200)));
    await this.sandbox?.stop(600);
    await Promise.race([prepared, wait(100)]);
    await this.database?.stop(1500);
    if (goal === "start" && this.signal.aborted) console.log("  Stopped.");
  }

  private portsOf(goal: Goal): Parameters<typeof requireFreePorts>[0] {
    const web = { setting: "PORT", port: this.env.port, what: "the web pages" };
    const sandbox = { setting: "SANDBOX_PORT", port: this.env.sandboxPort, what: "the sandbox gateway" };
    return [
      ...(goal === "start" || goal === "web" ? [web] : []),
      ...(goal === "sandbox" || (goal === "start" && this.env.mode === "sandbox") ? [sandbox] : []),
    ];
  }

  private needsOwnSandbox(goal: Goal): boolean {
    return this.env.mode === "sandbox" && ["start", "demo", "merchant"].includes(goal);
  }

  private async startSandbox(goal: Goal): Promise<void> {
    const health = healthOf("sandbox", this.env) ?? "";
    if (goal !== "start" && goal !== "sandbox" && (await fetch(health).catch(() => undefined))?.ok) return;
    await this.do("Starting the sandbox gateway", async () => {
      this.sandbox = this.newPart("sandbox", goal);
      await this.sandbox.untilHealthy(health, this.signal);
    });
  }

  /** Side by side: neither needs the other, and one waits for the database while the other works. */
  private async fillAndBuild(goal: Goal): Promise<void> {
    const fills = goal === "start" && (await this.isToFill());
    const builds = !isBuilt(this.root);
    const jobs = [
      ...(fills
        ? [{ what: "filling in demo data", log: "demo", run: () => this.demo(this.logOf("demo")) }]
        : []),
      ...(builds ? [{ what: "building the pages", log: "build", run: () => this.build() }] : []),
    ];
    if (jobs.length === 0) return;
    const what = jobs.map((job) => job.what).join(" and ");
    const at = () => jobs.map(({ log }) => lastLine(this.logOf(log))).join("; ");
    await this.do(
      `${what[0]?.toUpperCase()}${what.slice(1)}`,
      async () => void (await Promise.all(jobs.map(({ run }) => run()))),
      { usually: fills ? "two minutes, more on a busy machine" : "half a minute", at },
    );
  }

  /** In live mode an empty database is a new one, not one to play with. */
  private async isToFill(): Promise<boolean> {
    return this.env.mode === "sandbox" && (await isDatabaseEmpty(this.env.databaseUrl));
  }

  private build(): Promise<void> {
    return build(this.root, this.environment, this.logOf("build"), this.signal);
  }

  private startWorker(goal: Goal): void {
    this.startPart("worker", goal);
  }

  private async startWeb(goal: Goal): Promise<void> {
    await this.do("Starting the web pages", async () => {
      await this.startPart("web", goal).untilHealthy(healthOf("web", this.env) ?? "", this.signal);
    });
  }

  private async welcome(): Promise<void> {
    const signIn = this.env.mode === "sandbox" ? signInLines() : [];
    const lines = [
      `Tenor is ready at ${this.env.appUrl}`,
      ...(signIn.length > 0 ? ["", ...signIn] : []),
      "",
      `Logs are in ${path.join(this.env.dataDir, "logs")}. Press Ctrl-C to stop everything.`,
    ];
    console.log(`\n${lines.map((line) => (line ? `  ${line}` : "")).join("\n")}\n`);
  }

  private startPart(name: PartName, goal: Goal): Part {
    const part = this.newPart(name, goal);
    this.parts.push(part);
    return part;
  }

  private newPart(name: PartName, goal: Goal): Part {
    // Alone, a part speaks in the terminal; together they would drown what is to be read.
    const log = goal === name ? undefined : this.logOf(name);
    return new Part(name, argumentsOf(name, this.env), { environment: this.environment, log });
  }

  private eraseAgain(log: string): Promise<void> {
    const owner = { DATABASE_OWNER_URL: requireOwner(this.env) };
    return this.toEnd("Erasing people again", "lib/customers/erase-again.ts", [log], { more: owner });
  }

  private demo(log?: string): Promise<void> {
    const owner = { DATABASE_OWNER_URL: requireOwner(this.env) };
    return this.toEnd("The demo", "demo/main.ts", [], { log, more: owner });
  }

  private toEnd(
    what: string,
    file: string,
    flags: string[],
    { log, more = {} }: { log?: string | undefined; more?: Record<string, string> } = {},
  ): Promise<void> {
    return runToEnd(what, ["--import", "tsx", file, ...flags], {
      environment: { ...this.environment, ...more },
      log,
      signal: this.signal,
    });
  }

  private do(what: string, work: () => Promise<void>, about?: Parameters<typeof step>[2]): Promise<void> {
    this.signal.throwIfAborted();
    return step(what, work, about);
  }

  private logOf(name: string): string {
    return path.join(this.env.dataDir, "logs", `${name}.log`);
  }
}

/** Where a program is that says so in its log. */
function lastLine(log: string): string {
  return existsSync(log) ? tail(log, 1).trim() : "";
}

/** What makes the schema, fills it or reads all of it; everything else runs as the application. */
function isForOwner(goal: Goal): boolean {
  return ["start", "migrate", "distribute", "demo", "merchant", "backup", "restore"].includes(goal);
}
