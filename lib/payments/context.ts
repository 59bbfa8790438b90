import type { Instant } from "@/lib/domain/value/calendar";
import type { Db } from "@/lib/orders/execute";
import type { Gateways } from "./gateways";

/**
 * What is needed to call the gateway and to store its answers. `machineNow` is this process's machine time: leases,
 * deadlines and query times are written and compared by it, never by the database's clock.
 */
export type Payments = { db: Db; gateways: Gateways; machineNow: () => Instant };
