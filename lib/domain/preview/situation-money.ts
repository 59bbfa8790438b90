import {
  attemptOf,
  collectedAmount,
  disputedAmount,
  netPaid,
  openAuthorisation,
  paymentAtGateway,
  refundable,
} from "../order/balance";
import { isOpen } from "../order/billing-event";
import type { Attempt, Order } from "../order/order";
import { collectedTooMuch } from "../order/refund-due";
import { DAY, type Instant } from "../value/calendar";
import { OLD_HOLD_DAYS } from "../value/timetable";
import { declineReasonOf } from "./situation-declines";
import { type Finders, type FindingOf, isLive, type SituationInput } from "./situation-findings";

/** Findings about money that is booked, held or owed incorrectly. */
export const moneyFinders: Finders<
  | "report_open"
  | "result_unknown"
  | "at_gateway"
  | "paid_twice"
  | "paid_after_cancel"
  | "collected_too_much"
  | "collected_too_little"
  | "charge_declined"
  | "hold_is_old"
  | "held_on_card"
  | "held_after_cancel"
  | "captured_in_part"
  | "disputed"
> = {
  report_open: ({ order }) => {
    for (const attempt of order.attempts) {
      const report = (attempt.reports ?? []).findIndex(({ state }) => state === "open");
      const said = attempt.reports?.[report];
      if (said)
        return {
          code: "report_open",
          since: said.at,
          attempt: attempt.number,
          report,
          isContested: ["prepared", "sent", "unknown"].includes(attempt.state),
        };
    }
    return null;
  },
  result_unknown: (view) => running(view, "result_unknown"),
  at_gateway: (view) => running(view, "at_gateway"),
  paid_twice: ({ order }) => {
    const twice = order.attempts.find(
      (attempt) => attempt.state === "duplicate" && refundable(order, attempt) > 0,
    );
    return twice && order.status !== "cancelled" ? owed(order, twice, "paid_twice", twice.amount) : null;
  },
  paid_after_cancel: ({ order }) => {
    const paid = order.attempts.findLast((attempt) => refundable(order, attempt) > 0);
    return order.status === "cancelled" && netPaid(order) > 0 && paid
      ? owed(order, paid, "paid_after_cancel", netPaid(order))
      : null;
  },
  collected_too_much: ({ order }) => {
    const over = collectedAmount(order) - order.total;
    if (order.status !== "review" || over <= 0) return null;
    const left = collectedTooMuch(order);
    const paid = order.attempts.findLast((attempt) => refundable(order, attempt) >= Math.max(1, left));
    const attempt = left > 0 ? (paid?.number ?? null) : null;
    return { code: "collected_too_much", since: paid?.settledAt ?? null, over, left, attempt };
  },
  collected_too_little: ({ order }) => {
    const short = order.total - collectedAmount(order);
    return order.status === "review" && order.type === "instalment" && short > 0 && !order.events.some(isOpen)
      ? { code: "collected_too_little", since: lastMove(order), short }
      : null;
  },
  charge_declined: ({ order }) => {
    const last = order.attempts.findLast((attempt) => attempt.state !== "prepared");
    if (last?.purpose !== "charge_now" || last.state !== "declined" || !isLive(order)) return null;
    const { number: attempt, amount, settledAt: since } = last;
    return { code: "charge_declined", since, attempt, amount, reason: declineReasonOf(last) };
  },
  hold_is_old: (view) => hold(view, "hold_is_old"),
  held_on_card: (view) => hold(view, "held_on_card"),
  held_after_cancel: (view) => hold(view, "held_after_cancel"),
  captured_in_part: ({ order }) => {
    const taken = order.attempts.find(({ type, state }) => type === "capture" && state === "approved");
    const of = taken?.refersTo ? attemptOf(order, taken.refersTo) : null;
    return taken && of && taken.amount < of.amount
      ? { code: "captured_in_part", since: taken.settledAt, taken: taken.amount, held: of.amount }
      : null;
  },
  disputed: ({ order }) => {
    const amount = disputedAmount(order);
    const last = order.attempts.findLast(({ type }) => type === "chargeback" || type === "rapid_dispute");
    return amount > 0 && last
      ? {
          code: "disputed",
          since: last.startedAt,
          amount,
          attempt: last.number,
          isFinal: last.type === "rapid_dispute",
        }
      : null;
  },
};

/** The payment that is at the gateway, with who started it. */
export function runningPayment(order: Order): FindingOf<"at_gateway" | "result_unknown"> | null {
  const attempt = paymentAtGateway(order);
  if (!attempt) return null;
  const { number, amount, actor: by, cause: started, startedAt: since, state } = attempt;
  const code = state === "unknown" ? "result_unknown" : "at_gateway";
  return { code, since, attempt: number, amount, by, started };
}

function running<K extends "result_unknown" | "at_gateway">(
  { order }: SituationInput,
  code: K,
): FindingOf<K> | null {
  const found = runningPayment(order);
  return found?.code === code ? (found as FindingOf<K>) : null;
}

function owed<K extends "paid_twice" | "paid_after_cancel">(
  order: Order,
  attempt: Attempt,
  code: K,
  amount: number,
): FindingOf<K> {
  const refund = Math.min(refundable(order, attempt), amount);
  const since = attempt.settledAt;
  return { code, since, attempt: attempt.number, amount, refund } as FindingOf<K>;
}

function hold<K extends "hold_is_old" | "held_on_card" | "held_after_cancel">(
  { order, now }: SituationInput,
  code: K,
): FindingOf<K> | null {
  const open = openAuthorisation(order);
  if (!open) return null;
  const since = open.settledAt ?? open.startedAt;
  const isOld = now - since > OLD_HOLD_DAYS * DAY;
  const found = order.status === "cancelled" ? "held_after_cancel" : isOld ? "hold_is_old" : "held_on_card";
  if (found !== code) return null;
  return { code, since, attempt: open.number, amount: open.amount } as FindingOf<K>;
}

function lastMove(order: Order): Instant | null {
  return order.attempts.findLast(({ settledAt }) => settledAt !== null)?.settledAt ?? null;
}
