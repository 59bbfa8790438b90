import { Logger, type Runner, run, type TaskList } from "graphile-worker";
import { log } from "@/lib/log";

export type Job = { everyMs: number; run: () => Promise<void> };

/**
 * Runs the jobs that are shared out between all worker processes, and asks for each of them anew
 * when its time has come. The queue only says who does them and when: a job that is lost or done
 * twice changes nothing, because each takes its work from tables that hand it out once.
 */
export async function housekeeping(settings: Housekeeping): Promise<void> {
  const { signal } = settings;
  while (!signal.aborted) {
    try {
      await keepAsking(settings);
    } catch (fault) {
      // The database was away, most likely. Nothing is lost by starting over.
      log.warn("the job queue stopped and is being restarted", { fault });
      await pause(RESTART_AFTER_MS, signal);
    }
  }
}

type Housekeeping = { databaseUrl: string; jobs: Record<string, Job>; signal: AbortSignal };

const RESTART_AFTER_MS = 1_000;
const TICK_MS = 5_000;

async function keepAsking({ databaseUrl, jobs, signal }: Housekeeping): Promise<void> {
  const taskList: TaskList = Object.fromEntries(
    Object.entries(jobs).map(([name, job]) => [name, async () => job.run()]),
  );
  const runner: Runner = await run({
    connectionString: databaseUrl,
    taskList,
    concurrency: Object.keys(jobs).length,
    noHandleSignals: true,
    pollInterval: 2_000,
    // So that what came of a job is said again when the database is back: said one by one, it is said once, and a
    // database that is away at that moment ends the process.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    logger: new Logger(() => say),
  });
  const stop = () =>
    void runner.stop().catch((fault) => log.warn("the job queue did not stop cleanly", { fault }));
  signal.addEventListener("abort", stop, { once: true });
  const asked = new Map<string, number>();
  try {
    while (!signal.aborted) {
      for (const [name, { everyMs }] of Object.entries(jobs)) {
        if (Date.now() - (asked.get(name) ?? 0) < everyMs) continue;
        asked.set(name, Date.now());
        await runner.addJob(name, {}, { jobKey: name, maxAttempts: 1 });
      }
      await Promise.race([pause(TICK_MS, signal), runner.promise]);
    }
    await runner.promise;
  } catch (fault) {
    stop();
    throw fault;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** The queue reports every job it does; only what went wrong is worth a line. */
function say(level: string, message: string, meta?: { error?: unknown }): void {
  if (level === "error" || level === "warning")
    log.warn("the job queue reported an error", { why: message, fault: meta?.error });
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
