import { writingDatabase } from "@/lib/database";
import { env } from "@/lib/env";
import { oppGateway } from "@/lib/gateway/opp/gateway";
import type { Payments } from "./context";

/** The gateway and the database of this process, by its settings. */
export function payments(): Payments {
  opened ??= {
    db: writingDatabase(),
    gateway: oppGateway({ url: env().gatewayUrl, token: env().gatewayToken }),
    machineNow: Date.now,
  };
  return opened;
}

let opened: Payments | undefined;
