import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { StartFault } from "@/lib/start/fault";

/**
 * A program of ours on this Node, in a process group of its own: what it says is collected, it ends with all that it
 * started, and it ends when we do, however we went.
 */
export class Program {
  readonly child: ChildProcess;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  private isAtItsEnd = false;
  /** Where in its log it begins: others wrote there before. */
  private readonly saysFrom: number;

  constructor(
    private readonly args: readonly string[],
    private readonly options: ProgramOptions,
  ) {
    const output = options.log ? openLog(options.log) : "inherit";
    this.saysFrom = options.log ? statSync(options.log).size : 0;
    try {
      this.child = spawn(process.execPath, ["--import", leash, ...args], {
        // Ctrl-C in a terminal goes to the whole group there: only we shall hear it, and stop things in order.
        detached: true,
        stdio: ["ignore", output, output, "ipc"],
        env: { ...process.env, ...options.environment, LEASH_HELD_BY: String(process.pid) },
      });
    } finally {
      if (typeof output === "number") closeSync(output);
    }
    this.ended = new Promise((resolve, reject) => {
      this.child.once("error", reject);
      this.child.once("exit", (code, signal) => resolve(signal ?? code ?? 1));
    });
    const atItsEnd = () => {
      this.isAtItsEnd = true;
    };
    this.ended.then(atItsEnd, atItsEnd);
  }

  /** The file that takes what it says. */
  get log(): string | undefined {
    return this.options.log;
  }

  get hasEnded(): boolean {
    return this.isAtItsEnd;
  }

  /** Waits until it answers at an address, or says something; faults with its last words when it does not. */
  async until(ready: Ready, { patienceMs = mostMsToReady, signal }: Waiting = {}): Promise<void> {
    const since = Date.now();
    const from = "says" in ready && ready.next ? this.said().length : 0;
    const isReady = () =>
      "says" in ready ? ready.says.test(this.said().slice(from)) : answers(ready.answersAt);
    for (;;) {
      const hasEnded = this.hasEnded;
      if (await isReady()) return;
      signal?.throwIfAborted();
      const what = "says" in ready ? `did not say ${ready.says}` : `does not answer at ${ready.answersAt}`;
      if (hasEnded) throw this.fault(`ended before it was ready`);
      if (Date.now() - since > patienceMs) throw this.fault(what);
      await wait(50, undefined, { signal });
    }
  }

  /** Asks it and what it started to end, and makes them when their time is up. */
  async end(patienceMs: number): Promise<void> {
    if (!this.hasEnded) {
      signalGroup(this.child.pid, "SIGTERM");
      const timer = setTimeout(() => signalGroup(this.child.pid, "SIGKILL"), patienceMs);
      await this.ended.finally(() => clearTimeout(timer));
    }
    // Whatever the program left in its group is not wanted either.
    signalGroup(this.child.pid, "SIGKILL");
  }

  /** Ends it as a power cut would. */
  async crash(): Promise<void> {
    signalGroup(this.child.pid, "SIGKILL");
    await this.ended;
  }

  private said(): string {
    return this.options.log ? readFileSync(this.options.log).subarray(this.saysFrom).toString() : "";
  }

  private fault(what: string): StartFault {
    const program = this.args.findLast((arg) => /\.(ts|mjs)$|next$/.test(arg)) ?? this.args.join(" ");
    const said = this.options.log ? `${tail(this.options.log)}\n` : "";
    return new StartFault(`${said}${program} ${what}. See above.`);
  }
}

/** Runs a program that ends by itself; faults when it ends badly, with the last it said. */
export async function runToEnd(
  what: string,
  args: readonly string[],
  { signal, ...options }: ProgramOptions & { signal?: AbortSignal },
): Promise<void> {
  signal?.throwIfAborted();
  const program = new Program(args, options);
  const abort = () => void program.end(1500);
  signal?.addEventListener("abort", abort, { once: true });
  const how = await program.ended.finally(() => signal?.removeEventListener("abort", abort));
  signal?.throwIfAborted();
  if (how === 0) return;
  const { log } = options;
  throw new StartFault(log ? `${tail(log)}\n${what} failed. See ${log}.` : `${what} failed. See above.`);
}

export type ProgramOptions = {
  environment: Record<string, string>;
  /** File that takes what it says; without it, it speaks here. */
  log?: string | undefined;
};

/** `next`: only what it says from now on counts. */
export type Ready = { answersAt: string } | { says: RegExp; next?: boolean };

type Waiting = { patienceMs?: number; signal?: AbortSignal | undefined };

/** The last that was said. */
export function tail(log: string, lines = 20): string {
  return readFileSync(log, "utf8").trimEnd().split("\n").slice(-lines).join("\n");
}

const leash = pathToFileURL(path.resolve("lib/start/leash.mjs")).href;
const mostMsToReady = 90_000;
const mostLogBytes = 20_000_000;

function openLog(log: string): number {
  mkdirSync(path.dirname(log), { recursive: true });
  const size = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
  if (size > mostLogBytes) renameSync(log, `${log}.old`);
  return openSync(log, "a", 0o600);
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid) process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

async function answers(address: string): Promise<boolean> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(5000), redirect: "manual" });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
