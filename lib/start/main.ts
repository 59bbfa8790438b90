import { DatabaseFault } from "@/db/database-fault";
import { readEnv, SettingsError } from "@/lib/env";
import { StartFault } from "@/lib/start/fault";
import { merchantUsage } from "@/lib/start/new-merchant";
import { type Goal, goals, Supervisor } from "@/lib/start/supervisor";

const [goal, ...flags] = process.argv.slice(2);
if (!isGoal(goal)) {
  console.error(`Choose one of ${goals.join(", ")}.`);
  process.exit(1);
}

if (goal === "merchant" && (flags.length === 0 || flags.includes("--help"))) {
  console.log(merchantUsage());
  process.exit();
}

const stopping = new AbortController();
const stop = () => stopping.abort();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"]) process.on(signal, stop);
process.channel?.unref();

try {
  await new Supervisor(readEnv(), process.cwd(), stopping.signal).run(goal, flags);
} catch (error) {
  if (!stopping.signal.aborted) {
    const isKnown =
      error instanceof StartFault || error instanceof DatabaseFault || error instanceof SettingsError;
    console.error(isKnown ? error.message : error);
    process.exitCode = 1;
  }
}
// Whatever a library still holds open is not worth waiting for: everything of ours has ended.
process.exit();

function isGoal(text: string | undefined): text is Goal {
  return goals.some((goal) => goal === text);
}
