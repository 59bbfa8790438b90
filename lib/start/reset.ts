import { existsSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline/promises";
import { stopLeftover } from "@/db/embedded";
import { existingHome } from "@/db/embedded-place";
import type { Env } from "@/lib/env";
import { refuseSecond } from "@/lib/start/database";
import { StartFault } from "@/lib/start/fault";

/** Throws the embedded database and everything beside it away, after asking. */
export async function reset(env: Env, isAgreed: boolean): Promise<void> {
  if (!env.embeddedDatabase) {
    throw new StartFault("DATABASE_URL is set. Tenor does not delete your own database. Delete it yourself.");
  }
  refuseSecond(env);
  if (!isAgreed && !(await asks(`Delete all data in ${env.dataDir}? Type yes: `))) {
    throw new StartFault("Nothing was deleted. Answer yes, or run `npm run reset -- --yes`.");
  }
  await stopLeftover(env.dataDir);
  const home = existingHome(env.dataDir);
  for (const place of new Set([home, env.dataDir])) {
    for (const name of ours) rmSync(path.join(place, name), { recursive: true, force: true });
    if (existsSync(place) && readdirSync(place).length === 0) rmdirSync(place);
  }
  console.log(`All data in ${env.dataDir} is deleted. Run \`npm start\` to start again.`);
}

/** Only these are ever deleted: DATA_DIR might be a directory that holds other things too. */
const ours = [
  "logs",
  "mail",
  "owner-directory",
  "postgres",
  "postgres-location",
  "postgres.log",
  "running.json",
  "sandbox",
  "secrets.json",
];

async function asks(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return (await terminal.question(question)).trim().toLowerCase() === "yes";
  } finally {
    terminal.close();
  }
}
