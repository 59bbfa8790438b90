import { paymentAtGateway } from "../order/balance";
import type { Cause } from "../order/cause";
import { type Order, SYSTEM } from "../order/order";
import type { Entry } from "../order/order-log";
import { decide } from "../rules/decide";
import { dueAt, type NextAttempt, nextAttempt } from "../rules/due";
import type { Instant } from "../value/calendar";
import { simulateAll } from "./preview";

/**
 * The next thing that happens to an order automatically: an attempt, the end of a pause, or a reminder. Found by
 * running the due rules ahead, so a retry that a scheme rule will stop is not promised. Null while a payment is at
 * the gateway, and while collecting is stopped for the merchant.
 */
export function nextAutomaticStep(order: Order, now: Instant): AutomaticStep | null {
  if (paymentAtGateway(order) || order.merchant.isStopped) return null;
  let next = order;
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const due = dueAt(next);
    if (due === null) return null;
    const at = Math.max(due, now);
    const decision = decide(next, { kind: "run_due" }, SYSTEM, at);
    if ("refusal" in decision) return null;
    for (const entry of decision.entries) {
      const found = stepOfEntry(entry, at);
      if (found) return found;
    }
    next = simulateAll(decision.order, "approved", at);
  }
  return null;
}

/** `amount` in minor units; `cause` is the cause of the attempt. */
export type AutomaticStep =
  | { what: "collect"; at: Instant; event: number; cause: Cause; amount: number }
  | { what: "resume"; at: Instant }
  | { what: "remind"; at: Instant };

/**
 * The next payment as lists and pages show it: the next planned attempt, if the rules will allow it. No date is
 * shown that a ban, a limit or a stopped merchant would not keep. A date that has passed is kept.
 */
export function nextPayment(order: Order, now: Instant): NextAttempt | null {
  const follows = nextAutomaticStep(order, now);
  if (follows?.what !== "collect") return null;
  const planned = nextAttempt(order);
  if (planned && planned.at <= now) return planned;
  const isRetry = follows.cause === "automatic_retry" || follows.cause === "technical_retry";
  return { at: follows.at, event: follows.event, isRetry };
}

function stepOfEntry(entry: Entry, at: Instant): AutomaticStep | null {
  switch (entry.kind) {
    case "payment_started": {
      const { purpose, event, cause, amount } = entry.attempt;
      return purpose === "event" && event !== null ? { what: "collect", at, event, cause, amount } : null;
    }
    case "order_resumed":
      return { what: "resume", at };
    case "reminder_sent":
      return { what: "remind", at };
    default:
      return null;
  }
}

/** Only a few notices can come before it, each once. */
const MOST_TURNS = 40;
