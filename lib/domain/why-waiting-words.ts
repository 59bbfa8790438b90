import { DAY, sayInstant } from "./calendar";
import type { Command } from "./command";
import { may } from "./decide";
import { defaultMergeTime } from "./merge-events";
import { formatMoney } from "./money";
import { causeNames } from "./names";
import type { Instant, Order } from "./order";
import { who, whom } from "./refusal";
import { cardUpdateSum, eventOf, refundable } from "./standing";
import type { WhyWaiting } from "./why-waiting";

/** The reason as one sentence or two, its times in `timeZone`. */
export function sayWhy(why: WhyWaiting, order: Order, timeZone: string): string {
  const money = (amount: number) => formatMoney(amount, order.currency);
  const time = (at: Instant) => sayInstant(at, timeZone);
  const spid = (number: number) => `SPID ${eventOf(order, number)?.spid ?? ""}`.trim();
  switch (why.code) {
    case "at_gateway":
      return `${started(why, money, time)}; it is at the gateway. Wait for its result.`;
    case "result_unknown":
      return `${started(why, money, time)}; its result is not known yet. The gateway is asked again by itself, and nothing is sent a second time.`;
    case "draft":
      return "Not paid yet: no payment was tried, and the customer has no link.";
    case "not_paid_yet":
      return why.since === null
        ? "Not paid yet: the customer has the payment link."
        : `Not paid yet: the customer's payment link was ${why.how === "display" ? "shown" : "sent"} on ${time(why.since)}.`;
    case "rejected":
      return `Not paid yet: the first payment by phone was declined${why.at === null ? "" : ` on ${time(why.at)}`}.`;
    case "cancelled":
      return `Cancelled${ended(why, time)}. Nothing is collected${why.paid > 0 ? `; ${money(why.paid)} was paid all the same` : ""}.`;
    case "complete":
      return `Complete${ended(why, time)}. Nothing more is collected.`;
    case "paused":
      return `Paused${why.since === null ? "" : ` since ${time(why.since)}`}${why.by ? ` by ${whom(why.by)}` : ""}; ${
        why.until === null
          ? "nothing is collected until somebody resumes it"
          : `resumes on ${time(why.until)}`
      }.`;
    case "sum_to_confirm":
      return `The card was replaced, and ${money(why.sum)} waits to be confirmed: ${money(why.shown)} was shown.`;
    case "held_on_card":
      return `Nothing is collected by itself: ${money(why.amount)}, held on the card since ${time(why.since)}, waits to be captured or reversed.`;
    case "no_card":
      return "The order has no card to collect with.";
    case "merchant_stopped":
      return "Nothing of this merchant's is collected: the gateway refuses its configuration. One payment an hour is tried, and the first answer lets the rest go on.";
    case "card_banned":
      return `${why.reason}. ${why.until === null ? "It needs another card." : `Until ${time(why.until)} it needs another card.`}`;
    case "hard_decline":
      return `${spid(why.event)} was declined for good${because(why.reason)}. Nothing is collected until the card is replaced.`;
    case "suspended_after_retries":
      return `The last automatic retry of ${spid(why.event)} was declined. Nothing is collected until the card is replaced.`;
    case "paused_after_retries":
      return `The last automatic retry of ${spid(why.event)} was declined, and the order is Paused. It goes on by itself once that is paid with another card.`;
    case "request_held":
      return `The gateway did not accept the request for ${spid(why.event)}. It is not sent again until somebody acts on it.`;
    case "retries_used_up":
      return `The retries of ${spid(why.event)} are used up until ${time(why.until)}.`;
    case "no_retry_planned":
      return `${spid(why.event)} is declined${because(why.reason)}, and no automatic retry of it is planned.`;
    case "waiting":
      return `${spid(why.event)} waits until ${time(why.until)}: ${waits[why.why]}.`;
    case "retry_planned":
      return `${spid(why.event)} is retried by itself on ${time(why.at)}.`;
    case "due_now":
      return `${spid(why.event)} is due since ${time(why.since)} and is collected with the next run.`;
    case "nothing_scheduled":
      return "No payment is scheduled.";
    case "nothing_left":
      return why.over === 0
        ? "Nothing is left to collect."
        : why.over > 0
          ? `Nothing is left to collect; ${money(why.over)} more than the order's value was collected.`
          : `Nothing is left to collect, although ${money(-why.over)} of the order's value was not collected.`;
    case "next_payment":
      return `The next payment, ${money(why.amount)}, is collected on ${time(why.at)} (${spid(why.event)}).`;
  }
}

/** What can be done about it, as a command that is accepted now; null when there is only waiting. */
export function changeOf(why: WhyWaiting, order: Order, now: Instant): Command | null {
  return waysOut(why, order, now).find((command) => may(order, command, now) === null) ?? null;
}

function waysOut(why: WhyWaiting, order: Order, now: Instant): Command[] {
  switch (why.code) {
    case "draft":
    case "rejected":
    case "not_paid_yet":
      return [{ kind: "request_link", how: "email" }];
    case "cancelled":
      return order.attempts.flatMap((attempt) => {
        const amount = refundable(order, attempt);
        return amount > 0 ? [{ kind: "refund_payment" as const, attempt: attempt.number, amount }] : [];
      });
    case "paused":
      return [{ kind: "resume_order" }];
    case "paused_after_retries":
      return [{ kind: "send_update_link" }, { kind: "resume_order" }];
    case "sum_to_confirm":
      return [{ kind: "collect_outstanding", shownSum: cardUpdateSum(order, now) }];
    case "held_on_card":
      return [{ kind: "capture_payment", attempt: why.attempt, amount: why.amount }];
    case "no_card":
    case "card_banned":
    case "hard_decline":
    case "suspended_after_retries":
      return [{ kind: "send_update_link" }];
    case "request_held":
    case "waiting":
    case "retries_used_up":
    case "no_retry_planned":
    case "retry_planned":
    case "due_now":
      return onEvent(why.event, order, now);
    case "next_payment":
      return [{ kind: "execute_event", event: why.event }];
    case "nothing_scheduled":
      return [{ kind: "schedule_payment", amount: 1, scheduledAt: now + DAY, note: "" }];
    case "nothing_left":
      return [{ kind: "complete_order" }];
    default:
      return [];
  }
}

/** Collect it at once where that is allowed, else move it to a time that is. */
function onEvent(number: number, order: Order, now: Instant): Command[] {
  const event = eventOf(order, number);
  if (!event) return [];
  const scheduledAt = defaultMergeTime(order, [event], now);
  return [
    { kind: "retry_events", events: [number] },
    { kind: "execute_event", event: number },
    { kind: "reschedule_event", event: number, scheduledAt, amount: null, alsoLater: false },
  ];
}

const waits = {
  technical: "a technical failure, it is tried again by itself",
  scheme_limit: "the card scheme's limit is used up",
  retry_limit: "its retries are used up",
  advice: "the card's bank asked not to try earlier",
} as const;

type Running = Extract<WhyWaiting, { code: "at_gateway" | "result_unknown" }>;

function started({ by, since, amount, cause }: Running, money: Say, time: Say): string {
  const of = amount > 0 ? ` of ${money(amount)}` : "";
  return `${who(by)} started a payment${of} at ${time(since)} (${causeNames[cause]})`;
}

type Say = (figure: number) => string;

/** An end that a payment brought about has nobody's name. */
function ended({ by, at }: Pick<Extract<WhyWaiting, { code: "complete" }>, "by" | "at">, time: Say): string {
  const since = at === null ? "" : ` since ${time(at)}`;
  return by?.kind === "user" || by?.kind === "api" ? `${since}, by ${whom(by)}` : since;
}

function because(reason: string): string {
  if (!reason) return "";
  return ` (${/^[A-Z][a-z]/.test(reason) ? reason.charAt(0).toLowerCase() + reason.slice(1) : reason})`;
}
