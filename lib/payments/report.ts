import { type GatewayAnswer, isDispute } from "@/lib/domain/gateway-answer";
import type { Instant } from "@/lib/domain/order";
import { raiseAlert } from "@/lib/orders/alerts";
import {
  type AttemptRecord,
  attemptByReference,
  attemptByTransaction,
  keepReport,
  keptReportsAbout,
} from "@/lib/orders/attempt-record";
import type { Payments } from "./context";
import { learn } from "./learn";

/**
 * Takes in what the gateway reports by itself. Reports come more than once and in any order; one that
 * no attempt of ours explains is kept and staff are told.
 */
export async function receiveReport(
  payments: Payments,
  merchantId: number,
  answer: GatewayAnswer,
  now: Instant,
): Promise<"booked" | "kept"> {
  const record = await recordOf(payments, merchantId, answer);
  if (record) {
    await learn(payments, record, [answer], now);
    await takeUpKept(payments, merchantId, answer, now);
    return "booked";
  }
  const isNew = await keepReport(payments.db, merchantId, answer, payments.machineNow());
  if (isNew)
    await raiseAlert(
      payments.db,
      merchantId,
      {
        kind: "unknown_report",
        text: `The gateway reported ${answer.type ?? "a booking"} ${answer.transactionId ?? ""} that belongs to no order here.`,
      },
      now,
    );
  return "kept";
}

/** A chargeback may be heard of before the payment that it takes back, and its reversal before it. */
async function takeUpKept(
  payments: Payments,
  merchantId: number,
  { transactionId }: GatewayAnswer,
  now: Instant,
): Promise<void> {
  if (transactionId === null) return;
  for (const kept of await keptReportsAbout(payments.db, merchantId, transactionId))
    if (kept.transactionId !== transactionId) await receiveReport(payments, merchantId, kept, now);
}

async function recordOf(
  payments: Payments,
  merchantId: number,
  answer: GatewayAnswer,
): Promise<AttemptRecord | null> {
  if (isDispute(answer.type))
    return answer.referencedId ? attemptByTransaction(payments.db, merchantId, answer.referencedId) : null;
  if (answer.reference) return attemptByReference(payments.db, merchantId, answer.reference);
  return answer.transactionId ? attemptByTransaction(payments.db, merchantId, answer.transactionId) : null;
}
