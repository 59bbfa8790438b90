import { cardUpdateSum, eventOf, oldestFirst, paymentAtGateway } from "../order/balance";
import type { Order } from "../order/order";
import type { Refusal } from "../order/refusal";
import type { Command } from "../rules/command";
import { may } from "../rules/decide";
import { defaultMergeTime } from "../rules/merge-events";
import { whyNotRetried } from "../rules/retry-events";
import { type Instant, tomorrowAt } from "../value/calendar";
import type { Finding } from "./situation-findings";

/** A pop-up of the order's page in which staff decide. */
type PopUpAct =
  | { act: "open"; popUp: "transaction"; attempt: number }
  | { act: "open"; popUp: "cards" | "collect-payment" };

/** The best step is the first one that is accepted now; the others carry the reason why they are refused. */
export function stepsFor(cause: Finding, order: Order, now: Instant): Steps {
  const asked = waysOf(cause, order, now).map((step) => ({ step, refusal: refusalOf(step, order, now) }));
  const best = asked.find(({ refusal }) => refusal === null) ?? null;
  return { best: best?.step ?? null, others: asked.filter((one) => one !== best) };
}

type Steps = { best: SuggestedStep | null; others: { step: SuggestedStep; refusal: Refusal | null }[] };

function refusalOf(step: SuggestedStep, order: Order, now: Instant): Refusal | null {
  return step.act === "command" ? may(order, step.command, now) : null;
}

function waysOf(cause: Finding, order: Order, now: Instant): SuggestedStep[] {
  switch (cause.code) {
    case "report_open":
    case "result_unknown":
    case "at_gateway":
    case "disputed":
      return [{ act: "open", popUp: "transaction", attempt: cause.attempt }];
    case "sum_to_confirm":
      return [command({ kind: "collect_outstanding", shownSum: cause.sum })];
    case "paid_twice":
    case "paid_after_cancel":
      return [command({ kind: "refund_payment", attempt: cause.attempt, amount: cause.refund })];
    case "collected_too_much":
      return [
        ...(cause.attempt === null
          ? []
          : [command({ kind: "refund_payment", attempt: cause.attempt, amount: cause.left })]),
        complete,
      ];
    case "collected_too_little":
    case "nothing_left":
      return [complete];
    case "agreement_withdrawn":
      return [link, phone(order, now), complete];
    case "paused_after_retries":
      return [link, phone(order, now), resume];
    case "paused":
      return [resume];
    case "card_waits":
    case "card_banned":
    case "card_expired":
    case "card_deleted":
    case "no_card":
    case "declined_for_good":
    case "suspended_after_retries":
      return [link, phone(order, now)];
    case "customer_must_confirm":
      return [link, ...retry(order, now), ...moved(cause.event, order, now)];
    case "retries_used_up":
      return [...moved(cause.event, order, now), link];
    case "not_retried":
    case "retried_later":
      return [...retry(order, now), ...moved(cause.event, order, now), link];
    case "request_held":
    case "waits":
    case "overdue":
      return [...sent(cause.event, order), ...moved(cause.event, order, now), link];
    case "charge_declined":
      return [command({ kind: "charge_now", amount: cause.amount, note: "" }), link];
    case "hold_is_old":
    case "held_on_card":
      return [
        command({ kind: "capture_payment", attempt: cause.attempt, amount: cause.amount }),
        command({ kind: "reverse_payment", attempt: cause.attempt }),
      ];
    case "held_after_cancel":
      return [command({ kind: "reverse_payment", attempt: cause.attempt })];
    case "draft":
    case "rejected":
    case "not_paid_yet":
      return [
        { act: "open", popUp: "collect-payment" },
        command({ kind: "request_link", how: "email" }),
        command({ kind: "request_link", how: "display" }),
      ];
    case "next_payment":
      return [command({ kind: "execute_event", event: cause.event })];
    case "nothing_scheduled":
      return [
        command({
          kind: "schedule_payment",
          amount: 1,
          scheduledAt: tomorrowAt(now, now, order.merchant.timeZone),
          note: "",
        }),
      ];
    default:
      return [];
  }
}

function command(asked: Command): SuggestedStep {
  return { act: "command", command: asked };
}

const link = command({ kind: "send_update_link" });
const resume = command({ kind: "resume_order" });
const complete = command({ kind: "complete_order" });

/** Entering a card by phone; a checkout that is already open is opened again. */
function phone(order: Order, now: Instant): SuggestedStep {
  const asked: Command = {
    kind: "open_checkout",
    purpose: "card_update",
    via: "terminal",
    shownSum: cardUpdateSum(order, now),
  };
  const isOpen = may(order, asked, now)?.code === "checkout_open";
  return isOpen ? { act: "open", popUp: "cards" } : command(asked);
}

/** Retries everything that may be retried now, one at a time. */
function retry(order: Order, now: Instant): SuggestedStep[] {
  const soft = oldestFirst(order.events.filter(({ status }) => status === "soft_declined"));
  const allowed = soft.filter((event) => whyNotRetried(order, event, now) === null);
  const asked = allowed.length > 0 ? allowed : soft.slice(0, 1);
  return asked.length === 0
    ? []
    : [command({ kind: "retry_events", events: asked.map(({ number }) => number) })];
}

function sent(number: number, order: Order): SuggestedStep[] {
  const event = eventOf(order, number);
  if (!event || paymentAtGateway(order)) return [];
  return [
    event.status === "soft_declined"
      ? command({ kind: "retry_events", events: [number] })
      : command({ kind: "execute_event", event: number }),
  ];
}

/** Reschedules to the event's first allowed time. */
function moved(number: number | null, order: Order, now: Instant): SuggestedStep[] {
  const event = number === null ? null : eventOf(order, number);
  if (!event) return [];
  const scheduledAt = defaultMergeTime(order, [event], now);
  return [
    command({ kind: "reschedule_event", event: event.number, scheduledAt, amount: null, alsoLater: false }),
  ];
}

/** A command that is accepted now, or a pop-up in which staff decide. */
export type SuggestedStep = { act: "command"; command: Command } | PopUpAct;
