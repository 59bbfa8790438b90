import { readdirSync, readFileSync } from "node:fs";

/**
 * Milliseconds of the processor that our own processes have used so far, by what their command line says. What has ended
 * counts no more; none where Linux is not.
 */
export function processorTimes(kinds: Readonly<Record<string, RegExp>>): Record<string, number> {
  const used = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, 0]));
  for (const pid of processes().filter(isOurs)) {
    const line = commandOf(pid);
    const kind = Object.keys(kinds).find((one) => kinds[one]?.test(line));
    // The 14th and 15th field are ticks of 10 ms.
    const fields = statOf(pid);
    if (kind) used[kind] = (used[kind] ?? 0) + (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 10;
  }
  return used;
}

/** Megabytes that processes hold in memory, those whose command line says so; 0 where Linux is not. */
export function memoryOf(kind: RegExp): number {
  const held = processes().filter((pid) => isOurs(pid) && kind.test(commandOf(pid)));
  const kilobytes = held.map((pid) => Number(/^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0));
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1024;
}

function processes(): string[] {
  try {
    return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

/** Whether this process began it, or one that did. */
function isOurs(pid: string): boolean {
  for (let at = pid; at && at !== "0"; at = statOf(at)[1] ?? "") if (at === String(process.pid)) return true;
  return false;
}

function commandOf(pid: string): string {
  return read(`/proc/${pid}/cmdline`).replaceAll("\0", " ");
}

/** The fields behind the name in brackets, which may have blanks. */
function statOf(pid: string): string[] {
  return read(`/proc/${pid}/stat`).split(") ")[1]?.split(" ") ?? [];
}

/** Empty when the process is gone. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
