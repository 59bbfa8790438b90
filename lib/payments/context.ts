import type { Instant } from "@/lib/domain/value/calendar";
import type { Gateway } from "@/lib/gateway/port";
import type { Db } from "@/lib/orders/execute";

/**
 * What it takes to ask the gateway and to write down what it said. `machineNow` is where this process has its machine
 * time from: leases, deadlines and when to ask are all written and compared by it, never by the database's clock.
 */
export type Payments = { db: Db; gateway: Gateway; machineNow: () => Instant };
