import { handOver } from "./bootstrap.mjs";

await handOver("lib/start/main.ts", ["start"]);
