import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** The process that serves a data directory, if it is alive. */
export function livingPostmaster(data: string): number | undefined {
  const pid = Number(readPidFile(data)?.split("\n")[0]);
  return Number.isInteger(pid) && pid > 0 && isPostmaster(pid, data) ? pid : undefined;
}

/** Removes the pid file of a killed PostgreSQL: its number may belong to another process by now. */
export function clearStalePidFile(data: string): void {
  if (readPidFile(data) !== undefined && livingPostmaster(data) === undefined) {
    rmSync(path.join(data, "postmaster.pid"), { force: true });
  }
}

/**
 * Stops it: sessions are ended, commits stay. If it has not finished in time it is killed, and replays its log at
 * the next start.
 */
export async function stopPostmaster(pid: number, data: string, patienceMs: number): Promise<void> {
  const steps: [NodeJS.Signals, number][] = [
    ["SIGINT", patienceMs],
    ["SIGQUIT", 500],
    ["SIGKILL", 2000],
  ];
  for (const [signal, waitMs] of steps) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    for (let waitedMs = 0; waitedMs < waitMs; waitedMs += 20) {
      await wait(20);
      if (!isPostmaster(pid, data)) return;
    }
  }
}

function readPidFile(data: string): string | undefined {
  try {
    return readFileSync(path.join(data, "postmaster.pid"), "utf8");
  } catch {
    return undefined;
  }
}

function isPostmaster(pid: number, data: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  try {
    const status = readFileSync(`/proc/${pid}/stat`, "utf8");
    if (status.slice(status.lastIndexOf(")") + 2).startsWith("Z")) return false;
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(data);
  } catch {
    // Without /proc the answer above has to do, on Linux a process without an entry is gone.
    return process.platform !== "linux";
  }
}
