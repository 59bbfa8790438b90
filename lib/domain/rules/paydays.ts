import { Temporal } from "temporal-polyfill";
import type { Instant } from "../value/calendar";
import { PAYDAY_WITHIN_DAYS } from "../value/timetable";

/**
 * The time of a retry that is timed for paydays: 07:00 on its day, or on the first usual payday within three days
 * after it, if that is before `end`. A retry is moved later, never earlier. Dates are in the merchant's time zone.
 */
export function timedForPayday(at: Instant, timeZone: string, end: Instant): Instant {
  const day = dayOf(at, timeZone);
  const near = Array.from({ length: PAYDAY_WITHIN_DAYS + 1 }, (_, days) => day.add({ days }));
  const payday = near.find((date) => isPayday(date) && morningOf(date, timeZone) < end);
  return morningOf(payday ?? day, timeZone);
}

/** "Tuesday, 1 December, 07:00: a usual payday"; null for a time that was not chosen as a payday. */
export function paydayWords(at: Instant, timeZone: string): string | null {
  const day = dayOf(at, timeZone);
  if (!isPayday(day) || at !== morningOf(day, timeZone)) return null;
  const month = day.toLocaleString("en-GB", { month: "long" });
  return `${weekdays[day.dayOfWeek - 1]}, ${day.day} ${month}, 07:00: a usual payday`;
}

/** The 1st, the 15th, the last working day and the last Friday of a month. Public holidays are not known here. */
function isPayday(day: Temporal.PlainDate): boolean {
  const left = day.daysInMonth - day.day;
  const isLastFriday = day.dayOfWeek === FRIDAY && left < 7;
  // A last working day that is a Friday is the last Friday too.
  const isLastWorkingDay = day.dayOfWeek < FRIDAY && left === 0;
  return day.day === 1 || day.day === 15 || isLastFriday || isLastWorkingDay;
}

function dayOf(at: Instant, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate();
}

function morningOf(day: Temporal.PlainDate, timeZone: string): Instant {
  return day.toZonedDateTime({ timeZone, plainTime: "07:00" }).epochMilliseconds;
}

const FRIDAY = 5;
const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
