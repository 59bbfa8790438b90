import { DAY, HOUR, type Instant } from "@/lib/domain/value/calendar";

/** "3 days", "2 hours", "5 minutes": how long something has lasted, in the largest unit that is whole. */
export function sayHowLong(since: Instant, now: Instant): string {
  const lasted = Math.max(0, now - since);
  if (lasted >= DAY) return counted(Math.floor(lasted / DAY), "day");
  if (lasted >= HOUR) return counted(Math.floor(lasted / HOUR), "hour");
  return counted(Math.floor((lasted * 60) / HOUR), "minute");
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
