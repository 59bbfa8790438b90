import { writingDatabase } from "@/lib/database";
import { env } from "@/lib/env";
import { addedProviders } from "@/lib/gateway/added";
import { oppProvider } from "@/lib/gateway/opp/provider";
import type { Db } from "@/lib/orders/execute";
import type { Payments } from "./context";
import { gatewaysOf } from "./gateways";

/** The gateway and the database of this process, by its settings. */
export function payments(): Payments {
  opened ??= paymentsOver(writingDatabase());
  return opened;
}

let opened: Payments | undefined;

/** The same over connections of one's own. `onReach` is told when a gateway goes away, and when it is there again. */
export function paymentsOver(db: Db, onReach?: (isAway: boolean) => void): Payments {
  const { gatewayUrl: url, gatewayToken: token, gatewayWebhookKey: webhookKey } = env();
  const own = oppProvider({ url, token, webhookKey, ...(onReach ? { onReach } : {}) });
  return { db, gateways: gatewaysOf(db, [own, ...addedProviders()]), machineNow: Date.now };
}
