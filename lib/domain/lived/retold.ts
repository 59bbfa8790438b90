import type { Entry, LoggedEntry } from "../order/order-log";
import { DAY, type Instant, type Interval } from "../value/calendar";

/**
 * An independent calculation of a subscription's history, from its log and its own calendar in UTC, without the
 * rules. `placed`: cycle and date of every event of a cycle. `charges`: how often each cycle was paid. `paid`: what
 * events collected, in minor units.
 */
export function retold(log: readonly LoggedEntry[]) {
  const [first] = log;
  if (first?.entry.kind !== "order_created" || first.entry.order.plan?.kind !== "subscription")
    throw new Error("not the log of a subscription");
  const schedule = scheduleOf(first.entry.order.plan.interval);
  const payments = paymentsOf();
  for (const { at, entry } of log) {
    hearOfSchedule(schedule, at, entry);
    hearOfPayment(schedule, payments, at, entry);
  }
  const { placed, leftOut } = schedule.stands();
  return { placed, leftOut, charges: payments.charges, paid: payments.paid };
}

function hearOfSchedule(schedule: Schedule, at: Instant, entry: Entry): void {
  switch (entry.kind) {
    case "order_activated":
      schedule.begins(entry.anchorAt ?? 0);
      return;
    case "events_scheduled":
      for (const event of entry.events) schedule.comes(event.number);
      return;
    case "event_rescheduled":
      schedule.put(entry.event, entry.scheduledAt);
      return;
    case "events_skipped":
      schedule.used(entry.events, at);
      return;
    case "events_unskipped":
      for (const { event, scheduledAt } of entry.events) schedule.put(event, scheduledAt);
      return;
    case "event_barred":
      schedule.used([entry.event], at);
      return;
    case "events_merged":
      schedule.used(entry.events, at);
      schedule.merged(entry.events, entry.into.number, entry.into.scheduledAt);
      return;
    case "order_resumed":
      schedule.resumed(at);
      return;
  }
}

function hearOfPayment(schedule: Schedule, payments: Payments, at: Instant, entry: Entry): void {
  switch (entry.kind) {
    case "payment_started": {
      const { number, event, amount, eventWas } = entry.attempt;
      if (event === null) return;
      payments.attempts.set(number, { event, amount, wasWaiting: eventWas === "scheduled" });
      schedule.used([event], at);
      return;
    }
    case "payment_abandoned": {
      const attempt = payments.attempts.get(entry.attempt);
      if (attempt?.wasWaiting) schedule.waitsAgain(attempt.event);
      return;
    }
    case "payment_approved": {
      const attempt = payments.attempts.get(entry.attempt);
      if (!attempt) return;
      payments.paid += attempt.amount;
      for (const cycle of schedule.cyclesOf(attempt.event))
        payments.charges.set(cycle, (payments.charges.get(cycle) ?? 0) + 1);
      return;
    }
  }
}

type Payments = ReturnType<typeof paymentsOf>;
type Schedule = ReturnType<typeof scheduleOf>;

function paymentsOf() {
  return {
    attempts: new Map<number, { event: number; amount: number; wasWaiting: boolean }>(),
    charges: new Map<number, number>(),
    paid: 0,
  };
}

function scheduleOf(interval: Interval) {
  const dates = new Map<number, Instant>();
  const places = new Map<number, number>();
  const cycles = new Map<number, readonly number[]>();
  const waiting = new Set<number>();
  let anchor = 0;
  let next = { event: 1, cycle: 1 };
  let leftOut = 0;

  const dateOf = (event: number) => dates.get(event) ?? 0;
  const dateOfCycle = (cycle: number) => stepped(anchor, interval, cycle - 1);
  const firstLeft = (from: number, isLeftOut: (at: Instant) => boolean) => {
    let cycle = from;
    for (; isLeftOut(dateOfCycle(cycle)); cycle++) leftOut++;
    return cycle;
  };
  const put = (event: number, at: Instant) => {
    dates.set(event, at);
    waiting.add(event);
  };
  const comes = (event: number) => {
    next = { ...next, event };
    places.set(event, next.cycle);
    cycles.set(event, [next.cycle]);
    put(event, dateOfCycle(next.cycle));
  };
  return {
    put,
    comes,
    begins: (at: Instant) => {
      anchor = at;
    },
    waitsAgain: (event: number) => {
      waiting.add(event);
    },
    cyclesOf: (event: number) => cycles.get(event) ?? [],
    used: (events: readonly number[], now: Instant) => {
      for (const event of events) waiting.delete(event);
      if (events.includes(next.event))
        next = { event: 0, cycle: firstLeft(next.cycle + 1, (at) => at <= now) };
    },
    merged: (parts: readonly number[], into: number, at: Instant) => {
      cycles.set(
        into,
        parts.flatMap((part) => cycles.get(part) ?? []),
      );
      put(into, at);
    },
    resumed: (now: Instant) => {
      const passed = [...waiting].filter((event) => dateOf(event) <= now);
      for (const event of passed) if (event !== next.event) put(event, tomorrow(dateOf(event), now));
      if (!passed.includes(next.event)) return;
      const taken = [...waiting].flatMap((event) => (event === next.event ? [] : dayOf(dateOf(event))));
      next.cycle = firstLeft(next.cycle, (at) => at <= now || taken.includes(dayOf(at)));
      comes(next.event);
    },
    stands: () => ({
      leftOut,
      placed: [...places.keys()]
        .sort((a, b) => a - b)
        .map((event) => [places.get(event) ?? 0, dateOf(event)] as const),
    }),
  };
}

/** Counted from the anchor; a month that is too short ends on its last day. */
function stepped(anchor: Instant, { every, unit }: Interval, steps: number): Instant {
  if (unit === "DAY" || unit === "WEEK") return anchor + steps * every * (unit === "DAY" ? DAY : 7 * DAY);
  const from = new Date(anchor);
  const month = from.getUTCMonth() + steps * every * (unit === "MONTH" ? 1 : 12);
  const last = new Date(Date.UTC(from.getUTCFullYear(), month + 1, 0)).getUTCDate();
  return Date.UTC(from.getUTCFullYear(), month, Math.min(from.getUTCDate(), last)) + (anchor % DAY);
}

const dayOf = (at: Instant) => Math.floor(at / DAY);
const tomorrow = (at: Instant, now: Instant) => (dayOf(now) + 1) * DAY + (at % DAY);
