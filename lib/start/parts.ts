import { isIP } from "node:net";
import type { Env } from "@/lib/env";

/** The processes that the product is made of, beside its database. */
export type PartName = "sandbox" | "worker" | "web";

/** What each of them is started with. */
export function argumentsOf(name: PartName, { port, host }: Pick<Env, "port" | "host">): string[] {
  if (name !== "web") return ["--import", "tsx", `lib/${name}/main.ts`];
  return ["node_modules/next/dist/bin/next", "start", "-p", String(port), "-H", host];
}

/** Where it answers once it is ready; a worker is asked by nobody. */
export function healthOf(name: PartName, { port, host, sandboxPort }: HealthPlace): string | null {
  if (name === "web") return `http://${isIP(host) === 6 ? `[${host}]` : host}:${port}/api/health`;
  return name === "sandbox" ? `http://127.0.0.1:${sandboxPort}/health` : null;
}

type HealthPlace = Pick<Env, "port" | "host" | "sandboxPort">;

/** What the pages are served with. */
export const served = { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" } as const;
