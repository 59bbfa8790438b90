import { describe, expect, it } from "vitest";
import { DAY } from "../value/calendar";
import { declineGroupOf, stepOf } from "./cell";
import { forecast, type OpenPayment } from "./forecast";
import { publishedRate } from "./published-rates";
import { type RecoveryCount, ratesFrom } from "./rates";
import { heldIn, worldShapes } from "./testing-worlds";

const now = Date.UTC(2026, 10, 28);
const funds = { group: "funds", step: "1" } as const;
const open = (count: number, amount = 1_000): OpenPayment[] =>
  Array.from({ length: count }, () => ({ ...funds, amount }));
/** A year of months of which this share came in. */
const year = (share: number, each = 400): RecoveryCount[] =>
  Array.from({ length: 13 }, (_, i) => ({
    ...funds,
    ...{ since: now - (i + 1) * 28 * DAY, open: each, cameIn: Math.round(share * each) },
  }));
const shareOf = ({ expected, atRisk }: { expected: number; atRisk: number }) => expected / atRisk;

describe("the range of a forecast", () => {
  it("holds what comes in in 75 to 85 of 100 simulated worlds, whose merchants differ from the published rates", () => {
    const smaller = worldShapes.map((shape) => ({ ...shape, perWeek: Math.min(shape.perWeek, 25) }));
    const shares = smaller.map((shape) => heldIn(shape, 30, 300).held);
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    expect([mean >= 0.75, mean <= 0.85, mean]).toEqual([true, true, mean]);
    expect(Math.min(...shares)).toBeGreaterThan(0.65);
    expect(Math.max(...shares)).toBeLessThan(0.95);
  }, 60_000);

  it("is narrower the more payments there are and the more is known of the merchant", () => {
    const width = (payments: number, history: RecoveryCount[]) => {
      const { low, high, atRisk } = forecast(open(payments), ratesFrom(history, now), "width");
      return (high - low) / atRisk;
    };
    expect(width(500, year(0.5))).toBeLessThan(width(20, year(0.5)));
    expect(width(500, year(0.5))).toBeLessThan(width(500, []));
  });

  it("is wider where months differed from each other by more than chance", () => {
    const steady = year(0.5);
    const moving = steady.map((count, i) => ({ ...count, cameIn: count.cameIn + (i % 2 ? 60 : -60) }));
    const width = (history: RecoveryCount[]) => {
      const { low, high } = forecast(open(500), ratesFrom(history, now), "months");
      return high - low;
    };
    expect(width(moving)).toBeGreaterThan(1.5 * width(steady));
  });

  it("follows a merchant whose last months were worse", () => {
    const worse = year(0.6).map((count, i) => ({ ...count, cameIn: i < 4 ? 120 : count.cameIn }));
    expect(shareOf(forecast(open(300), ratesFrom(worse, now), "fall"))).toBeLessThan(0.42);
  });
});

describe("what is expected", () => {
  it("is the published rate without a history, and the merchant's own rate with a long one", () => {
    const none = shareOf(forecast(open(400), ratesFrom([], now), "none"));
    expect(Math.abs(none - publishedRate(funds))).toBeLessThan(0.03);
    const own = shareOf(forecast(open(400), ratesFrom(year(0.2), now), "own"));
    expect(Math.abs(own - 0.2)).toBeLessThan(0.03);
  });

  it("stays near the published rate after a few payments, each of which is in four counts", () => {
    const [first] = year(0, 3);
    const counts = [0, 7, 14, 21].flatMap((days) =>
      first ? [{ ...first, since: first.since - days * DAY }] : [],
    );
    const few = shareOf(forecast(open(400), ratesFrom(counts, now), "few"));
    expect([few > 0.4, few < publishedRate(funds) - 0.03, few]).toEqual([true, true, few]);
  });

  it("moves the other reasons too where one shows that the merchant is different", () => {
    const cards = open(400).map((payment) => ({ ...payment, group: "card" as const }));
    const told = shareOf(forecast(cards, ratesFrom(year(0.2), now), "cards"));
    expect(told).toBeLessThan(publishedRate({ group: "card", step: "1" }) - 0.05);
  });

  it("is the same for the same seed, and its parts add up to the whole", () => {
    const some = [...open(10), ...open(5).map((payment) => ({ ...payment, step: "old" as const }))];
    const made = forecast(some, ratesFrom(year(0.5), now), "same");
    expect(made).toEqual(forecast(some, ratesFrom(year(0.5), now), "same"));
    expect(made.parts.reduce((sum, { atRisk }) => sum + atRisk, 0)).toBe(made.atRisk);
    expect(made.parts.reduce((sum, { payments }) => sum + payments, 0)).toBe(15);
    expect(made.low).toBeLessThanOrEqual(made.expected);
    expect(made.high).toBeLessThanOrEqual(made.atRisk);
  });

  it("of no payment is nothing", () => {
    expect(forecast([], ratesFrom([], now), "nothing")).toMatchObject({ atRisk: 0, low: 0, high: 0 });
  });
});

describe("a cell", () => {
  it.each([
    ["soft", "insufficient_funds", "funds"],
    ["soft_limited", "limit_exceeded", "limit"],
    ["soft_limited", "do_not_honour", "unexplained"],
    ["soft", "service_unavailable", "technical"],
    ["customer", "authentication_needed", "customer"],
    ["hard", "expired", "card"],
    ["hard_stop", "payment_stopped", "stopped"],
    ["technical", "timed_out_reversed", "technical"],
  ] as const)("of %s, %s is %s", (outcome, reason, group) => {
    expect(declineGroupOf(outcome, reason)).toBe(group);
  });

  it("counts attempts up to four, and calls old what no retry follows", () => {
    expect([1, 2, 4, 9].map((attempts) => stepOf(attempts, now - DAY, now))).toEqual(["1", "2", "4", "4"]);
    expect(stepOf(1, now - 29 * DAY, now)).toBe("old");
    expect(stepOf(1, now - 91 * DAY, now)).toBeNull();
  });
});
