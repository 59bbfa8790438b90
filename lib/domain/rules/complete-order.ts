import { isOpen } from "../order/billing-event";
import type { Refusal } from "../order/refusal";
import { openAuthorisation } from "../order/standing";
import type { Instant } from "../value/calendar";
import { staffRule } from "./rule";
import type { Unfolding } from "./unfold";

/** Ends a live order: every open event is Cancelled but the one that is at the gateway, whose result decides. */
export const completeOrder = staffRule({
  fields: {},
  row: "complete_order",
  whilePaymentRuns: true,
  decide: (u, _asked, _actor, now) => complete(u, "complete_order", now),
  sample: { early: 1, late: 1, ask: () => ({}) },
  staff: {
    ...{ permission: "orders", act: "Mark as complete", working: "Saving" },
    menu: [{ in: "actions", item: "Mark as complete", popUp: "complete", as: () => ({}) }],
  },
});

/** The same after the last automatic retry, where the merchant wants it so. */
export function completeOwing(u: Unfolding, now: Instant): Refusal | null {
  return complete(u, "retries_exhausted_complete", now);
}

function complete(
  u: Unfolding,
  trigger: "complete_order" | "retries_exhausted_complete",
  now: Instant,
): Refusal | null {
  if (openAuthorisation(u.order)) return { code: "open_authorisation" };
  const cancelled = u.order.events
    .filter((event) => isOpen(event) && event.status !== "processing")
    .map((event) => event.number);
  u.move(trigger);
  u.add({ kind: "order_completed", at: now, cancelled });
  return null;
}
