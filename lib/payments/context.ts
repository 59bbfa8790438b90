import type { Gateway } from "@/lib/gateway/gateway";
import type { Db } from "@/lib/orders/execute";

/** What it takes to ask the gateway and to write down what it said. */
export type Payments = { db: Db; gateway: Gateway };
