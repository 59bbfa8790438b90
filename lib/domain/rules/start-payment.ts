import { type CycleEvent, eventOf, nextCycleEvent } from "../order/balance";
import { type BillingEvent, newEvent } from "../order/billing-event";
import { cardRestrictions, channelOfCard, currentCard, currentFingerprint, fingerprint } from "../order/card";
import { factsWith } from "../order/card-facts";
import type { Attempt, Card, Order } from "../order/order";
import { priceOn } from "../order/price";
import type { Refusal } from "../order/refusal";
import { retryBudget } from "../order/retry";
import { cycleAfter, type Instant } from "../value/calendar";
import { type Changeset, newAttempt } from "./changeset";

/**
 * Why the order's card cannot be charged now, for an event or for a payment without one; null when it can. Checked
 * before every charge.
 */
export function obstacleToCharge(order: Order, event: BillingEvent | null, now: Instant): Refusal | null {
  const card = currentCard(order);
  if (!card) return { code: "no_card" };
  if (card.state === "forgotten") return { code: "card_not_usable", state: "forgotten" };
  const { timeZone } = order.merchant;
  const ban = banOf(order, card, now);
  if (ban) return ban;
  const print = fingerprint(card);
  const known = event && factsWith(event, print);
  if (known?.barred) return { code: "card_barred" };
  for (const { id, rule, used, limit, freesAt } of cardRestrictions(order, card, now).limits)
    if (freesAt !== null && (known?.window || !id.startsWith("visa")))
      return { code: "scheme_limit", rule, used, limit, freesAt, timeZone };
  if (!event) return null;
  const budget = retryBudget(event, print, now);
  if (budget.state === "used_up" && budget.endsAt !== null)
    return { code: "retry_limit", used: budget.used, limit: budget.limit, endsAt: budget.endsAt, timeZone };
  const until = known?.notBefore ?? null;
  return until !== null && now < until ? { code: "advice_not_before", until, timeZone } : null;
}

/** A scheme's ban on a card, as a refusal; null without one. */
export function banOf(order: Order, card: Card, now: Instant): Refusal | null {
  const { ban } = cardRestrictions(order, card, now);
  return (
    ban && { code: "card_banned", reason: ban.reason, until: ban.until, timeZone: order.merchant.timeZone }
  );
}

/**
 * Starts the payment of an event with the order's card. A subscription's next event leaves a follower, dated at the
 * first cycle after now, so that missed cycles are never billed.
 */
export function startEvent(
  changes: Changeset,
  number: number,
  { cause, actor }: Pick<Attempt, "cause" | "actor">,
  now: Instant,
): void {
  const event = eventOf(changes.order, number);
  if (!event) throw new Error(`no event ${number} to start`);
  scheduleFollower(changes, [event], now, () =>
    changes.add({
      kind: "payment_started",
      attempt: newAttempt(changes.order, {
        purpose: "event",
        type: "debit",
        cause,
        actor,
        channel: channelOfCard(changes.order),
        recurrence: "repeated",
        amount: event.amount,
        startedAt: now,
        event: event.number,
        eventWas: event.status,
        reattempt: factsWith(event, currentFingerprint(changes.order)).window !== null,
        cardId: changes.order.cardId,
      }),
    }),
  );
}

/**
 * Applies a change that uses events up. When the subscription's next event is among them, its follower is
 * scheduled.
 */
export function scheduleFollower(
  changes: Changeset,
  used: readonly BillingEvent[],
  now: Instant,
  change: () => void,
): void {
  const next = nextCycleEvent(changes.order);
  change();
  if (!next || !used.some((event) => event.number === next.number)) return;
  const follower = followerOf(changes.order, next, now);
  if (follower) changes.add({ kind: "events_scheduled", events: [follower], why: "next_cycle", note: "" });
}

function followerOf(order: Order, event: CycleEvent, now: Instant): BillingEvent | null {
  const { plan, anchorAt } = order;
  if (plan?.kind !== "subscription" || anchorAt === null) return null;
  const { cycle, at } = cycleAfter(
    { anchor: anchorAt, interval: plan.interval, timeZone: order.merchant.timeZone },
    event.cycle,
    now,
  );
  return newEvent(order.events.length + 1, at, priceOn(plan, at), cycle + 1);
}
