import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { StartFault } from "@/lib/start/fault";

/** Faults with what to do when somebody else listens on a port that we need. */
export async function requireFreePorts(
  needed: { setting: string; port: number; what: string }[],
): Promise<void> {
  const seen = new Map<number, string>();
  for (const { setting, port } of needed) {
    const other = seen.get(port);
    if (other) throw new StartFault(`${other} and ${setting} are both ${port}. Change one of them.`);
    seen.set(port, setting);
  }
  for (const { setting, port } of needed) {
    if (setting !== "DATABASE_PORT" && (await isRefusedByBrowsers(port)))
      throw new StartFault(`Browsers block port ${port}. Set ${setting} to another port.`);
  }
  for (const { setting, port, what } of needed) {
    const problem = await problemOf(port);
    if (!problem) continue;
    const why = problem === "EACCES" ? "is not allowed for this user" : "is in use by another program";
    throw new StartFault(
      `Port ${port} for ${what} ${why}. Stop that program, or set ${setting} to a free port.`,
    );
  }
}

/** Some ports belong to other protocols, and nothing that fetches pages asks there. */
async function isRefusedByBrowsers(port: number): Promise<boolean> {
  try {
    await fetch(`http://127.0.0.1:${port}/`, { method: "HEAD", signal: AbortSignal.timeout(1_000) });
    return false;
  } catch (fault) {
    return fault instanceof TypeError && fault.cause instanceof Error && fault.cause.message === "bad port";
  }
}

/** What a start that was killed leaves goes by itself, in a moment: it is waited for. */
const patienceMs = 4000;

async function problemOf(port: number): Promise<string | undefined> {
  const since = Date.now();
  for (;;) {
    const problem = (await listen(port)) ?? (await listen(port, "127.0.0.1"));
    if (problem !== "EADDRINUSE" || Date.now() - since > patienceMs) return problem;
    await wait(200);
  }
}

function listen(port: number, host?: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code));
    server.listen({ port, host }, () => server.close(() => resolve(undefined)));
  });
}
