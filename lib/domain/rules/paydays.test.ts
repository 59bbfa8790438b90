import { describe, expect, it } from "vitest";
import { DAY } from "../value/calendar";
import { paydayWords, timedForPayday } from "./paydays";

const at = (text: string) => Date.parse(`${text}Z`);
const said = (instant: number) => new Date(instant).toISOString().slice(0, 16);
const timed = (text: string, zone = "UTC", end = at("2027-12-31T00:00")) =>
  said(timedForPayday(at(text), zone, end));

describe("a retry that is timed for paydays", () => {
  it.each([
    ["the 1st, from up to three days before it", "2026-11-28T15:30", "2026-11-30T07:00"],
    ["the 1st, on it", "2026-12-01T15:30", "2026-12-01T07:00"],
    ["the 15th", "2026-12-12T15:30", "2026-12-15T07:00"],
    ["the last Friday", "2026-11-24T15:30", "2026-11-27T07:00"],
    [
      "the last working day, a Friday when the month ends on a Sunday",
      "2026-05-27T09:00",
      "2026-05-29T07:00",
    ],
    ["the 1st though it is a Sunday", "2026-10-31T09:00", "2026-11-01T07:00"],
  ])("goes at 07:00 on %s", (_what, planned, expected) => {
    expect(timed(planned)).toBe(expected);
  });

  it("goes at 07:00 of its own day where no payday is at most three days ahead", () => {
    expect(timed("2026-12-04T15:30")).toBe("2026-12-04T07:00");
    expect(timed("2026-12-11T15:30")).toBe("2026-12-11T07:00");
    expect(timed("2026-07-23T15:30")).toBe("2026-07-23T07:00");
  });

  it("is never moved past the end of its window", () => {
    expect(timed("2026-12-12T15:30", "UTC", at("2026-12-15T07:00"))).toBe("2026-12-12T07:00");
  });

  it("is read on the merchant's calendar", () => {
    expect(timed("2026-11-30T23:30", "Europe/Berlin")).toBe("2026-12-01T06:00");
    expect(timed("2026-12-01T02:00", "America/New_York")).toBe("2026-11-30T12:00");
  });
});

it("a payday is named with its weekday, in the merchant's zone", () => {
  expect(paydayWords(at("2026-12-01T07:00"), "UTC")).toBe("Tuesday, 1 December, 07:00: a usual payday");
  expect(paydayWords(at("2026-12-01T06:00"), "Europe/Berlin")).toBe(
    "Tuesday, 1 December, 07:00: a usual payday",
  );
  expect(paydayWords(at("2026-12-01T09:00"), "UTC")).toBeNull();
  expect(paydayWords(at("2026-12-02T07:00"), "UTC")).toBeNull();
  expect(paydayWords(at("2026-12-01T07:00") + 3 * DAY, "UTC")).toBeNull();
});
