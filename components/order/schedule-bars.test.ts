import { expect, test } from "vitest";
import {
  activated,
  collected,
  instalmentOrder,
  meteredOrder,
  overdue,
  softDeclined,
} from "@/lib/domain/lived/histories";
import { act, answered } from "@/lib/domain/lived/history";
import { netPaid } from "@/lib/domain/order/balance";
import { scheduleBars } from "./schedule-bars";

const barsOf = ({ order, now }: ReturnType<typeof activated>) => scheduleBars(order, now, "UTC");

test("a year of instalments is a bar a month, of what became of each", () => {
  const { step, bars, today } = barsOf(overdue(softDeclined(collected(activated(instalmentOrder()), 2))));
  expect(step).toBe("month");
  expect(bars.map(({ label }) => label).slice(0, 3)).toEqual(["Feb 2026", "Mar 2026", "Apr 2026"]);
  expect(bars.map(({ sums }) => Object.entries(sums).find(([, sum]) => sum > 0)?.[0])).toEqual([
    "collected",
    "collected",
    "declined",
    "overdue",
    ...Array.from({ length: 8 }, () => "coming"),
  ]);
  expect(today).toBeGreaterThan(0);
});

test("months without a payment keep their place, and what was skipped has none", () => {
  const start = activated(instalmentOrder({ parts: 4 }));
  const { bars } = barsOf(act(start, { kind: "skip_events", events: [2] }));
  expect(bars).toHaveLength(4);
  expect(bars[1]?.sums.coming).toBe(0);
});

test("weekly payments are a bar each, ten years of monthly ones a bar a year", () => {
  const weekly = activated(instalmentOrder({ parts: 4, draft: { interval: { every: 1, unit: "WEEK" } } }));
  const { step, bars, today } = barsOf(collected(weekly));
  expect([step, bars.length, today]).toEqual(["payment", 4, 0.25]);
  const years = barsOf(activated(instalmentOrder({ parts: 120, each: 1_000 })));
  expect(years.step).toBe("year");
  expect(years.bars.reduce((sum, bar) => sum + bar.counts.coming, 0)).toBe(120);
});

test("an order without events has no bars", () => {
  expect(scheduleBars({ events: [], attempts: [], type: "single" }, 0, "UTC").bars).toEqual([]);
});

test("what was taken without a billing event is in the bars too", () => {
  const start = activated(meteredOrder());
  const charged = answered(act(start, { kind: "charge_now", amount: 5_000, note: "" }), "approved");
  const taken = (history: typeof start) =>
    barsOf(history).bars.reduce((sum, { sums }) => sum + sums.collected + sums.recovered, 0);
  expect(taken(charged) - taken(start)).toBe(5_000);
  expect(taken(charged)).toBe(netPaid(charged.order));
});
