import { isOpen } from "./billing-event";
import type { Command } from "./command";
import type { Instant, Order } from "./order";
import type { Refusal } from "./refusal";
import { openAuthorisation } from "./standing";
import type { Unfolding } from "./unfold";

type Asked<K extends Command["kind"]> = Extract<Command, { kind: K }>;

/** Stops a subscription for a time. Declined events and their windows stay, but nothing is planned for them any more. */
export function pauseOrder(u: Unfolding, command: Asked<"pause_order">, now: Instant): Refusal | null {
  if (command.resumeAt !== null && command.resumeAt <= now) return { code: "resume_not_ahead" };
  const from = u.order.status === "failed" ? "failed" : "active";
  u.move("pause_order");
  addPause(u, command.resumeAt, from, now);
  return null;
}

/** Pauses an order of any recurring type after its last automatic retry, until what it owes is paid. */
export function pauseOwing(u: Unfolding, now: Instant): void {
  u.move("retries_exhausted_pause");
  addPause(u, null, "owing", now);
}

function addPause(u: Unfolding, resumeAt: Instant | null, from: Order["pausedFrom"] & string, now: Instant) {
  const waiting = u.order.events.filter((event) => event.status === "soft_declined" && event.wait !== null);
  u.add({ kind: "order_paused", at: now, resumeAt, from, dropped: waiting.map((event) => event.number) });
}

/** Ends a live order: every open event is Cancelled but the one that is at the gateway, whose result decides. */
export function completeOrder(
  u: Unfolding,
  now: Instant,
  trigger: "complete_order" | "retries_exhausted_complete" = "complete_order",
): Refusal | null {
  if (openAuthorisation(u.order)) return { code: "open_authorisation" };
  const cancelled = u.order.events
    .filter((event) => isOpen(event) && event.status !== "processing")
    .map((event) => event.number);
  u.move(trigger);
  u.add({ kind: "order_completed", at: now, cancelled });
  return null;
}
