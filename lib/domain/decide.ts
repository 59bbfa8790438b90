import { isAgreementWithdrawn } from "./agreement-standing";
import type { Command } from "./command";
import { runDue } from "./due";
import { completeOrder, pauseOrder } from "./end";
import { cancelOrder, openCheckout, payWithSavedCard, requestLink } from "./first-payment";
import {
  capturePayment,
  chargeNow,
  recordBooking,
  refundPayment,
  reversePayment,
  schedulePayment,
} from "./follow-up";
import { badText } from "./free-text";
import { cellFor, isReason, type Trigger } from "./lifecycle";
import { executeEvent, mergeEvents, rescheduleEvent, retryEvents, skipEvents } from "./manage-events";
import { type Actor, type Instant, type Order, SYSTEM } from "./order";
import type { Entry } from "./order-log";
import type { Refusal } from "./refusal";
import { collectOutstanding, replaceCard, whyNotSelected } from "./replace-card";
import { resumeOrder } from "./resume";
import { settlePayment } from "./settle-payment";
import { askGateway, bookReport, closeReport } from "./settle-report";
import { cardUpdateSum, contestedPayment, hasOpenReport } from "./standing";
import { type Unfolding, unfold } from "./unfold";

/** What a command would do to an order: its log entries, in order, or why it is not carried out. */
export type Decision = { entries: Entry[] } | { refusal: Refusal };

/**
 * The rules of the product, asked. Pure: the same order, command, actor and time give the same
 * answer, so a preview is what happens after it.
 */
export function decide(order: Order, command: Command, actor: Actor, now: Instant): Decision {
  const u = unfold(order);
  const refusal = whyForbidden(order, command) ?? carryOut(u, command, actor, now);
  return refusal ? { refusal } : { entries: [...u.entries] };
}

/** Whether a command would be accepted now; the reason when it would not. Buttons ask this. */
export function may(order: Order, command: Command, now: Instant): Refusal | null {
  const decision = decide(order, command, SYSTEM, now);
  return "refusal" in decision ? decision.refusal : null;
}

/** What the matrix says of a command, and what a running payment forbids. */
function whyForbidden(order: Order, command: Command): Refusal | null {
  const trigger = triggerOf(command);
  const cell = trigger && cellFor(order, trigger);
  if (cell && isReason(cell)) return { code: "status", reason: cell };
  if (isAcceptedMeanwhile(command)) return null;
  // Where nothing is charged, a payment that waits for staff to look at it stands in nobody's way.
  if (contestedPayment(order) && mayCharge(command)) return { code: "report_open" };
  const running = order.attempts.find(
    (attempt) => (attempt.state === "sent" || attempt.state === "unknown") && !hasOpenReport(attempt),
  );
  if (!running) return null;
  return {
    code: "payment_running",
    by: running.actor,
    since: running.startedAt,
    unknown: running.state === "unknown",
    timeZone: order.merchant.timeZone,
  };
}

function carryOut(u: Unfolding, command: Command, actor: Actor, now: Instant): Refusal | null {
  switch (command.kind) {
    case "request_link":
      return requestLink(u, command, now);
    case "open_checkout":
      return openCheckout(u, command, actor, now);
    case "pay_with_saved_card":
      return payWithSavedCard(u, command, actor, now);
    case "cancel_order":
      return cancelOrder(u, now);
    case "pause_order":
      return pauseOrder(u, command, now);
    case "resume_order":
      return resumeOrder(u, now);
    case "complete_order":
      return completeOrder(u, now);
    case "reschedule_event":
      return rescheduleEvent(u, command, now);
    case "skip_events":
      return skipEvents(u, command, now);
    case "merge_events":
      return mergeEvents(u, command, now);
    case "retry_events":
      return retryEvents(u, command, actor, now);
    case "execute_event":
      return executeEvent(u, command, actor, now);
    case "replace_card":
      return selectCard(u, command, actor, now);
    case "collect_outstanding":
      return confirmCollection(u, command.shownSum, actor, now);
    case "charge_now":
      return chargeNow(u, command, actor, now);
    case "schedule_payment":
      return schedulePayment(u, command, now);
    case "refund_payment":
      return refundPayment(u, command, actor, now);
    case "capture_payment":
      return capturePayment(u, command, actor, now);
    case "reverse_payment":
      return reversePayment(u, command, actor, now);
    case "book_report":
      return bookReport(u, command, now);
    case "ask_gateway":
      return askGateway(u, command);
    case "close_report":
      return closeReport(u, command, now);
    case "add_note":
      return addNote(u, command.text);
    case "send_reminder":
      u.add({ kind: "reminder_sent", automatic: false, at: now, counts: 0 });
      return null;
    case "send_update_link":
      if (isAgreementWithdrawn(u.order)) return { code: "agreement_withdrawn" };
      u.add({ kind: "update_link_sent" });
      return null;
    case "run_due":
      return runDue(u, now);
    case "settle_payment":
      return settlePayment(u, command.attempt, command.result, now);
    case "record_booking":
      return recordBooking(u, command.answer, now);
  }
}

function selectCard(
  u: Unfolding,
  command: Extract<Command, { kind: "replace_card" }>,
  actor: Actor,
  now: Instant,
): Refusal | null {
  const refusal = whyNotSelected(u.order, command.cardId, now);
  if (refusal) return refusal;
  const sum = cardUpdateSum(u.order, now);
  if (sum > command.shownSum)
    return { code: "sum_has_grown", shown: command.shownSum, now: sum, currency: u.order.currency };
  const card = u.order.wallet.find((candidate) => candidate.id === command.cardId);
  replaceCard(u, command.cardId, card?.citId ?? null, command.shownSum, actor, now);
  return null;
}

function confirmCollection(u: Unfolding, shownSum: number, actor: Actor, now: Instant): Refusal | null {
  if (u.order.pendingCollection?.awaits !== "confirmation") return { code: "nothing_pending" };
  const sum = cardUpdateSum(u.order, now);
  if (sum > shownSum) return { code: "sum_has_grown", shown: shownSum, now: sum, currency: u.order.currency };
  collectOutstanding(u, shownSum, actor, now);
  return null;
}

function addNote(u: Unfolding, text: string): Refusal | null {
  const trimmed = text.trim();
  const refusal = trimmed ? badText(trimmed) : ({ code: "note_empty" } as const);
  if (refusal) return refusal;
  u.add({ kind: "note_added", text: trimmed });
  return null;
}

/** The row of the matrix that a command is judged by; null for what no status can refuse. */
export function triggerOf(command: Command): Trigger | null {
  switch (command.kind) {
    case "open_checkout":
      return command.purpose === "initial" ? "open_initial_checkout" : "replace_card";
    case "collect_outstanding":
    case "send_update_link":
      return "replace_card";
    case "capture_payment":
    case "reverse_payment":
      return "close_authorisation";
    case "book_report":
    case "ask_gateway":
    case "close_report":
      return "settle_report";
    case "run_due":
    case "settle_payment":
    case "record_booking":
      return null;
    default:
      return command.kind;
  }
}

/** What is accepted while a payment of the order is at the gateway. */
function isAcceptedMeanwhile(command: Command): boolean {
  switch (command.kind) {
    case "settle_payment":
    case "record_booking":
    case "book_report":
    case "ask_gateway":
    case "close_report":
    case "add_note":
    case "complete_order":
    case "cancel_order":
      return true;
    case "open_checkout":
      return command.purpose === "card_update" && command.via === "link";
    default:
      return false;
  }
}

/** What may send a charge, or open the way to one. */
function mayCharge(command: Command): boolean {
  switch (command.kind) {
    case "open_checkout":
    case "pay_with_saved_card":
    case "retry_events":
    case "execute_event":
    case "replace_card":
    case "collect_outstanding":
    case "charge_now":
    case "capture_payment":
    case "reverse_payment":
      return true;
    default:
      return false;
  }
}
