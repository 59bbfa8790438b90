import { eventOf } from "../order/balance";
import type { Order } from "../order/order";
import { nextTryAt } from "../rules/due";
import type { Instant } from "../value/calendar";
import { nextAutomaticStep } from "./next-automatic-step";

/**
 * What happens to a declined payment by itself, for its customer: what the due rules will do, so that nothing is
 * promised that a status or a scheme's rule will stop. Null when nothing is.
 */
export function nextTrySentence(
  order: Order,
  event: number,
  now: Instant,
  day: (at: Instant) => string,
): string | null {
  if (eventOf(order, event)?.status === "processing") return "It is being tried again now.";
  const at = nextTryIfAllowed(order, event, now);
  return at === null ? null : `We will try again on ${day(at)}.`;
}

/** When an event is next tried by itself, if nothing is going to stop it; its own plan knows no scheme's rule. */
export function nextTryIfAllowed(order: Order, event: number, now: Instant): Instant | null {
  const planned = nextTryAt(order, event);
  const next = planned === null ? null : nextAutomaticStep(order, now);
  if (next?.what !== "collect") return null;
  return next.event === event ? next.at : planned;
}
