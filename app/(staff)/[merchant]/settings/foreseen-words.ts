import { type Instant, sayInstant } from "@/lib/domain/value/calendar";
import type { Foreseen } from "@/lib/settings/foresee-terms";

/** What a change of settings moves for running orders, and the button that does it; null when it moves nothing. */
export function foreseenInWords(seen: Foreseen, zone: string): { text: string; act: string } | null {
  const { planned, moved, cancelled, earliest, isPart } = seen;
  const concerned = moved + cancelled;
  if (concerned === 0) return null;
  const text = [
    `${isPart ? "More than " : ""}${orders(planned)} ${planned === 1 ? "has" : "have"} a planned retry or reminder.`,
    ...(moved > 0 ? [movedWords(moved, earliest, zone)] : []),
    ...(cancelled > 0 ? [`${orders(cancelled)} will have none any more.`] : []),
  ].join(" ");
  return { text, act: `Save and change ${isPart ? "all of them" : orders(concerned)}` };
}

function movedWords(moved: number, earliest: Instant | null, zone: string): string {
  const to = earliest === null ? "" : `, the earliest to ${sayInstant(earliest, zone)}`;
  return `The next one of ${orders(moved)} moves${to}.`;
}

function orders(count: number): string {
  return count === 1 ? "1 order" : `${count} orders`;
}
