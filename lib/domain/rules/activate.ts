import type { GatewayAnswer } from "../decline/gateway-answer";
import { newEvent } from "../order/billing-event";
import type { Attempt, Order } from "../order/order";
import { cycleAt, type Instant } from "../value/calendar";
import { split } from "../value/money";
import type { Changeset } from "./changeset";

/**
 * Activates the order after its first approval: its card is stored, the schedule is made, the status moves. On an
 * order that was cancelled meanwhile the money is booked and nothing else happens.
 */
export function activate(changes: Changeset, attempt: Attempt, answer: GatewayAnswer, now: Instant): void {
  const isPreliminary = ["draft", "pending", "rejected"].includes(changes.order.status);
  if (isPreliminary) {
    const cardId = answer.registrationId ?? attempt.cardId;
    const card = changes.order.wallet.find(({ id }) => id === cardId);
    if (cardId && keepsCard(changes.order))
      changes.add({
        kind: "card_replaced",
        cardId,
        from: null,
        at: now,
        citId: card?.citId ?? answer.initialTransactionId,
        channel: card?.channel ?? attempt.channel,
      });
    const anchorAt = anchorOf(changes.order, now);
    changes.add({ kind: "order_activated", at: now, anchorAt });
    const events = anchorAt === null ? [] : firstEvents(changes.order, anchorAt);
    if (events.length) changes.add({ kind: "events_scheduled", events, why: "plan", note: "" });
  }
  changes.move(
    changes.order.initialKind === "registration"
      ? "initial_registration_approved"
      : changes.order.initialKind === "preauthorise"
        ? "initial_authorisation_approved"
        : "initial_debit_approved",
  );
}

/**
 * The date of the first event: the chosen one while it is in the future, otherwise one interval after activation.
 */
export function anchorOf(order: Order, activatedAt: Instant): Instant | null {
  const { plan } = order;
  if (!plan) return null;
  if (plan.startAt !== null && plan.startAt > activatedAt) return plan.startAt;
  return cycleAt(activatedAt, plan.interval, 1, order.merchant.timeZone);
}

/** All instalments of an instalment order, or the first cycle of a subscription. */
export function firstEvents(order: Order, anchorAt: Instant) {
  const { plan } = order;
  if (plan?.kind === "subscription") return [newEvent(1, anchorAt, plan.price, 1)];
  if (plan?.kind !== "instalment") return [];
  return split(order.total - order.initialAmount, plan.parts).map((amount, i) =>
    newEvent(i + 1, cycleAt(anchorAt, plan.interval, i, order.merchant.timeZone), amount, i + 1),
  );
}

export function keepsCard(order: Order): boolean {
  return order.type !== "single" || order.savesCard;
}
