import { close, connect } from "@/db/client";
import { businessNow } from "@/lib/clock";
import { env } from "@/lib/env";
import { gateway } from "@/lib/gateway/gateway";
import { log } from "@/lib/log";
import { deliver } from "@/lib/mail/deliver";
import { reconcile } from "@/lib/payments/reconcile";
import { housekeeping } from "./housekeeping";
import { pulse } from "./pulse";

const HOUSEKEEPING_MS = 5_000;

const settings = env();
const stopping = new AbortController();
for (const name of ["SIGTERM", "SIGINT"] as const) process.on(name, () => stopping.abort());

const db = connect(settings.databaseUrl, { max: settings.workerConcurrency + 4 });
const payments = { db, gateway: gateway({ url: settings.gatewayUrl, token: settings.gatewayToken }) };
const { signal } = stopping;

log.info("worker started", { part: "worker", count: settings.workerConcurrency });
const jobs = housekeeping({
  databaseUrl: settings.databaseUrl,
  everyMs: HOUSEKEEPING_MS,
  signal,
  jobs: {
    reconcile: async () => void (await reconcile(payments, await businessNow(db), Date.now())),
    // Until nothing is left: somebody's link must not wait behind a full queue, a handful every few seconds.
    deliver_messages: async () => {
      while (!signal.aborted && (await deliver(db, settings, await businessNow(db), Date.now())) > 0);
    },
  },
});
await pulse({ payments, concurrency: settings.workerConcurrency, signal });
await jobs.finished;
await close(db);
log.info("worker stopped", { part: "worker" });
