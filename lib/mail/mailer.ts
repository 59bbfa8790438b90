import type { Db } from "@/db/client";
import type { Instant } from "@/lib/domain/value/calendar";
import { deliver, type MailSettings } from "./deliver";

/**
 * Delivers for one process, again and again: one round at a time, however many ask, so that the mail server sees no
 * more connections than it should; and it remembers that the server rests.
 */
export function mailer(db: Db, settings: MailSettings): Mailer {
  const kept = { ...settings, rest: { until: 0, times: 0 } };
  let running: Promise<number> | null = null;
  return {
    async deliver(now, machineNow) {
      while (running) await running.catch(() => 0);
      running = deliver(db, kept, now, machineNow()).finally(() => {
        running = null;
      });
      return running;
    },
  };
}

export type Mailer = {
  /** @param machineNow asked when the round begins */
  deliver: (now: Instant, machineNow: () => Instant) => Promise<number>;
};
