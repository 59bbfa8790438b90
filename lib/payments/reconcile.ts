import { hasOpenReport } from "@/lib/domain/order/balance";
import { type Order, SYSTEM } from "@/lib/domain/order/order";
import type { LoggedEntry } from "@/lib/domain/order/order-log";
import type { Instant } from "@/lib/domain/value/calendar";
import { raiseAlert } from "@/lib/orders/alerts";
import {
  type AttemptRecord,
  attemptRecord,
  claimUnsettled,
  noteGatewayTimes,
} from "@/lib/orders/attempt-record";
import type { OrderId } from "@/lib/orders/execute";
import { entriesAfter, readOrder } from "@/lib/orders/read";
import { carryOut } from "./carry-out";
import type { Payments } from "./context";
import { isKnownThere, learn } from "./learn";
import { GIVEN_UP_AFTER } from "./patience";

const MINUTE = 60_000;
/** "Not found" is believed when it was said twice this far apart, and the request is old enough to be given up. */
const BETWEEN_NOT_FOUND = 5 * MINUTE;
const WATCH_INTERVAL = 12 * 60 * MINUTE;
const ALERT_AFTER = 60 * MINUTE;
const BATCH = 50;

/**
 * Asks the gateway about attempts whose result nobody heard, by their reference, and books what it
 * says. Nothing is ever sent again from here: an attempt that the gateway does not know is given up,
 * and whatever it was for falls due anew under a reference of its own.
 *
 * @param now business time, for what is booked
 * @param machineNow the machine's time, for how long it was silent
 * @returns how many attempts were asked about
 */
export async function reconcile(payments: Payments, now: Instant, machineNow: Instant): Promise<number> {
  const claimed = await claimUnsettled(payments.db, machineNow, BATCH);
  await Promise.all(claimed.map((one) => ask(payments, one, now, machineNow)));
  return claimed.length;
}

/** Asks about one attempt at once, because somebody wants to know. What came of it; null when the order is gone. */
export async function askAgain(
  payments: Payments,
  id: OrderId,
  number: number,
  now: Instant,
): Promise<{ order: Order; entries: LoggedEntry[] } | null> {
  const before = await readOrder(payments.db, id, now);
  await ask(payments, { ...id, number }, now, payments.machineNow());
  const order = await readOrder(payments.db, id, now);
  return before && order ? { order, entries: await entriesAfter(payments.db, id, before.version) } : null;
}

async function ask(
  payments: Payments,
  claimed: { merchantId: number; zuid: number; number: number },
  now: Instant,
  machineNow: Instant,
): Promise<void> {
  const record = await attemptRecord(payments.db, claimed, claimed.number);
  if (!record) return;
  const { entityId, reference } = record.attempt;
  const asked = await payments.gateway.query({ entityId, reference });
  if (asked.kind === "found") await learn(payments, record, asked.answers, now);
  // What only goes with a payment, such as its 3-D Secure, does not say that there was one.
  const query = asked.kind === "found" && !isKnownThere(record.attempt, asked.answers) ? notThere : asked;
  if (query.kind === "found") {
    await rest(payments, claimed, machineNow, now);
    return;
  }
  if (query.kind === "not_found" && isBelieved(record, machineNow)) {
    await giveUp(payments, record, now, machineNow);
    return;
  }
  const firstNotFoundAt =
    query.kind === "not_found" ? (record.firstNotFoundAt ?? machineNow) : record.firstNotFoundAt;
  const askAfter =
    query.kind === "not_found" ? nextQuestion(record, machineNow) : machineNow + pace(record, machineNow);
  await noteGatewayTimes(payments.db, record, record.attempt.number, {
    askedAt: machineNow,
    firstNotFoundAt,
    askAfter,
  });
  await alertIfLong(payments, record, machineNow, now);
}

const notThere = { kind: "not_found" } as const;

function isBelieved(record: AttemptRecord, machineNow: Instant): boolean {
  const since = record.sentAt ?? record.checkoutOpenedAt ?? machineNow;
  return (
    record.firstNotFoundAt !== null &&
    machineNow - record.firstNotFoundAt >= BETWEEN_NOT_FOUND &&
    machineNow - since >= GIVEN_UP_AFTER
  );
}

async function giveUp(
  payments: Payments,
  record: AttemptRecord,
  now: Instant,
  machineNow: Instant,
): Promise<void> {
  const { number, state } = record.attempt;
  if (state === "abandoned" || hasOpenReport(record.attempt)) {
    const watched = state !== "abandoned" || (record.watchUntil !== null && machineNow < record.watchUntil);
    await noteGatewayTimes(payments.db, record, number, {
      askedAt: machineNow,
      askAfter: watched ? machineNow + WATCH_INTERVAL : null,
    });
    return;
  }
  const result = { kind: state === "prepared" ? "expired" : "not_found" } as const;
  await carryOut(payments, record, { kind: "settle_payment", attempt: number, result }, SYSTEM, now);
}

/** Found, but perhaps still without a verdict: then it is asked about again, less and less often. */
async function rest(
  payments: Payments,
  claimed: { merchantId: number; zuid: number; number: number },
  machineNow: Instant,
  now: Instant,
): Promise<void> {
  const record = await attemptRecord(payments.db, claimed, claimed.number);
  if (!record || record.askAfter === null) return;
  await noteGatewayTimes(payments.db, claimed, claimed.number, {
    askedAt: machineNow,
    askAfter:
      record.attempt.state === "abandoned" || hasOpenReport(record.attempt)
        ? machineNow + WATCH_INTERVAL
        : machineNow + pace(record, machineNow),
  });
  await alertIfLong(payments, record, machineNow, now);
}

/** After a first "not found": five minutes later, and not before the request is old enough. */
function nextQuestion(record: AttemptRecord, machineNow: Instant): Instant {
  const since = record.sentAt ?? record.checkoutOpenedAt ?? machineNow;
  const first = record.firstNotFoundAt ?? machineNow;
  return Math.max(machineNow + MINUTE, first + BETWEEN_NOT_FOUND, since + GIVEN_UP_AFTER);
}

/** Half a minute at first, then a tenth of its age, at most ten minutes. */
function pace(record: AttemptRecord, machineNow: Instant): number {
  const age = machineNow - (record.sentAt ?? machineNow);
  return Math.min(10 * MINUTE, Math.max(MINUTE / 2, age / 10));
}

async function alertIfLong(
  payments: Payments,
  record: AttemptRecord,
  machineNow: Instant,
  now: Instant,
): Promise<void> {
  const { state, number } = record.attempt;
  // One that staff were told of waits for them, and says so on its order.
  if ((state !== "sent" && state !== "unknown") || hasOpenReport(record.attempt)) return;
  if (record.sentAt === null || machineNow - record.sentAt < ALERT_AFTER) return;
  await raiseAlert(
    payments.db,
    record.merchantId,
    {
      kind: "unknown_for_long",
      text: `ZUID-${record.zuid}: the result of a payment has been unknown for over an hour.`,
      zuid: record.zuid,
      dedupe: `unknown-${record.zuid}-${number}`,
    },
    now,
  );
}
