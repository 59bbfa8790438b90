import { crashDrill } from "./crash";

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
