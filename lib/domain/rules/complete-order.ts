import { openAuthorisation, sumOf } from "../order/balance";
import { isOpen } from "../order/billing-event";
import type { Refusal } from "../order/refusal";
import type { Instant } from "../value/calendar";
import type { Changeset } from "./changeset";
import { staffRule } from "./command-rule";

/**
 * Completes a live order: every open event is Cancelled except one that is at the gateway, whose result decides.
 */
export const completeOrder = staffRule({
  fields: {},
  row: "complete_order",
  whilePaymentRuns: true,
  decide: (changes, _asked, _actor, now) => complete(changes, "complete_order", now),
  sample: { early: 1, late: 1, ask: () => ({}) },
  staff: {
    ...{ permission: "orders", act: "Mark as complete", working: "Saving" },
    bulk: { item: "Mark as complete", of: () => ({}), sum: (order) => sumOf(order.events.filter(isOpen)) },
    menu: [{ in: "actions", item: "Mark as complete", popUp: "complete", as: () => ({}) }],
  },
});

/** Completes an order after its last automatic retry, where the merchant has chosen that. */
export function completeOwing(changes: Changeset, now: Instant): Refusal | null {
  return complete(changes, "retries_exhausted_complete", now);
}

function complete(
  changes: Changeset,
  trigger: "complete_order" | "retries_exhausted_complete",
  now: Instant,
): Refusal | null {
  if (openAuthorisation(changes.order)) return { code: "open_authorisation" };
  const cancelled = changes.order.events
    .filter((event) => isOpen(event) && event.status !== "processing")
    .map((event) => event.number);
  changes.move(trigger);
  changes.add({ kind: "order_completed", at: now, cancelled });
  return null;
}
