import { type CycleEvent, eventOf, nextCycleEvent, sumOf } from "../order/balance";
import type { BillingEvent } from "../order/billing-event";
import type { Order } from "../order/order";
import { cycleAfter, cycleAt, type Instant } from "../value/calendar";

/** What a command will never bill. Amounts in minor units. */
export type NeverBilled = {
  /** Dates of a subscription's skipped cycles. */
  cycles: readonly Instant[];
  /**
   * All cycles from this date on are not billed, until the order is resumed or for ever; null when billing
   * continues.
   */
  from: Instant | null;
  /** The amount of skipped events, and of reductions of others. */
  amount: number;
  /** When billing continues after the skipped cycles; null where it does not, or none is skipped. */
  onwards: Instant | null;
};

/**
 * What a change will never bill, as far as it can be known now: cycles without an event, and cycles that will have
 * passed when the next event is collected on its date. `after`: the order once it has resumed.
 */
export function neverBilled(before: Order, after: Order): NeverBilled {
  const amount = givenUp(before, after);
  const dates = datesOf(after);
  if (!dates || !before.events.length) return { cycles: [], from: null, amount, onwards: null };
  const passed = passedOver(after, dates);
  const cycles = added(
    [...missingCycles(before), ...passedOver(before, dates)],
    [...missingCycles(after), ...passed],
  );
  const next = nextCycleEvent(after);
  const onwards = next && (passed.length ? dates.after(next).at : next.scheduledAt);
  return {
    cycles: cycles.map(dates.of),
    from: stopsFrom(before, after, dates),
    amount,
    onwards: cycles.length ? onwards : null,
  };
}

/** The dates of a subscription's cycles; null for any other order, and before it is live. */
function datesOf({ plan, anchorAt, merchant: { timeZone } }: Order): CycleDates | null {
  if (plan?.kind !== "subscription" || anchorAt === null) return null;
  const { interval } = plan;
  return {
    of: (cycle) => cycleAt(anchorAt, interval, cycle - 1, timeZone),
    after: ({ cycle, scheduledAt }) =>
      cycleAfter({ anchor: anchorAt, interval, timeZone }, cycle, scheduledAt),
  };
}

type CycleDates = {
  of(cycle: number): Instant;
  /** The first cycle after a next payment that was moved; its number is one less than the cycle's. */
  after(next: CycleEvent): { cycle: number; at: Instant };
};

function added(before: readonly number[], after: readonly number[]): number[] {
  return after.filter((cycle) => !before.includes(cycle));
}

/** Cycles without a billing event. */
function missingCycles({ events }: Order): number[] {
  const had = new Set(events.map((event) => event.cycle ?? 0));
  const all = Array.from({ length: Math.max(0, ...had) }, (_, i) => i + 1);
  return all.filter((cycle) => !had.has(cycle));
}

/** Cycles dated before a next payment that was moved beyond them. */
function passedOver(order: Order, dates: CycleDates): number[] {
  const next = nextCycleEvent(order);
  if (!next) return [];
  const first = next.cycle + 1;
  return Array.from({ length: Math.max(0, dates.after(next).cycle + 1 - first) }, (_, i) => first + i);
}

/** The date from which nothing is billed, for an order that was paused without an end or has ended. */
function stopsFrom(before: Order, after: Order, dates: CycleDates): Instant | null {
  const stops = after.status === "complete" || (after.status === "paused" && after.resumeAt === null);
  const next = nextCycleEvent(before);
  if (!stops || before.status === after.status || !next) return null;
  return Math.max(next.scheduledAt, dates.of(next.cycle));
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
