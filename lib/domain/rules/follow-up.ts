import type { Actor, Attempt } from "../order/order";
import { attemptOf, openAuthorisation, refundable } from "../order/standing";
import type { Instant } from "../value/calendar";
import { badAmount } from "./manage-events";
import { amount, number, staffRule } from "./rule";
import { anyAttemptNumber } from "./sample";
import { newAttempt, type Unfolding } from "./unfold";

/** Gives money back, whole or in parts, to the card that paid. It cannot be undone. */
export const refundPayment = staffRule({
  fields: { attempt: number, amount },
  row: "refund_payment",
  decide(u, command, actor, now) {
    const paid = attemptOf(u.order, command.attempt);
    if (!paid) return { code: "unknown_attempt" };
    const most = refundable(u.order, paid);
    if (most === 0) return { code: "nothing_to_refund" };
    const refusal = badAmount(command.amount);
    if (refusal) return refusal;
    if (command.amount > most) return { code: "refund_too_large", most, currency: u.order.currency };
    follow(u, paid, "refund", "RF", command.amount, actor, now);
    return null;
  },
  sample: {
    early: 0,
    late: 1,
    ask: ({ order }, { a, amount }) => ({ attempt: anyAttemptNumber(order, a), amount }),
  },
  staff: { permission: "refunds", act: "Refund", working: "Asking the gateway" },
});

/** Takes what a pre-authorisation holds, whole or in part, once; the rest is not taken. */
export const capturePayment = staffRule({
  fields: { attempt: number, amount },
  row: "close_authorisation",
  mayCharge: true,
  decide(u, command, actor, now) {
    const held = openAuthorisation(u.order);
    if (!held || held.number !== command.attempt) return { code: "no_open_authorisation" };
    const refusal = badAmount(command.amount);
    if (refusal) return refusal;
    if (command.amount > held.amount)
      return { code: "capture_too_large", most: held.amount, currency: u.order.currency };
    follow(u, held, "capture", "CP", command.amount, actor, now);
    return null;
  },
  sample: {
    early: 0,
    late: 1,
    ask: ({ order }, { a, amount }) => ({ attempt: anyAttemptNumber(order, a), amount }),
  },
  staff: { permission: "refunds", act: "Capture", working: "Asking the gateway" },
});

/** Lets go of what a pre-authorisation holds. */
export const reversePayment = staffRule({
  fields: { attempt: number },
  row: "close_authorisation",
  mayCharge: true,
  decide(u, command, actor, now) {
    const held = openAuthorisation(u.order);
    if (!held || held.number !== command.attempt) return { code: "no_open_authorisation" };
    follow(u, held, "reversal", "RV", held.amount, actor, now);
    return null;
  },
  sample: { early: 0, late: 1, ask: ({ order }, { a }) => ({ attempt: anyAttemptNumber(order, a) }) },
  staff: { permission: "refunds", act: "Reverse", working: "Asking the gateway" },
});

function follow(
  u: Unfolding,
  of: Attempt,
  purpose: "refund" | "capture" | "reversal",
  type: "RF" | "CP" | "RV",
  amount: number,
  actor: Actor,
  now: Instant,
): void {
  u.add({
    kind: "payment_started",
    attempt: newAttempt(u.order, {
      purpose,
      type,
      cause: "staff",
      actor,
      channel: of.channel,
      entityId: of.entityId,
      recurrence: of.recurrence,
      amount,
      startedAt: now,
      cardId: of.cardId,
      refersTo: of.number,
    }),
  });
}
