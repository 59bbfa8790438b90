import { newEvent } from "./billing-event";
import { badDate } from "./collection-date";
import type { Command } from "./command";
import { badText } from "./free-text";
import { type GatewayAnswer, isDispute } from "./gateway-answer";
import { badAmount } from "./manage-events";
import { type Actor, type Attempt, type Instant, SYSTEM } from "./order";
import type { Refusal } from "./refusal";
import { attemptOf, openAuthorisation, refundable } from "./standing";
import { obstacleToCharge } from "./start-payment";
import { newAttempt, type Unfolding } from "./unfold";

type Asked<K extends Command["kind"]> = Extract<Command, { kind: K }>;

/** Gives money back, whole or in parts, to the card that paid. It cannot be undone. */
export function refundPayment(
  u: Unfolding,
  command: Asked<"refund_payment">,
  actor: Actor,
  now: Instant,
): Refusal | null {
  const paid = attemptOf(u.order, command.attempt);
  if (!paid) return { code: "unknown_attempt" };
  const most = refundable(u.order, paid);
  if (most === 0) return { code: "nothing_to_refund" };
  const refusal = badAmount(command.amount);
  if (refusal) return refusal;
  if (command.amount > most) return { code: "refund_too_large", most, currency: u.order.currency };
  follow(u, paid, "refund", "RF", command.amount, actor, now);
  return null;
}

/** Takes what a pre-authorisation holds, whole or in part, once; the rest is not taken. */
export function capturePayment(
  u: Unfolding,
  command: Asked<"capture_payment">,
  actor: Actor,
  now: Instant,
): Refusal | null {
  const held = openAuthorisation(u.order);
  if (!held || held.number !== command.attempt) return { code: "no_open_authorisation" };
  const refusal = badAmount(command.amount);
  if (refusal) return refusal;
  if (command.amount > held.amount)
    return { code: "capture_too_large", most: held.amount, currency: u.order.currency };
  follow(u, held, "capture", "CP", command.amount, actor, now);
  return null;
}

export function reversePayment(
  u: Unfolding,
  command: Asked<"reverse_payment">,
  actor: Actor,
  now: Instant,
): Refusal | null {
  const held = openAuthorisation(u.order);
  if (!held || held.number !== command.attempt) return { code: "no_open_authorisation" };
  follow(u, held, "reversal", "RV", held.amount, actor, now);
  return null;
}

/** Metered: charges an amount at once, without a billing event. */
export function chargeNow(
  u: Unfolding,
  command: Asked<"charge_now">,
  actor: Actor,
  now: Instant,
): Refusal | null {
  const refusal = badAmount(command.amount) ?? badText(command.note) ?? obstacleToCharge(u.order, null, now);
  if (refusal) return refusal;
  u.add({
    kind: "payment_started",
    attempt: newAttempt(u.order, {
      purpose: "charge_now",
      type: "DB",
      cause: "charge_now",
      actor,
      channel: "MOTO",
      recurrence: "repeated",
      amount: command.amount,
      startedAt: now,
      cardId: u.order.cardId,
      note: command.note,
    }),
  });
  if (command.note) u.add({ kind: "note_added", text: command.note });
  return null;
}

/** Metered: plans a payment. */
export function schedulePayment(
  u: Unfolding,
  command: Asked<"schedule_payment">,
  now: Instant,
): Refusal | null {
  const refusal =
    badAmount(command.amount) ?? badText(command.note) ?? badDate(u.order, [], command.scheduledAt, now);
  if (refusal) return refusal;
  const event = newEvent(u.order.events.length + 1, command.scheduledAt, command.amount, null);
  u.add({ kind: "events_scheduled", events: [event], why: "staff", note: command.note });
  if (command.note) u.add({ kind: "note_added", text: command.note });
  return null;
}

/** A chargeback, its reversal or a rapid dispute that the gateway reports. The status stays. */
export function recordBooking(u: Unfolding, answer: GatewayAnswer, now: Instant): Refusal | null {
  const { transactionId, referencedId, type, amount } = answer;
  if (!isDispute(type)) return { code: "unknown_attempt" };
  const isKnown = u.order.attempts.some(
    (known) => known.answer?.transactionId === transactionId && transactionId !== null,
  );
  if (isKnown) return { code: "already_settled" };
  const of = u.order.attempts.find(
    (known) => known.answer?.transactionId === referencedId && referencedId !== null,
  );
  if (!of) return { code: "unknown_attempt" };
  u.add({
    kind: "booking_reported",
    attempt: newAttempt(u.order, {
      purpose: "reported",
      type,
      cause: "gateway",
      actor: SYSTEM,
      channel: of.channel,
      entityId: of.entityId,
      recurrence: of.recurrence,
      amount: amount ?? of.amount,
      startedAt: now,
      settledAt: now,
      event: of.event,
      cardId: of.cardId,
      refersTo: of.number,
      state: "approved",
      outcome: "chargeback",
      answer,
    }),
  });
  u.move("chargeback_booked");
  return null;
}

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
