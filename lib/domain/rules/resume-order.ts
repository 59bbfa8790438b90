import { type CycleEvent, nextCycleEvent } from "../order/balance";
import type { BillingEvent } from "../order/billing-event";
import type { Order } from "../order/order";
import type { Entry } from "../order/order-log";
import { cycleAfter, cycleAt, type Instant, isSameDay, tomorrowAt } from "../value/calendar";
import type { Changeset } from "./changeset";
import { staffRule } from "./command-rule";

type Resumed = Extract<Entry, { kind: "order_resumed" }>;

/** Goes on with a paused order. */
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
 * Schedules again what was paused. A date that is still ahead stays. Of those that have passed, the
 * next cycle moves to the first cycle date that is free, and what it leaves out is never billed;
 * everything else, every instalment among it, is a debt: it keeps its cycle and is due tomorrow at its own time of
 * day.
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
  changes.move("resume_order");
  changes.add({
    kind: "order_resumed",
    moved: [...debts, ...placed].map(({ number, scheduledAt, cycle }) => ({
      event: number,
      scheduledAt,
      cycle,
    })),
    debts: debts.map((event) => event.number),
    neverBilled: next ? placed.flatMap((event) => leftOut(changes.order, next, event)) : [],
  } satisfies Resumed);
  return null;
}

/** The next cycle on the first cycle date ahead that is not before its own and on which nothing else stands. */
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

/** The dates of the cycles between where the next one stood and where it stands now. */
function leftOut({ plan, anchorAt, merchant }: Order, before: CycleEvent, after: CycleEvent): Instant[] {
  if (!plan || anchorAt === null) return [];
  const first = before.cycle;
  return Array.from({ length: after.cycle - first }, (_, i) =>
    cycleAt(anchorAt, plan.interval, first - 1 + i, merchant.timeZone),
  );
}
