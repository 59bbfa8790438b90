import { handOver } from "./bootstrap.mjs";

await handOver("lib/start/check.ts", process.argv.slice(2));
