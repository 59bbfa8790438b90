import { connect } from "@/db/client";
import { oppGateway } from "@/lib/gateway/opp/gateway";
import { sameForAll } from "@/lib/payments/gateways";
import { continueRuns } from "./run";

/**
 * A process that goes on with bulk runs until it is killed: the addresses of database and gateway, its token, business
 * time, and how far the machine's clock is ahead.
 */
const [url = "", bankUrl = "", token = "", now = "0", ahead = "0"] = process.argv.slice(2);
const db = connect(url, { max: 6 });
const machineNow = () => Date.now() + Number(ahead);
const payments = { db, gateways: sameForAll(oppGateway({ url: bankUrl, token, machineNow })), machineNow };
const { signal } = new AbortController();
for (;;)
  if ((await continueRuns(payments, Number(now), { concurrency: 4, signal })) === 0)
    await new Promise((resolve) => setTimeout(resolve, 50));
