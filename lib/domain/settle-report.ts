import type { Command } from "./command";
import { classify, factsOf } from "./decline";
import { badText } from "./free-text";
import { amountIn, type GatewayAnswer, type PaymentType } from "./gateway-answer";
import { type Attempt, type Instant, type Order, type Report, SYSTEM } from "./order";
import type { Refusal } from "./refusal";
import { reverseHolds } from "./register-card";
import { proceed } from "./settle-payment";
import { attemptOf } from "./standing";
import { newAttempt, type Unfolding } from "./unfold";

type Asked<K extends Command["kind"]> = Extract<Command, { kind: K }>;

/**
 * Books what the gateway reported as what it is: money that was taken otherwise than we asked. The attempt that it came
 * under ends without a result of its own; what it was for waits for somebody.
 */
export function bookReport(u: Unfolding, command: Asked<"book_report">, now: Instant): Refusal | null {
  const found = openReportOf(u.order, command);
  if ("code" in found) return found;
  const { attempt, report } = found;
  const booking = bookingOf(u.order, attempt, report.answer);
  if (!booking) return { code: "report_not_bookable" };
  const { number } = attempt;
  u.add({
    kind: "report_closed",
    attempt: number,
    report: command.report,
    at: now,
    how: "booked",
    reason: "",
  });
  const next = u.order.attempts.length + 1;
  u.add({
    kind: "booking_reported",
    attempt: newAttempt(u.order, {
      ...attempt,
      ...booking,
      number: next,
      purpose: "reported",
      cause: "gateway",
      actor: SYSTEM,
      startedAt: now,
      settledAt: now,
      state: "duplicate",
      outcome: "approved",
      reference: `${attempt.reference}-again-${next}`,
      answer: report.answer,
      reports: undefined,
    }),
  });
  u.move("duplicate_booked");
  const pending = u.order.pendingCollection;
  // What the new card was to collect may have been paid by this: somebody looks at the sum first.
  if (pending?.awaits === "payment")
    u.add({ kind: "collection_pending", collection: { ...pending, awaits: "confirmation" } });
  reverseHolds(u, now);
  return null;
}

/** Ends a report without booking it. A late result that fits is still booked when it comes. */
export function closeReport(u: Unfolding, command: Asked<"close_report">, now: Instant): Refusal | null {
  const found = openReportOf(u.order, command);
  if ("code" in found) return found;
  const reason = command.reason.trim();
  const refusal = reason ? badText(reason) : ({ code: "note_empty" } as const);
  if (refusal) return refusal;
  const { attempt, report } = command;
  u.add({ kind: "report_closed", attempt, report, at: now, how: "closed", reason });
  proceed(u, found.attempt, false, now);
  return null;
}

export function askGateway(u: Unfolding, command: Asked<"ask_gateway">): Refusal | null {
  if (!attemptOf(u.order, command.attempt)) return { code: "unknown_attempt" };
  u.add({ kind: "gateway_asked", attempt: command.attempt });
  return null;
}

function openReportOf(
  order: Order,
  asked: { attempt: number; report: number },
): { attempt: Attempt; report: Report } | Refusal {
  const attempt = attemptOf(order, asked.attempt);
  const report = attempt?.reports?.[asked.report];
  if (!attempt || !report) return { code: "unknown_attempt" };
  return report.state === "open" ? { attempt, report } : { code: "report_settled" };
}

/** As which transaction of the order a report can stand in our books; null where it cannot. */
function bookingOf(
  order: Order,
  attempt: Attempt,
  answer: GatewayAnswer,
): Pick<Attempt, "type" | "amount"> | null {
  const type = (["DB", "PA"] as const satisfies PaymentType[]).find(
    (one) => one === (answer.type ?? attempt.type),
  );
  const isOurs = answer.currency === null || answer.currency === order.currency;
  const amount = amountIn(answer, order.currency);
  const isApproved = classify(factsOf(answer), order.merchant.mode).outcome === "approved";
  const isKnown = order.attempts.some(
    (other) => other.answer !== null && other.answer.transactionId === answer.transactionId,
  );
  if (!type || !isOurs || !isApproved || isKnown || amount === null) return null;
  return { type, amount: amount ?? attempt.amount };
}
