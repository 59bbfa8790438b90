import { contestedPayment, eventOf, isOwing, nextCycleEvent, paymentAtGateway } from "../order/balance";
import type { BillingEvent } from "../order/billing-event";
import { currentCard, expiresAt, expiryNoticeAt } from "../order/card";
import type { Cause } from "../order/cause";
import { cellOf, isStatusRefusal } from "../order/lifecycle";
import { type AnnouncedPayment, type Order, SYSTEM } from "../order/order";
import type { Refusal } from "../order/refusal";
import { addDays, type Instant } from "../value/calendar";
import { RENEWAL_NOTICE_DAYS, UNSENT_WAIT } from "../value/timetable";
import type { Changeset } from "./changeset";
import type { CommandRule } from "./command-rule";
import { endRetries } from "./end-retries";
import { holdToReleaseAgain, releaseHold } from "./register-card";
import { postponeOrDecline } from "./replace-card";
import { resumeSchedule } from "./resume-order";
import { obstacleToCharge, startEvent } from "./start-payment";

/** Something that falls due: when, and what. */
type Due =
  | { at: Instant; what: "collect"; event: number; cause: Cause }
  | { at: Instant; what: "release_hold" }
  | { at: Instant; what: "resume" }
  | { at: Instant; what: "remind" }
  | { at: Instant; what: "announce_renewal"; payment: AnnouncedPayment }
  | { at: Instant; what: "announce_expiry"; cardId: string; expiresAt: Instant };

/** When something next falls due; null when nothing will. */
export function dueAt(order: Order): Instant | null {
  return nextDue(order)?.at ?? null;
}

/** Does the earliest thing that is due. The worker's only command, repeated until nothing is due. */
export const runDue: CommandRule<object> = {
  row: null,
  decide: (changes, _asked, _actor, now) => doNextDue(changes, now),
  sample: { early: 1, late: 2, ask: () => ({}) },
};

function doNextDue(changes: Changeset, now: Instant): Refusal | null {
  const due = nextDue(changes.order);
  if (!due || due.at > now) return { code: "nothing_due" };
  switch (due.what) {
    case "collect":
      collect(changes, due.event, due.cause, now);
      return null;
    case "release_hold":
      releaseHold(changes, now);
      return null;
    case "resume":
      return resumeSchedule(changes, now);
    case "remind":
      changes.add({
        kind: "reminder_sent",
        automatic: true,
        at: now,
        counts: remindersDue(changes.order, now),
      });
      return null;
    case "announce_renewal":
      changes.add({ kind: "renewal_announced", ...due.payment });
      return null;
    case "announce_expiry":
      changes.add({ kind: "card_expiry_announced", cardId: due.cardId, expired: due.expiresAt <= now });
      return null;
  }
}

/** When an event is next tried automatically; null when nothing is planned for it. */
export function nextTryAt(order: Order, event: number): Instant | null {
  return plannedTries(order).find((due) => due.event === event)?.at ?? null;
}

function nextDue(order: Order): Due | null {
  const all = [
    // One payment at a time, and none while one may have been charged differently from our request.
    ...(paymentAtGateway(order) || contestedPayment(order) ? [] : plannedTries(order)),
    ...release(order),
    ...resumption(order),
    ...reminder(order),
    ...renewal(order),
    ...cardExpiry(order),
  ];
  return all.reduce<Due | null>((first, due) => (first === null || due.at < first.at ? due : first), null);
}

function collect(changes: Changeset, number: number, cause: Cause, now: Instant): void {
  const event = eventOf(changes.order, number);
  const obstacle = obstacleToCharge(changes.order, event, now);
  if (!obstacle) startEvent(changes, number, { cause, actor: SYSTEM }, now);
  else if (event?.status === "soft_declined" && obstacle.code === "retry_limit") {
    changes.add({
      kind: "planned_retry_dropped",
      event: number,
      remaining: [],
      why: "all retries are used",
    });
    endRetries(changes, now);
  } else postponeOrDecline(changes, number, { obstacle, cause }, now);
}

/**
 * The next planned attempt: a payment, a retry, or a card update that waits. Null where nothing is tried, for
 * example on a Paused or ended order. In the past where something delays it. Lists are sorted by it.
 */
export function nextAttempt(order: Order): NextAttempt | null {
  // Of the same time the event that comes first in the order, as events are numbered.
  const [first] = plannedTries(order).sort((a, b) => a.at - b.at);
  if (!first) return null;
  const { at, event: number } = first;
  const event = eventOf(order, number);
  return { at, event: number, isRetry: event?.status === "soft_declined" || event?.wait !== null };
}

export type NextAttempt = { at: Instant; event: number; isRetry: boolean };

function plannedTries(order: Order): Extract<Due, { what: "collect" }>[] {
  const mayCollect = !isStatusRefusal(cellOf("collect_due_event", order.type, order.status));
  const isLive = mayCollect || order.status === "suspended" || isOwing(order);
  return order.events.flatMap((event) => {
    if (event.held) return [];
    if (isLive && event.wait?.cause === "card_update")
      return [
        {
          at: event.wait.until,
          what: "collect" as const,
          event: event.number,
          cause: "card_update" as const,
        },
      ];
    const at = mayCollect && order.cardId !== null ? sendAt(event) : null;
    return at === null ? [] : [{ at, what: "collect" as const, event: event.number, cause: causeOf(event) }];
  });
}

function sendAt(event: BillingEvent): Instant | null {
  if (event.status === "scheduled") return Math.max(event.scheduledAt, event.wait?.until ?? 0);
  if (event.status === "soft_declined") return event.wait?.until ?? event.plannedRetries[0] ?? null;
  return null;
}

function causeOf(event: BillingEvent): Cause {
  if (event.wait) return event.wait.why === "technical" ? "technical_retry" : event.wait.cause;
  return event.status === "soft_declined" ? "automatic_retry" : "schedule";
}

/** An authorisation whose reversal never reached the gateway. */
function release(order: Order): Due[] {
  const hold = holdToReleaseAgain(order);
  return hold && !paymentAtGateway(order) ? [{ at: hold.since + UNSENT_WAIT, what: "release_hold" }] : [];
}

function resumption(order: Order): Due[] {
  return order.resumeAt === null ? [] : [{ at: order.resumeAt, what: "resume" }];
}

function reminder(order: Order): Due[] {
  const at = nextReminderAt(order);
  return at === null ? [] : [{ at, what: "remind" }];
}

/** When a Pending order's customer is next reminded; null: never. */
export function nextReminderAt({ status, linkRequestedAt, merchant, notices }: Order): Instant | null {
  const days = merchant.reminderDays[notices.reminders];
  if (status !== "pending" || linkRequestedAt === null || days === undefined) return null;
  return addDays(linkRequestedAt, days, merchant.timeZone);
}

/** How many planned reminders are due: the clock may pass several at once, and one is sent. */
function remindersDue(order: Order, now: Instant): number {
  const { linkRequestedAt, merchant, notices } = order;
  const due = merchant.reminderDays.filter(
    (days, i) =>
      i >= notices.reminders &&
      linkRequestedAt !== null &&
      addDays(linkRequestedAt, days, merchant.timeZone) <= now,
  );
  return Math.max(1, due.length);
}

/**
 * A subscription's next payment is announced some days before, once for each date and amount. When one of them
 * changes it is announced again, immediately if there are fewer days left.
 */
function renewal(order: Order): Due[] {
  const { plan, merchant, notices } = order;
  if (plan?.kind !== "subscription" || (order.status !== "active" && order.status !== "failed")) return [];
  const isShort = plan.interval.unit === "DAY" && plan.interval.every <= RENEWAL_NOTICE_DAYS;
  const isWeekly = plan.interval.unit === "WEEK" && plan.interval.every === 1;
  const next = nextCycleEvent(order);
  if (!next || isShort || isWeekly) return [];
  const { number: event, scheduledAt, amount } = next;
  if (isTold(notices.renewalAnnounced, { event, scheduledAt, amount })) return [];
  const at = addDays(scheduledAt, -RENEWAL_NOTICE_DAYS, merchant.timeZone);
  return [{ at, what: "announce_renewal", payment: { event, scheduledAt, amount } }];
}

function isTold(
  told: AnnouncedPayment | number | null,
  { event, scheduledAt, amount }: AnnouncedPayment,
): boolean {
  if (told === null || typeof told === "number") return told === event;
  return told.event === event && told.scheduledAt === scheduledAt && told.amount === amount;
}

function cardExpiry(order: Order): Due[] {
  const { status, type, notices, merchant } = order;
  const isTold = ["active", "failed", "suspended", "review"].includes(status);
  const card = isTold && type !== "single" ? currentCard(order) : null;
  if (!card || notices.expiredAnnounced === card.id) return [];
  const expires = expiresAt(card, merchant.timeZone);
  const isFirst = notices.expiringAnnounced !== card.id && (type === "instalment" || type === "subscription");
  return [
    {
      at: isFirst ? expiryNoticeAt(card, merchant.timeZone) : expires,
      what: "announce_expiry",
      cardId: card.id,
      expiresAt: expires,
    },
  ];
}
