import { codedReason } from "@/lib/domain/decline/explain-decline";
import { type Order, SYSTEM } from "@/lib/domain/order/order";
import type { LoggedEntry } from "@/lib/domain/order/order-log";
import {
  askAfterNotFound,
  askAfterNoVerdict,
  askWhileWatched,
  isGivenUp,
  isUnknownForLong,
  isWatched,
} from "@/lib/domain/rules/when-to-ask";
import type { Instant } from "@/lib/domain/value/calendar";
import { WATCH_EVERY } from "@/lib/domain/value/timetable";
import type { QueryReply } from "@/lib/gateway/port";
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
import { gatewayOf } from "./gateway-of";
import { isKnownThere, settleFromAnswers } from "./settle-from-answers";

const BATCH = 50;

/**
 * Queries the gateway about attempts without a result, by their reference, and books the answers. Nothing is sent
 * again from here: an attempt that the gateway does not know is given up, and what it was for falls due again under
 * a new reference.
 *
 * @param now business time, for what is booked
 *
 * @param machineNow machine time, for how long it was silent
 *
 * @returns how many attempts were queried
 */
export async function reconcile(payments: Payments, now: Instant, machineNow: Instant): Promise<number> {
  const claimed = await claimUnsettled(payments.db, machineNow, BATCH);
  await Promise.all(claimed.map((one) => ask(payments, one, now, machineNow)));
  return claimed.length;
}

/** Queries one attempt now, for staff. Returns the result; null when the order does not exist. */
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
  const { account, reference } = record.attempt;
  const gateway = await gatewayOf(payments, claimed.merchantId, now);
  const asked: QueryReply = gateway
    ? await gateway.query({ account, reference })
    : { kind: "silence", why: "the gateway's settings cannot be used" };
  if (asked.kind === "found") await settleFromAnswers(payments, record, asked.answers, now);
  // A record beside a payment, such as its 3-D Secure, does not prove that there was a payment.
  const query = asked.kind === "found" && !isKnownThere(record.attempt, asked.answers) ? notThere : asked;
  if (query.kind === "found") {
    await rest(payments, claimed, { lastWord: wordOf(query), machineNow, now });
    return;
  }
  if (query.kind === "not_found" && isGivenUp(record, machineNow)) {
    await giveUp(payments, record, now, machineNow);
    return;
  }
  const firstNotFoundAt =
    query.kind === "not_found" ? (record.firstNotFoundAt ?? machineNow) : record.firstNotFoundAt;
  const askAfter =
    query.kind === "not_found" ? askAfterNotFound(record, machineNow) : askAfterNoVerdict(record, machineNow);
  await noteGatewayTimes(payments.db, record, record.attempt.number, {
    askedAt: machineNow,
    lastWord: wordOf(asked),
    firstNotFoundAt,
    askAfter,
  });
  await alertIfLong(payments, record, machineNow, now);
}

const notThere = { kind: "not_found" } as const;

/** What the gateway said, for staff who look at a payment without a result. */
function wordOf(reply: QueryReply): string {
  switch (reply.kind) {
    case "found":
      return reply.answers.map((answer) => codedReason(answer)).join("; ");
    case "not_found":
      return `The gateway does not know this payment (${reply.code})`;
    case "silence":
      return `No answer: ${reply.why}`;
  }
}

async function giveUp(
  payments: Payments,
  record: AttemptRecord,
  now: Instant,
  machineNow: Instant,
): Promise<void> {
  const { number, state } = record.attempt;
  if (isWatched(record.attempt)) {
    const askAfter = askWhileWatched(record.attempt, record, machineNow);
    await noteGatewayTimes(payments.db, record, number, { askedAt: machineNow, askAfter });
    return;
  }
  const result = { kind: state === "prepared" ? "expired" : "not_found" } as const;
  await carryOut(
    payments,
    record,
    { kind: "settle_payment", attempt: number, result },
    { actor: SYSTEM, now },
  );
}

/** Found, but possibly still without a result: then it is queried again, less and less often. */
async function rest(
  payments: Payments,
  claimed: { merchantId: number; zuid: number; number: number },
  { lastWord, machineNow, now }: { lastWord: string; machineNow: Instant; now: Instant },
): Promise<void> {
  const record = await attemptRecord(payments.db, claimed, claimed.number);
  if (!record || record.askAfter === null) return;
  await noteGatewayTimes(payments.db, claimed, claimed.number, {
    askedAt: machineNow,
    lastWord,
    askAfter: isWatched(record.attempt) ? machineNow + WATCH_EVERY : askAfterNoVerdict(record, machineNow),
  });
  await alertIfLong(payments, record, machineNow, now);
}

async function alertIfLong(
  payments: Payments,
  record: AttemptRecord,
  machineNow: Instant,
  now: Instant,
): Promise<void> {
  if (!isUnknownForLong(record.attempt, record, machineNow)) return;
  await raiseAlert(
    payments.db,
    record.merchantId,
    {
      kind: "unknown_for_long",
      text: `ZUID-${record.zuid}: the result of a payment has been unknown for more than an hour.`,
      zuid: record.zuid,
      dedupe: `unknown-${record.zuid}-${record.attempt.number}`,
    },
    now,
  );
}
