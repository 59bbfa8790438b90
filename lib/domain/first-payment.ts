import { keepsCard } from "./activate";
import { cardState } from "./card";
import { type Command, channelOf } from "./command";
import type { PaymentType } from "./gateway-answer";
import type { Actor, Instant, Order } from "./order";
import type { Refusal } from "./refusal";
import { banOf } from "./start-payment";
import { newAttempt, type Unfolding } from "./unfold";

type Asked<K extends Command["kind"]> = Extract<Command, { kind: K }>;

/** The link was e-mailed or shown: the order waits for its customer. */
export function requestLink(u: Unfolding, command: Asked<"request_link">, now: Instant): null {
  u.add({ kind: "link_requested", how: command.how });
  u.move("request_link");
  u.add({ kind: "pending_timer_started", at: now });
  return null;
}

/**
 * Opens a hosted checkout, for the first payment or to register another card. It stands open until
 * somebody pays in it: nothing is at the gateway yet. One for each purpose and channel, so that two
 * tabs cannot pay twice.
 */
export function openCheckout(
  u: Unfolding,
  command: Asked<"open_checkout">,
  actor: Actor,
  now: Instant,
): Refusal | null {
  const { order } = u;
  const open = order.attempts.find(
    (attempt) =>
      attempt.state === "prepared" &&
      attempt.purpose === command.purpose &&
      attempt.channel === channelOf(command.via),
  );
  if (command.via === "terminal" && !takesCardsByPhone(order)) return { code: "no_phone_channel" };
  if (open) return { code: "checkout_open", attempt: open.number };
  const isFirst = command.purpose === "initial";
  const check = order.merchant.defaultInitialAmount;
  const amount = isFirst && order.initialAmount > 0 ? order.initialAmount : check;
  u.add({
    kind: "checkout_opened",
    attempt: newAttempt(order, {
      purpose: command.purpose,
      type: isFirst ? firstType(order) : checkType(order),
      cause: command.via,
      actor,
      channel: channelOf(command.via),
      recurrence: "initial",
      amount,
      startedAt: now,
      shownSum: isFirst ? null : command.shownSum,
      state: "prepared",
    }),
  });
  return null;
}

/** The first payment with a card that the customer registered before. */
export function payWithSavedCard(
  u: Unfolding,
  command: Asked<"pay_with_saved_card">,
  actor: Actor,
  now: Instant,
): Refusal | null {
  const { order } = u;
  const card = order.wallet.find((candidate) => candidate.id === command.cardId);
  if (!card) return { code: "unknown_card" };
  const state = cardState(card, order.merchant.timeZone, now);
  if (state !== "usable") return { code: "card_not_usable", state };
  const ban = banOf(order, card, now);
  if (ban) return ban;
  u.add({
    kind: "payment_started",
    attempt: newAttempt(order, {
      purpose: "initial",
      type: firstType(order),
      cause: "saved_card",
      actor,
      channel: takesCardsByPhone(order) ? "MOTO" : "ECOM",
      recurrence: "initial",
      amount: order.initialAmount > 0 ? order.initialAmount : order.merchant.defaultInitialAmount,
      startedAt: now,
      cardId: card.id,
    }),
  });
  return null;
}

export function cancelOrder(u: Unfolding, now: Instant): null {
  u.move("cancel_order");
  u.add({ kind: "order_cancelled", at: now });
  return null;
}

/** Whether the first payment's checkout has to store the card. */
export function registersCard(order: Order): boolean {
  return keepsCard(order) || order.initialKind === "registration";
}

function firstType(order: Order): PaymentType {
  if (order.initialKind === "preauthorise") return "PA";
  return order.initialKind === "debit" ? "DB" : checkType(order);
}

/** A registration without payment, or a small authorisation that is reversed once it is approved. */
function checkType(order: Order): PaymentType {
  return order.merchant.defaultInitialAmount > 0 ? "PA" : "RG";
}

/** A merchant without an entity for the telephone has no such channel at the gateway. */
function takesCardsByPhone({ merchant }: Order): boolean {
  return merchant.entityIds.MOTO.trim() !== "";
}
