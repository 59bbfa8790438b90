import { sayInstant } from "@/lib/domain/calendar";
import type { Instant } from "@/lib/domain/order";

/** An instant in the user's zone; its UTC time is in the tooltip. */
export function Time({ at, zone }: { at: Instant | null; zone: string }) {
  if (at === null) return <span className="text-quiet">–</span>;
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={`${sayInstant(at, "UTC")} UTC`}
      className="whitespace-nowrap tabular-nums"
    >
      {sayInstant(at, zone)}
    </time>
  );
}
