import { expect, test } from "vitest";
import { fromLocalInput, toLocalInput } from "./local-time";

const summer = Date.UTC(2026, 6, 1, 7, 0);

test("a time is typed on the wall clock of the user's zone", () => {
  expect(toLocalInput(summer, "Europe/Berlin")).toBe("2026-07-01T09:00");
  expect(fromLocalInput("2026-07-01T09:00", "Europe/Berlin")).toBe(summer);
});

test("an hour that daylight saving skips becomes the one after it", () => {
  expect(fromLocalInput("2026-03-29T02:30", "Europe/Berlin")).toBe(Date.UTC(2026, 2, 29, 1, 30));
});

test.each(["", "tomorrow", "2026-02-31T09:00", "2026-07-01", "2026-07-01T25:00"])(
  "%j is no date and time",
  (text) => {
    expect(fromLocalInput(text, "UTC")).toBeNull();
  },
);
