import { Temporal } from "temporal-polyfill";
import { isBooked } from "@/lib/domain/order/balance";
import { type BillingEvent, isCollected, isDeclined, isOverdue } from "@/lib/domain/order/billing-event";
import type { Attempt, Order } from "@/lib/domain/order/order";
import type { Instant } from "@/lib/domain/value/calendar";

/**
 * What was paid and what is planned as bars: a bar a month, or a year where months would be too many, or a payment where
 * several fall into one month. Months without a payment are bars too, so that time is to scale. What was
 * given up or merged is not shown: its money is in none of the bars or in another one.
 */
export function scheduleBars(order: Shown, now: Instant, zone: string): ScheduleBars {
  const shown = paymentsOf(order, now);
  const days = shown.map(({ at }) => dayOf(at, zone));
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return { step: "month", bars: [], today: null };
  const months = new Set(days.map((day) => startOf(day, "month").toString()));
  if (months.size < shown.length && shown.length <= MOST_PAYMENTS) return onePerPayment(shown, now, zone);
  const step = first.until(last, { largestUnit: "month" }).months <= MOST_MONTHS ? "month" : "year";
  const start = startOf(first, step);
  const end = startOf(last, step).add(steps[step]);
  const bars: Bar[] = [];
  for (let at = start; Temporal.PlainDate.compare(at, end) < 0; at = at.add(steps[step]))
    bars.push(emptyBar(at.toString(), labelOf(at, step)));
  for (const payment of shown) {
    const day = startOf(dayOf(payment.at, zone), step);
    const place = start.until(day, { largestUnit: step })[`${step}s`];
    addTo(bars[place], payment, zone);
  }
  const [from, to] = [start, end].map((day) => day.toZonedDateTime(zone).epochMilliseconds);
  const today = (now - (from ?? 0)) / ((to ?? 1) - (from ?? 0));
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

type Step = keyof typeof steps;

const steps = { month: { months: 1 }, year: { years: 1 } } as const;
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
    const day = dayOf(payment.at, zone);
    const bar = emptyBar(payment.key, `${day.day} ${monthOf(day)}`);
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
  const day = dayOf(at, zone);
  bar.day = isOnly ? `${day.day} ${monthOf(day)}` : bar.label;
  bar.note = isOnly ? (isDeposit ? "deposit" : kind === "recovered" ? "recovered" : "") : "";
  bar.sums[kind] += amount;
  bar.counts[kind] += 1;
}

function startOf(day: Temporal.PlainDate, step: Step): Temporal.PlainDate {
  return step === "month" ? day.with({ day: 1 }) : day.with({ month: 1, day: 1 });
}

function labelOf(day: Temporal.PlainDate, step: Step): string {
  return step === "year" ? String(day.year) : `${monthOf(day)} ${day.year}`;
}

function monthOf(day: Temporal.PlainDate): string {
  const names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  return names[day.month - 1] ?? "";
}

function kindOf(event: BillingEvent, now: Instant): BarKind {
  if (isCollected(event)) return event.status === "recovered" ? "recovered" : "collected";
  if (isDeclined(event)) return "declined";
  return isOverdue(event, now) ? "overdue" : "coming";
}

function dayOf(at: Instant, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
}
