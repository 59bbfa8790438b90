import { readdirSync, readFileSync } from "node:fs";

/** Milliseconds of the processor that processes have used, by what their command line says; none where Linux is not. */
export function processorTimes(kinds: Readonly<Record<string, RegExp>>): Record<string, number> {
  const used = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, 0]));
  for (const pid of processes()) {
    const line = read(`/proc/${pid}/cmdline`).replaceAll("\0", " ");
    const kind = Object.keys(kinds).find((one) => kinds[one]?.test(line));
    // The fields behind the name in brackets, which may have blanks: the 14th and 15th are ticks of 10 ms.
    const fields = read(`/proc/${pid}/stat`).split(") ")[1]?.split(" ") ?? [];
    if (kind) used[kind] = (used[kind] ?? 0) + (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 10;
  }
  return used;
}

/** Megabytes that processes hold in memory, those whose command line says so; 0 where Linux is not. */
export function memoryOf(kind: RegExp): number {
  const held = processes().filter((pid) => kind.test(read(`/proc/${pid}/cmdline`).replaceAll("\0", " ")));
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

/** Empty when the process is gone. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
