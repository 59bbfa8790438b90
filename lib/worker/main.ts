import { close, connect } from "@/db/client";
import { DatabaseFault } from "@/db/database-fault";
import { requireHeldRole } from "@/db/held-role";
import { type MerchantAway, merchantAway } from "@/db/over-merchants";
import { postAlerts } from "@/lib/alerts/post";
import { forgetOldTries } from "@/lib/auth/rate-limit";
import { forgetOldSessions } from "@/lib/auth/sessions";
import { forgetUnstartedRuns } from "@/lib/bulk/forget";
import { settleOutcomes } from "@/lib/bulk/outcomes";
import { continueRuns } from "@/lib/bulk/run";
import { businessNow } from "@/lib/clock";
import { applyImport } from "@/lib/customers/import/apply";
import { forgetOldImports } from "@/lib/customers/import/forget";
import { SECOND, SILENCE_WATCHED_EVERY, WORKER_SAYS_EVERY } from "@/lib/domain/value/timetable";
import { env } from "@/lib/env";
import { keepForecasts } from "@/lib/forecast/keep";
import { log } from "@/lib/log";
import { mailer } from "@/lib/mail/mailer";
import { paymentsOver } from "@/lib/payments/payments";
import { reconcile } from "@/lib/payments/reconcile";
import { applyChangedTerms } from "@/lib/settings/apply-terms";
import { noteWorker, type Seen, watchSilence } from "@/lib/silent/watch";
import { pulse } from "./pulse";
import { pause, rounds } from "./rounds";

const settings = env();
const stopping = new AbortController();
for (const name of ["SIGTERM", "SIGINT"] as const) process.on(name, () => stopping.abort());

const db = connect(settings.databaseUrl, { max: settings.workerConcurrency + 4 });
const payments = paymentsOver(db, (isAway) =>
  isAway
    ? log.warn("a gateway is not available; collection is on hold", { part: "worker" })
    : log.info("the gateway is available again", { part: "worker" }),
);
const { signal } = stopping;
const seen: Seen = new Map();
const mail = mailer(db, { ...settings, signal });

await refuseUnheld();
merchantAway.subscribe((said) => {
  const { merchantId, fault } = said as MerchantAway;
  log.warn("a merchant's data is not available; other merchants continue", {
    part: "worker",
    merchantId,
    fault,
  });
});
log.info("worker started", { part: "worker", count: settings.workerConcurrency });
const keeping = rounds(
  {
    reconcile: {
      everyMs: SECOND * 5,
      run: async () => reconcile(payments, await businessNow(db), payments.machineNow()),
    },
    deliver_messages: {
      everyMs: SECOND * 5,
      // Until nothing is left: somebody's link must not wait behind a full queue, a handful every few seconds.
      run: async () => {
        while (!signal.aborted && (await mail.deliver(await businessNow(db), payments.machineNow)) > 0);
      },
    },
    post_alerts: {
      everyMs: SECOND * 5,
      run: async () => {
        while (!signal.aborted && (await postAlerts(db, await businessNow(db), payments.machineNow())) > 0);
      },
    },
    say_it_runs: { everyMs: WORKER_SAYS_EVERY, run: () => noteWorker(db, payments.machineNow()) },
    watch_silence: {
      everyMs: SILENCE_WATCHED_EVERY,
      run: async () =>
        watchSilence(db, seen, { now: await businessNow(db), machineNow: payments.machineNow() }),
    },
    apply_changed_terms: {
      everyMs: SECOND,
      run: async () => {
        while (
          !signal.aborted &&
          (await applyChangedTerms(db, await businessNow(db), payments.machineNow())) > 0
        );
      },
    },
    apply_imports: {
      everyMs: SECOND,
      run: async () => {
        const times = { machineNow: payments.machineNow, signal };
        while (!signal.aborted && (await applyImport(db, { ...times, now: await businessNow(db) })));
      },
    },
    continue_bulk_runs: {
      everyMs: SECOND,
      run: async () => {
        const most = { concurrency: settings.workerConcurrency, signal };
        while (!signal.aborted && (await continueRuns(payments, await businessNow(db), most)) > 0);
      },
    },
    settle_bulk_outcomes: {
      everyMs: SECOND * 5,
      run: async () => {
        while (
          !signal.aborted &&
          (await settleOutcomes(db, await businessNow(db), payments.machineNow())) > 0
        );
      },
    },
    forget_unstarted_runs: {
      everyMs: SECOND * 3_600,
      run: async () => forgetUnstartedRuns(db, await businessNow(db)),
    },
    forget_old_imports: {
      everyMs: SECOND * 3_600,
      run: async () => forgetOldImports(db, await businessNow(db)),
    },
    keep_forecasts: { everyMs: SECOND * 300, run: async () => keepForecasts(db, await businessNow(db)) },
    forget_old_tries: { everyMs: SECOND * 3_600, run: () => forgetOldTries(db, payments.machineNow()) },
    forget_old_sessions: { everyMs: SECOND * 3_600, run: () => forgetOldSessions(db, payments.machineNow()) },
  },
  signal,
);
await pulse({
  payments,
  concurrency: settings.workerConcurrency,
  signal,
  deliver: (now) => mail.deliver(now, payments.machineNow),
});
await keeping;
await close(db);
log.info("worker stopped", { part: "worker" });

/** Waits for a database that is away; one that does not hold this process to the rules ends it. */
async function refuseUnheld(): Promise<void> {
  while (!signal.aborted) {
    try {
      return await requireHeldRole(db);
    } catch (fault) {
      if (fault instanceof DatabaseFault) {
        log.error("the worker cannot run with this database role", { part: "worker", why: fault.message });
        process.exit(1);
      }
      log.warn("the database does not answer", { part: "worker", fault });
      await pause(SECOND, signal);
    }
  }
}
