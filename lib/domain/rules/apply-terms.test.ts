import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { activated, instalmentOrder, linked, retried, softDeclined } from "../lived/histories";
import { act, forward, type History, refusalOf, system, waited } from "../lived/history";
import { violations } from "../lived/invariants";
import { eventIn } from "../lived/shape";
import { anyLife, randomHistory } from "../lived/testing-lives";
import type { MerchantTerms } from "../order/order";
import { addDays, DAY } from "../value/calendar";
import { dueAt } from "./due";

/** Its merchant changes settings, and they are applied. */
function under(history: History, terms: Partial<MerchantTerms>): History {
  const merchant = { ...history.order.merchant, ...terms };
  return act({ ...history, order: { ...history.order, merchant } }, { kind: "apply_terms" }, system);
}

const zone = "UTC";
const failed = () => softDeclined(activated(instalmentOrder({ merchant: { autoRetryDays: [3, 7, 14] } })));
const planned = (history: History) => eventIn(history, 1).plannedRetries;

describe("a change of the merchant's settings", () => {
  it("moves planned retries to the new days, counted from the first decline", () => {
    const start = failed();
    const declinedAt = start.now;
    const after = under(waited(start, declinedAt + 4 * DAY), { autoRetryDays: [2, 5, 20] });
    expect(planned(after)).toEqual([5, 20].map((day) => addDays(declinedAt, day, zone)));
    expect(dueAt(after.order)).toBe(addDays(declinedAt, 5, zone));
    expect(violations(after.order, after.log)).toEqual([]);
  });

  it("cancels them where automatic retries are switched off, and plans none where there are none", () => {
    const off = under(failed(), { autoRetry: false });
    expect(planned(off)).toEqual([]);
    expect(planned(under(off, { autoRetry: true }))).toEqual([]);
  });

  it("keeps one where no new day is ahead, so that the retries end as they always do", () => {
    const start = failed();
    const after = under(waited(start, start.now + 4 * DAY), { autoRetryDays: [1], endAction: "suspend" });
    expect(planned(after)).toEqual([addDays(start.now, 7, zone)]);
    expect(forward(after, start.now + 8 * DAY, "soft").order.status).toBe("suspended");
  });

  it("keeps a day's rest after a manual retry", () => {
    const byHand = retried(waited(failed(), failed().now + 2 * DAY), 1, "soft");
    expect(planned(under(byHand, { autoRetryDays: [1, 2, 3, 10] }))).toEqual([
      addDays(failed().now, 10, zone),
    ]);
  });

  it("moves the reminders of a customer who has not paid", () => {
    const pending = linked(instalmentOrder({ merchant: { reminderDays: [2, 4, 6] } }));
    expect(dueAt(under(pending, { reminderDays: [5] }).order)).toBe(addDays(pending.now, 5, zone));
    const after = under(pending, { reminderDays: [] });
    expect([dueAt(after.order), after.log.at(-1)?.entry]).toEqual([
      null,
      { kind: "terms_applied", retries: [], reminderAt: null },
    ]);
  });

  it("is applied once, to any order: what it plans is ahead, in the window, and moved no second time", () => {
    const days = fc.uniqueArray(fc.integer({ min: 1, max: 29 }), { minLength: 1, maxLength: 12 });
    const terms = fc.record({
      autoRetry: fc.boolean(),
      autoRetryDays: days.map((some) => some.sort((a, b) => a - b)),
      timedForPaydays: fc.boolean(),
      reminderDays: fc.constantFrom([], [1], [2, 4, 6]),
    });
    const kinds = fc.constantFrom("instalment" as const, "subscription" as const, "metered" as const);
    fc.assert(
      fc.property(kinds, anyLife(), terms, (kind, life, change) => {
        const lived = randomHistory(kind, life, (history, command, actor) =>
          refusalOf(history, command, actor) ? history : act(history, command, actor),
        );
        const once = under(lived, change);
        expect(violations(once.order, once.log)).toEqual([]);
        for (const event of once.order.events) {
          const ascending = [...event.plannedRetries].sort((a, b) => a - b);
          expect(event.plannedRetries).toEqual(ascending);
          const before = lived.order.events.find(({ number }) => number === event.number);
          if (before?.plannedRetries.length === 0) expect(event.plannedRetries).toEqual([]);
          if (!change.autoRetry && event.status === "soft_declined") expect(event.plannedRetries).toEqual([]);
        }
        const twice = under(once, change);
        expect(twice.order.events).toEqual(once.order.events);
      }),
      { seed: 20_261_128, numRuns: 300 },
    );
  });

  it("writes nothing where it changes nothing", () => {
    expect(under(failed(), {}).log).toHaveLength(failed().log.length);
  });
});
