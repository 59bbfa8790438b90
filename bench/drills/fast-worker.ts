import { connect } from "@/db/client";
import { businessNow } from "@/lib/clock";
import { oppGateway } from "@/lib/gateway/opp/gateway";
import type { Gateway } from "@/lib/gateway/port";
import { sameForAll } from "@/lib/payments/gateways";
import { reconcile } from "@/lib/payments/reconcile";
import { collectDue } from "@/lib/worker/collect";
import { pause } from "@/lib/worker/rounds";

/**
 * A worker for whom machine time goes `speed` times as fast, counted from `since`, so that a drill need not last for
 * the minutes that a process stands still. It hesitates before each charge, as one does that waits for a connection.
 * Told to by SIGUSR2, it stands still there: with a payment that is written down as sent and has not left.
 */
const [since = "", speed = "", hesitateMs = "", concurrency = ""] = process.argv.slice(2);
const { DATABASE_URL = "", SANDBOX_PORT = "", GATEWAY_TOKEN = "" } = process.env;
const stopping = new AbortController();
process.on("SIGTERM", () => stopping.abort());
const { signal } = stopping;
let isToStandStill = false;
process.on("SIGUSR2", () => {
  isToStandStill = true;
});

const machineNow = () => Number(since) + (Date.now() - Number(since)) * Number(speed);
const db = connect(DATABASE_URL, { max: Number(concurrency) + 2 });
const real = oppGateway({ url: `http://127.0.0.1:${SANDBOX_PORT}`, token: GATEWAY_TOKEN, machineNow });
const hesitant: Gateway = {
  ...real,
  charge: async (charge) => {
    await pause(Number(hesitateMs), signal);
    if (isToStandStill) {
      isToStandStill = false;
      console.log("stands still");
      process.kill(process.pid, "SIGSTOP");
    }
    return real.charge(charge);
  },
};
const payments = { db, gateways: sameForAll(hesitant), machineNow };

console.log("working");
while (!signal.aborted) {
  const taken = await collectDue(
    { payments, concurrency: Number(concurrency), signal },
    await businessNow(db),
  ).catch(() => null);
  await reconcile(payments, await businessNow(db).catch(() => 0), machineNow()).catch(() => null);
  if (taken === 0) console.log("nothing due");
  await pause(100, signal);
}
process.exit(0);
