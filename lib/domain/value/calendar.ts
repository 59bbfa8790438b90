import { Temporal } from "temporal-polyfill";

/** Milliseconds since the epoch, UTC. */
export type Instant = number;

export type Interval = { every: number; unit: "DAY" | "WEEK" | "MONTH" | "YEAR" };

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/**
 * The date of a cycle, counted from the anchor and not from the last date, so that the 31st falls on
 * the last day of a shorter month and on the 31st again after it (docs/decisions.md, "Calendar").
 *
 * @param cycle 0 is the anchor itself.
 */
export function cycleAt(anchor: Instant, interval: Interval, cycle: number, timeZone: string): Instant {
  const steps = interval.every * cycle;
  const zoned = zonedAt(anchor, timeZone);
  const moved =
    interval.unit === "DAY"
      ? zoned.add({ days: steps })
      : interval.unit === "WEEK"
        ? zoned.add({ weeks: steps })
        : interval.unit === "MONTH"
          ? zoned.add({ months: steps })
          : zoned.add({ years: steps });
  return moved.epochMilliseconds;
}

/** The first cycle not before `from` whose date lies after `now`. */
export function cycleAfter(
  { anchor, interval, timeZone }: { anchor: Instant; interval: Interval; timeZone: string },
  from: number,
  now: Instant,
): { cycle: number; at: Instant } {
  const longestStep = {
    DAY: 25 * HOUR,
    WEEK: 7 * DAY + HOUR,
    MONTH: 31 * DAY + HOUR,
    YEAR: 366 * DAY + HOUR,
  };
  const surelyPast = Math.floor((now - anchor) / (longestStep[interval.unit] * interval.every));
  let cycle = Math.max(from, surelyPast);
  let at = cycleAt(anchor, interval, cycle, timeZone);
  while (at <= now) at = cycleAt(anchor, interval, ++cycle, timeZone);
  return { cycle, at };
}

/** The same time of day, `days` later on the merchant's calendar. */
export function addDays(at: Instant, days: number, timeZone: string): Instant {
  return zonedAt(at, timeZone).add({ days }).epochMilliseconds;
}

/** Tomorrow at the time of day that `at` has, on the merchant's calendar. */
export function tomorrowAt(at: Instant, now: Instant, timeZone: string): Instant {
  return dayOf(now, timeZone)
    .add({ days: 1 })
    .toZonedDateTime({ timeZone, plainTime: zonedAt(at, timeZone).toPlainTime() }).epochMilliseconds;
}

/** The first instant not before `from` that has the time of day of `at`, on the merchant's calendar. */
export function nextAtTimeOf(at: Instant, from: Instant, timeZone: string): Instant {
  const sameDay = dayOf(from, timeZone).toZonedDateTime({
    timeZone,
    plainTime: zonedAt(at, timeZone).toPlainTime(),
  });
  return (sameDay.epochMilliseconds >= from ? sameDay : sameDay.add({ days: 1 })).epochMilliseconds;
}

/** The first instant after `from` at which it is that hour of the day. */
export function nextHourOfDay(from: Instant, hour: number, timeZone: string): Instant {
  const sameDay = dayOf(from, timeZone).toZonedDateTime({ timeZone, plainTime: { hour } });
  return (sameDay.epochMilliseconds > from ? sameDay : sameDay.add({ days: 1 })).epochMilliseconds;
}

export function isSameDay(a: Instant, b: Instant, timeZone: string): boolean {
  return dayOf(a, timeZone).equals(dayOf(b, timeZone));
}

/** The calendar month of an instant: when it starts and ends, and its first and last day, such as 2026-11-01. */
export function calendarMonth(at: Instant, timeZone: string) {
  const first = dayOf(at, timeZone).with({ day: 1 });
  const next = first.add({ months: 1 });
  return {
    startsAt: first.toZonedDateTime(timeZone).epochMilliseconds,
    endsAt: next.toZonedDateTime(timeZone).epochMilliseconds,
    firstDay: first.toString(),
    lastDay: next.subtract({ days: 1 }).toString(),
  };
}

/** The week that begins on a Monday, such as 2026-11-30; null for anything else. */
export function calendarWeek(monday: string, timeZone: string) {
  if (!/^[12]\d{3}-[01]\d-[0-3]\d$/.test(monday) || Number.isNaN(Date.parse(monday))) return null;
  const first = Temporal.PlainDate.from(monday);
  if (first.dayOfWeek !== 1) return null;
  return {
    startsAt: first.toZonedDateTime(timeZone).epochMilliseconds,
    endsAt: first.add({ days: 7 }).toZonedDateTime(timeZone).epochMilliseconds,
  };
}

/** "24 Nov 2026, 09:00": how a sentence of the order log names an instant, in the merchant's zone. */
export function sayInstant(at: Instant, timeZone: string): string {
  return `${sayDay(at, timeZone)}, ${sayTime(at, timeZone)}`;
}

/** "24 Nov 2026", in the merchant's zone. */
export function sayDay(at: Instant, timeZone: string): string {
  const here = wallClock(at, timeZone);
  return `${here.getUTCDate()} ${months[here.getUTCMonth()]} ${here.getUTCFullYear()}`;
}

/** "09:00" */
export function sayTime(at: Instant, timeZone: string): string {
  const here = wallClock(at, timeZone);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${two(here.getUTCHours())}:${two(here.getUTCMinutes())}`;
}

/** A date whose UTC fields are the zone's own. Lists say hundreds of times: the calendar is asked once a day of a zone. */
export function wallClock(at: Instant, timeZone: string): Date {
  return new Date(at + (steadyOffset(at, timeZone) ?? offsetAt(at, timeZone)));
}

/** How far the zone is from UTC all day long; null on a day on which that changes. */
function steadyOffset(at: Instant, timeZone: string): number | null {
  if (timeZone === "UTC") return 0;
  const day = Math.floor(at / DAY);
  const key = `${day} ${timeZone}`;
  let offset = steadyOffsets.get(key);
  if (offset === undefined) {
    const begins = offsetAt(day * DAY, timeZone);
    offset = begins === offsetAt((day + 1) * DAY, timeZone) ? begins : null;
    if (steadyOffsets.size >= MOST_DAYS_KNOWN) steadyOffsets.clear();
    steadyOffsets.set(key, offset);
  }
  return offset;
}

const steadyOffsets = new Map<string, number | null>();
const MOST_DAYS_KNOWN = 10_000;

function offsetAt(at: Instant, timeZone: string): number {
  return zonedAt(at, timeZone).offsetNanoseconds / 1_000_000;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function dayOf(at: Instant, timeZone: string): Temporal.PlainDate {
  return zonedAt(at, timeZone).toPlainDate();
}

function zonedAt(at: Instant, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
}
