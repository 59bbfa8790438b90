import { expect, it } from "vitest";
import { readDays } from "./typed-days";

it.each([
  ["3, 7, 14", [3, 7, 14]],
  ["3;7  14,", [3, 7, 14]],
  ["  ", []],
  ["three", null],
  ["3.5", null],
  ["-1", null],
])("reads %j as days", (typed, days) => {
  expect(readDays(typed)).toEqual(days);
});
