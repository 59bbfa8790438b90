import { type Instant, sayInstant } from "@/lib/domain/value/calendar";
import { TimeInWords, type TimeWords } from "./time-in-words";

export function Time({ at, zone }: { at: Instant | null; zone: string }) {
  return at === null ? <span className="text-quiet">–</span> : <TimeInWords {...timeWords(at, zone)} />;
}

export function timeWords(at: Instant, zone: string): TimeWords {
  return { iso: new Date(at).toISOString(), here: sayInstant(at, zone), utc: sayInstant(at, "UTC") };
}
