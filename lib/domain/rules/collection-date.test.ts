import { describe, expect, it } from "vitest";
import { activated, instalmentOrder, meteredOrder, retried, softDeclined } from "../lived/histories";
import { act, forward, type History, waited } from "../lived/history";
import { sampleCards } from "../lived/plain-order";
import { eventIn } from "../lived/shape";
import { DAY, HOUR } from "../value/calendar";
import { badDate } from "./collection-date";
import { defaultMergeTime } from "./merge-events";

const byHand = { merchant: { autoRetry: false } };

/** What stands against collecting the first event, or a new payment, at a time. */
const against = ({ order, now }: History, at: number, event = order.events[0]) =>
  badDate(order, event ? [event] : [], at, now);

/** Its first event is soft-declined and was retried since, once an hour. */
function wornBy(retries: number): History {
  let worn = softDeclined(activated(instalmentOrder(byHand), sampleCards.third));
  for (let i = 0; i < retries; i++) worn = retried(waited(worn, worn.now + HOUR), 1, "soft");
  return worn;
}

/** The bank of its card asked to wait for a day with the first event. */
function advised(): History {
  const start = activated(instalmentOrder(byHand), sampleCards.master);
  return forward(start, eventIn(start, 1).scheduledAt, "advice25");
}

describe("the date of a collection", () => {
  it("lies ahead, be it by a millisecond, and not beyond the 3,653 days of the longest ten years", () => {
    const start = activated(meteredOrder());
    const last = start.now + 3_653 * DAY;
    expect(against(start, start.now)).toEqual({ code: "date_not_ahead" });
    expect(against(start, start.now + 1)).toBeNull();
    expect(against(start, last)).toBeNull();
    expect(against(start, last + 1)).toEqual({ code: "date_too_far" });
  });

  it("is a whole number of milliseconds", () => {
    const start = activated(meteredOrder());
    for (const at of [start.now + 0.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(against(start, at)).toEqual({ code: "date_not_ahead" });
  });

  it("is any while a retry is left, and with none left from the very end of the thirty days on", () => {
    expect(against(wornBy(14), wornBy(14).now + 1)).toBeNull();
    const worn = wornBy(15);
    const endsAt = eventIn(worn, 1).scheduledAt + 30 * DAY;
    const refused = { code: "date_in_used_window", firstAllowed: endsAt, timeZone: "UTC" };
    expect(against(worn, endsAt - 1)).toEqual(refused);
    expect(against(worn, endsAt)).toBeNull();
    expect(against(worn, worn.now + 1, eventIn(worn, 2))).toBeNull();
  });

  it("comes with the time that the bank gave, or later", () => {
    const told = advised();
    const until = told.now + DAY;
    const refused = { code: "advice_not_before", until, timeZone: "UTC" };
    expect(against(told, until - 1)).toEqual(refused);
    expect(against(told, until)).toBeNull();
    expect(against(told, told.now + 1, eventIn(told, 2))).toBeNull();
  });
});

describe("the date that is proposed", () => {
  const proposed = ({ order, now }: History, ...events: number[]) =>
    defaultMergeTime(
      order,
      order.events.filter(({ number }) => events.includes(number)),
      now,
    );

  it("is tomorrow at the earliest, also for what is due later today", () => {
    const start = activated(instalmentOrder());
    const due = eventIn(start, 1).scheduledAt;
    expect(proposed(waited(start, due - HOUR), 1)).toBe(due + DAY);
    expect(proposed(waited(start, due + HOUR), 1)).toBe(due + DAY);
    expect(proposed(waited(start, due - 2 * DAY), 1)).toBe(due);
  });

  it("is one that is taken: after a used-up window, and after the bank's time", () => {
    const worn = wornBy(15);
    expect(proposed(worn, 1, 2)).toBe(eventIn(worn, 1).scheduledAt + 30 * DAY);
    // A minute later the bank gives a time that tomorrow at the order's own time of day would miss.
    const told = advised();
    const late = { ...eventIn(told, 1), scheduledAt: told.now - HOUR };
    const at = defaultMergeTime(told.order, [late], told.now);
    expect(at).toBe(told.now + 2 * DAY - HOUR);
    expect(badDate(told.order, [late], at, told.now)).toBeNull();
  });

  it("has the time of day of the latest event, and on an order without any that of its activation", () => {
    const plan = activated(instalmentOrder());
    const scheduledAt = eventIn(plan, 2).scheduledAt + 6 * HOUR;
    const move = { kind: "reschedule_event", event: 2, scheduledAt, amount: null, alsoLater: false } as const;
    expect(proposed(act(plan, move), 1, 2)).toBe(scheduledAt);
    const created = meteredOrder();
    const at = created.now + DAY + 4 * HOUR;
    const atOne = { kind: "schedule_payment", amount: 500, scheduledAt: at, note: "" } as const;
    expect(proposed(act(activated(created), atOne))).toBe(at);
    const later = activated(waited(created, created.now + 5 * HOUR));
    expect(proposed(later)).toBe(created.now + 5 * HOUR + DAY);
  });
});
