import { verdictOf } from "../decline/decline";
import { amountIn, type GatewayAnswer, type PaymentType } from "../decline/gateway-answer";
import { attemptOf } from "../order/balance";
import { badText } from "../order/free-text";
import type { Attempt, Order, Report } from "../order/order";
import type { Refusal } from "../order/refusal";
import { indexField, noteField, numberField, staffRule } from "./command-rule";
import { reverseHolds } from "./register-card";
import { bookDuplicate } from "./reported-booking";
import { anyAttemptNumber } from "./sample";
import { continueAfterPayment } from "./settle-payment";

/**
 * Books a gateway report: money that was charged differently from our request. The attempt it came under ends
 * without a result of its own, and what that was for waits for staff.
 */
export const bookReport = staffRule({
  fields: { attempt: numberField, report: indexField },
  row: "settle_report",
  whilePaymentRuns: true,
  decide(changes, command, _actor, now) {
    const found = openReportOf(changes.order, command);
    if ("code" in found) return found;
    const { attempt, report } = found;
    const booking = bookingOf(changes.order, attempt, report.answer);
    if (!booking) return { code: "report_not_bookable" };
    const { number: of } = attempt;
    changes.add({
      kind: "report_closed",
      attempt: of,
      report: command.report,
      at: now,
      how: "booked",
      reason: "",
    });
    bookDuplicate(changes, attempt, { ...booking, answer: report.answer }, now);
    // Other retries queued after this payment are dropped: staff decide again.
    const queue = changes.order.retryQueue;
    if (queue.length) changes.add({ kind: "retry_queue_stopped", events: [...queue] });
    const pending = changes.order.pendingCollection;
    // This may have paid what the new card was to collect: staff confirm the sum first.
    if (pending?.awaits === "payment")
      changes.add({ kind: "collection_pending", collection: { ...pending, awaits: "confirmation" } });
    reverseHolds(changes, now);
    return null;
  },
  sample: {
    early: 1,
    late: 1,
    ask: ({ order }, { a }) => ({ attempt: anyAttemptNumber(order, a), report: 0 }),
  },
  staff: { permission: "refunds", act: "Record the report", working: "Recording" },
});

/** Closes a report without booking it. A matching result that comes later is still booked. */
export const closeReport = staffRule({
  fields: { attempt: numberField, report: indexField, reason: noteField },
  row: "settle_report",
  whilePaymentRuns: true,
  decide(changes, command, _actor, now) {
    const found = openReportOf(changes.order, command);
    if ("code" in found) return found;
    const reason = command.reason.trim();
    const refusal = reason ? badText(reason) : ({ code: "note_empty" } as const);
    if (refusal) return refusal;
    const { attempt, report } = command;
    changes.add({ kind: "report_closed", attempt, report, at: now, how: "closed", reason });
    continueAfterPayment(changes, found.attempt, false, now);
    return null;
  },
  sample: {
    early: 1,
    late: 1,
    ask: ({ order }, { a, b }) => ({
      attempt: anyAttemptNumber(order, a),
      report: 0,
      reason: b % 3 ? "Checked with the bank" : "",
    }),
  },
  staff: { permission: "refunds", act: "Close the report", working: "Closing" },
});

/** Notes that staff asked to query the gateway again; the query follows. */
export const askGateway = staffRule({
  fields: { attempt: numberField },
  row: "settle_report",
  whilePaymentRuns: true,
  decide(changes, command) {
    if (!attemptOf(changes.order, command.attempt)) return { code: "unknown_attempt" };
    changes.add({ kind: "gateway_asked", attempt: command.attempt });
    return null;
  },
  sample: { early: 0, late: 1, ask: ({ order }, { a }) => ({ attempt: anyAttemptNumber(order, a) }) },
  staff: { permission: "refunds", act: "Ask the gateway again", working: "Asking" },
});

function openReportOf(
  order: Order,
  asked: { attempt: number; report: number },
): { attempt: Attempt; report: Report } | Refusal {
  const attempt = attemptOf(order, asked.attempt);
  const report = attempt?.reports?.[asked.report];
  if (!attempt || !report) return { code: "unknown_attempt" };
  return report.state === "open" ? { attempt, report } : { code: "report_settled" };
}

/** The transaction of the order as which a report can be booked; null where it cannot. */
function bookingOf(
  order: Order,
  attempt: Attempt,
  answer: GatewayAnswer,
): Pick<Attempt, "type" | "amount"> | null {
  const type = (["debit", "authorisation"] as const satisfies PaymentType[]).find(
    (one) => one === (answer.type ?? attempt.type),
  );
  const isOurs = answer.currency === null || answer.currency === order.currency;
  const amount = amountIn(answer, order.currency);
  const isApproved = verdictOf(answer).outcome === "approved";
  const isKnown = order.attempts.some(
    (other) => other.answer !== null && other.answer.transactionId === answer.transactionId,
  );
  if (!type || !isOurs || !isApproved || isKnown || amount === null) return null;
  return { type, amount: amount ?? attempt.amount };
}
