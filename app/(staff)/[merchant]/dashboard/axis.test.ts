import { expect, it } from "vitest";
import { axisOf, labelPlaces } from "./axis";

it("begins at zero and ends on a round mark above the highest bar", () => {
  expect(axisOf([4_230_00, 120_00])).toEqual({ most: 6_000_00, ticks: [0, 2_000_00, 4_000_00, 6_000_00] });
  expect(axisOf([])).toEqual({ most: 1, ticks: [0, 1] });
  expect(axisOf([150])).toEqual({ most: 150, ticks: [0, 50, 100, 150] });
});

it("names the parts of a stack from below, each at its middle, and none over another", () => {
  const places = labelPlaces([60, 0, 20, 1], 100, {
    top: 20,
    height: 100,
    isNamed: [true, false, true, true],
  });
  expect(places).toEqual([90, null, 50, 35]);
});

it("names a part that only other bars have", () => {
  expect(labelPlaces([40, 0], 100, { top: 20, height: 100, isNamed: [true, true] })).toEqual([100, 80]);
});
