import { attemptOf, openAuthorisation, refundable } from "../order/balance";
import type { Actor, Attempt } from "../order/order";
import type { Instant } from "../value/calendar";
import { type Changeset, newAttempt } from "./changeset";
import { amountField, numberField, staffRule } from "./command-rule";
import { badAmount } from "./manage-events";
import { anyAttemptNumber } from "./sample";

/** Refunds a payment, in full or in part, to the card that paid. It cannot be undone. */
export const refundPayment = staffRule({
  fields: { attempt: numberField, amount: amountField },
  row: "refund_payment",
  decide(changes, command, actor, now) {
    const paid = attemptOf(changes.order, command.attempt);
    if (!paid) return { code: "unknown_attempt" };
    const most = refundable(changes.order, paid);
    if (most === 0) return { code: "nothing_to_refund" };
    const refusal = badAmount(command.amount);
    if (refusal) return refusal;
    if (command.amount > most) return { code: "refund_too_large", most, currency: changes.order.currency };
    follow(changes, paid, { purpose: "refund", amount: command.amount, actor }, now);
    return null;
  },
  sample: {
    early: 0,
    late: 1,
    ask: ({ order }, { a, amount }) => ({ attempt: anyAttemptNumber(order, a), amount }),
  },
  staff: { permission: "refunds", act: "Refund", working: "Asking the gateway" },
});

/** Captures a pre-authorisation, in full or in part, once; the rest is released. */
export const capturePayment = staffRule({
  fields: { attempt: numberField, amount: amountField },
  row: "capture_payment",
  mayCharge: true,
  decide(changes, command, actor, now) {
    const held = openAuthorisation(changes.order);
    if (!held || held.number !== command.attempt) return { code: "no_open_authorisation" };
    const refusal = badAmount(command.amount);
    if (refusal) return refusal;
    if (command.amount > held.amount)
      return { code: "capture_too_large", most: held.amount, currency: changes.order.currency };
    follow(changes, held, { purpose: "capture", amount: command.amount, actor }, now);
    return null;
  },
  sample: {
    early: 0,
    late: 1,
    ask: ({ order }, { a, amount }) => ({ attempt: anyAttemptNumber(order, a), amount }),
  },
  staff: { permission: "refunds", act: "Capture", working: "Asking the gateway" },
});

/** Releases a pre-authorisation. */
export const reversePayment = staffRule({
  fields: { attempt: numberField },
  row: "reverse_payment",
  mayCharge: true,
  decide(changes, command, actor, now) {
    const held = openAuthorisation(changes.order);
    if (!held || held.number !== command.attempt) return { code: "no_open_authorisation" };
    follow(changes, held, { purpose: "reversal", amount: held.amount, actor }, now);
    return null;
  },
  sample: { early: 0, late: 1, ask: ({ order }, { a }) => ({ attempt: anyAttemptNumber(order, a) }) },
  staff: { permission: "refunds", act: "Reverse", working: "Asking the gateway" },
});

function follow(
  changes: Changeset,
  of: Attempt,
  asked: {
    purpose: "refund" | "capture" | "reversal";
    amount: number;
    actor: Actor;
  },
  now: Instant,
): void {
  changes.add({
    kind: "payment_started",
    attempt: newAttempt(changes.order, {
      ...asked,
      type: asked.purpose,
      cause: "staff",
      channel: of.channel,
      account: of.account,
      recurrence: of.recurrence,
      startedAt: now,
      cardId: of.cardId,
      refersTo: of.number,
    }),
  });
}
