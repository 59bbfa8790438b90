import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { StartFault } from "@/lib/start/fault";

export type LaunchOptions = {
  environment: Record<string, string>;
  /** File that takes what the process says; without it, it speaks here. */
  log?: string;
};

/** Starts a program of ours on this Node, in a process group of its own and on the leash. */
export function launch(args: string[], { environment, log }: LaunchOptions): ChildProcess {
  const output = log ? openLog(log) : "inherit";
  try {
    return spawn(process.execPath, ["--import", leash, ...args], {
      // Ctrl-C in a terminal goes to the whole group there: only we shall hear it, and stop things in order.
      detached: true,
      stdio: ["ignore", output, output, "ipc"],
      env: { ...process.env, ...environment, LEASH_HELD_BY: String(process.pid) },
    });
  } finally {
    if (typeof output === "number") closeSync(output);
  }
}

/** Runs a program that ends by itself; faults when it ends badly, with the last it said. */
export function runToEnd(
  what: string,
  args: string[],
  options: LaunchOptions & { signal: AbortSignal },
): Promise<void> {
  return new Promise((resolve, reject) => {
    options.signal.throwIfAborted();
    const child = launch(args, options);
    const abort = () => void end(child, 1500);
    options.signal.addEventListener("abort", abort, { once: true });
    child.once("error", reject);
    child.once("exit", (code) => {
      options.signal.removeEventListener("abort", abort);
      if (options.signal.aborted) reject(options.signal.reason);
      else if (code === 0) resolve();
      else if (options.log)
        reject(new StartFault(`${tail(options.log)}\n${what} failed. See ${options.log}.`));
      else reject(new StartFault(`${what} failed. See above.`));
    });
  });
}

/** Asks a process group to end and makes it end when its time is up. */
export async function end(child: ChildProcess, patienceMs: number): Promise<void> {
  if (!child.pid || child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once("exit", resolve));
  signalGroup(child.pid, "SIGTERM");
  const timer = setTimeout(() => signalGroup(child.pid, "SIGKILL"), patienceMs);
  await exited;
  clearTimeout(timer);
  // Whatever the program left in its group is not wanted either.
  signalGroup(child.pid, "SIGKILL");
}

export function tail(log: string, lines = 20): string {
  return readFileSync(log, "utf8").trimEnd().split("\n").slice(-lines).join("\n");
}

const leash = pathToFileURL(path.resolve("lib/start/leash.mjs")).href;

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
