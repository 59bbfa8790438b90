import type { Entry } from "../order/order-log";
import type { Instant } from "../value/calendar";
import { PROBE_EVERY } from "../value/timetable";

/**
 * The stop of a merchant whose configuration the gateway refused: nothing is collected except probes. Machine time.
 */
export type CollectingStop = { since: Instant; why: string; probeAt: Instant };

/**
 * What a change of one order means for its merchant's collecting. A refused configuration stops it; the first
 * decision of any kind resumes it (decisions, "A wrong configuration").
 *
 * @returns the stop that applies from now on, "ended", or null when nothing changes
 */
export function collectingStopAfter(
  entries: readonly Entry[],
  wasStopped: boolean,
  machineNow: Instant,
): CollectingStop | "ended" | null {
  const refused = entries.findLast(
    (entry) => entry.kind === "payment_abandoned" && entry.outcome === "merchant",
  );
  if (refused?.kind === "payment_abandoned")
    return { since: machineNow, why: refused.why, probeAt: nextProbe(machineNow) };
  return wasStopped && entries.some(isVerdict) ? "ended" : null;
}

/** When the next order of a stopped merchant is tried, after one was. */
export function nextProbe(machineNow: Instant): Instant {
  return machineNow + PROBE_EVERY;
}

/** The gateway answered about the payment itself, so the configuration works. */
function isVerdict(entry: Entry): boolean {
  return entry.kind === "payment_approved" || (entry.kind === "payment_declined" && entry.answer !== null);
}
