import { describe, expect, it } from "vitest";
import {
  activated,
  collected,
  hardDeclined,
  instalmentOrder,
  meteredOrder,
  paidFirst,
  retried,
  singleOrder,
  softDeclined,
  subscriptionOrder,
} from "../lived/histories";
import { act, answered, forward, type History, refusalOf, settled, waited } from "../lived/history";
import { violations } from "../lived/invariants";
import { eventIn, shapeOf } from "../lived/shape";
import { nextCycleEvent } from "../order/balance";
import { RETRY_LIMIT } from "../order/retry";
import { DAY, HOUR } from "../value/calendar";

const skip = (history: History, ...events: number[]) => act(history, { kind: "skip_events", events });
const unskip = (history: History, ...events: number[]) => act(history, { kind: "unskip_events", events });
const codeOf = (history: History, ...events: number[]) =>
  refusalOf(history, { kind: "unskip_events", events })?.code;

describe("un-skip", () => {
  const start = activated(instalmentOrder({ parts: 3 }));

  it("puts an instalment back on its date, and its amount into the order's total", () => {
    const back = unskip(skip(start, 2, 3), 2, 3);
    expect([shapeOf(back), back.order.total]).toEqual(["FFF", 30_000]);
    expect(back.order.events.map(({ scheduledAt }) => scheduledAt)).toEqual(
      start.order.events.map(({ scheduledAt }) => scheduledAt),
    );
    const done = collected(back, 3);
    expect([done.order.status, shapeOf(done)]).toEqual(["complete", "CCC"]);
    expect(violations(done.order, done.log)).toEqual([]);
  });

  it("collects tomorrow, at its time of day, what has passed meanwhile", () => {
    const skipped = waited(skip(start, 1), eventIn(start, 1).scheduledAt + 2 * HOUR);
    expect(eventIn(unskip(skipped, 1), 1).scheduledAt).toBe(eventIn(start, 1).scheduledAt + DAY);
  });

  it("is no way to try a card again before that is allowed", () => {
    let worn = softDeclined(activated(instalmentOrder({ merchant: { autoRetry: false } })));
    for (let i = 0; i < RETRY_LIMIT; i++) worn = retried(waited(worn, worn.now + HOUR), 1, "soft");
    const back = unskip(skip(worn, 1), 1);
    expect(eventIn(back, 1).scheduledAt).toBe(eventIn(back, 1).cardFacts[0]?.window?.endsAt);
  });

  it("leaves a subscription one next payment, which stays where the skip put it", () => {
    const subscribed = activated(subscriptionOrder());
    const skipped = skip(subscribed, 1);
    const back = unskip(skipped, 1);
    expect(nextCycleEvent(back.order)?.number).toBe(2);
    const two = collected(back, 2);
    expect(two.order.events.map(({ cycle, status }) => [cycle, status])).toEqual([
      [1, "completed"],
      [2, "completed"],
      [3, "scheduled"],
    ]);
    expect(violations(two.order, two.log)).toEqual([]);
    expect(shapeOf(unskip(skip(back, 1), 1))).toBe(shapeOf(back));
  });

  it("is a debt, and no cycle, while the order is paused", () => {
    const back = unskip(skip(activated(subscriptionOrder()), 1), 1);
    const paused = act(back, { kind: "pause_order", resumeAt: null });
    const passed = waited(paused, eventIn(back, 1).scheduledAt + DAY);
    const resumed = act(passed, { kind: "resume_order" });
    expect([eventIn(resumed, 1).cycle, nextCycleEvent(resumed.order)?.cycle]).toEqual([1, 2]);
    expect(violations(resumed.order, resumed.log)).toEqual([]);
  });

  it("leaves the status, also where the skip had led to Review", () => {
    const moved = act(start, {
      kind: "reschedule_event",
      event: 1,
      scheduledAt: start.now + DAY,
      amount: 9_000,
      alsoLater: false,
    });
    const review = skip(collected(moved, 1), 2, 3);
    expect(review.order.status).toBe("review");
    const back = unskip(review, 3);
    expect([back.order.status, back.order.total]).toEqual(["review", 20_000]);
    expect(collected(back, 1).order.status).toBe("review");
    const suspended = hardDeclined(start);
    expect(unskip(skip(suspended, 2), 2).order.status).toBe("suspended");
  });

  it("is over once the order has ended", () => {
    const done = skip(collected(start, 2), 3);
    expect(done.order.status).toBe("complete");
    expect(refusalOf(done, { kind: "unskip_events", events: [3] })).toEqual({
      code: "status",
      reason: "isComplete",
    });
  });

  it("is for what was skipped, and only for that", () => {
    expect(codeOf(start, 1)).toBe("not_skipped");
    expect(codeOf(skip(start, 1), 1, 2)).toBe("events_cannot_take_part");
    expect(codeOf(skip(start, 1))).toBe("no_event_chosen");
    expect(codeOf(paidFirst(singleOrder({ preauthorise: true })), 1)).toBe("status");
    const planned = act(activated(meteredOrder()), {
      kind: "schedule_payment",
      amount: 700,
      scheduledAt: start.now + 40 * DAY,
      note: "",
    });
    expect(shapeOf(unskip(skip(planned, 1), 1))).toBe("F");
  });

  it("collects nothing a second time: a payment that was booked late must be refunded first", () => {
    const silent = forward(activated(instalmentOrder({ parts: 3 })), Date.UTC(2026, 1, 1, 9), "silence");
    const skipped = skip(answered(silent, "not_found"), 1);
    const late = settled(skipped, 2, "approved");
    expect(eventIn(late, 1).status).toBe("skipped");
    expect(codeOf(late, 1)).toBe("paid_since_skipped");
    const booked = late.order.attempts.find((attempt) => attempt.event === 1);
    const refunded = answered(
      act(late, { kind: "refund_payment", attempt: booked?.number ?? 0, amount: booked?.amount ?? 0 }),
      "approved",
    );
    expect(codeOf(refunded, 1)).toBeUndefined();
  });

  it("tells the customer the date of each payment that comes back", () => {
    const skipped = skip(start, 2, 3);
    const back = unskip(skipped, 2, 3);
    expect(back.messages.slice(skipped.messages.length)).toMatchObject([
      { kind: "payment_rescheduled", data: { at: eventIn(start, 2).scheduledAt } },
      { kind: "payment_rescheduled", data: { at: eventIn(start, 3).scheduledAt } },
    ]);
  });
});
