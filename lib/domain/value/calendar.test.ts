import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { expiresAt, expiryNoticeAt } from "../order/card";
import {
  addDays,
  cycleAfter,
  cycleAt,
  DAY,
  HOUR,
  type Interval,
  isSameDay,
  nextAtTimeOf,
  sayDay,
  sayInstant,
  tomorrowAt,
} from "./calendar";

const utc = (year: number, month: number, date: number, hour = 9) => Date.UTC(year, month - 1, date, hour);
const monthly: Interval = { every: 1, unit: "MONTH" };
const days = (anchor: number, interval: Interval, cycles: number, zone = "UTC") =>
  Array.from({ length: cycles }, (_, i) => sayDay(cycleAt(anchor, interval, i, zone), zone));

describe("the dates of a plan", () => {
  it("fall on the last day of a shorter month, and on the 31st again after it", () => {
    expect(days(utc(2026, 1, 31), monthly, 5)).toEqual([
      "31 Jan 2026",
      "28 Feb 2026",
      "31 Mar 2026",
      "30 Apr 2026",
      "31 May 2026",
    ]);
  });

  it("know leap years", () => {
    expect(cycleAt(utc(2028, 1, 31), monthly, 1, "UTC")).toBe(utc(2028, 2, 29));
    expect(days(utc(2028, 2, 29), { every: 1, unit: "YEAR" }, 5)).toEqual([
      "29 Feb 2028",
      "28 Feb 2029",
      "28 Feb 2030",
      "28 Feb 2031",
      "29 Feb 2032",
    ]);
  });

  it("keep their time of day when the clocks change", () => {
    const zone = "Europe/Berlin";
    const anchor = Date.UTC(2026, 1, 28, 8);
    const [winter, summer] = [anchor, cycleAt(anchor, monthly, 1, zone)];
    expect([sayInstant(winter, zone), sayInstant(summer, zone)]).toEqual([
      "28 Feb 2026, 09:00",
      "28 Mar 2026, 09:00",
    ]);
    expect(sayInstant(cycleAt(anchor, monthly, 2, zone), zone)).toBe("28 Apr 2026, 09:00");
    expect(cycleAt(anchor, monthly, 2, zone) - summer).toBe(31 * DAY - HOUR);
    expect(addDays(Date.UTC(2026, 2, 28, 8), 1, zone) - Date.UTC(2026, 2, 28, 8)).toBe(DAY - HOUR);
  });

  it("step by n days, weeks, months or years", () => {
    const anchor = utc(2026, 1, 1);
    expect(cycleAt(anchor, { every: 10, unit: "DAY" }, 2, "UTC")).toBe(utc(2026, 1, 21));
    expect(cycleAt(anchor, { every: 2, unit: "WEEK" }, 1, "UTC")).toBe(utc(2026, 1, 15));
    expect(cycleAt(anchor, { every: 3, unit: "MONTH" }, 3, "UTC")).toBe(utc(2026, 10, 1));
    expect(cycleAt(anchor, { every: 2, unit: "YEAR" }, 2, "UTC")).toBe(utc(2030, 1, 1));
  });

  it("go on with the first one after now, however long nothing happened", () => {
    const interval = fc.record({
      every: fc.integer({ min: 1, max: 40 }),
      unit: fc.constantFrom("DAY" as const, "WEEK" as const, "MONTH" as const, "YEAR" as const),
    });
    const anchor = fc.integer({ min: utc(2020, 1, 1), max: utc(2030, 12, 31) });
    const zone = fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Pacific/Apia");
    fc.assert(
      fc.property(
        anchor,
        interval,
        zone,
        fc.integer({ min: -400, max: 4_000 }),
        (first, step, where, later) => {
          const now = first + later * DAY;
          const { cycle, at } = cycleAfter({ anchor: first, interval: step, timeZone: where }, 0, now);
          expect(at).toBeGreaterThan(now);
          expect(at).toBe(cycleAt(first, step, cycle, where));
          if (cycle > 0) expect(cycleAt(first, step, cycle - 1, where)).toBeLessThanOrEqual(now);
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  it("never go back behind the cycle they come from", () => {
    expect(
      cycleAfter({ anchor: utc(2026, 1, 1), interval: monthly, timeZone: "UTC" }, 4, utc(2026, 2, 1)),
    ).toEqual({
      cycle: 4,
      at: utc(2026, 5, 1),
    });
  });
});

describe("a card's expiry", () => {
  it("comes at the end of its month, in the merchant's zone", () => {
    const card = { expiryMonth: 12, expiryYear: 2027 };
    expect(expiresAt(card, "UTC")).toBe(Date.UTC(2028, 0, 1));
    expect(expiresAt(card, "Asia/Tokyo")).toBe(Date.UTC(2028, 0, 1) - 9 * HOUR);
  });

  it("is announced on the 15th of the month before", () => {
    expect(expiryNoticeAt({ expiryMonth: 1, expiryYear: 2027 }, "UTC")).toBe(utc(2026, 12, 15));
  });
});

describe("tomorrow at a payment's own time of day", () => {
  const berlin = "Europe/Berlin";
  const at = Date.UTC(2026, 0, 15, 8);

  it("is the merchant's tomorrow, whatever the time is now", () => {
    expect(tomorrowAt(at, Date.UTC(2026, 1, 10, 22, 59), berlin)).toBe(Date.UTC(2026, 1, 11, 8));
    expect(tomorrowAt(at, Date.UTC(2026, 1, 10, 23), berlin)).toBe(Date.UTC(2026, 1, 12, 8));
  });

  it("stays at its time when the clocks change, and comes an hour later where it does not exist", () => {
    expect(tomorrowAt(at, Date.UTC(2026, 2, 28, 12), berlin)).toBe(Date.UTC(2026, 2, 29, 7));
    expect(tomorrowAt(Date.UTC(2026, 0, 15, 1, 30), Date.UTC(2026, 2, 28, 12), berlin)).toBe(
      Date.UTC(2026, 2, 29, 1, 30),
    );
  });

  it("is on the merchant's day, which is not UTC's", () => {
    expect(isSameDay(Date.UTC(2026, 1, 10, 23), Date.UTC(2026, 1, 11, 22), berlin)).toBe(true);
    expect(isSameDay(Date.UTC(2026, 1, 10, 22), Date.UTC(2026, 1, 10, 23), berlin)).toBe(false);
  });
});

describe("the next time of that hour", () => {
  it("is the same day's when that is not past, and else the next day's", () => {
    const nine = utc(2026, 1, 1);
    expect(nextAtTimeOf(nine, utc(2026, 3, 5, 8), "UTC")).toBe(utc(2026, 3, 5));
    expect(nextAtTimeOf(nine, utc(2026, 3, 5), "UTC")).toBe(utc(2026, 3, 5));
    expect(nextAtTimeOf(nine, utc(2026, 3, 5, 10), "UTC")).toBe(utc(2026, 3, 6));
  });

  it("stays at its hour when the clocks change", () => {
    const nineInBerlin = utc(2026, 1, 1, 8);
    expect(nextAtTimeOf(nineInBerlin, utc(2026, 7, 5, 0), "Europe/Berlin")).toBe(utc(2026, 7, 5, 7));
  });
});

it("a day and a time are said as the calendar has them, also on the days on which a zone changes", () => {
  const zones = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Apia",
  ];
  const names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const anyTime = fc.integer({ min: Date.UTC(2005, 0, 1), max: Date.UTC(2045, 0, 1) });
  const changes = [
    Date.UTC(2026, 2, 29),
    Date.UTC(2026, 9, 25),
    Date.UTC(2026, 2, 8),
    Date.UTC(2011, 11, 30),
  ];
  const nearChange = fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -DAY, max: 2 * DAY }))
    .map(([at, by]) => at + by);
  fc.assert(
    fc.property(fc.oneof(anyTime, nearChange), fc.constantFrom(...zones), (at, zone) => {
      const here = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
      const time = here.toPlainTime().toString().slice(0, 5);
      expect(sayInstant(at, zone)).toBe(`${here.day} ${names[here.month - 1]} ${here.year}, ${time}`);
    }),
    { numRuns: 2_000 },
  );
});
