import { contestedPayment, paymentAtGateway } from "../order/balance";
import type { Order } from "../order/order";
import { dueAt } from "../rules/due";
import type { Instant } from "../value/calendar";
import {
  CLAIMED_FOR,
  GATEWAY_SILENT_AFTER,
  LATE_AFTER,
  RESULT_KNOWN_WITHIN,
  UNSENT_SPEAKS_FOR,
} from "../value/timetable";

/** What keeps an order from moving, although it is time. */
export type OrderStall =
  | "not_taken"
  | "taken_not_done"
  | "claim_held"
  | "merchant_stopped"
  | "due_lost"
  | "retry_stuck"
  | "standing_stale";

/** What stands beside an order in its row, and who has it in hand. `claimedUntil` is machine time. */
export type KeptTimes = {
  dueAt: Instant | null;
  claimedUntil: Instant | null;
  standsUntil: Instant | null;
};

export type Times = { now: Instant; machineNow: Instant };

/** Whether an order should have moved and has not, and since when (business time). Null: it goes its way. */
export function stallOf(
  order: Order,
  kept: KeptTimes,
  { now, machineNow }: Times,
): { kind: OrderStall; since: Instant } | null {
  const due = dueAt(order);
  if (due !== null && due <= now - LATE_AFTER)
    return { kind: whyNotDone(order, kept, now, machineNow), since: due };
  const queued = queueStandsSince(order);
  if (queued !== null && queued <= now - LATE_AFTER) return { kind: "retry_stuck", since: queued };
  if (kept.standsUntil !== null && kept.standsUntil <= now - LATE_AFTER)
    return { kind: "standing_stale", since: kept.standsUntil };
  return null;
}

function whyNotDone(order: Order, kept: KeptTimes, now: Instant, machineNow: Instant): OrderStall {
  if (kept.dueAt === null || kept.dueAt > now) return "due_lost";
  // No claim is for longer: whoever made it had another clock.
  if (kept.claimedUntil !== null && kept.claimedUntil > machineNow + CLAIMED_FOR + CLAIMED_FOR)
    return "claim_held";
  if (order.merchant.isStopped) return "merchant_stopped";
  return kept.claimedUntil !== null && kept.claimedUntil > machineNow - CLAIMED_FOR
    ? "taken_not_done"
    : "not_taken";
}

/** Retries by hand go one after another: the next is sent with the result of the last one, or never. */
function queueStandsSince(order: Order): Instant | null {
  if (order.retryQueue.length === 0 || paymentAtGateway(order) || contestedPayment(order)) return null;
  return Math.max(0, ...order.attempts.map(({ startedAt, settledAt }) => settledAt ?? startedAt));
}

/** What keeps a payment at the gateway from being settled. */
export type PaymentStall = "never_asked" | "not_asked" | "no_result";

/** A payment without a result, with the machine times of its queries. `sentAt` falls back on when it was begun. */
export type PaymentAsked = { isAtGateway: boolean; sentAt: Instant; askAfter: Instant | null };

export function paymentStallOf(
  { isAtGateway, sentAt, askAfter }: PaymentAsked,
  machineNow: Instant,
): PaymentStall | null {
  if (askAfter !== null && askAfter <= machineNow - LATE_AFTER) return "not_asked";
  if (!isAtGateway) return null;
  if (askAfter === null && sentAt <= machineNow - LATE_AFTER) return "never_asked";
  return sentAt <= machineNow - RESULT_KNOWN_WITHIN ? "no_result" : null;
}

/** What the last payments tell of the gateway. Business times, but for `sentAt`. */
export type GatewayTrace = {
  /** At the gateway, without a word from it. */
  waiting: readonly { startedAt: Instant; sentAt: Instant }[];
  /** Could not be sent. */
  unsent: readonly Instant[];
  /** The last word from it. */
  answeredAt: Instant | null;
  /** Orders are late for it, so that nothing new is sent meanwhile. */
  isHeldUp: boolean;
};

/** Since when a gateway owes every answer; null while it speaks, or nothing is asked of it. */
export function gatewaySilentSince(
  { waiting, unsent, answeredAt, isHeldUp }: GatewayTrace,
  { now, machineNow }: Times,
): Instant | null {
  const isSince = (at: Instant) => answeredAt === null || at > answeredAt;
  const mute = waiting.filter(
    ({ startedAt, sentAt }) => isSince(startedAt) && sentAt <= machineNow - GATEWAY_SILENT_AFTER,
  );
  const refused = unsent.filter(isSince);
  const isRefusedNow = refused.length > 1 && (isHeldUp || Math.max(...refused) > now - UNSENT_SPEAKS_FOR);
  const times = [...mute.map(({ startedAt }) => startedAt), ...(isRefusedNow ? refused : [])];
  return times.length > 0 ? Math.min(...times) : null;
}
