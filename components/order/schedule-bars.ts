import { isBooked } from "@/lib/domain/order/balance";
import { type BillingEvent, isCollected, isDeclined, isOverdue } from "@/lib/domain/order/billing-event";
import type { Attempt, Order } from "@/lib/domain/order/order";
import { type Instant, wallClock } from "@/lib/domain/value/calendar";

/**
 * What was paid and what is planned as bars: a bar a month, or a year where months would be too many, or a payment where
 * several fall into one month. Months without a payment are bars too, so that time is to scale. What was
 * given up or merged is not shown: its money is in none of the bars or in another one.
 */
export function scheduleBars(order: Shown, now: Instant, zone: string): ScheduleBars {
  const shown = paymentsOf(order, now);
  const days = shown.map(({ at }) => wallClock(at, zone));
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return { step: "month", bars: [], today: null };
  const months = new Set(days.map((day) => placeOf(day, "month")));
  if (months.size < shown.length && shown.length <= MOST_PAYMENTS) return onePerPayment(shown, now, zone);
  const step = placeOf(last, "month") - placeOf(first, "month") <= MOST_MONTHS ? "month" : "year";
  const from = placeOf(first, step);
  const bars = Array.from({ length: placeOf(last, step) - from + 1 }, (_, i) =>
    emptyBar(`${step} ${from + i}`, labelOf(from + i, step)),
  );
  for (const payment of shown) {
    const place = placeOf(wallClock(payment.at, zone), step) - from;
    addTo(bars[place], payment, zone);
  }
  const [begins, ends] = [startOf(from, step), startOf(from + bars.length, step)];
  const today = (wallClock(now, zone).getTime() - begins) / (ends - begins);
  return { step, bars, today: today >= 0 && today <= 1 ? today : null };
}

export const barKinds = ["collected", "recovered", "declined", "overdue", "coming"] as const;
export type BarKind = (typeof barKinds)[number];

/** Sums in minor units. */
export type Bar = {
  key: string;
  label: string;
  /** Under the bar: the day of its one payment, or the month or year of several. */
  day: string;
  /** What is special about its one payment. */
  note: "" | "deposit" | "recovered";
  sums: Record<BarKind, number>;
  counts: Record<BarKind, number>;
};

/** `today`: how far along the picture now is, from 0 to 1; null when it lies outside. */
export type ScheduleBars = { step: "payment" | Step; bars: Bar[]; today: number | null };

type Step = "month" | "year";

const nothing: Readonly<Record<BarKind, number>> = {
  collected: 0,
  recovered: 0,
  declined: 0,
  overdue: 0,
  coming: 0,
};
const MOST_PAYMENTS = 40;
const MOST_MONTHS = 60;

type Shown = Pick<Order, "events" | "attempts" | "type">;
type Payment = { key: string; at: Instant; amount: number; kind: BarKind; isDeposit?: boolean };

/** Billing events, and what was taken without one: deposit, direct charge, capture, a payment made twice. */
function paymentsOf({ events, attempts, type }: Shown, now: Instant): Payment[] {
  const planned = events
    .filter((event) => !["merged", "skipped", "cancelled"].includes(event.status))
    .map((event) => ({
      key: `event ${event.number}`,
      at: event.scheduledAt,
      amount: event.amount,
      kind: kindOf(event, now),
    }));
  const settles = ({ event: number, state }: Attempt) =>
    state === "approved" && events.some((event) => event.number === number && isCollected(event));
  const direct = attempts
    .filter((attempt) => isBooked(attempt) && isCharge(attempt) && !settles(attempt))
    .map((attempt) => ({
      key: `attempt ${attempt.number}`,
      at: attempt.settledAt ?? attempt.startedAt,
      amount: attempt.amount,
      kind: "collected" as const,
      isDeposit: type === "instalment" && attempt.purpose === "initial",
    }));
  return [...direct, ...planned].sort((a, b) => a.at - b.at);
}

function isCharge({ type }: Attempt): boolean {
  return type === "debit" || type === "capture";
}

/** What a run of bars is called where it is labelled: paid, owed, or to come. */
export type BarGroup = "collected" | "outstanding" | "coming";

/** Bars beside each other that are of one group, and the sum of that group over the whole picture. */
export type BarRun = { group: BarGroup; from: number; to: number };

/** The runs of bars that are of one group, in order; a bar of several groups is of the one that is most of it. */
export function runsOf(bars: readonly Bar[]): BarRun[] {
  const runs: BarRun[] = [];
  bars.forEach((bar, i) => {
    const group = groupOf(bar);
    const last = runs.at(-1);
    if (group === null) return;
    if (last?.group === group) last.to = i;
    else runs.push({ group, from: i, to: i });
  });
  return runs;
}

export function groupSum(bars: readonly Bar[], group: BarGroup): number {
  return bars.reduce((sum, bar) => sum + sumIn(bar, group), 0);
}

function groupOf(bar: Bar): BarGroup | null {
  const [most] = (["outstanding", "collected", "coming"] as const)
    .map((group) => ({ group, sum: sumIn(bar, group) }))
    .sort((a, b) => b.sum - a.sum);
  return most && most.sum > 0 ? most.group : null;
}

function sumIn({ sums }: Bar, group: BarGroup): number {
  if (group === "collected") return sums.collected + sums.recovered;
  return group === "outstanding" ? sums.declined + sums.overdue : sums.coming;
}

/** Now lies between the last payment whose time has come and the first that is ahead. */
function onePerPayment(payments: readonly Payment[], now: Instant, zone: string): ScheduleBars {
  const bars = payments.map((payment) => {
    const bar = emptyBar(payment.key, dayLabel(payment.at, zone));
    addTo(bar, payment, zone);
    return bar;
  });
  const past = payments.filter(({ at }) => at <= now).length;
  return { step: "payment", bars, today: past < payments.length ? past / payments.length : null };
}

function emptyBar(key: string, label: string): Bar {
  return { key, label, day: label, note: "", sums: { ...nothing }, counts: { ...nothing } };
}

function addTo(bar: Bar | undefined, { kind, amount, at, isDeposit }: Payment, zone: string): void {
  if (!bar) return;
  const isOnly = barKinds.every((one) => bar.counts[one] === 0);
  bar.day = isOnly ? dayLabel(at, zone) : bar.label;
  bar.note = isOnly ? (isDeposit ? "deposit" : kind === "recovered" ? "recovered" : "") : "";
  bar.sums[kind] += amount;
  bar.counts[kind] += 1;
}

/** The number of a day's month or year, counted on. */
function placeOf(day: Date, step: Step): number {
  const year = day.getUTCFullYear();
  return step === "year" ? year : year * 12 + day.getUTCMonth();
}

/** When it begins, on the wall clock. */
function startOf(place: number, step: Step): number {
  return step === "year" ? Date.UTC(place, 0) : Date.UTC(Math.floor(place / 12), place % 12);
}

function labelOf(place: number, step: Step): string {
  return step === "year" ? String(place) : `${monthNames[place % 12]} ${Math.floor(place / 12)}`;
}

function dayLabel(at: Instant, zone: string): string {
  const day = wallClock(at, zone);
  return `${day.getUTCDate()} ${monthNames[day.getUTCMonth()]}`;
}

const monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function kindOf(event: BillingEvent, now: Instant): BarKind {
  if (isCollected(event)) return event.status === "recovered" ? "recovered" : "collected";
  if (isDeclined(event)) return "declined";
  return isOverdue(event, now) ? "overdue" : "coming";
}
