import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { DatabaseFault } from "@/db/database-fault";
import { postAlerts } from "@/lib/alerts/post";
import { believedAddress } from "@/lib/auth/believed-address";
import { businessNow } from "@/lib/clock";
import { database, reachDatabase } from "@/lib/database";
import { SILENCE_WATCHED_EVERY } from "@/lib/domain/value/timetable";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { mailer } from "@/lib/mail/mailer";
import { isWorkerSilent, type Seen, watchSilence } from "@/lib/silent/watch";

/** What the web process does once, before its first request. */
export function begin(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    const forwardedFor = request.headers["x-forwarded-for"];
    request.headers["x-forwarded-for"] = believedAddress(
      request.socket.remoteAddress,
      Array.isArray(forwardedFor) ? forwardedFor.join(",") : forwardedFor,
      env().trustedProxies,
    );
  });
  log.info("web started", { part: "web" });
  console.error = reportSaid("error");
  console.warn = reportSaid("warn");
  void refuseUnheld().then(watchForWorkers);
}

/** A fault that a request came to. The page that shows it names the digest. */
export function reportFault(
  fault: unknown,
  { route, kind }: { route: string | undefined; kind: string | undefined },
): void {
  if (typeof fault === "object" && fault !== null) reported.add(fault);
  const digest = (fault as { digest?: unknown } | null)?.digest;
  log.error("a request failed", {
    part: "web",
    route: route ?? null,
    kind: kind ?? null,
    digest: typeof digest === "string" ? digest : null,
    fault,
  });
}

const reported = new WeakSet<object>();

/**
 * The framework prints what was thrown, with whatever that carries: it is written by the rules of our log instead,
 * and not a second time when its request reports it too, which is at the end of this turn at the latest. What it only
 * warns of, such as an action that no page of ours has, is no fault.
 */
function reportSaid(level: "error" | "warn") {
  return (...said: unknown[]): void => {
    const fault = said.find((one) => one instanceof Error);
    if (!fault) {
      log.warn("the framework reports", { part: "web", why: said.map(String).join(" ") });
      return;
    }
    setImmediate(() => {
      if (reported.has(fault)) return;
      if (level === "error") reportFault(fault, { route: undefined, kind: undefined });
      else log.warn("the framework warns", { part: "web", fault });
    });
  };
}

/** A database that is away is waited for; one that does not hold this process to the rules ends it. */
async function refuseUnheld(): Promise<void> {
  for (;;) {
    try {
      return await reachDatabase();
    } catch (fault) {
      if (fault instanceof DatabaseFault) {
        log.error("the web process cannot run with this database role", { part: "web", why: fault.message });
        process.exit(1);
      }
      log.warn("the database does not answer", { part: "web", fault });
      await new Promise((resolve) => setTimeout(resolve, 1_000).unref());
    }
  }
}

/**
 * A worker that is dead cannot say so: while none is seen, every web process looks for what stands still, and brings the
 * alerts to people. Other mail waits for a worker.
 */
async function watchForWorkers(): Promise<void> {
  const seen: Seen = new Map();
  const db = database();
  const mail = mailer(db, { ...env(), only: "alerts" });
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, SILENCE_WATCHED_EVERY).unref());
    try {
      const machineNow = Date.now();
      if (!(await isWorkerSilent(db, machineNow))) {
        seen.clear();
        continue;
      }
      const now = await businessNow(db);
      await watchSilence(db, seen, { now, machineNow });
      await postAlerts(db, now, machineNow);
      await mail.deliver(now, Date.now);
    } catch (fault) {
      log.warn("a look for what stands still was interrupted", { part: "web", fault });
    }
  }
}
