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
 * The rules of the product, asked. Pure: the same order, command, actor and time give the same
 * answer, so a preview is what happens after it.
 */
export function decide(order: Order, command: Command, actor: Actor, now: Instant): Decision {
  const changes = openChangeset(order);
  const refusal = whyForbidden(order, command) ?? ruleOf(command.kind).decide(changes, command, actor, now);
  if (!refusal) endConfirmation(changes, now);
  return refusal ? { refusal } : changes.decided();
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
  if (cell && isStatusRefusal(cell)) return { code: "status", reason: cell };
  if (isAcceptedMeanwhile(command)) return null;
  // Where nothing is charged, a payment that waits for staff to look at it stands in nobody's way.
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

/** The row of the matrix that a command is judged by; null for what no status can refuse. */
function triggerOf(command: Command): Trigger | null {
  const { row } = ruleOf(command.kind);
  return typeof row === "function" ? row(command) : row;
}

function isAcceptedMeanwhile(command: Command): boolean {
  const { whilePaymentRuns = false } = ruleOf(command.kind);
  return typeof whilePaymentRuns === "function" ? whilePaymentRuns(command) : whilePaymentRuns;
}
