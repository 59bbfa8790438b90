import type { Order, OrderStatus, OrderType } from "./order";
import { orderStatuses } from "./order";

/**
 * The life of an order as one matrix: the effect of every command and every gateway result in each status of each
 * order type. The code runs on it, the status picture is drawn from it, and `lifecycle.golden.txt` prints it for
 * review.
 *
 * A cell is the next status; `settle` (see `settledStatus`); `unpause` (the status before the pause); `whileOwing`
 * (accepted where the order is paused because its retries ended, otherwise refused as Paused); or the key of a
 * refusal. A gateway result is never refused.
 */
// biome-ignore format: a table is read by its columns
export const lifecycle = {
  //                                     draft              pending            rejected           active             failed             suspended          paused             review             cancelled          complete
  request_link:                   every ("pending",         "pending",         "pending",         "activated",       "activated",       "activated",       "activated",       "activated",       "isCancelled",     "isComplete"),
  open_initial_checkout:          every ("draft",           "pending",         "rejected",        "activated",       "activated",       "activated",       "activated",       "activated",       "isCancelled",     "isComplete"),
  pay_with_saved_card:            every ("draft",           "pending",         "rejected",        "activated",       "activated",       "activated",       "activated",       "activated",       "isCancelled",     "isComplete"),
  send_reminder:                  every ("noLinkYet",       "pending",         "noLinkYet",       "activated",       "activated",       "activated",       "activated",       "activated",       "isCancelled",     "isComplete"),
  cancel_order:                   every ("cancelled",       "cancelled",       "cancelled",       "isLive",          "isLive",          "isLive",          "isLive",          "isLive",          "isCancelled",     "isComplete"),
  pause_order: {
    single:                       row   ("notSubscription", "notSubscription", "notSubscription", "notSubscription", "notSubscription", "notSubscription", "notSubscription", "notSubscription", "isCancelled",     "isComplete"),
    instalment:                   row   ("notSubscription", "notSubscription", "notSubscription", "notSubscription", "notSubscription", "notSubscription", "notSubscription", "notSubscription", "isCancelled",     "isComplete"),
    subscription:                 row   ("notActivated",    "notActivated",    "notActivated",    "paused",          "paused",          "isSuspended",     "isPaused",        "inReview",        "isCancelled",     "isComplete"),
    metered:                      row   ("notSubscription", "notSubscription", "notSubscription", "notSubscription", "notSubscription", "notSubscription", "notSubscription", "notSubscription", "isCancelled",     "isComplete"),
  },
  resume_order:                   every ("notPaused",       "notPaused",       "notPaused",       "notPaused",       "notPaused",       "notPaused",       "unpause",         "notPaused",       "isCancelled",     "isComplete"),
  complete_order:                 every ("notActivated",    "notActivated",    "notActivated",    "complete",        "complete",        "complete",        "complete",        "complete",        "isCancelled",     "isComplete"),
  reschedule_event: {
    single:                       row   ("noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "isCancelled",     "isComplete"),
    instalment:                   manageable(),
    subscription:                 manageable(),
    metered:                      manageable(),
  },
  skip_events: {
    single:                       row   ("noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "isCancelled",     "isComplete"),
    instalment:                   manageable(),
    subscription:                 manageable(),
    metered:                      manageable(),
  },
  unskip_events: {
    single:                       row   ("noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "isCancelled",     "isComplete"),
    instalment:                   manageable(),
    subscription:                 manageable(),
    metered:                      manageable(),
  },
  /** What the next cycles of a subscription cost. */
  change_price: {
    single:                       row   ("noPrice",         "noPrice",         "noPrice",         "noPrice",         "noPrice",         "noPrice",         "noPrice",         "noPrice",         "isCancelled",     "isComplete"),
    instalment:                   row   ("noPrice",         "noPrice",         "noPrice",         "noPrice",         "noPrice",         "noPrice",         "noPrice",         "noPrice",         "isCancelled",     "isComplete"),
    subscription:                 manageable("paused"),
    metered:                      row   ("noPrice",         "noPrice",         "noPrice",         "noPrice",         "noPrice",         "noPrice",         "noPrice",         "noPrice",         "isCancelled",     "isComplete"),
  },
  merge_events: {
    single:                       row   ("noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "isCancelled",     "isComplete"),
    instalment:                   manageable(),
    subscription:                 manageable(),
    metered:                      manageable(),
  },
  retry_events: {
    single:                       row   ("noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "isCancelled",     "isComplete"),
    instalment:                   collectable(),
    subscription:                 collectable(),
    metered:                      collectable(),
  },
  execute_event: {
    single:                       row   ("noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "isCancelled",     "isComplete"),
    instalment:                   collectable(),
    subscription:                 collectable(),
    metered:                      collectable(),
  },
  /** The worker collects, by schedule or automatic retry. */
  collect_due_event: {
    single:                       row   ("noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "noSchedule",      "isCancelled",     "isComplete"),
    instalment:                   collectable(),
    subscription:                 collectable(),
    metered:                      collectable(),
  },
  /** Another card, chosen by staff or entered by the customer; also sending a link for it. */
  replace_card: {
    single:                       row   ("notRecurring",    "notRecurring",    "notRecurring",    "notRecurring",    "notRecurring",    "notRecurring",    "notRecurring",    "notRecurring",    "isCancelled",     "isComplete"),
    instalment:                   manageable("whileOwing"),
    subscription:                 manageable("whileOwing"),
    metered:                      manageable("whileOwing"),
  },
  charge_now: {
    single:                       row   ("notMetered",      "notMetered",      "notMetered",      "notMetered",      "notMetered",      "notMetered",      "notMetered",      "notMetered",      "isCancelled",     "isComplete"),
    instalment:                   row   ("notMetered",      "notMetered",      "notMetered",      "notMetered",      "notMetered",      "notMetered",      "notMetered",      "notMetered",      "isCancelled",     "isComplete"),
    subscription:                 row   ("notMetered",      "notMetered",      "notMetered",      "notMetered",      "notMetered",      "notMetered",      "notMetered",      "notMetered",      "isCancelled",     "isComplete"),
    metered:                      row   ("notActivated",    "notActivated",    "notActivated",    "active",          "failed",          "isSuspended",     "isPaused",        "inReview",        "isCancelled",     "isComplete"),
  },
  schedule_payment: {
    single:                       row   ("notMetered",      "notMetered",      "notMetered",      "notMetered",      "notMetered",      "notMetered",      "notMetered",      "notMetered",      "isCancelled",     "isComplete"),
    instalment:                   row   ("notMetered",      "notMetered",      "notMetered",      "notMetered",      "notMetered",      "notMetered",      "notMetered",      "notMetered",      "isCancelled",     "isComplete"),
    subscription:                 row   ("notMetered",      "notMetered",      "notMetered",      "notMetered",      "notMetered",      "notMetered",      "notMetered",      "notMetered",      "isCancelled",     "isComplete"),
    metered:                      row   ("notActivated",    "notActivated",    "notActivated",    "active",          "failed",          "suspended",       "isPaused",        "inReview",        "isCancelled",     "isComplete"),
  },
  /** A pre-authorisation can still be released when its order was cancelled before it was approved. */
  reverse_payment: {
    single:                       row   ("notActivated",    "notActivated",    "notActivated",    "active",          "neverSo",         "neverSo",         "neverSo",         "neverSo",         "cancelled",       "isComplete"),
    instalment:                   row   ("notSingle",       "notSingle",       "notSingle",       "notSingle",       "notSingle",       "notSingle",       "notSingle",       "notSingle",       "isCancelled",     "isComplete"),
    subscription:                 row   ("notSingle",       "notSingle",       "notSingle",       "notSingle",       "notSingle",       "notSingle",       "notSingle",       "notSingle",       "isCancelled",     "isComplete"),
    metered:                      row   ("notSingle",       "notSingle",       "notSingle",       "notSingle",       "notSingle",       "notSingle",       "notSingle",       "notSingle",       "isCancelled",     "isComplete"),
  },
  capture_payment: {
    single:                       row   ("notActivated",    "notActivated",    "notActivated",    "active",          "neverSo",         "neverSo",         "neverSo",         "neverSo",         "isCancelled",     "isComplete"),
    instalment:                   row   ("notSingle",       "notSingle",       "notSingle",       "notSingle",       "notSingle",       "notSingle",       "notSingle",       "notSingle",       "isCancelled",     "isComplete"),
    subscription:                 row   ("notSingle",       "notSingle",       "notSingle",       "notSingle",       "notSingle",       "notSingle",       "notSingle",       "notSingle",       "isCancelled",     "isComplete"),
    metered:                      row   ("notSingle",       "notSingle",       "notSingle",       "notSingle",       "notSingle",       "notSingle",       "notSingle",       "notSingle",       "isCancelled",     "isComplete"),
  },
  refund_payment:                 stays (),
  /** A gateway report that does not match: book it, ask again, close it. */
  settle_report:                  stays (),
  add_note:                       stays (),
  /** Invoice ID, memo and tags. */
  change_details:                 stays (),

  initial_debit_approved: {
    single:                       row   ("complete",        "complete",        "complete",        "active",          "failed",          "suspended",       "paused",          "review",          "cancelled",       "complete"),
    instalment:                   row   ("settle",          "settle",          "settle",          "active",          "failed",          "suspended",       "paused",          "review",          "cancelled",       "complete"),
    subscription:                 row   ("active",          "active",          "active",          "active",          "failed",          "suspended",       "paused",          "review",          "cancelled",       "complete"),
    metered:                      row   ("active",          "active",          "active",          "active",          "failed",          "suspended",       "paused",          "review",          "cancelled",       "complete"),
  },
  initial_authorisation_approved: every ("active",          "active",          "active",          "active",          "failed",          "suspended",       "paused",          "review",          "cancelled",       "complete"),
  initial_registration_approved: {
    single:                       row   ("complete",        "complete",        "complete",        "active",          "failed",          "suspended",       "paused",          "review",          "cancelled",       "complete"),
    instalment:                   row   ("settle",          "settle",          "settle",          "active",          "failed",          "suspended",       "paused",          "review",          "cancelled",       "complete"),
    subscription:                 row   ("active",          "active",          "active",          "active",          "failed",          "suspended",       "paused",          "review",          "cancelled",       "complete"),
    metered:                      row   ("active",          "active",          "active",          "active",          "failed",          "suspended",       "paused",          "review",          "cancelled",       "complete"),
  },
  initial_declined_by_phone:      every ("rejected",        "rejected",        "rejected",        "active",          "failed",          "suspended",       "paused",          "review",          "cancelled",       "complete"),
  initial_declined_by_link:       every ("draft",           "pending",         "pending",         "active",          "failed",          "suspended",       "paused",          "review",          "cancelled",       "complete"),
  event_approved: {
    single:                       row   ("draft",           "pending",         "rejected",        "active",          "failed",          "suspended",       "paused",          "review",          "cancelled",       "complete"),
    instalment:                   row   ("draft",           "pending",         "rejected",        "settle",          "settle",          "settle",          "paused",          "settle",          "cancelled",       "complete"),
    subscription:                 row   ("draft",           "pending",         "rejected",        "active",          "active",          "active",          "paused",          "active",          "cancelled",       "complete"),
    metered:                      row   ("draft",           "pending",         "rejected",        "active",          "active",          "active",          "paused",          "active",          "cancelled",       "complete"),
  },
  event_soft_declined: {
    single:                       row   ("draft",           "pending",         "rejected",        "active",          "failed",          "suspended",       "paused",          "review",          "cancelled",       "complete"),
    instalment:                   row   ("draft",           "pending",         "rejected",        "failed",          "failed",          "failed",          "paused",          "failed",          "cancelled",       "complete"),
    subscription:                 row   ("draft",           "pending",         "rejected",        "failed",          "failed",          "failed",          "paused",          "failed",          "cancelled",       "complete"),
    metered:                      row   ("draft",           "pending",         "rejected",        "failed",          "failed",          "failed",          "paused",          "failed",          "cancelled",       "complete"),
  },
  event_hard_declined: {
    single:                       row   ("draft",           "pending",         "rejected",        "active",          "failed",          "suspended",       "paused",          "review",          "cancelled",       "complete"),
    instalment:                   row   ("draft",           "pending",         "rejected",        "suspended",       "suspended",       "suspended",       "paused",          "suspended",       "cancelled",       "complete"),
    subscription:                 row   ("draft",           "pending",         "rejected",        "suspended",       "suspended",       "suspended",       "paused",          "suspended",       "cancelled",       "complete"),
    metered:                      row   ("draft",           "pending",         "rejected",        "suspended",       "suspended",       "suspended",       "paused",          "suspended",       "cancelled",       "complete"),
  },
  /** The last automatic retry was soft-declined, and the merchant suspends orders for it; or pauses; or completes. */
  retries_exhausted: {
    single:                       row   ("draft",           "pending",         "rejected",        "active",          "failed",          "suspended",       "paused",          "review",          "cancelled",       "complete"),
    instalment:                   row   ("draft",           "pending",         "rejected",        "active",          "suspended",       "suspended",       "paused",          "review",          "cancelled",       "complete"),
    subscription:                 row   ("draft",           "pending",         "rejected",        "active",          "suspended",       "suspended",       "paused",          "review",          "cancelled",       "complete"),
    metered:                      row   ("draft",           "pending",         "rejected",        "active",          "suspended",       "suspended",       "paused",          "review",          "cancelled",       "complete"),
  },
  retries_exhausted_pause: {
    single:                       row   ("draft",           "pending",         "rejected",        "active",          "failed",          "suspended",       "paused",          "review",          "cancelled",       "complete"),
    instalment:                   row   ("draft",           "pending",         "rejected",        "active",          "paused",          "suspended",       "paused",          "review",          "cancelled",       "complete"),
    subscription:                 row   ("draft",           "pending",         "rejected",        "active",          "paused",          "suspended",       "paused",          "review",          "cancelled",       "complete"),
    metered:                      row   ("draft",           "pending",         "rejected",        "active",          "paused",          "suspended",       "paused",          "review",          "cancelled",       "complete"),
  },
  retries_exhausted_complete: {
    single:                       row   ("draft",           "pending",         "rejected",        "active",          "failed",          "suspended",       "paused",          "review",          "cancelled",       "complete"),
    instalment:                   row   ("draft",           "pending",         "rejected",        "active",          "complete",        "suspended",       "paused",          "review",          "cancelled",       "complete"),
    subscription:                 row   ("draft",           "pending",         "rejected",        "active",          "complete",        "suspended",       "paused",          "review",          "cancelled",       "complete"),
    metered:                      row   ("draft",           "pending",         "rejected",        "active",          "complete",        "suspended",       "paused",          "review",          "cancelled",       "complete"),
  },
  /** The card was replaced and nothing was outstanding. */
  card_replaced: {
    single:                       row   ("draft",           "pending",         "rejected",        "active",          "failed",          "suspended",       "paused",          "review",          "cancelled",       "complete"),
    instalment:                   row   ("draft",           "pending",         "rejected",        "settle",          "settle",          "settle",          "paused",          "settle",          "cancelled",       "complete"),
    subscription:                 row   ("draft",           "pending",         "rejected",        "active",          "active",          "active",          "paused",          "active",          "cancelled",       "complete"),
    metered:                      row   ("draft",           "pending",         "rejected",        "active",          "active",          "active",          "paused",          "active",          "cancelled",       "complete"),
  },
  /** A skip left the order without an open event. */
  nothing_left_open: {
    single:                       row   ("draft",           "pending",         "rejected",        "active",          "failed",          "suspended",       "paused",          "review",          "cancelled",       "complete"),
    instalment:                   row   ("draft",           "pending",         "rejected",        "settle",          "settle",          "settle",          "paused",          "settle",          "cancelled",       "complete"),
    subscription:                 row   ("draft",           "pending",         "rejected",        "active",          "failed",          "suspended",       "paused",          "review",          "cancelled",       "complete"),
    metered:                      row   ("draft",           "pending",         "rejected",        "active",          "failed",          "suspended",       "paused",          "review",          "cancelled",       "complete"),
  },
  /** A pre-authorisation was captured or reversed. */
  authorisation_closed: {
    single:                       row   ("draft",           "pending",         "rejected",        "complete",        "failed",          "suspended",       "paused",          "review",          "cancelled",       "complete"),
    instalment:                   row   ("draft",           "pending",         "rejected",        "active",          "failed",          "suspended",       "paused",          "review",          "cancelled",       "complete"),
    subscription:                 row   ("draft",           "pending",         "rejected",        "active",          "failed",          "suspended",       "paused",          "review",          "cancelled",       "complete"),
    metered:                      row   ("draft",           "pending",         "rejected",        "active",          "failed",          "suspended",       "paused",          "review",          "cancelled",       "complete"),
  },
  /** An older payment turned out to be approved while the order waits for another card. */
  late_event_approved:            stays (),
  /** An event was declined with a card that is no longer the order's. */
  former_card_declined:           stays (),
  card_update_declined:           stays (),
  charge_now_approved:            stays (),
  charge_now_declined:            stays (),
  refund_approved:                stays (),
  duplicate_booked: {
    single:                       row   ("draft",           "pending",         "rejected",        "active",          "failed",          "suspended",       "paused",          "review",          "cancelled",       "complete"),
    instalment:                   row   ("draft",           "pending",         "rejected",        "settle",          "settle",          "suspended",       "paused",          "review",          "cancelled",       "complete"),
    subscription:                 row   ("draft",           "pending",         "rejected",        "active",          "failed",          "suspended",       "paused",          "review",          "cancelled",       "complete"),
    metered:                      row   ("draft",           "pending",         "rejected",        "active",          "failed",          "suspended",       "paused",          "review",          "cancelled",       "complete"),
  },
  /** A capture, refund or reversal was declined. */
  follow_up_declined:             stays (),
  chargeback_booked:              stays (),
} as const satisfies Record<string, Record<OrderType, LifecycleRow>>;

export type Trigger = keyof typeof lifecycle;

/** Why a status refuses a command, as staff read it. */
export const statusRefusals = {
  activated: "The first payment has already been approved.",
  notActivated: "Nothing has been approved on this order yet.",
  noLinkYet: "The customer has no open payment link.",
  isLive: "An order that has started cannot be cancelled. Mark it as complete instead.",
  isSuspended: "The order is Suspended. Update the card first.",
  isPaused: "The order is Paused. Resume it first.",
  notPaused: "The order is not paused.",
  inReview: "The order is in Review.",
  isCancelled: "The order is Cancelled.",
  isComplete: "The order is Complete.",
  notSubscription: "Only a subscription can be paused.",
  noPrice: "Only a subscription has a price for each cycle.",
  noSchedule: "A single order has no scheduled payments.",
  notRecurring: "A single order has no card to update.",
  notMetered: "Only metered orders accept payments one by one.",
  notSingle: "Only single orders can have a pre-authorisation.",
  neverSo: "Orders of this type never have this status.",
} as const;

export type StatusRefusal = keyof typeof statusRefusals;
export type LifecycleCell = OrderStatus | "settle" | "unpause" | "whileOwing" | StatusRefusal;
export type LifecycleRow = Readonly<Record<OrderStatus, LifecycleCell>>;

/** The cell of a trigger for an order type and status. */
export function cellOf(trigger: Trigger, type: OrderType, status: OrderStatus): LifecycleCell {
  return lifecycle[trigger][type][status];
}

/** The cell of a trigger for one order, with `whileOwing` resolved. */
export function cellFor(
  { type, status, pausedFrom }: Pick<Order, "type" | "status" | "pausedFrom">,
  trigger: Trigger,
): Exclude<LifecycleCell, "whileOwing"> {
  const cell = cellOf(trigger, type, status);
  if (cell !== "whileOwing") return cell;
  return pausedFrom === "owing" ? status : "isPaused";
}

export function isStatusRefusal(cell: LifecycleCell): cell is StatusRefusal {
  return Object.hasOwn(statusRefusals, cell);
}

type LifecycleCells = readonly [
  LifecycleCell,
  LifecycleCell,
  LifecycleCell,
  LifecycleCell,
  LifecycleCell,
  LifecycleCell,
  LifecycleCell,
  LifecycleCell,
  LifecycleCell,
  LifecycleCell,
];

function row(...cells: LifecycleCells): LifecycleRow {
  return Object.fromEntries(orderStatuses.map((status, i) => [status, cells[i]])) as LifecycleRow;
}

function every(...cells: LifecycleCells): Record<OrderType, LifecycleRow> {
  const same = row(...cells);
  return { single: same, instalment: same, subscription: same, metered: same };
}

function stays(): Record<OrderType, LifecycleRow> {
  return every(...orderStatuses);
}

/** Statuses in which staff may change what is to be collected, or replace the card. */
function manageable(paused: LifecycleCell = "isPaused"): LifecycleRow {
  return row(
    "notActivated",
    "notActivated",
    "notActivated",
    "active",
    "failed",
    "suspended",
    paused,
    "review",
    "isCancelled",
    "isComplete",
  );
}

/** Statuses in which an event may be sent to the gateway. */
function collectable(): LifecycleRow {
  return row(
    "notActivated",
    "notActivated",
    "notActivated",
    "active",
    "failed",
    "isSuspended",
    "isPaused",
    "review",
    "isCancelled",
    "isComplete",
  );
}
