import { openAuthorisation } from "../order/balance";
import { isOpen } from "../order/billing-event";
import { cellOf, isStatusRefusal, type LifecycleCell, lifecycle, type Trigger } from "../order/lifecycle";
import type { Actor, EndAction, Order, OrderStatus } from "../order/order";
import { orderStatuses } from "../order/order";
import type { LoggedEntry } from "../order/order-log";
import type { Instant } from "../value/calendar";

/**
 * The status machine of one order, read from the lifecycle: the statuses it can have, every way between them, how
 * it got to its present status, and what can happen next. What cannot apply to this order, such as the approval of
 * a debit where a pre-authorisation was agreed, is left out.
 */
export function statusFlow(order: Order, log: readonly LoggedEntry[]): StatusFlow {
  const first: OrderStatus = log[0]?.entry.kind === "order_created" ? log[0].entry.order.status : "draft";
  const all = movesOf(order);
  const reached = reachableFrom([first, order.status], all);
  const moves = all.filter(({ from }) => reached.has(from));
  const past = log.flatMap(({ at, actor, entry }) =>
    entry.kind === "status_changed"
      ? [{ at, actor, from: entry.from, to: entry.to, trigger: entry.trigger }]
      : [],
  );
  return {
    statuses: orderStatuses.filter((status) => reached.has(status)),
    moves,
    first,
    now: order.status,
    past,
    next: moves.flatMap(({ from, to, triggers }) => {
      const possible = triggers.filter((trigger) => isAhead(order, trigger));
      return from === order.status && possible.length > 0 ? [{ from, to, triggers: possible }] : [];
    }),
  };
}

export type StatusFlow = {
  statuses: OrderStatus[];
  moves: Move[];
  first: OrderStatus;
  now: OrderStatus;
  /** Oldest first. */
  past: { at: Instant; actor: Actor; from: OrderStatus; to: OrderStatus; trigger: Trigger }[];
  /** The moves from its present status. */
  next: Move[];
};

/** A move from one status to another, and everything that causes it. */
export type Move = { from: OrderStatus; to: OrderStatus; triggers: Trigger[] };

/** Causes of a move, as the picture and its list name them. */
export const triggerNames: Readonly<Partial<Record<Trigger, string>>> = {
  request_link: "the payment link is sent or shown",
  cancel_order: "it is cancelled",
  pause_order: "it is paused",
  resume_order: "it is resumed, manually or on its date",
  complete_order: "it is marked as complete",
  initial_debit_approved: "the first payment is approved",
  initial_authorisation_approved: "the pre-authorisation is approved",
  initial_registration_approved: "the card is registered",
  initial_declined_by_phone: "the first payment by phone is declined",
  initial_declined_by_link: "the first payment by link is declined",
  event_approved: "a payment is approved",
  event_soft_declined: "a payment is soft-declined",
  event_hard_declined: "a payment is hard-declined",
  retries_exhausted: "the last automatic retry is declined",
  retries_exhausted_pause: "the last automatic retry is declined",
  retries_exhausted_complete: "the last automatic retry is declined",
  card_replaced: "the card is replaced with nothing outstanding",
  nothing_left_open: "no payment is left to collect",
  authorisation_closed: "the pre-authorisation is captured or reversed",
  duplicate_booked: "a payment is collected twice",
};

function movesOf(order: Order): Move[] {
  const moves: Move[] = [];
  for (const trigger of Object.keys(lifecycle) as Trigger[]) {
    if (!concerns(order, trigger)) continue;
    for (const from of orderStatuses)
      for (const to of endsOf(cellOf(trigger, order.type, from), trigger, order)) {
        if (to === from) continue;
        const known = moves.find((move) => move.from === from && move.to === to);
        if (known) known.triggers.push(trigger);
        else moves.push({ from, to, triggers: [trigger] });
      }
  }
  return moves;
}

function concerns(order: Order, trigger: Trigger): boolean {
  switch (trigger) {
    case "initial_debit_approved":
      return order.initialKind === "debit";
    case "initial_authorisation_approved":
      return order.initialKind === "preauthorise";
    case "initial_registration_approved":
      return order.initialKind === "registration";
    case "retries_exhausted":
      return endsWith(order, "suspend");
    case "retries_exhausted_pause":
      return endsWith(order, "pause");
    case "retries_exhausted_complete":
      return endsWith(order, "complete");
    case "resume_order":
      return order.type === "subscription" || order.status === "paused" || endsWith(order, "pause");
    case "complete_order":
      return order.type !== "single" || openAuthorisation(order) === null;
    case "authorisation_closed":
      return order.initialKind === "preauthorise";
    default:
      return true;
  }
}

function endsWith({ merchant }: Order, action: EndAction): boolean {
  return merchant.autoRetry && merchant.endAction === action;
}

/** An instalment order whose last event is done never gets another one. */
function isAhead(order: Order, trigger: Trigger): boolean {
  const needsEvent = /^event_|^retries_|^nothing_left/.test(trigger);
  return !needsEvent || order.type !== "instalment" || order.events.some(isOpen);
}

/** The statuses that a cell of the matrix can mean. */
function endsOf(cell: LifecycleCell, trigger: Trigger, { pausedFrom }: Order): OrderStatus[] {
  if (isStatusRefusal(cell) || cell === "whileOwing") return [];
  if (cell === "unpause")
    return pausedFrom ? [pausedFrom === "owing" ? "failed" : pausedFrom] : ["active", "failed"];
  if (cell !== "settle") return [cell];
  if (trigger === "duplicate_booked") return ["review"];
  return trigger === "nothing_left_open" ? ["review", "complete"] : ["active", "review", "complete"];
}

function reachableFrom(starts: readonly OrderStatus[], moves: readonly Move[]): Set<OrderStatus> {
  const reached = new Set(starts);
  for (const status of reached) for (const move of moves) if (move.from === status) reached.add(move.to);
  return reached;
}
