import { expect, test } from "vitest";
import { activated, collected, instalmentOrder } from "@/lib/domain/lived/histories";
import { quickTimesOf } from "./quick-times-of";

const zone = "Europe/Berlin";

test("tomorrow morning, the first of the month, and with the payment that comes next, on the reader's clock", () => {
  const { order, now } = collected(activated(instalmentOrder({ parts: 4 })));
  const at = Date.UTC(2026, 9, 24, 22, 30);
  const times = quickTimesOf({ ...order, events: [] }, [], { now: at, zone });
  // In Berlin it is the 25th already, the day on which the clocks go back.
  expect(times).toEqual([
    { words: "Tomorrow, 09:00", typed: "2026-10-26T09:00" },
    { words: "On 1 Nov 2026", typed: "2026-11-01T09:00" },
  ]);
  const [, , next] = quickTimesOf(order, [], { now, zone });
  expect(next?.words).toMatch(/^With the next, /);
  const [, second] = order.events;
  const later = quickTimesOf(order, [second?.number ?? 0], { now, zone })[2];
  expect(later?.typed).not.toBe(next?.typed);
});

test("on the last of a month the first is tomorrow, and offered once", () => {
  const { order } = activated(instalmentOrder({ parts: 4 }));
  const at = Date.UTC(2026, 10, 30, 12);
  expect(quickTimesOf({ ...order, events: [] }, [], { now: at, zone })).toHaveLength(1);
});
