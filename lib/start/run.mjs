import { handOver } from "./bootstrap.mjs";

await handOver("lib/start/main.ts", process.argv.slice(2));
