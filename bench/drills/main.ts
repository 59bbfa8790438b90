import { crashDrill } from "./crash";
import { freezeDrill } from "./freeze";
import { poolerDrill } from "./pooler";

const [which, ...specs] = process.argv.slice(2);
if (which === "pooler") await poolerDrill({ specs, say: console.log });
else await killAndFreeze();

async function killAndFreeze(): Promise<void> {
  const since = performance.now();
  const { events, duplicates } = await crashDrill({
    customers: 200,
    ordersEach: 10,
    concurrency: 16,
    patienceMs: 600_000,
    withTimeouts: true,
    say: console.log,
  });
  const seconds = Math.round((performance.now() - since) / 1000);
  console.log(`${events} events collected once each, ${duplicates} duplicates on record, in ${seconds} s.`);

  console.log("\nOne of two workers is frozen several times");
  const frozen = await freezeDrill({
    customers: 100,
    ordersEach: 4,
    concurrency: 8,
    rounds: 5,
    speed: 60,
    hesitateMs: 100,
    patienceMs: 300_000,
    say: console.log,
  });
  console.log(
    `${frozen.events} events collected once each, ${frozen.unsent} unsent payments cancelled; the other worker kept ${Math.round(100 * frozen.kept)} % of the speed of both.`,
  );
}
