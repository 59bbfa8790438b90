import { businessClock } from "@/lib/clock";
import { startSandbox } from "./sandbox";

const {
  SANDBOX_PORT = "4010",
  SANDBOX_HOST,
  DATA_DIR = ".data",
  APP_URL = "http://localhost:3000",
} = process.env;
const { GATEWAY_TOKEN, GATEWAY_WEBHOOK_KEY, WEBHOOK_URL, DATABASE_URL } = process.env;

/** The stand-in gateway as a process of its own, with its own store: it outlives the app it answers. */
async function main(): Promise<void> {
  if (!GATEWAY_TOKEN || !GATEWAY_WEBHOOK_KEY) {
    throw new Error("GATEWAY_TOKEN and GATEWAY_WEBHOOK_KEY must be set for the sandbox gateway.");
  }
  const sandbox = await startSandbox({
    port: Number(SANDBOX_PORT),
    host: SANDBOX_HOST || "127.0.0.1",
    dataDir: DATA_DIR,
    token: GATEWAY_TOKEN,
    webhookKey: GATEWAY_WEBHOOK_KEY,
    webhookUrl: WEBHOOK_URL === "" ? null : (WEBHOOK_URL ?? `${APP_URL}/api/gateway/webhook/{account}`),
    now: DATABASE_URL ? businessClock(DATABASE_URL).now : Date.now,
  });
  console.log(`sandbox gateway at ${sandbox.url}`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void sandbox.stop().then(() => process.exit(0)));
  }
}

main().catch((error: Error) => {
  const isTaken = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
  console.error(isTaken ? `Port ${SANDBOX_PORT} is in use. Set SANDBOX_PORT to a free port.` : error.message);
  process.exit(1);
});
