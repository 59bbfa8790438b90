import { writingDatabase } from "@/lib/database";
import { env } from "@/lib/env";
import { gateway } from "@/lib/gateway/gateway";
import type { Payments } from "./context";

/** What this process asks the gateway with and writes the answers to, by its settings. */
export function payments(): Payments {
  opened ??= {
    db: writingDatabase(),
    gateway: gateway({ url: env().gatewayUrl, token: env().gatewayToken }),
    machineNow: Date.now,
  };
  return opened;
}

let opened: Payments | undefined;
