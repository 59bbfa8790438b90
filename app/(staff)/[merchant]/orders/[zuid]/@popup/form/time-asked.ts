import { fromLocalInput, toLocalInput } from "@/components/ui/local-time";
import { type Instant, sayInstant } from "@/lib/domain/value/calendar";

/** A time as somebody chose it on the wall clock of their zone, or the one the form begins with. */
export function timeAsked(text: string | undefined, zone: string, usual: Instant | null): AskedTime {
  if (text === undefined)
    return { typed: usual === null ? "" : toLocalInput(usual, zone), at: usual, hint: hintOf(usual, zone) };
  const at = fromLocalInput(text, zone);
  return at === null
    ? { typed: text, at, hint: hintOf(at, zone), error: "Choose a date and a time." }
    : { typed: text, at, hint: hintOf(at, zone) };
}

export type AskedTime = { typed: string; at: Instant | null; hint: string; error?: string };

function hintOf(at: Instant | null, zone: string): string {
  return at === null ? zone : `${zone} · ${sayInstant(at, "UTC")} UTC`;
}
