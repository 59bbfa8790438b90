import { isOpen } from "./billing-event";
import { cycleAfter } from "./calendar";
import type { Command } from "./command";
import type { Instant, Order } from "./order";
import type { Refusal } from "./refusal";
import { openAuthorisation } from "./standing";
import type { Unfolding } from "./unfold";

type Asked<K extends Command["kind"]> = Extract<Command, { kind: K }>;

/** Stops a subscription for a time. Declined events and their windows stay as they are. */
export function pauseOrder(u: Unfolding, command: Asked<"pause_order">, now: Instant): Refusal | null {
  if (command.resumeAt !== null && command.resumeAt <= now) return { code: "resume_not_ahead" };
  const from = u.order.status === "failed" ? "failed" : "active";
  u.move("pause_order");
  u.add({ kind: "order_paused", at: now, resumeAt: command.resumeAt, from });
  return null;
}

/** Schedules what was paused; a date that passed meanwhile moves to the next cycle, and nothing missed is billed. */
export function resumeOrder(u: Unfolding, now: Instant): null {
  const moved = u.order.events.flatMap((event) => {
    if (event.status !== "paused" || event.scheduledAt > now) return [];
    const next = nextCycleDate(u.order, now);
    if (!next) return [];
    return [
      { event: event.number, scheduledAt: next.at, cycle: event.cycle === null ? null : next.cycle + 1 },
    ];
  });
  u.move("resume_order");
  u.add({ kind: "order_resumed", moved });
  return null;
}

/** Ends a live order: every open event is Cancelled but the one that is at the gateway, whose result decides. */
export function completeOrder(u: Unfolding, now: Instant): Refusal | null {
  if (openAuthorisation(u.order)) return { code: "open_authorisation" };
  const cancelled = u.order.events
    .filter((event) => isOpen(event) && event.status !== "processing")
    .map((event) => event.number);
  u.move("complete_order");
  u.add({ kind: "order_completed", at: now, cancelled });
  return null;
}

function nextCycleDate(order: Order, now: Instant) {
  const { plan, anchorAt } = order;
  return plan && anchorAt !== null
    ? cycleAfter(anchorAt, plan.interval, 0, now, order.merchant.timeZone)
    : null;
}
