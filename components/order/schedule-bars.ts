import { Temporal } from "temporal-polyfill";
import { type BillingEvent, isCollected, isDeclined, isOverdue } from "@/lib/domain/billing-event";
import type { Instant } from "@/lib/domain/order";

/**
 * Billing events as bars of equal time: a bar a day, a month or a year, whichever leaves a picture that
 * can be read. Periods without a payment are bars too, so that time is to scale. What was given up or
 * merged is not shown: its money is in none of the bars or in another one.
 */
export function scheduleBars(events: readonly BillingEvent[], now: Instant, zone: string): ScheduleBars {
  const shown = events.filter((event) => !["merged", "skipped", "cancelled"].includes(event.status));
  const days = shown.map((event) => dayOf(event.scheduledAt, zone)).sort(Temporal.PlainDate.compare);
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return { step: "month", bars: [], today: null };
  const step = stepFor(first, last);
  const bars: Bar[] = [];
  for (
    let start = startOf(first, step);
    Temporal.PlainDate.compare(start, last) <= 0;
    start = start.add(steps[step])
  )
    bars.push({ label: labelOf(start, step), sums: { ...nothing }, counts: { ...nothing } });
  const placeOf = (day: Temporal.PlainDate) =>
    startOf(first, step).until(startOf(day, step), { largestUnit: step })[`${step}s`];
  for (const event of shown) {
    const bar = bars[placeOf(dayOf(event.scheduledAt, zone))];
    const kind = kindOf(event, now);
    if (!bar) continue;
    bar.sums[kind] += event.amount;
    bar.counts[kind] += 1;
  }
  const start = startOf(first, step).toZonedDateTime(zone).epochMilliseconds;
  const end = startOf(last, step).add(steps[step]).toZonedDateTime(zone).epochMilliseconds;
  const today = (now - start) / (end - start);
  return { step, bars, today: today >= 0 && today <= 1 ? today : null };
}

export const barKinds = ["collected", "recovered", "declined", "overdue", "coming"] as const;
export type BarKind = (typeof barKinds)[number];

/** Sums in minor units. */
export type Bar = { label: string; sums: Record<BarKind, number>; counts: Record<BarKind, number> };

/** `today`: how far along the picture now is, from 0 to 1; null when it lies outside. */
export type ScheduleBars = { step: Step; bars: Bar[]; today: number | null };

export type Step = keyof typeof steps;

const steps = { day: { days: 1 }, month: { months: 1 }, year: { years: 1 } } as const;
const nothing: Readonly<Record<BarKind, number>> = {
  collected: 0,
  recovered: 0,
  declined: 0,
  overdue: 0,
  coming: 0,
};
const LONGEST_IN_DAYS = 45;
const LONGEST_IN_MONTHS = 60;

function stepFor(first: Temporal.PlainDate, last: Temporal.PlainDate): Step {
  if (first.until(last).days <= LONGEST_IN_DAYS) return "day";
  return first.until(last, { largestUnit: "month" }).months <= LONGEST_IN_MONTHS ? "month" : "year";
}

function startOf(day: Temporal.PlainDate, step: Step): Temporal.PlainDate {
  if (step === "day") return day;
  return step === "month" ? day.with({ day: 1 }) : day.with({ month: 1, day: 1 });
}

function labelOf(day: Temporal.PlainDate, step: Step): string {
  const month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][
    day.month - 1
  ];
  if (step === "year") return String(day.year);
  return step === "month" ? `${month} ${day.year}` : `${day.day} ${month}`;
}

function kindOf(event: BillingEvent, now: Instant): BarKind {
  if (isCollected(event)) return event.status === "recovered" ? "recovered" : "collected";
  if (isDeclined(event)) return "declined";
  return isOverdue(event, now) ? "overdue" : "coming";
}

function dayOf(at: Instant, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
}
