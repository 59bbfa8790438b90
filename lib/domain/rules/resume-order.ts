import { type CycleEvent, nextCycleEvent } from "../order/balance";
import type { BillingEvent } from "../order/billing-event";
import type { Order } from "../order/order";
import type { Entry } from "../order/order-log";
import { cycleAfter, type Instant, isSameDay, tomorrowAt } from "../value/calendar";
import type { Changeset } from "./changeset";
import { staffRule } from "./command-rule";
import { neverBilled } from "./never-billed";

type Resumed = Extract<Entry, { kind: "order_resumed" }>;

/** Resumes a paused order. */
export const resumeOrder = staffRule({
  fields: {},
  row: "resume_order",
  decide: (changes, _asked, _actor, now) => resumeSchedule(changes, now),
  sample: { early: 0, late: 3, ask: () => ({}) },
  staff: {
    ...{ permission: "orders", act: "Resume", working: "Saving" },
    menu: [{ in: "actions", item: "Resume", popUp: "resume", types: ["subscription"], as: () => ({}) }],
  },
});

/**
 * Schedules paused events again. A date in the future stays. Of past ones, the next cycle moves to the first free
 * cycle date, and the cycles it skips are never billed; all others, including instalments, are owed: they keep
 * their cycle and are due tomorrow at their own time of day.
 */
export function resumeSchedule(changes: Changeset, now: Instant): null {
  const next = changes.order.type === "subscription" ? nextCycleEvent(changes.order) : null;
  const paused = changes.order.events.filter((event) => event.status === "paused");
  const passed = paused.filter((event) => event.scheduledAt <= now);
  const debts = passed
    .filter((event) => event.number !== next?.number)
    .map((event) => ({
      ...event,
      scheduledAt: tomorrowAt(event.scheduledAt, now, changes.order.merchant.timeZone),
    }));
  const standing = paused.filter((event) => event.scheduledAt > now).concat(debts);
  const placed = next && passed.includes(next) ? [nextPlace(changes.order, next, standing, now)] : [];
  const resumed: Resumed = {
    kind: "order_resumed",
    moved: [...debts, ...placed].map(({ number, scheduledAt, cycle }) => ({
      event: number,
      scheduledAt,
      cycle,
    })),
    debts: debts.map((event) => event.number),
  };
  const { cycles } = neverBilled(changes.order, withDates(changes.order, [...debts, ...placed]));
  changes.move("resume_order");
  changes.add({ ...resumed, neverBilled: [...cycles] });
  return null;
}

/** Moves the next cycle to the first future cycle date that is not before its own and is free. */
function nextPlace(
  order: Order,
  next: CycleEvent,
  standing: readonly BillingEvent[],
  now: Instant,
): CycleEvent {
  const { plan, anchorAt, merchant } = order;
  if (!plan || anchorAt === null) return next;
  const { timeZone } = merchant;
  const isTaken = (at: Instant) => standing.some((event) => isSameDay(event.scheduledAt, at, timeZone));
  const cycles = { anchor: anchorAt, interval: plan.interval, timeZone };
  let place = cycleAfter(cycles, next.cycle - 1, now);
  while (isTaken(place.at)) place = cycleAfter(cycles, place.cycle, place.at);
  return { ...next, scheduledAt: place.at, cycle: place.cycle + 1 };
}

/** The order with some of its events on other dates. */
function withDates(order: Order, moved: readonly BillingEvent[]): Order {
  const events = order.events.map((event) => moved.find(({ number }) => number === event.number) ?? event);
  return { ...order, events };
}
