import { eventOf, nextCycleEvent } from "../order/balance";
import type { BillingEvent } from "../order/billing-event";
import { type Order, SYSTEM } from "../order/order";
import { decide } from "../rules/decide";
import type { Instant } from "../value/calendar";

/** What resuming a paused subscription does. */
export type Resumption = {
  at: Instant;
  /** Events that are owed and get a new date. */
  debts: readonly BillingEvent[];
  /** The next payment before and after, when it moves. */
  moved: { from: BillingEvent; to: BillingEvent } | null;
};

/** The order after it is resumed on the day its pause ends; unchanged when the pause has no end. */
export function onceResumed(order: Order): Order {
  if (order.status !== "paused" || order.resumeAt === null) return order;
  const decision = decide(order, { kind: "resume_order" }, SYSTEM, order.resumeAt);
  return "refusal" in decision ? order : decision.order;
}

/** The effect of a resume on each payment; null when nothing was resumed. */
export function resumptionOf(before: Order, after: Order, now: Instant): Resumption | null {
  const resumed = onceResumed(after);
  const isResumed = resumed !== after || (before.status === "paused" && after.pausedAt === null);
  if (!isResumed || resumed.status === "complete") return null;
  const next = nextCycleEvent(before)?.number;
  const moved = resumed.events.filter((event) => {
    const was = eventOf(before, event.number);
    return was && was.scheduledAt !== event.scheduledAt;
  });
  const to = moved.find((event) => event.number === next);
  const from = to && eventOf(before, to.number);
  return {
    at: after.resumeAt ?? now,
    debts: moved.filter((event) => event.number !== next),
    moved: to && from ? { from, to } : null,
  };
}
