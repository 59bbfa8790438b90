import { disputedAmount, outstandingAmount } from "../order/balance";
import type { Order } from "../order/order";
import type { LoggedEntry } from "../order/order-log";
import { refundDue } from "../order/refund-due";
import type { Refusal } from "../order/refusal";
import type { Instant } from "../value/calendar";
import { type AutomaticStep, nextAutomaticStep } from "./next-automatic-step";
import { collectingFinders } from "./situation-collecting";
import type { Finders, Finding, FindingCode, SituationInput } from "./situation-findings";
import { moneyFinders } from "./situation-money";
import { statusFinders } from "./situation-status";
import { type SuggestedStep, stepsFor } from "./situation-steps";

/**
 * The situation of an order, for every place that shows it: lists, the summary, the customer's page and mails put
 * it in their own words and decide nothing themselves. The most urgent finding is the cause; `also` holds those
 * about other subjects. The log is only read for who paused or ended the order.
 */
export function situationOf(order: Order, now: Instant, log: readonly LoggedEntry[] = []): Situation {
  const view = viewOf(order, now, log);
  const { follows } = view;
  const found = urgency.flatMap((code) => finders[code](view) ?? []);
  const [cause = { code: "nothing_left", since: null } as const, ...others] = found;
  const subject = subjects[cause.code].about;
  const also = others.filter(
    ({ code }, i) =>
      subjects[code].isWrong &&
      subjects[code].about !== subject &&
      others.findIndex((other) => subjects[other.code].about === subjects[code].about) === i,
  );
  return {
    cause,
    also,
    since: cause.since,
    whoActs: whoActs(cause),
    isWrong: subjects[cause.code].isWrong,
    follows,
    ...stepsFor(cause, order, now),
    sums: {
      outstanding: outstandingAmount(order, now),
      toGiveBack: refundDue(order),
      next: follows?.what === "collect" ? follows.amount : 0,
      lost: disputedAmount(order),
    },
  };
}

export type Situation = {
  cause: Finding;
  also: readonly Finding[];
  since: Instant | null;
  whoActs: WhoActs;
  /** It needs attention; otherwise the order is fine and only waits. */
  isWrong: boolean;
  follows: AutomaticStep | null;
  best: SuggestedStep | null;
  /** Other steps, each with the reason where it is refused now. */
  others: readonly { step: SuggestedStep; refusal: Refusal | null }[];
  /** Minor units of the order's currency. `lost`: taken back by banks. */
  sums: { outstanding: number; toGiveBack: number; next: number; lost: number };
};

/** The most urgent finding alone: what a list is chosen by. */
export function causeOf(order: Order, now: Instant): Pick<Situation, "cause" | "whoActs" | "isWrong"> {
  const view = viewOf(order, now, []);
  for (const code of urgency) {
    const cause = finders[code](view);
    if (cause) return { cause, whoActs: whoActs(cause), isWrong: subjects[code].isWrong };
  }
  throw new Error("an order without a finding");
}

/** Whether it is solved only by staff, or by the customer whom staff ask. */
export function needsPerson({ isWrong, whoActs }: Pick<Situation, "isWrong" | "whoActs">): boolean {
  return isWrong && (whoActs === "staff" || whoActs === "customer");
}

/** What follows is found when a finder asks for it: of most orders none does. */
function viewOf(order: Order, now: Instant, log: readonly LoggedEntry[]): SituationInput {
  let follows: AutomaticStep | null | undefined;
  return {
    order,
    now,
    log,
    get follows() {
      follows ??= nextAutomaticStep(order, now);
      return follows;
    },
  };
}

/** Who can act so that the money is collected, or the problem solved. */
export type WhoActs = "staff" | "customer" | "bank" | "we" | "time" | "nobody";

type Subject = { about: string; isWrong: boolean; acts: WhoActs };

const wrong = (about: string, acts: WhoActs): Subject => ({ about, isWrong: true, acts });
const calm = (about: string, acts: WhoActs): Subject => ({ about, isWrong: false, acts });

/**
 * Every finding, the most urgent first: what may charge twice, what is owed to the customer, what only a person can
 * change, what changes with time, and what is fine.
 */
const subjects: { readonly [K in FindingCode]: Subject } = {
  report_open: wrong("gateway", "staff"),
  result_unknown: wrong("gateway", "we"),
  at_gateway: calm("gateway", "bank"),
  sum_to_confirm: wrong("payment", "staff"),
  merchant_stopped: wrong("merchant", "we"),
  paid_twice: wrong("refund", "staff"),
  paid_after_cancel: wrong("refund", "staff"),
  held_after_cancel: wrong("hold", "staff"),
  collected_too_much: wrong("refund", "staff"),
  paused: calm("status", "staff"),
  agreement_withdrawn: wrong("payment", "staff"),
  card_waits: wrong("payment", "time"),
  card_expired: wrong("payment", "customer"),
  card_deleted: wrong("payment", "customer"),
  no_card: wrong("payment", "customer"),
  declined_for_good: wrong("payment", "customer"),
  suspended_after_retries: wrong("payment", "customer"),
  paused_after_retries: wrong("payment", "customer"),
  card_banned: wrong("payment", "customer"),
  request_held: wrong("payment", "staff"),
  customer_must_confirm: wrong("payment", "customer"),
  retries_used_up: wrong("payment", "staff"),
  not_retried: wrong("payment", "staff"),
  charge_declined: wrong("charge", "staff"),
  collected_too_little: wrong("value", "staff"),
  retried_later: wrong("payment", "time"),
  waits: wrong("payment", "time"),
  overdue: wrong("payment", "time"),
  hold_is_old: wrong("hold", "staff"),
  disputed: wrong("dispute", "staff"),
  held_on_card: calm("hold", "staff"),
  rejected: wrong("status", "staff"),
  not_paid_yet: calm("status", "customer"),
  draft: calm("status", "staff"),
  next_payment: calm("payment", "time"),
  nothing_scheduled: calm("status", "staff"),
  captured_in_part: calm("hold", "nobody"),
  cancelled: calm("status", "nobody"),
  complete: calm("status", "nobody"),
  nothing_left: calm("status", "staff"),
};

const finders: Finders<FindingCode> = { ...moneyFinders, ...collectingFinders, ...statusFinders };

export const urgency = Object.keys(subjects) as FindingCode[];

/** Those that need attention. */
export const urgentCauses = urgency.filter((code) => subjects[code].isWrong);

function whoActs(cause: Finding): WhoActs {
  if (cause.code === "paused" && cause.until !== null) return "time";
  return subjects[cause.code].acts;
}
