import { type Instant, sayInstant } from "@/lib/domain/value/calendar";
import { createdBetween, type OrderFilter } from "@/lib/orders/filter";

/** The calendar that the filter's days are on, and the instants at which they begin and end, in words. */
export type CreationDays = { zone: string; from: string; before: string };

/** Days that came with an address stay on the calendar they were meant on. */
export function creationDays(filter: OrderFilter, zone: string): CreationDays {
  const dayZone = filter.from || filter.to ? filter.zone : zone;
  const created = createdBetween(filter);
  return {
    zone: dayZone,
    from: instantHint("From", created.from, dayZone),
    before: instantHint("Before", created.before, dayZone),
  };
}

/** Before a day is chosen, on whose calendar it will be. */
function instantHint(word: string, at: Instant | null, zone: string): string {
  return at === null ? `${zone} time` : `${word} ${sayInstant(at, "UTC")} UTC`;
}
