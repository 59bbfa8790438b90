import { expect, it } from "vitest";
import { foreseenInWords } from "./foreseen-words";

const none = { planned: 37, moved: 0, cancelled: 0, earliest: null, isPart: false };
const at = Date.UTC(2026, 2, 3, 8);

it("says how many orders have something planned, how many move, and to when", () => {
  expect(foreseenInWords({ ...none, moved: 12, earliest: at }, "Europe/Berlin")).toEqual({
    text: "37 orders have a planned retry or reminder. The next one of 12 orders moves, the earliest to 3 Mar 2026, 09:00.",
    act: "Save and change 12 orders",
  });
  expect(foreseenInWords({ ...none, planned: 1, cancelled: 1 }, "UTC")).toEqual({
    text: "1 order has a planned retry or reminder. 1 order will have none any more.",
    act: "Save and change 1 order",
  });
});

it("says nothing where nothing moves, and admits what it did not count", () => {
  expect(foreseenInWords(none, "UTC")).toBeNull();
  const part = foreseenInWords({ ...none, planned: 2_000, moved: 5, earliest: at, isPart: true }, "UTC");
  expect(part?.text).toContain("More than 2000 orders have");
  expect(part?.act).toBe("Save and change all of them");
});
