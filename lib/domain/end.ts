import { isOpen } from "./billing-event";
import type { Command } from "./command";
import type { Instant } from "./order";
import type { Refusal } from "./refusal";
import { openAuthorisation } from "./standing";
import type { Unfolding } from "./unfold";

type Asked<K extends Command["kind"]> = Extract<Command, { kind: K }>;

/** Stops a subscription for a time. Declined events and their windows stay, but nothing is planned for them any more. */
export function pauseOrder(u: Unfolding, command: Asked<"pause_order">, now: Instant): Refusal | null {
  if (command.resumeAt !== null && command.resumeAt <= now) return { code: "resume_not_ahead" };
  const from = u.order.status === "failed" ? "failed" : "active";
  u.move("pause_order");
  const waiting = u.order.events.filter((event) => event.status === "soft_declined" && event.wait !== null);
  u.add({
    kind: "order_paused",
    at: now,
    resumeAt: command.resumeAt,
    from,
    dropped: waiting.map((event) => event.number),
  });
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
