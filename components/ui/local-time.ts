import { Temporal } from "temporal-polyfill";
import type { Instant } from "@/lib/domain/value/calendar";

/** An instant as a date-and-time field writes it: "2026-11-24T09:00" on the wall clock of the zone. */
export function toLocalInput(at: Instant, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: "minute" });
}

/** The instant that such a field means in the zone; null when it is no date and time. */
export function fromLocalInput(text: string, zone: string): Instant | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text)) return null;
  try {
    return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;
  } catch {
    return null;
  }
}
