import { collectedAmount, isOpenEnded, paymentAtGateway, sumOf, totalToBePaid } from "../order/balance";
import { type BillingEvent, isOpen, isOverdue } from "../order/billing-event";
import { cameIn } from "../order/figures";
import type { Actor, Attempt, Order, OrderStatus } from "../order/order";
import { lastPrice } from "../order/price";
import { done, type Result, refused } from "../order/result";
import { type SimulatedResultName, simulateResult } from "../order/simulated-answer";
import type { Command } from "../rules/command";
import { decide } from "../rules/decide";
import { type NeverBilled, neverBilled } from "../rules/never-billed";
import type { Instant } from "../value/calendar";
import { onceResumed, type Resumption, resumptionOf } from "./preview-resume";

/** What a command would do, by the rules that carry it out, without the write. Amounts in minor units. */
export function preview(order: Order, command: Command, actor: Actor, now: Instant): Previewed {
  const decision = decide(order, command, actor, now);
  if ("refusal" in decision) return refused(decision.refusal);
  return done(previewOf(order, decision.order, now));
}

/** The preview of a change between two states of an order. */
export function previewOf(before: Order, after: Order, now: Instant): Preview {
  const charge = startedBetween(before, after);
  const then = (word: SimulatedResultName) => (charge ? simulateAll(after, word, now) : null);
  const approved = then("approved");
  return {
    after,
    charges: charge && { event: charge.event, amount: charge.amount },
    ifApproved: approved?.status ?? null,
    ifDeclinedSoft: then("soft")?.status ?? null,
    ifDeclinedHard: then("hard")?.status ?? null,
    collectedIfApproved: approved && totalsOf(approved, now).collected,
    totalsBefore: totalsOf(before, now),
    totalsAfter: totalsOf(after, now),
    ends: planEndOf(after),
    endedBefore: planEndOf(before),
    changed: after.events.filter((event) => !before.events.includes(event)),
    neverBilled: neverBilled(before, onceResumed(after)),
    resumption: resumptionOf(before, after, now),
    laterPrice: laterPrice(before, after),
  };
}

/** A rule says no, or this would come of it. */
export type Previewed<Seen = Preview> = Extract<Result<Seen>, { is: "done" | "refused" }>;

export type Preview = {
  /** The order right after the command; a charge is at the gateway then. */
  after: Order;
  /** The charge that is sent at once; `event` null: a charge without a billing event. */
  charges: { event: number | null; amount: number } | null;
  /** The status once this charge, and any that follow automatically, are answered this way. */
  ifApproved: OrderStatus | null;
  ifDeclinedSoft: OrderStatus | null;
  ifDeclinedHard: OrderStatus | null;
  /** What is collected in all once this charge, and any that follow automatically, are approved. */
  collectedIfApproved: number | null;
  totalsBefore: Totals;
  totalsAfter: Totals;
  ends: PlanEnd | null;
  /** Where the order would have ended without the command. */
  endedBefore: PlanEnd | null;
  /** New and changed events, as they will be. */
  changed: readonly BillingEvent[];
  neverBilled: NeverBilled;
  /** How the subscription resumes: now, or on the day the pause ends. */
  resumption: Resumption | null;
  /** The price of later cycles, when it changes, and the day from which they cost it; null: from the next one on. */
  laterPrice: { from: number; to: number; since: Instant | null } | null;
};

/** `scheduled` includes what is at the gateway or paused; `collected` includes the first payment. */
export type Totals = {
  declined: number;
  overdue: number;
  scheduled: number;
  collected: number;
  total: number;
};

/** How an instalment order ends when everything open is collected. `amount`: how much it is short or over. */
export type PlanEnd = { kind: "exact" | "short" | "over"; amount: number; status: OrderStatus };

export function totalsOf(order: Order, now: Instant): Totals {
  const sum = (holds: (event: BillingEvent) => boolean) => sumOf(order.events.filter(holds));
  const declined = sum((event) => event.status === "soft_declined" || event.status === "hard_declined");
  const overdue = sum((event) => isOverdue(event, now));
  return {
    declined,
    overdue,
    scheduled: sum(isOpen) - declined - overdue,
    collected: isOpenEnded(order) ? cameIn(order) : collectedAmount(order),
    total: totalToBePaid(order),
  };
}

/** Null for other types of order, and for one that was never live. */
function planEndOf(order: Order): PlanEnd | null {
  if (order.type !== "instalment" || order.activatedAt === null) return null;
  const reached = collectedAmount(order) + sumOf(order.events.filter(isOpen));
  const amount = Math.abs(order.total - reached);
  const wasPaidTwice = order.attempts.some((attempt) => attempt.state === "duplicate");
  const kind = reached < order.total ? "short" : reached > order.total ? "over" : "exact";
  const isDone = order.status === "complete" || (kind === "exact" && !wasPaidTwice);
  return { kind, amount, status: isDone ? "complete" : "review" };
}

/** The order once every payment at the gateway has this result. */
export function simulateAll(order: Order, word: SimulatedResultName, now: Instant): Order {
  let next = order;
  for (let turn = 0; turn <= order.events.length; turn++) {
    const attempt = paymentAtGateway(next);
    if (!attempt) return next;
    const result = simulateResult(next, attempt, word);
    const decision = decide(
      next,
      { kind: "settle_payment", attempt: attempt.number, result },
      { kind: "system" },
      now,
    );
    if ("refusal" in decision || !decision.entries.length) return next;
    next = decision.order;
  }
  return next;
}

function laterPrice({ plan: before }: Order, { plan: after }: Order) {
  if (before?.kind !== "subscription" || after?.kind !== "subscription") return null;
  const from = lastPrice(before);
  const to = lastPrice(after);
  return from === to ? null : { from, to, since: after.later?.from ?? null };
}

function startedBetween(before: Order, after: Order): Attempt | null {
  const running = paymentAtGateway(after);
  return running && !before.attempts.some((attempt) => attempt.number === running.number) ? running : null;
}
