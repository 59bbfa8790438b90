import { close, connect } from "@/db/client";
import { readClock } from "@/lib/clock";
import { type Env, env } from "@/lib/env";
import { startSandbox } from "@/lib/sandbox/sandbox";
import { NotEmpty, play } from "./play";

const ORDERS = 300;
const CONCURRENCY = 16;

const settings = env();
const since = Date.now();

function say(line: string): void {
  console.log(`${((Date.now() - since) / 1000).toFixed(1).padStart(6)} s  ${line}`);
}

/**
 * Nothing of the demo is worth waiting for the disk: a crash on the way means beginning anew anyhow. A pooler would
 * refuse to be told that.
 */
function hasty({ databaseUrl, databaseDirectUrl }: Env): string {
  if (databaseUrl !== databaseDirectUrl) return databaseUrl;
  const url = new URL(databaseUrl);
  url.searchParams.set("synchronous_commit", "off");
  return url.href;
}

async function main(): Promise<void> {
  if (settings.mode === "live") throw new NotEmpty("The demo needs the sandbox. Unset GATEWAY_URL first.");
  if (!settings.databaseOwnerUrl)
    throw new NotEmpty("DATABASE_OWNER_URL is missing. Only the owner can create merchants and staff.");
  const db = connect(hasty(settings), { max: CONCURRENCY + 4 });
  const owner = connect(settings.databaseOwnerUrl, { max: 1 });
  const own = await sandboxIfNone(async () => (await readClock(db)).now);
  try {
    await play({
      db,
      owner,
      sandboxUrl: settings.gatewayUrl,
      token: settings.gatewayToken,
      orders: ORDERS,
      concurrency: CONCURRENCY,
      now: since,
      say,
      appUrl: settings.appUrl,
    });
    say("The demo is ready.");
  } finally {
    await own?.stop();
    await Promise.all([close(db), close(owner)]);
  }
}

/** The sandbox that runs already, or one for the time being on the same books. */
async function sandboxIfNone(now: () => Promise<number>) {
  const running = await fetch(`${settings.gatewayUrl}/health`).catch(() => null);
  if (running?.ok) return null;
  return startSandbox({
    port: settings.sandboxPort,
    dataDir: settings.dataDir,
    token: settings.gatewayToken,
    webhookKey: settings.gatewayWebhookKey,
    webhookUrl: null,
    now,
  });
}

try {
  await main();
} catch (error) {
  console.error(error instanceof NotEmpty ? error.message : error);
  process.exitCode = 1;
}
