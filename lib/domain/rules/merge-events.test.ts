import { describe, expect, it } from "vitest";
import {
  activated,
  instalmentOrder,
  meteredOrder,
  retried,
  softDeclined,
  subscriptionOrder,
} from "../lived/histories";
import { act, forward, type History, refusalOf, waited } from "../lived/history";
import { sampleCards } from "../lived/plain-order";
import { eventIn, windowIn } from "../lived/shape";
import { RETRY_LIMIT } from "../order/retry";
import { DAY, HOUR } from "../value/calendar";
import type { Command } from "./command";
import { defaultMergeTime } from "./merge-events";

const byHand = { merchant: { autoRetry: false } };
const merge = (events: number[], part: Partial<Extract<Command, { kind: "merge_events" }>> = {}) =>
  ({ kind: "merge_events", events, scheduledAt: null, amount: null, ...part }) as const;
const proposed = ({ order, now }: History, ...events: number[]) =>
  defaultMergeTime(
    order,
    order.events.filter(({ number }) => events.includes(number)),
    now,
  );

describe("a merged payment", () => {
  const failed = softDeclined(activated(instalmentOrder(byHand)));

  it("is new, of no cycle, and of the sum that it stands for", () => {
    const after = act(failed, merge([1, 2]));
    expect(eventIn(after, 13)).toMatchObject({
      ...{ cycle: null, amount: 20_000, status: "scheduled", wasDeclined: true, attempts: 0 },
      ...{ decline: null, scheduledAt: eventIn(failed, 2).scheduledAt },
    });
    expect(eventIn(after, 13).cardFacts).toEqual(eventIn(failed, 1).cardFacts);
    expect(eventIn(act(failed, merge([3, 4])), 13)).toMatchObject({ wasDeclined: false, cardFacts: [] });
  });

  it("has the date and the sum that staff choose, both as they are allowed", () => {
    const at = failed.now + 3 * DAY;
    const after = act(failed, merge([1, 2], { scheduledAt: at, amount: 15_000 }));
    expect(eventIn(after, 13)).toMatchObject({ scheduledAt: at, amount: 15_000 });
    expect(refusalOf(failed, merge([1, 2], { amount: 0 }))).toEqual({ code: "amount_not_positive" });
    expect(refusalOf(failed, merge([1, 2], { scheduledAt: failed.now }))).toEqual({ code: "date_not_ahead" });
    expect(refusalOf(failed, merge([1]))).toEqual({ code: "choose_more_to_merge" });
  });

  it("is not moved into 30 days whose retries are used up, nor before its bank's advice", () => {
    let worn = failed;
    for (let i = 0; i < RETRY_LIMIT; i++) worn = retried(waited(worn, worn.now + HOUR), 1, "soft");
    const endsAt = windowIn(worn, 1)?.endsAt ?? 0;
    const early = merge([1, 2], { scheduledAt: endsAt - 1 });
    expect(refusalOf(worn, early)).toMatchObject({ code: "date_in_used_window", firstAllowed: endsAt });
    expect(eventIn(act(worn, merge([1, 2])), 13).scheduledAt).toBeGreaterThanOrEqual(endsAt);
    const start = activated(
      instalmentOrder({ ...byHand, draft: { interval: { every: 1, unit: "DAY" } } }),
      sampleCards.master,
    );
    const advised = forward(start, eventIn(start, 1).scheduledAt, "advice25");
    const until = advised.now + DAY;
    expect(refusalOf(advised, merge([1, 2], { scheduledAt: until - 1 }))).toMatchObject({ until });
    expect(proposed(waited(advised, advised.now + HOUR), 1)).toBe(until);
  });

  it("of the next cycle leaves the one after it behind, once", () => {
    const start = softDeclined(activated(subscriptionOrder(byHand)));
    const after = act(start, merge([1, 2]));
    expect(after.order.events.map(({ number, cycle, status }) => [number, cycle, status])).toEqual([
      [1, 1, "merged"],
      [2, 2, "merged"],
      [3, null, "scheduled"],
      [4, 3, "scheduled"],
    ]);
  });
});

describe("the time that is proposed", () => {
  const at = (day: number, hour: number) => Date.UTC(2026, 0, day, hour);
  const charges = (history: History, ...times: number[]) =>
    times.reduce(
      (next, scheduledAt) => act(next, { kind: "schedule_payment", amount: 100, scheduledAt, note: "" }),
      history,
    );

  it("of an order that has nothing scheduled is tomorrow at the time of day at which it began", () => {
    const live = activated(meteredOrder());
    expect(proposed(waited(live, at(3, 15)))).toBe(at(4, 9));
    expect(proposed(waited(meteredOrder(), at(3, 15)))).toBe(at(4, 9));
    const late = activated(waited(meteredOrder(), at(2, 17)));
    expect(proposed(waited(late, at(3, 15)))).toBe(at(4, 17));
  });

  it("is of the time of day of the latest that it is for, else of the order's latest", () => {
    const live = charges(activated(meteredOrder()), at(5, 7), at(9, 20), at(8, 11));
    expect(proposed(live, 1, 3)).toBe(at(8, 11));
    expect(proposed(waited(live, at(12, 0)), 1, 3)).toBe(at(13, 11));
    expect(proposed(waited(live, at(12, 0)))).toBe(at(13, 20));
    expect(proposed(live)).toBe(at(2, 20));
  });
});
