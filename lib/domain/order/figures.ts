import type { Instant } from "../value/calendar";
import {
  amountTaken,
  disputedAmount,
  isOpenEnded,
  isPreliminary,
  netPaid,
  openAuthorisation,
  outstandingAmount,
  sumOf,
} from "./balance";
import { isOpen, isOutstanding } from "./billing-event";
import type { Order } from "./order";

/**
 * The order's money in figures that add up, in minor units. Only net paid can be negative, where more was paid back
 * than collected.
 *
 * Single and instalment orders have a total: total + beyond = net paid + refunded + charged back + outstanding + to
 * come + not planned. Subscriptions and metered orders have none: collected = net paid + refunded + charged back.
 * Where nothing was paid back, only one of collected and net paid is shown.
 */
export function figures(order: Order, now: Instant): Figure[] {
  const back = [
    given("refunded", refundedAmount(order)),
    given("charged_back", disputedAmount(order)),
  ].flat();
  const net = figure("net_paid", netPaid(order));
  const outstanding = figure("outstanding", outstandingAmount(order, now));
  if (isOpenEnded(order)) {
    const { plan } = order;
    return [
      ...(plan?.kind === "subscription" ? [figure("per_cycle", plan.price)] : []),
      figure(plan?.kind === "subscription" ? "collected_so_far" : "collected", cameIn(order)),
      ...back,
      ...(back.length > 0 ? [net] : []),
      outstanding,
    ];
  }
  const coming = amountToCome(order, now);
  const rest = order.total - cameIn(order) - outstanding.sum - coming;
  return [
    figure("total", order.total),
    net,
    ...back,
    outstanding,
    ...given("to_come", coming),
    ...given(hasEnded(order) ? "not_collected" : "not_planned", Math.max(0, rest)),
    ...given("beyond", Math.max(0, -rest)),
  ];
}

/**
 * The amount of an order in a list: its total, the price of one cycle, or, for a metered order, what was collected
 * plus what is open.
 */
export function shownAmount(order: Order): number {
  if (order.plan?.kind === "subscription") return order.plan.price;
  return isOpenEnded(order) ? cameIn(order) + sumOf(order.events.filter(isOpen)) : order.total;
}

export type Figure = { figure: FigureName; label: string; sum: number };
export type FigureName = keyof typeof labels;

/** What was paid back without a dispute: refunds, credits and reversed debits. */
function refundedAmount(order: Order): number {
  return cameIn(order) - disputedAmount(order) - netPaid(order);
}

/** Debits and captures, plus what banks returned beyond what they had taken. */
export function cameIn(order: Order): number {
  return Math.max(amountTaken(order), netPaid(order) + disputedAmount(order));
}

const labels = {
  total: "Total to be paid",
  per_cycle: "Price per cycle",
  collected: "Collected",
  collected_so_far: "Collected so far",
  net_paid: "Net paid",
  refunded: "Refunded",
  charged_back: "Charged back",
  outstanding: "Outstanding",
  to_come: "Upcoming",
  not_planned: "Not scheduled",
  not_collected: "Not collected",
  beyond: "Above the total",
} as const;

/**
 * Before the first approval, the total. Afterwards what is at the gateway, paused, planned, or held on the card.
 */
function amountToCome(order: Order, now: Instant): number {
  if (isPreliminary(order)) return Math.max(0, order.total - cameIn(order));
  const held = openAuthorisation(order)?.amount ?? 0;
  return held + sumOf(order.events.filter((event) => isOpen(event) && !isOutstanding(event, now)));
}

function hasEnded({ status }: Order): boolean {
  return status === "complete" || status === "cancelled";
}

function figure(name: FigureName, sum: number): Figure {
  return { figure: name, label: labels[name], sum };
}

/** A figure that is left out when it is zero. */
function given(name: FigureName, sum: number): Figure[] {
  return sum > 0 ? [figure(name, sum)] : [];
}
