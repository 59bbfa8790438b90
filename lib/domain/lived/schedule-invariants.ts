import type { BillingEvent } from "../order/billing-event";
import type { Order } from "../order/order";
import type { Entry, LoggedEntry } from "../order/order-log";

/** Rules that an order's billing events break, compared with what its log says was done to them. */
export function scheduleViolations(order: Order, log: readonly LoggedEntry[]): string[] {
  return [
    ...valueViolations(order, log),
    ...mergeViolations(order, log),
    ...sharedCycleViolations(order),
    ...cycleOrderViolations(order, log),
    ...(order.type === "subscription" ? nextCycleViolations(order, log) : []),
    ...(order.type === "instalment" ? instalmentViolations(log) : []),
    ...(order.type === "single" && order.events.length ? ["a single order has billing events"] : []),
  ];
}

/** An instalment order's value is its deposit and its events, give or take what staff changed. */
function valueViolations(order: Order, log: readonly LoggedEntry[]): string[] {
  if (order.type !== "instalment" || order.activatedAt === null) return [];
  const changed = amountsChangedByStaff(log);
  const events = order.events
    .filter((event) => event.status !== "merged" && event.status !== "skipped")
    .reduce((sum, event) => sum + event.amount, 0);
  const expected = order.initialAmount + events - changed;
  return order.total === expected ? [] : [`its value is ${order.total}, its parts come to ${expected}`];
}

function amountsChangedByStaff(log: readonly LoggedEntry[]): number {
  const amounts = new Map<number, number>();
  let changed = 0;
  for (const { entry } of log) {
    switch (entry.kind) {
      case "events_scheduled":
        for (const event of entry.events) amounts.set(event.number, event.amount);
        break;
      case "event_rescheduled":
        changed += entry.amount - (amounts.get(entry.event) ?? 0);
        amounts.set(entry.event, entry.amount);
        break;
      case "events_merged":
        changed += entry.into.amount - sumOf(entry.events, amounts);
        amounts.set(entry.into.number, entry.into.amount);
        break;
    }
  }
  return changed;
}

/** A merged event is worth its parts, unless staff said otherwise, and nothing is merged twice. */
function mergeViolations(order: Order, log: readonly LoggedEntry[]): string[] {
  const found: string[] = [];
  const amounts = new Map<number, number>();
  const parts = new Set<number>();
  for (const { entry } of log) {
    if (entry.kind === "events_scheduled")
      for (const event of entry.events) amounts.set(event.number, event.amount);
    if (entry.kind === "event_rescheduled") amounts.set(entry.event, entry.amount);
    if (entry.kind === "price_changed" && entry.event !== null) amounts.set(entry.event, entry.price);
    if (entry.kind !== "events_merged") continue;
    const sum = sumOf(entry.events, amounts);
    if (entry.why === "card_update" && entry.into.amount !== sum)
      found.push(`event ${entry.into.number} is worth ${entry.into.amount}, its parts ${sum}`);
    amounts.set(entry.into.number, entry.into.amount);
    for (const part of entry.events) {
      if (parts.has(part)) found.push(`event ${part} was merged twice`);
      parts.add(part);
      const event = order.events.find((candidate) => candidate.number === part);
      if (event?.status !== "merged" || event.mergedInto !== entry.into.number)
        found.push(`event ${part} was merged and is ${event?.status}`);
    }
  }
  for (const event of order.events)
    if (event.status === "merged" && !parts.has(event.number))
      found.push(`event ${event.number} is merged without a merge`);
  return found;
}

/** No cycle is charged twice: of the events that stand for one, at most one is open or collected. */
function sharedCycleViolations({ events }: Order): string[] {
  const holders = new Map<number, number>();
  return events.flatMap(({ number, cycle, status }) => {
    if (cycle === null || ["merged", "skipped", "cancelled"].includes(status)) return [];
    const other = holders.get(cycle);
    holders.set(cycle, number);
    return other === undefined ? [] : [`events ${other} and ${number} share cycle ${cycle}`];
  });
}

/**
 * A later event stands for a later cycle, and a later cycle on a later date. What staff or a resume
 * gave a date of its own keeps its cycle, so only its number is held to the order.
 */
function cycleOrderViolations({ events }: Order, log: readonly LoggedEntry[]): string[] {
  const given = new Set(log.flatMap(({ entry }) => datesGiven(entry)));
  const inPlan = events.filter((event) => event.cycle !== null);
  const onPlan = inPlan.filter((event) => !given.has(event.number));
  const grows = (list: readonly BillingEvent[], later: (a: BillingEvent, b: BillingEvent) => boolean) =>
    list.flatMap((event, i) => {
      const before = list[i - 1];
      return before && !later(before, event)
        ? [
            `event ${event.number} of cycle ${event.cycle} follows event ${before.number} of cycle ${before.cycle}`,
          ]
        : [];
    });
  return [
    ...grows(inPlan, (a, b) => (a.cycle ?? 0) < (b.cycle ?? 0)),
    ...grows(onPlan, (a, b) => a.scheduledAt < b.scheduledAt),
  ];
}

/** Events that an entry puts on a date that is not their cycle's. */
function datesGiven(entry: Entry): number[] {
  if (entry.kind === "event_rescheduled") return [entry.event];
  if (entry.kind === "events_unskipped") return entry.events.map(({ event }) => event);
  return entry.kind === "order_resumed" ? (entry.debts ?? []) : [];
}

/** At most one cycle that nobody has tried or given up; a live subscription has exactly one. */
function nextCycleViolations(order: Order, log: readonly LoggedEntry[]): string[] {
  const givenUp = new Set(log.flatMap(({ entry }) => (entry.kind === "events_skipped" ? entry.events : [])));
  const next = order.events.filter(
    (event) =>
      event.cycle !== null &&
      event.attempts === 0 &&
      event.decline === null &&
      !givenUp.has(event.number) &&
      (event.status === "scheduled" || event.status === "paused"),
  );
  const isLive = ["active", "failed", "suspended", "paused", "review"].includes(order.status);
  if (next.length > 1) return [`it has ${next.length} next payments`];
  return isLive && next.length === 0 ? ["it has no next payment"] : [];
}

function instalmentViolations(log: readonly LoggedEntry[]): string[] {
  const plans = log.filter(({ entry }) => entry.kind === "events_scheduled");
  return plans.length > 1 ||
    plans.some(({ entry }) => entry.kind === "events_scheduled" && entry.why !== "plan")
    ? ["it gained billing events after its plan was made"]
    : [];
}

function sumOf(events: readonly number[], amounts: ReadonlyMap<number, number>): number {
  return events.reduce((sum, number) => sum + (amounts.get(number) ?? 0), 0);
}
