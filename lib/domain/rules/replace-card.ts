import {
  attemptOf,
  cardUpdateSum,
  eventOf,
  outstandingEvents,
  paymentAtGateway,
  sumOf,
} from "../order/balance";
import type { Wait } from "../order/billing-event";
import { cardState, channelOfCard, currentCard, fingerprint } from "../order/card";
import type { Cause } from "../order/cause";
import { cellFor, isStatusRefusal } from "../order/lifecycle";
import type { Actor, Order, PendingCollection } from "../order/order";
import type { Entry } from "../order/order-log";
import type { Refusal } from "../order/refusal";
import type { Instant } from "../value/calendar";
import type { Changeset } from "./changeset";
import { addMerged } from "./merge-events";
import { banOf, obstacleToCharge, scheduleFollower, startEvent } from "./start-payment";

/** Why a card of the customer cannot become the order's card; null when it can. */
export function whyNotSelected(order: Order, cardId: string, now: Instant): Refusal | null {
  const card = order.wallet.find((candidate) => candidate.id === cardId);
  if (!card) return { code: "unknown_card" };
  if (card.id === order.cardId) return { code: "card_is_current" };
  const state = cardState(card, order.merchant.timeZone, now);
  if (state !== "usable") return { code: "card_not_usable", state };
  return banOf(order, card, now);
}

/**
 * Makes a card the order's card and collects what is outstanding. `shownSum` is the sum the person saw: when more
 * is outstanding now, the card is replaced and the new sum waits for confirmation. While a payment runs, collecting
 * waits for its result. On a paused or ended order the card stays in the wallet only.
 */
export function replaceCard(
  changes: Changeset,
  { cardId, citId, shownSum }: { cardId: string; citId: string | null; shownSum: number },
  actor: Actor,
  now: Instant,
): void {
  if (isStatusRefusal(cellFor(changes.order, "replace_card"))) return;
  const channel = channelOfCard(changes.order, cardId);
  changes.add({ kind: "card_replaced", cardId, from: changes.order.cardId, at: now, citId, channel });
  if (paymentAtGateway(changes.order))
    changes.add({ kind: "collection_pending", collection: { awaits: "payment", shownSum, actor } });
  else collectOutstanding(changes, shownSum, actor, now);
}

/** Collects with a card that was replaced while a payment ran. */
export function collectPending(
  changes: Changeset,
  { shownSum, actor }: PendingCollection,
  now: Instant,
): void {
  if (isStatusRefusal(cellFor(changes.order, "replace_card")))
    changes.add({ kind: "collection_settled", events: [], amount: 0 });
  else collectOutstanding(changes, shownSum, actor, now);
}

/**
 * Ends a sum's wait for confirmation when nothing is owed any more, or when the card that was to pay it is
 * declined: from then on it is a declined payment like any other.
 */
export function endConfirmation(changes: Changeset, now: Instant): void {
  if (changes.order.pendingCollection?.awaits !== "confirmation") return;
  const isDeclined = changes.entries.some(
    (entry) =>
      entry.kind === "event_barred" ||
      (entry.kind === "payment_declined" && isOfEvent(changes.order, entry.attempt)),
  );
  if (isDeclined || cardUpdateSum(changes.order, now) === 0)
    changes.add({ kind: "collection_settled", events: [], amount: 0 });
}

/** A charge of an event with the card that the order has now. */
function isOfEvent(order: Order, number: number): boolean {
  const attempt = attemptOf(order, number);
  return attempt?.purpose === "event" && attempt.cardId === order.cardId;
}

/**
 * Charges what is outstanding. One event is charged itself; several become Merged and a new event with their sum is
 * charged. With nothing outstanding the order returns to Active.
 */
export function collectOutstanding(changes: Changeset, shownSum: number, actor: Actor, now: Instant): void {
  const events = outstandingEvents(changes.order, now);
  const amount = sumOf(events);
  if (amount > shownSum) {
    changes.add({ kind: "collection_pending", collection: { awaits: "confirmation", shownSum, actor } });
    return;
  }
  if (events.length || changes.order.pendingCollection)
    changes.add({ kind: "collection_settled", events: events.map((event) => event.number), amount });
  const [only] = events;
  if (!only) {
    changes.move("card_replaced");
    return;
  }
  const number =
    events.length === 1
      ? only.number
      : addMerged(changes, events, { scheduledAt: now, amount, why: "card_update" }, now);
  const obstacle = obstacleToCharge(changes.order, eventOf(changes.order, number), now);
  if (obstacle) postponeOrDecline(changes, number, { obstacle, cause: "card_update" }, now);
  else startEvent(changes, number, { cause: "card_update", actor }, now);
}

/**
 * Does not send an event that an obstacle forbids: a limit or an advice postpones it until that ends; a ban or an
 * earlier hard decline makes it Hard declined.
 */
export function postponeOrDecline(
  changes: Changeset,
  event: number,
  { obstacle, cause }: { obstacle: Refusal; cause: Cause },
  now: Instant,
): void {
  const pause = waitFor(obstacle, cause);
  if (pause) changes.add({ kind: "charge_postponed", event, wait: pause, why: obstacle });
  else declineUnsent(changes, event, obstacle, now);
}

function waitFor(obstacle: Refusal, cause: Cause): Wait | null {
  switch (obstacle.code) {
    case "scheme_limit":
      return { until: obstacle.freesAt, why: "scheme_limit", cause };
    case "retry_limit":
      return { until: obstacle.endsAt, why: "retry_limit", cause };
    case "advice_not_before":
      return { until: obstacle.until, why: "advice", cause };
    default:
      return null;
  }
}

/** Declines an event without sending it: Hard declined, the order Suspended. */
function declineUnsent(changes: Changeset, number: number, obstacle: Refusal, now: Instant): void {
  // A deleted registration says nothing about the card itself, which may be registered again.
  const card = obstacle.code === "card_not_usable" ? null : currentCard(changes.order);
  const event = eventOf(changes.order, number);
  const barred: Entry = {
    kind: "event_barred",
    event: number,
    card: card ? fingerprint(card) : "",
    decline: {
      attempt: null,
      code: "",
      outcome: "hard",
      reason: unsentDeclineReason(obstacle),
      schemeBan: obstacle.code === "card_banned",
    },
  };
  scheduleFollower(changes, event ? [event] : [], now, () => changes.add(barred));
  changes.move("event_hard_declined");
}

function unsentDeclineReason(obstacle: Refusal): string {
  if (obstacle.code === "card_banned") return obstacle.reason;
  return obstacle.code === "card_not_usable"
    ? "The card's registration was deleted at the gateway"
    : "Hard-declined with this card before";
}
