import { newEvent } from "./billing-event";
import { channelOfCard } from "./card";
import { badDate } from "./collection-date";
import type { Command } from "./command";
import { classify, factsOf } from "./decline";
import { badText } from "./free-text";
import {
  amountIn,
  contentOf,
  type FollowUpType,
  type GatewayAnswer,
  isDispute,
  isFollowUp,
} from "./gateway-answer";
import { badAmount } from "./manage-events";
import { type Actor, type Attempt, type Instant, type Order, SYSTEM } from "./order";
import type { Refusal } from "./refusal";
import { attemptOf, isBooked, openAuthorisation, refundable } from "./standing";
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
      channel: channelOfCard(u.order),
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

/**
 * A booking that the gateway reports and nobody here asked for: a bank's chargeback and what takes it back, or a
 * refund, reversal, capture or credit that somebody made in the gateway's own back office. It is booked as what it
 * is, on the transaction that it names; under one of our references, `under`, it may name none.
 */
export function recordBooking(
  u: Unfolding,
  answer: GatewayAnswer,
  now: Instant,
  under: Attempt | null = null,
): Refusal | null {
  const { transactionId, referencedId, type } = answer;
  if (!isFollowUp(type)) return { code: "unknown_attempt" };
  const isKnown = u.order.attempts.some(
    (known) => known.answer?.transactionId === transactionId && transactionId !== null,
  );
  if (isKnown) return { code: "already_settled" };
  const of =
    referencedId === null
      ? under && isBooked(under) && under
      : u.order.attempts.find((known) => known.answer?.transactionId === referencedId);
  if (!of || !takes(of, type)) return { code: "unknown_attempt" };
  const verdict = classify(factsOf(answer), u.order.merchant.mode).outcome;
  // What was only tried there moved nothing.
  if (verdict !== "approved" && !(isDispute(type) && verdict === "chargeback"))
    return { code: "already_settled" };
  const said = amountIn(answer, u.order.currency);
  const isForeign = answer.currency !== null && answer.currency !== u.order.currency;
  if (said === null || isForeign || answer.unreadable?.currency) {
    const why = isForeign ? "the currency differs" : "its amount cannot be read";
    const isSaid = of.reports?.some((report) => contentOf(report.answer) === contentOf(answer));
    if (isSaid) return { code: "already_settled" };
    u.add({ kind: "contradiction_reported", attempt: of.number, answer, why, at: now });
    return null;
  }
  bookFollowUp(u, of, { type, amount: said ?? of.amount, outcome: verdict, answer }, now);
  return null;
}

function bookFollowUp(
  u: Unfolding,
  of: Attempt,
  { type, ...booking }: Pick<Attempt, "amount" | "outcome" | "answer"> & { type: FollowUpType },
  now: Instant,
): void {
  const isTooMuch =
    type === "CP" && (of.type !== "PA" || capturedOf(u.order, of) + booking.amount > of.amount);
  u.add({
    kind: "booking_reported",
    attempt: newAttempt(u.order, {
      ...booking,
      type,
      purpose: "reported",
      cause: "gateway",
      actor: SYSTEM,
      channel: of.channel,
      entityId: of.entityId,
      recurrence: of.recurrence,
      startedAt: now,
      settledAt: now,
      event: of.event,
      cardId: of.cardId,
      refersTo: of.number,
      state: isTooMuch ? "duplicate" : "approved",
    }),
  });
  if (isTooMuch) u.move("duplicate_booked");
  else if (of.type === "PA") u.move("authorisation_closed");
  else u.move(isDispute(type) ? "chargeback_booked" : "refund_approved");
}

/** Whether one booking can lean on another: a hold is captured or let go, money that moved is moved back. */
function takes(of: Attempt, type: FollowUpType): boolean {
  if (of.type === "RG") return false;
  return of.type === "PA" ? type === "CP" || type === "RV" : type !== "CP";
}

function capturedOf(order: Order, held: Attempt): number {
  return order.attempts
    .filter((other) => other.type === "CP" && other.refersTo === held.number && isBooked(other))
    .reduce((sum, other) => sum + other.amount, 0);
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
