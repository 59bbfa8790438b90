import { Temporal } from "temporal-polyfill";
import type { Instant } from "@/lib/domain/value/calendar";

/** Some whole days of a calendar: `from` inclusive, `before` exclusive. */
export type Period = { from: Instant; before: Instant; firstDay: string; lastDay: string };

/** How the dashboard's charts go back: two weeks of days, twelve weeks or twelve months. */
export const spans = ["days", "weeks", "months"] as const;
export type Span = (typeof spans)[number];

/** The last ones, the one that `now` lies in included. Weeks begin on Monday. */
export function periodsOf(span: Span, now: Instant, zone: string): Period[] {
  const today = dateAt(now, zone);
  const current = {
    days: today,
    weeks: today.subtract({ days: today.dayOfWeek - 1 }),
    months: today.with({ day: 1 }),
  }[span];
  const count = span === "days" ? 14 : 12;
  return Array.from({ length: count }, (_, i) => {
    const first = current.subtract({ [span]: count - 1 - i });
    return period(first, first.add({ [span]: 1 }), zone);
  });
}

/** Today in that calendar. */
export function todayIn(zone: string, now: Instant): Period {
  const today = dateAt(now, zone);
  return period(today, today.add({ days: 1 }), zone);
}

/** The days from the one of `now` on, so many. */
export function daysFrom(now: Instant, count: number, zone: string): Period[] {
  const today = dateAt(now, zone);
  return Array.from({ length: count }, (_, i) =>
    period(today.add({ days: i }), today.add({ days: i + 1 }), zone),
  );
}

/** A month, named "2026-11"; the present one where the name is none, or lies ahead. */
export function monthIn(zone: string, now: Instant, name: string | null): Period & { name: string } {
  const present = dateAt(now, zone).toPlainYearMonth();
  const asked =
    name && /^[12]\d{3}-(0[1-9]|1[0-2])$/.test(name) ? Temporal.PlainYearMonth.from(name) : present;
  const month = Temporal.PlainYearMonth.compare(asked, present) > 0 ? present : asked;
  const first = month.toPlainDate({ day: 1 });
  return { ...period(first, first.add({ months: 1 }), zone), name: month.toString() };
}

/** The names of the last twelve months, the present one first. */
export function lastMonths(zone: string, now: Instant): string[] {
  const present = dateAt(now, zone).toPlainYearMonth();
  return Array.from({ length: 12 }, (_, i) => present.subtract({ months: i }).toString());
}

function period(first: Temporal.PlainDate, next: Temporal.PlainDate, zone: string): Period {
  const startOf = (date: Temporal.PlainDate) => date.toZonedDateTime(zone).epochMilliseconds;
  return {
    from: startOf(first),
    before: startOf(next),
    firstDay: first.toString(),
    lastDay: next.subtract({ days: 1 }).toString(),
  };
}

function dateAt(at: Instant, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
}
