import { nextTryAt } from "./due";
import type { Instant, Order } from "./order";
import { eventOf } from "./standing";

/**
 * What happens to a declined payment by itself, for its customer: read off the plan, so that nothing is promised that
 * is not planned. Null when nothing is.
 */
export function whatFollows(order: Order, event: number, day: (at: Instant) => string): string | null {
  if (eventOf(order, event)?.status === "processing") return "It is being tried again now.";
  const at = nextTryAt(order, event);
  return at === null ? null : `We will try again on ${day(at)}.`;
}
