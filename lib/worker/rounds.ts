import { log } from "@/lib/log";

/** `run` takes its work from tables that hand it out once: done by several processes at once it does no more. */
export type Job = { everyMs: number; run: () => Promise<unknown> };

/**
 * Does each job again and again until it is told to stop, in every worker process, and none waits for another. One
 * that fails, because the database is away for instance, is done again when its time comes.
 */
export async function rounds(jobs: Readonly<Record<string, Job>>, signal: AbortSignal): Promise<void> {
  await Promise.all(
    Object.entries(jobs).map(async ([name, { everyMs, run }]) => {
      while (!signal.aborted) {
        try {
          await run();
        } catch (fault) {
          log.warn("a job was interrupted; trying again", { part: "worker", kind: name, fault });
        }
        await pause(everyMs, signal);
      }
    }),
  );
}

/** Waits, or is woken by the signal. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
  });
}
