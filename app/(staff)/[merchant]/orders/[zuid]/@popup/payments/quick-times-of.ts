import { toLocalInput } from "@/components/ui/local-time";
import type { Order } from "@/lib/domain/order/order";
import { addDays, type Instant, nextHourOfDay, sayDay, tomorrowAt } from "@/lib/domain/value/calendar";
import type { QuickTime } from "./quick-times";

/** Tomorrow morning, the first of the month, when many are paid, and together with the payment that comes next. */
export function quickTimesOf(
  order: Order,
  events: readonly number[],
  { now, zone }: { now: Instant; zone: string },
): QuickTime[] {
  const morning = tomorrowAt(nextHourOfDay(now, MORNING, zone), now, zone);
  const first = firstOfMonth(morning, zone);
  const next = order.events
    .filter(({ number, status, scheduledAt }) => {
      return status === "scheduled" && scheduledAt > now && !events.includes(number);
    })
    .reduce<Instant | null>((found, { scheduledAt }) => Math.min(found ?? scheduledAt, scheduledAt), null);
  const times: [string, Instant | null][] = [
    ["Tomorrow, 09:00", morning],
    [`On ${sayDay(first, zone)}`, first],
    [next === null ? "" : `With the next, ${sayDay(next, zone)}`, next],
  ];
  const chosen = times.flatMap(([words, at]) =>
    at === null ? [] : [{ words, typed: toLocalInput(at, zone) }],
  );
  return chosen.filter(({ typed }, i) => chosen.findIndex((other) => other.typed === typed) === i);
}

/** That time on the first of a month, from that day on. */
function firstOfMonth(from: Instant, zone: string): Instant {
  return sayDay(from, zone).startsWith("1 ") ? from : firstOfMonth(addDays(from, 1, zone), zone);
}

const MORNING = 9;
