import { verdictOf } from "@/lib/domain/decline/decline";
import {
  contentOf,
  type GatewayAnswer,
  isAside,
  isFollowUp,
  relationTo,
} from "@/lib/domain/decline/gateway-answer";
import { type Attempt, SYSTEM } from "@/lib/domain/order/order";
import type { Command } from "@/lib/domain/rules/command";
import type { Instant } from "@/lib/domain/value/calendar";
import { raiseAlert } from "@/lib/orders/alerts";
import {
  type AttemptRecord,
  attemptByTransaction,
  keepReport,
  keptReportsAbout,
} from "@/lib/orders/attempt-record";
import type { OrderId } from "@/lib/orders/execute";
import { carryOut } from "./carry-out";
import type { Payments } from "./context";

/**
 * Books the gateway's records about an attempt, however they arrived, one by one: its result, and anything else
 * under the same reference, each on the transaction it names.
 */
export async function settleFromAnswers(
  payments: Payments,
  record: AttemptRecord,
  answers: readonly GatewayAnswer[],
  now: Instant,
): Promise<Booked> {
  let isHeld = false;
  for (const answer of inOrder(record.attempt, answers)) {
    if (isStillOpen(record.attempt, answer)) continue;
    const holder = await holderOf(payments, record, answer);
    if (!holder) await storeReport(payments, record.merchantId, answer, now);
    else if ((await book(payments, holder, answer, now)) === "order_held") isHeld = true;
  }
  return isHeld ? "order_held" : "booked";
}

/** `order_held`: somebody else held the order all the time, and at least one record is not booked. */
export type Booked = "booked" | "order_held";

/** Books a follow-up on the transaction it names, whichever order that belongs to; null: it is not known here. */
export async function bookFollowUpAnswer(
  payments: Payments,
  merchantId: number,
  answer: GatewayAnswer,
  now: Instant,
): Promise<Booked | null> {
  const of = answer.referencedId
    ? await attemptByTransaction(payments.db, merchantId, answer.referencedId)
    : null;
  return of && (await book(payments, { id: of, command: { kind: "record_booking", answer } }, answer, now));
}

/** Stores a report that matches no transaction, until one does. Staff are alerted once if it moves money. */
export async function storeReport(
  payments: Payments,
  merchantId: number,
  answer: GatewayAnswer,
  now: Instant,
): Promise<void> {
  await keepReport(payments.db, merchantId, answer, payments.machineNow());
  if (isAside(answer.type)) return;
  await raiseAlert(
    payments.db,
    merchantId,
    {
      kind: "unknown_report",
      text: `The gateway reported ${answer.type ?? "a payment"} ${answer.transactionId ?? ""} that does not belong to any order.`,
      dedupe: `report-${contentOf(answer)}`,
    },
    now,
  );
}

/** Whether the gateway has a record of the attempt itself, not only records beside it. */
export function isKnownThere(attempt: Attempt, answers: readonly GatewayAnswer[]): boolean {
  return answers.some((answer) => ["own", "foreign"].includes(relationTo(attempt, answer)));
}

async function book(
  payments: Payments,
  { id, command }: Holder,
  answer: GatewayAnswer,
  now: Instant,
): Promise<Booked> {
  const done = await carryOut(payments, id, command, { actor: SYSTEM, now });
  if (done.is === "refused" && done.why.code === "order_held") return "order_held";
  if (done.is === "refused" && done.why.code === "unknown_attempt")
    await storeReport(payments, id.merchantId, answer, now);
  const { transactionId } = answer;
  if (transactionId === null) return "booked";
  // A chargeback may be reported before its payment, and its reversal before it.
  for (const kept of await keptReportsAbout(payments.db, id.merchantId, transactionId))
    if (kept.transactionId !== transactionId) {
      const followed = await bookFollowUpAnswer(payments, id.merchantId, kept, now);
      if (followed === "order_held") return followed;
    }
  return "booked";
}

/** The order that a record is booked on, and what that is. */
type Holder = { id: OrderId; command: Command };

async function holderOf(
  { db }: Payments,
  record: AttemptRecord,
  answer: GatewayAnswer,
): Promise<Holder | null> {
  const { attempt, merchantId, zuid } = record;
  if (relationTo(attempt, answer) !== "follow_up" || answer.referencedId === null)
    return {
      id: { merchantId, zuid },
      command: { kind: "settle_payment", attempt: attempt.number, result: { kind: "answer", answer } },
    };
  const of = await attemptByTransaction(db, merchantId, answer.referencedId);
  return of && { id: of, command: { kind: "record_booking", answer } };
}

/**
 * The attempt's own records first, approvals before others: one reference may have been tried twice, and while one
 * is pending the other's decline does not count. Then those that refer to them, each after the one it names.
 */
function inOrder(attempt: Attempt, answers: readonly GatewayAnswer[]): GatewayAnswer[] {
  const own = answers.filter((answer) => relationTo(attempt, answer) !== "follow_up");
  const isOpen = own.some((answer) => relationTo(attempt, answer) === "own" && rank(answer) === 1);
  const isPaid = own.some((answer) => relationTo(attempt, answer) === "own" && rank(answer) === 0);
  const sorted = own
    .filter((answer) => isPaid || !isOpen || rank(answer) < 2)
    .sort((a, b) => rank(a) - rank(b) || byTime(a, b));
  const waiting = answers.filter((answer) => isFollowUp(answer.type) && !own.includes(answer)).sort(byTime);
  for (let next = waiting; next.length > 0; ) {
    const ready = next.filter(
      ({ referencedId }) => !next.some(({ transactionId }) => transactionId === referencedId),
    );
    sorted.push(...(ready.length > 0 ? ready : next));
    next = ready.length > 0 ? next.filter((answer) => !ready.includes(answer)) : [];
  }
  return sorted;
}

function rank(answer: GatewayAnswer): 0 | 1 | 2 {
  switch (verdictOf(answer).outcome) {
    case "approved":
      return 0;
    case "pending":
    case "unknown":
      return 1;
    default:
      return 2;
  }
}

function byTime(a: GatewayAnswer, b: GatewayAnswer): number {
  return (a.timestamp ?? "").localeCompare(b.timestamp ?? "");
}

/** Whether an answer about an open checkout only says that nobody has paid in it yet. */
function isStillOpen(attempt: Attempt, answer: GatewayAnswer): boolean {
  return attempt.state === "prepared" && rank(answer) === 1 && !verdictOf(answer).alert;
}
