import { connect } from "@/db/client";
import { businessNow } from "@/lib/clock";
import { oppGateway } from "@/lib/gateway/opp/gateway";
import { settleCheckout } from "@/lib/payments/checkout";
import { sameForAll } from "@/lib/payments/gateways";

/** What the web process does when a browser comes back from a checkout, in a process that can be killed. */
const [zuid = "", checkoutId = ""] = process.argv.slice(2);
const { DATABASE_URL = "", SANDBOX_PORT = "", GATEWAY_TOKEN = "" } = process.env;
const db = connect(DATABASE_URL, { max: 2 });
const payments = {
  db,
  gateways: sameForAll(oppGateway({ url: `http://127.0.0.1:${SANDBOX_PORT}`, token: GATEWAY_TOKEN })),
  machineNow: Date.now,
};
const now = await businessNow(db);
console.log("reading");
await settleCheckout(payments, { merchantId: 1, zuid: Number(zuid) }, checkoutId, now);
