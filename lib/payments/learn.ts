import { classify, factsOf } from "@/lib/domain/decline";
import { type GatewayAnswer, isDispute } from "@/lib/domain/gateway-answer";
import { type Attempt, type Instant, SYSTEM } from "@/lib/domain/order";

import type { AttemptRecord } from "@/lib/orders/attempt-record";
import { type CarriedOut, carryOut } from "./carry-out";
import type { Payments } from "./context";

/**
 * Books what the gateway answered about an attempt, from whichever way it was heard. A query may tell
 * of a payment and of its chargeback under the same reference.
 */
export async function learn(
  payments: Payments,
  record: AttemptRecord,
  answers: readonly GatewayAnswer[],
  now: Instant,
): Promise<CarriedOut | null> {
  let last: CarriedOut | null = null;
  for (const answer of answers) {
    if (isStillOpen(record.attempt, answer)) continue;
    last = await carryOut(payments, record, commandFor(record.attempt, answer), SYSTEM, now);
  }
  return last;
}

function commandFor(attempt: Attempt, answer: GatewayAnswer) {
  if (isDispute(answer.type)) return { kind: "record_booking", answer } as const;
  return { kind: "settle_payment", attempt: attempt.number, result: { kind: "answer", answer } } as const;
}

/** Whether an answer about an open checkout says only that nobody has paid in it yet. */
function isStillOpen(attempt: Attempt, answer: GatewayAnswer): boolean {
  const { outcome, alert } = classify(factsOf(answer), "sandbox");
  return attempt.state === "prepared" && (outcome === "pending" || outcome === "unknown") && !alert;
}
