import { type Runner, run, type TaskList } from "graphile-worker";
import { asApp } from "@/db/client";
import { log } from "@/lib/log";

/**
 * Runs the jobs that are shared out between all worker processes, and asks for each of them anew
 * every few seconds. The queue only says who does them and when: a job that is lost or done twice
 * changes nothing, because each takes its work from tables that hand it out once.
 */
export function housekeeping(settings: {
  databaseUrl: string;
  jobs: Record<string, () => Promise<void>>;
  everyMs: number;
  signal: AbortSignal;
}): { finished: Promise<void> } {
  return { finished: keepRunning(settings) };
}

const RESTART_AFTER_MS = 1_000;

async function keepRunning(settings: Parameters<typeof housekeeping>[0]): Promise<void> {
  const { signal } = settings;
  while (!signal.aborted) {
    try {
      await runOnce(settings);
    } catch (fault) {
      // The database was away, most likely. Nothing is lost by starting over.
      log.warn("the job queue stopped; starting it again", { fault });
      await pause(RESTART_AFTER_MS, signal);
    }
  }
}

async function runOnce({ databaseUrl, jobs, everyMs, signal }: Parameters<typeof housekeeping>[0]) {
  const taskList: TaskList = Object.fromEntries(
    Object.entries(jobs).map(([name, job]) => [name, async () => job()]),
  );
  const runner: Runner = await run({
    connectionString: asApp(databaseUrl),
    taskList,
    concurrency: Object.keys(jobs).length,
    noHandleSignals: true,
    pollInterval: 2_000,
    logger: undefined,
  });
  const stop = () =>
    void runner.stop().catch((fault) => log.warn("the job queue did not stop in order", { fault }));
  signal.addEventListener("abort", stop, { once: true });
  const failed = runner.promise;
  try {
    while (!signal.aborted) {
      for (const name of Object.keys(jobs)) await runner.addJob(name, {}, { jobKey: name, maxAttempts: 1 });
      await Promise.race([pause(everyMs, signal), failed]);
    }
    await failed;
  } catch (error) {
    stop();
    throw error;
  } finally {
    signal.removeEventListener("abort", stop);
  }
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
