import { eventOf, nextCycleEvent, sumOf } from "../order/balance";
import type { BillingEvent } from "../order/billing-event";
import type { Order } from "../order/order";
import { cycleAfter, cycleAt, type Instant } from "../value/calendar";

/** What an act gives up for good. Amounts in minor units. */
export type NeverBilled = {
  /** Dates of a subscription's cycles that are left out. */
  cycles: readonly Instant[];
  /** Every cycle from this date on, until the order is resumed or for ever; null when billing goes on. */
  from: Instant | null;
  /** What was skipped, and by how much events were made cheaper. */
  amount: number;
  /** When billing goes on after the cycles that are left out; null where it does not, or none is. */
  onwards: Instant | null;
};

/**
 * What is never billed because of a change, as far as it can be known before: what no event stands
 * for any more, and what will have passed when the next one is collected on its date. `after` is
 * where the order stands once it goes on by itself.
 */
export function neverBilled(before: Order, after: Order): NeverBilled {
  const amount = givenUp(before, after);
  if (after.plan?.kind !== "subscription" || after.anchorAt === null || !before.events.length)
    return { cycles: [], from: null, amount, onwards: null };
  const cycles = [
    ...added(missingCycles(before), missingCycles(after)),
    ...added(passedOver(before), passedOver(after)),
  ];
  const next = nextCycleEvent(after);
  const onwards = passedOver(after).length ? followerDate(after, next) : (next?.scheduledAt ?? null);
  return {
    cycles: cycles.map((cycle) => dateOfCycle(after, cycle)),
    from: stopsFrom(before, after),
    amount,
    onwards: cycles.length ? onwards : null,
  };
}

function added(before: readonly number[], after: readonly number[]): number[] {
  return after.filter((cycle) => !before.includes(cycle));
}

/** Cycles that no billing event stands for. */
function missingCycles({ events }: Order): number[] {
  const had = new Set(events.map((event) => event.cycle ?? 0));
  const all = Array.from({ length: Math.max(0, ...had) }, (_, i) => i + 1);
  return all.filter((cycle) => !had.has(cycle));
}

/** Cycles whose dates come before the date of a next payment that was moved beyond them. */
function passedOver(order: Order): number[] {
  const next = nextCycleEvent(order);
  if (!next || next.cycle === null) return [];
  const follower = followerOf(order, next);
  const first = next.cycle + 1;
  return Array.from({ length: Math.max(0, follower.cycle + 1 - first) }, (_, i) => first + i);
}

function followerDate(order: Order, next: BillingEvent | null): Instant | null {
  return next && followerOf(order, next).at;
}

function followerOf({ plan, anchorAt, merchant }: Order, next: BillingEvent) {
  if (!plan || anchorAt === null || next.cycle === null) throw new Error("not a subscription's next payment");
  return cycleAfter(
    { anchor: anchorAt, interval: plan.interval, timeZone: merchant.timeZone },
    next.cycle,
    next.scheduledAt,
  );
}

/** Where billing stops with an order that was paused without a date, or that has ended. */
function stopsFrom(before: Order, after: Order): Instant | null {
  const stops = after.status === "complete" || (after.status === "paused" && after.resumeAt === null);
  const next = nextCycleEvent(before);
  if (!stops || before.status === after.status || !next || next.cycle === null) return null;
  return Math.max(next.scheduledAt, dateOfCycle(before, next.cycle));
}

function dateOfCycle({ plan, anchorAt, merchant }: Order, cycle: number): Instant {
  if (!plan || anchorAt === null) throw new Error("not a subscription");
  return cycleAt(anchorAt, plan.interval, cycle - 1, merchant.timeZone);
}

function givenUp(before: Order, after: Order): number {
  const changed = after.events.filter((event) => !before.events.includes(event));
  const worthBefore = (event: BillingEvent) => eventOf(before, event.number)?.amount ?? event.amount;
  return changed.reduce((sum, event) => {
    if (event.status === "skipped") return sum + worthBefore(event);
    const parts = changed.filter((part) => part.mergedInto === event.number);
    const worth = parts.length ? sumOf(parts) : worthBefore(event);
    return sum + Math.max(0, worth - event.amount);
  }, 0);
}
