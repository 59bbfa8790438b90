import { connect } from "@/db/client";
import { businessNow } from "@/lib/clock";
import { settleCheckout } from "@/lib/payments/checkout";
import { paymentsOver } from "@/lib/payments/payments";

/** What the web process does when a browser comes back from a checkout, in a process that can be killed. */
const [zuid = "", checkoutId = ""] = process.argv.slice(2);
const { DATABASE_URL = "" } = process.env;
const payments = paymentsOver(connect(DATABASE_URL, { max: 2 }));
const now = await businessNow(payments.db);
console.log("reading");
await settleCheckout(payments, { merchantId: 1, zuid: Number(zuid) }, checkoutId, now);
