import { contestedPayment, hasOpenReport } from "../order/balance";
import { cellFor, isStatusRefusal, type Trigger } from "../order/lifecycle";
import { type Actor, type Order, SYSTEM } from "../order/order";
import type { Refusal } from "../order/refusal";
import type { Instant } from "../value/calendar";
import { openChangeset } from "./changeset";
import { type Command, ruleOf } from "./command";
import type { Decided } from "./decided";
import { endConfirmation } from "./replace-card";

/** What a command would do to an order: its log entries with where each leads, or why it is not carried out. */
export type Decision = Decided | { refusal: Refusal };

/**
 * Decides a command by the rules of the product. Pure: the same order, command, actor and time give the same
 * decision, so a preview is the decision without the write.
 */
export function decide(order: Order, command: Command, actor: Actor, now: Instant): Decision {
  const changes = openChangeset(order);
  const refusal = whyForbidden(order, command) ?? ruleOf(command.kind).decide(changes, command, actor, now);
  if (!refusal) endConfirmation(changes, now);
  return refusal ? { refusal } : changes.decided();
}

/** Why a command would be refused now; null when it would be accepted. Buttons use this. */
export function may(order: Order, command: Command, now: Instant): Refusal | null {
  const decision = decide(order, command, SYSTEM, now);
  return "refusal" in decision ? decision.refusal : null;
}

/** Refusals by the order's status and by a running payment. */
function whyForbidden(order: Order, command: Command): Refusal | null {
  const trigger = triggerOf(command);
  const cell = trigger && cellFor(order, trigger);
  if (cell && isStatusRefusal(cell)) return { code: "status", reason: cell };
  if (isAcceptedMeanwhile(command)) return null;
  // A command that charges nothing is not stopped by a payment that waits for staff.
  if (contestedPayment(order) && ruleOf(command.kind).mayCharge) return { code: "report_open" };
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

/** The lifecycle row of a command; null for one that no status refuses. */
function triggerOf(command: Command): Trigger | null {
  const { row } = ruleOf(command.kind);
  return typeof row === "function" ? row(command) : row;
}

function isAcceptedMeanwhile(command: Command): boolean {
  const { whilePaymentRuns = false } = ruleOf(command.kind);
  return typeof whilePaymentRuns === "function" ? whilePaymentRuns(command) : whilePaymentRuns;
}
