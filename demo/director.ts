import { Temporal } from "temporal-polyfill";
import { advanceTo, freezeClock } from "@/lib/clock";
import { DAY, type Instant } from "@/lib/domain/value/calendar";
import type { Collecting } from "@/lib/worker/collect";
import { runUntil } from "@/lib/worker/follow-clock";

export type Director = ReturnType<typeof direct>;

/** Where the demo's days begin: one zone for both merchants, so that what they collect falls due together. */
const timeZone = "Europe/Berlin";
export const DAYS_OF_HISTORY = 240;

/** When recurring payments of the demo are collected. Every day has this one instant, so that many are collected at once. */
const COLLECTING_HOUR = 9;
const LED_TOGETHER = 4 * 3_600_000;

/**
 * Lets many lives go by at once, each a function that waits for its next instant. Between two instants the
 * worker collects whatever falls due, in the order of its time, as it would have if the months had really passed.
 */
export function direct(collecting: Collecting, end: Instant) {
  const { db } = collecting.payments;
  let waiting: { at: Instant; go: () => void }[] = [];
  let awake = 0;
  let fault: unknown;
  let allAsleep = () => {};

  function fallAsleep(): void {
    awake -= 1;
    if (awake === 0) allAsleep();
  }

  /** `daysAgo` may be negative: a date ahead. */
  function at(daysAgo: number, hour = COLLECTING_HOUR, minute = 0): Instant {
    return Temporal.Instant.fromEpochMilliseconds(end)
      .toZonedDateTimeISO(timeZone)
      .subtract({ days: daysAgo })
      .with({ hour, minute, second: 0, millisecond: 0 }).epochMilliseconds;
  }

  /** Lives of one day part are led together, but none beyond the next instant of collecting. */
  function windowAfter(instant: Instant): Instant {
    const daysAgo = Math.ceil((end - instant) / DAY);
    const slots = [daysAgo + 1, daysAgo, daysAgo - 1].map((days) => at(days));
    return Math.min(instant + LED_TOGETHER, ...slots.filter((slot) => slot > instant));
  }

  /** Goes on at an instant. What lies past the end of the demo never happens. */
  async function until(instant: Instant): Promise<void> {
    await new Promise<void>((go) => {
      if (instant < end) waiting.push({ at: instant, go });
      fallAsleep();
    });
  }

  async function sleepOfAll(): Promise<void> {
    if (awake > 0) await new Promise<void>((resolve) => (allAsleep = resolve));
    if (fault) throw fault;
  }

  return {
    at,
    until,
    end,
    begin(life: () => Promise<void>): void {
      awake += 1;
      life()
        .catch((error: unknown) => {
          fault ??= error;
        })
        .finally(fallAsleep);
    },

    /** @param say is told the day that was reached, about once a month */
    async play(say: (daysLeft: number) => void): Promise<void> {
      await freezeClock(db, at(DAYS_OF_HISTORY, 0));
      let told = DAYS_OF_HISTORY;
      let reached = at(DAYS_OF_HISTORY, 0);
      for (;;) {
        await sleepOfAll();
        const first = Math.min(...waiting.map((one) => one.at));
        if (first === Infinity) break;
        // Nothing that time causes may be written down before what people did last.
        await advanceTo(db, reached);
        await runUntil(collecting, first);
        const daysLeft = Math.round((end - first) / DAY);
        if (told - daysLeft >= 30) {
          told = daysLeft;
          say(daysLeft);
        }
        const windowEnd = windowAfter(first);
        const now = waiting.filter((one) => one.at < windowEnd);
        waiting = waiting.filter((one) => one.at >= windowEnd);
        awake += now.length;
        reached = Math.max(...now.map((one) => one.at));
        for (const one of now) one.go();
      }
      await runUntil(collecting, end);
      await collecting.deliver?.(end);
    },
  };
}
