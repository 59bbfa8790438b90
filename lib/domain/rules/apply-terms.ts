import type { CommandRule } from "./command-rule";
import { nextReminderAt } from "./due";
import { replannedRetries } from "./retry-plan";

/**
 * Moves what is planned for an order to what its merchant's settings say now: automatic retries and reminders. The
 * system's own command, asked once of each order that a change of settings concerns.
 */
export const applyTerms: CommandRule<object> = {
  row: null,
  whilePaymentRuns: true,
  decide(changes, _asked, _actor, now) {
    const { order } = changes;
    const retries = order.events.flatMap((event) => {
      const planned = replannedRetries(order, event, now);
      return isSame(planned, event.plannedRetries) ? [] : [{ event: event.number, planned }];
    });
    const isReminded = order.status === "pending" && order.linkRequestedAt !== null;
    if (retries.length > 0 || isReminded)
      changes.add({
        kind: "terms_applied",
        retries,
        ...(isReminded ? { reminderAt: nextReminderAt(order) } : {}),
      });
    return null;
  },
  sample: { early: 1, late: 1, ask: () => ({}) },
};

function isSame(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((at, i) => at === other[i]);
}
