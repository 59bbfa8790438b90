import { Temporal } from "temporal-polyfill";
import { type BillingEvent, isCollected, isDeclined, isOverdue } from "@/lib/domain/billing-event";
import type { Instant } from "@/lib/domain/order";
import { oldestFirst } from "@/lib/domain/standing";

/**
 * Billing events as bars: a bar a month, or a year where months would be too many, or a payment where
 * several fall into one month. Months without a payment are bars too, so that time is to scale. What was
 * given up or merged is not shown: its money is in none of the bars or in another one.
 */
export function scheduleBars(events: readonly BillingEvent[], now: Instant, zone: string): ScheduleBars {
  const shown = oldestFirst(
    events.filter((event) => !["merged", "skipped", "cancelled"].includes(event.status)),
  );
  const days = shown.map((event) => dayOf(event.scheduledAt, zone));
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
  for (const event of shown) {
    const day = startOf(dayOf(event.scheduledAt, zone), step);
    const place = start.until(day, { largestUnit: step })[`${step}s`];
    addTo(bars[place], event, now);
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

/** Now lies between the last payment whose time has come and the first that is ahead. */
function onePerPayment(events: readonly BillingEvent[], now: Instant, zone: string): ScheduleBars {
  const bars = events.map((event) => {
    const day = dayOf(event.scheduledAt, zone);
    const bar = emptyBar(String(event.number), `${day.day} ${monthOf(day)}`);
    addTo(bar, event, now);
    return bar;
  });
  const past = events.filter((event) => event.scheduledAt <= now).length;
  return { step: "payment", bars, today: past < events.length ? past / events.length : null };
}

function emptyBar(key: string, label: string): Bar {
  return { key, label, sums: { ...nothing }, counts: { ...nothing } };
}

function addTo(bar: Bar | undefined, event: BillingEvent, now: Instant): void {
  if (!bar) return;
  const kind = kindOf(event, now);
  bar.sums[kind] += event.amount;
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
