import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

export type InstanceLock = { release: () => void };

/**
 * Says that this process keeps the database of a data directory. Answers with the number of the process that
 * already does, if it still lives; what a killed one left is taken over.
 */
export function lockInstance(dataDir: string): InstanceLock | { heldBy: number } {
  mkdirSync(dataDir, { recursive: true });
  const file = path.join(dataDir, "running.json");
  for (;;) {
    try {
      const holder: Holder = { pid: process.pid, startedAt: startOf(process.pid) ?? "" };
      writeFileSync(file, JSON.stringify(holder), { flag: "wx" });
      return { release: () => rmSync(file, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const heldBy = holderOf(dataDir);
    if (heldBy !== undefined) return { heldBy };
    rmSync(file, { force: true });
  }
}

/** The process that keeps the database of this data directory now. */
export function holderOf(dataDir: string): number | undefined {
  let holder: Holder;
  try {
    holder = JSON.parse(readFileSync(path.join(dataDir, "running.json"), "utf8")) as Holder;
  } catch {
    return undefined;
  }
  const started = startOf(holder.pid);
  return started !== undefined && started === holder.startedAt ? holder.pid : undefined;
}

type Holder = { pid: number; startedAt: string };

/** When a process began, in the system's words: numbers of processes are used again, moments are not. */
function startOf(pid: number): string | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = status.slice(status.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? undefined : fields[19];
  } catch {
    if (process.platform === "linux") return undefined;
  }
  try {
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || undefined;
  } catch {
    return undefined;
  }
}
