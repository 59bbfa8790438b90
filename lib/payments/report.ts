import { type GatewayAnswer, isFollowUp } from "@/lib/domain/gateway-answer";
import type { Instant } from "@/lib/domain/order";
import { type AttemptRecord, attemptByReference, attemptByTransaction } from "@/lib/orders/attempt-record";
import type { Payments } from "./context";
import { keep, learn, learnFollowUp } from "./learn";

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
    return "booked";
  }
  if (isFollowUp(answer.type) && (await learnFollowUp(payments, merchantId, answer, now))) return "booked";
  await keep(payments, merchantId, answer, now);
  return "kept";
}

/** The attempt that a report is held against: by our reference, or by the gateway's id where it names none. */
async function recordOf(
  { db }: Payments,
  merchantId: number,
  { reference, transactionId, referencedId, type }: GatewayAnswer,
): Promise<AttemptRecord | null> {
  const named = reference ? await attemptByReference(db, merchantId, reference) : null;
  // Of its own type it is the attempt's result; else it stands where the transaction stands that it names.
  if (named && (!isFollowUp(type) || named.attempt.type === type || referencedId === null)) return named;
  if (reference || isFollowUp(type)) return null;
  return transactionId ? attemptByTransaction(db, merchantId, transactionId) : null;
}
