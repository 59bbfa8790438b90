import { verdictOf } from "../decline/decline";
import { isDispute } from "../decline/gateway-answer";
import { withdrawsAgreement } from "../order/agreement";
import { eventOf } from "../order/balance";
import type { BillingEvent } from "../order/billing-event";
import type { Attempt, Order } from "../order/order";
import type { Entry } from "../order/order-log";
import { lastPrice } from "../order/price";
import { actorName, actorNameInSentence } from "../order/refusal";
import { triedJustBefore } from "../order/tried-again";
import { endsRetries } from "../rules/retry-plan";
import { formatMoney } from "../value/money";
import { MINUTE } from "../value/timetable";
import type { AlertKind } from "./alert-kinds";
import { transactionNames } from "./names";

export const messageKinds = [
  "order_ready",
  "order_reminder",
  "purchase_confirmation",
  "mandate",
  "refund_confirmation",
  "payment_approved",
  "payment_declined",
  "payment_rejected",
  "retries_ended",
  "payment_rescheduled",
  "payments_skipped",
  "payments_merged",
  "renewal_soon",
  "price_changed",
  "subscription_paused",
  "subscription_resumed",
  "card_update_link",
  "card_expiring",
  "card_expired",
] as const;
export type MessageKind = (typeof messageKinds)[number];

/** A message to the customer, caused by a change. Its text is made when it is sent. */
export type MessageDraft = {
  kind: MessageKind;
  /** Automatic ones can be switched off by the merchant; manual ones always go out. */
  automatic: boolean;
  link: "checkout" | "portal" | "update_card" | null;
  data: {
    amount?: number;
    at?: number;
    events?: { spid: number | null; amount: number; scheduledAt: number }[];
    /** What it was before, where `amount` is a new price. */
    was?: number;
    /** Dates of the skipped cycles. */
    neverBilled?: number[];
    isAuthorisation?: boolean;
    /** The transaction that it reports. */
    attempt?: number;
    /** The order's card when it was queued. */
    card?: string | null;
  };
};

/**
 * The messages of an entry. They depend on the entry only, so none can be forgotten; whether they are true is
 * checked after the whole change, and again when sent (`message-truth.ts`).
 */
export function messagesOf(before: Order | null, after: Order, entry: Entry): MessageDraft[] {
  const automatic = (
    kind: MessageKind,
    link: MessageDraft["link"],
    data: MessageDraft["data"] = {},
  ): MessageDraft[] => [{ kind, automatic: true, link, data }];
  switch (entry.kind) {
    case "link_requested":
      return entry.how === "email"
        ? [{ kind: "order_ready", automatic: false, link: "checkout", data: { amount: after.initialAmount } }]
        : [];
    case "reminder_sent":
      return [
        {
          kind: "order_reminder",
          automatic: entry.automatic,
          link: "checkout",
          data: { amount: after.initialAmount },
        },
      ];
    case "payment_approved":
      return approvedMessages(after, entry.attempt, automatic);
    case "order_activated":
      return after.type === "single" ? [] : automatic("mandate", "portal");
    case "payment_declined":
      return declinedMessages(before, after, entry, automatic);
    case "planned_retry_dropped":
      return entry.remaining.length > 0
        ? []
        : automatic("retries_ended", "update_card", dataOf(eventOf(after, entry.event)));
    case "event_barred":
      return automatic("payment_rejected", "update_card", dataOf(eventOf(after, entry.event)));
    case "event_rescheduled":
      return automatic("payment_rescheduled", null, dataOf(eventOf(after, entry.event)));
    case "events_skipped":
      return automatic("payments_skipped", null, {
        amount: entry.amount,
        events: eventsOf(after, entry.events),
      });
    case "events_unskipped":
      return entry.events.flatMap(({ event }) =>
        automatic("payment_rescheduled", null, dataOf(eventOf(after, event))),
      );
    case "price_changed":
      return automatic("price_changed", "portal", priceData(before, entry));
    case "events_merged":
      // A card update merges and charges in one step: its customer is told of the payment.
      return entry.why === "card_update" ? [] : automatic("payments_merged", null, dataOf(entry.into));
    case "renewal_announced":
      return automatic("renewal_soon", "portal", dataOf(eventOf(after, entry.event)));
    case "order_paused":
      // Paused for what it owes: the mail about the last retry says so.
      if (entry.from === "owing") return [];
      return automatic("subscription_paused", null, entry.resumeAt === null ? {} : { at: entry.resumeAt });
    case "order_resumed":
      if (after.type !== "subscription") return [];
      return automatic("subscription_resumed", null, {
        events: eventsOf(after, entry.debts ?? []),
        neverBilled: entry.neverBilled ?? [],
      });
    case "update_link_sent":
      return [
        { kind: "card_update_link", automatic: false, link: "update_card", data: { card: after.cardId } },
      ];
    case "card_expiry_announced":
      return automatic(entry.expired ? "card_expired" : "card_expiring", "update_card", {
        card: entry.cardId,
      });
    default:
      return [];
  }
}

export type AlertDraft = { kind: AlertKind; text: string };

/** The alerts for staff of an entry. */
export function alertsOf(before: Order | null, after: Order, entry: Entry): AlertDraft[] {
  const money = (amount: number) => formatMoney(amount, after.currency);
  const order = `ZUID-${after.zuid}`;
  const attempt =
    "attempt" in entry && typeof entry.attempt === "number" ? attemptNumbered(after, entry.attempt) : null;
  switch (entry.kind) {
    case "payment_started": {
      const first = before && triedJustBefore(before, entry.attempt);
      return first ? [{ kind: "tried_again", text: sayTriedAgain(after, entry.attempt, first) }] : [];
    }
    case "payment_declined":
      if (attempt && withdrawsAgreement(attempt))
        return [
          {
            kind: "agreement_withdrawn",
            text: `${order}: the customer withdrew the agreement to be charged.`,
          },
        ];
      return entry.outcome === "technical"
        ? [
            {
              kind: "technical_failure",
              text: `${order}: a payment failed several times for technical reasons and now counts as declined.`,
            },
          ]
        : [];
    case "payment_approved":
      return before &&
        attempt &&
        movesMoney(attempt) &&
        (before.status === "complete" || before.status === "cancelled")
        ? [
            {
              kind: "booked_after_end",
              text: `${order} received ${money(attempt.amount)} after it had ended. Refund it if it is not wanted.`,
            },
          ]
        : [];
    case "duplicate_booked":
      return [
        {
          kind: "duplicate",
          text:
            attempt?.type === "authorisation"
              ? `${order} was authorised twice: the second ${money(attempt.amount)} is released.`
              : `${order} was paid twice: ${money(attempt?.amount ?? 0)} is a duplicate. Refund it.`,
        },
      ];
    case "booking_reported":
      return entry.attempt.state === "duplicate"
        ? [
            {
              kind: "duplicate",
              text: `${order} was paid twice: ${money(entry.attempt.amount)} is a duplicate. Refund it.`,
            },
          ]
        : isDispute(entry.attempt.type)
          ? [
              {
                kind: "chargeback",
                text: `${order}: ${transactionNames[entry.attempt.type].toLowerCase()} of ${money(entry.attempt.amount)}.`,
              },
            ]
          : [
              {
                kind: "back_office",
                text: `${order}: ${transactionNames[entry.attempt.type]} of ${money(entry.attempt.amount)}, made at the gateway, not in Tenor.`,
              },
            ];
    case "contradiction_reported":
      return [
        {
          kind: "contradiction",
          text: `${order}: the gateway's report does not match our request: ${entry.why}.`,
        },
      ];
    case "payment_abandoned":
      if (entry.outcome === "merchant")
        return [
          {
            kind: "configuration",
            text: `Collection stopped: the gateway does not accept our settings (${entry.why}).`,
          },
        ];
      if (entry.outcome === "request")
        return [
          {
            kind: "request_failed",
            text: `${order}: the gateway did not accept a payment request (${entry.why}). It will not be sent again until someone takes action.`,
          },
        ];
      return (entry.outcome === "not_found" || entry.outcome === "not_sent") &&
        attempt?.event === null &&
        attempt.state === "abandoned" &&
        attempt.purpose !== "initial" &&
        attempt.cause !== "registration"
        ? [
            {
              kind: "not_found",
              text: `${order}: a ${sentNames[attempt.purpose]} never reached the gateway. Start it again if it is still needed.`,
            },
          ]
        : [];
    default:
      return [];
  }
}

const sentNames: Readonly<Record<Attempt["purpose"], string>> = {
  initial: "first payment",
  card_update: "card registration",
  event: "payment",
  charge_now: "direct charge",
  capture: "capture",
  refund: "refund",
  reversal: "reversal",
  reported: "reported payment",
};

function approvedMessages(
  order: Order,
  number: number,
  automatic: (kind: MessageKind, link: MessageDraft["link"], data?: MessageDraft["data"]) => MessageDraft[],
): MessageDraft[] {
  const attempt = attemptNumbered(order, number);
  if (!attempt) return [];
  switch (attempt.purpose) {
    case "initial":
      // Nothing was bought: the order had been cancelled, and staff are alerted to give the money back.
      if (order.status === "cancelled") return [];
      return automatic("purchase_confirmation", "portal", {
        amount: attempt.amount,
        attempt: number,
        isAuthorisation: attempt.type === "authorisation",
      });
    case "event":
      return automatic("payment_approved", null, {
        amount: attempt.amount,
        attempt: number,
        at: attempt.settledAt ?? attempt.startedAt,
      });
    case "refund":
      return automatic("refund_confirmation", "portal", { amount: attempt.amount, attempt: number });
    default:
      return [];
  }
}

/**
 * A soft decline: one message for each event, not for each retry, and one more after the last automatic retry.
 * After technical failures only, the customer is told when the retry days begin.
 */
function declinedMessages(
  before: Order | null,
  after: Order,
  entry: Extract<Entry, { kind: "payment_declined" }>,
  automatic: (kind: MessageKind, link: MessageDraft["link"], data?: MessageDraft["data"]) => MessageDraft[],
): MessageDraft[] {
  const attempt = attemptNumbered(after, entry.attempt);
  const event = attempt?.event == null ? null : eventOf(after, attempt.event);
  if (!event || entry.outcome === "hard_stop" || isStopped(entry)) return [];
  // Another card was entered meanwhile, and collects this event next.
  if (!attempt || attempt.cardId !== after.cardId) return [];
  if (event.status === "hard_declined") return automatic("payment_rejected", "update_card", dataOf(event));
  if (event.status !== "soft_declined") return [];
  const declined = before && eventOf(before, event.number);
  if (before && declined && endsRetries(before, { event: declined, attempt }, event.plannedRetries))
    return automatic("retries_ended", "update_card", dataOf(event));
  const isTold = entry.outcome !== "technical" || event.plannedRetries.length > 0;
  const wasTold = before?.attempts.some((tried) => tried.event === event.number && tellsOf(after, tried));
  return isTold && !wasTold ? automatic("payment_declined", "update_card", dataOf(event)) : [];
}

/** The customer stopped this one payment at their bank: asking them for another card would be asking again. */
function isStopped({ answer }: Extract<Entry, { kind: "payment_declined" }>): boolean {
  return verdictOf(answer).reason === "one_payment_stopped";
}

/** Whether the customer was told of a soft decline: a bank's, or technical failures followed by retry days. */
function tellsOf({ merchant }: Order, { state, outcome }: Attempt): boolean {
  if (state !== "declined") return false;
  return outcome === "technical"
    ? merchant.autoRetry
    : outcome === "soft" || outcome === "soft_limited" || outcome === "customer";
}

function movesMoney(attempt: Attempt): boolean {
  return attempt.type === "debit" || attempt.type === "authorisation" || attempt.type === "capture";
}

function attemptNumbered(order: Order, number: number): Attempt | null {
  return order.attempts.find((attempt) => attempt.number === number) ?? null;
}

function dataOf(event: BillingEvent | null): MessageDraft["data"] {
  return event ? { amount: event.amount, at: event.scheduledAt, events: [pick(event)] } : {};
}

function priceData(
  before: Order | null,
  { price, from }: Extract<Entry, { kind: "price_changed" }>,
): MessageDraft["data"] {
  const plan = before?.plan;
  return { amount: price, at: from, was: plan?.kind === "subscription" ? lastPrice(plan) : price };
}

function eventsOf(order: Order, numbers: readonly number[]) {
  return order.events.filter((event) => numbers.includes(event.number)).map(pick);
}

function pick(event: BillingEvent) {
  return { spid: event.spid, amount: event.amount, scheduledAt: event.scheduledAt };
}

function sayTriedAgain(
  { zuid, currency }: Order,
  { actor, amount, startedAt }: Attempt,
  first: Attempt,
): string {
  const minutes = Math.max(1, Math.round((startedAt - first.startedAt) / MINUTE));
  const who =
    JSON.stringify(first.actor) === JSON.stringify(actor)
      ? "for the second time"
      : `after ${actorNameInSentence(first.actor)}`;
  return `ZUID-${zuid}: ${actorName(actor)} charged ${formatMoney(amount, currency)} ${who} within ${minutes} ${minutes === 1 ? "minute" : "minutes"}. Refund one of the payments if both are approved.`;
}
