import { eventOf } from "../order/balance";
import type { Order } from "../order/order";
import { nextTryAt } from "../rules/due";
import type { Instant } from "../value/calendar";
import { nextAutomaticStep } from "./next-automatic-step";

/**
 * A sentence for the customer about the next automatic try of a declined payment, from what the due rules will do;
 * null when there is none.
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

/**
 * When an event is next tried automatically, if nothing will stop it. The event's own plan does not know the scheme
 * rules.
 */
export function nextTryIfAllowed(order: Order, event: number, now: Instant): Instant | null {
  const planned = nextTryAt(order, event);
  const next = planned === null ? null : nextAutomaticStep(order, now);
  if (next?.what !== "collect") return null;
  return next.event === event ? next.at : planned;
}
