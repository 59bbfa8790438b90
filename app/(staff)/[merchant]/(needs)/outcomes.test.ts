import { expect, it } from "vitest";
import type { NeedRowText } from "./need-row";
import { rowAtHand, withOutcomes } from "./outcomes";

const row = (zuid: number) => ({ zuid }) as NeedRowText;
const outcome = (zuid: number, place: number) => ({
  row: row(zuid),
  place,
  text: "Collected.",
  tone: "collected" as const,
});
const zuids = (rows: readonly NeedRowText[]) => rows.map(({ zuid }) => zuid);

it("a row that was dealt with stays in its place until its outcome was read", () => {
  const left = [row(1), row(3), row(4)];
  expect(zuids(withOutcomes(left, [outcome(2, 1)]))).toEqual([1, 2, 3, 4]);
  expect(zuids(withOutcomes(left, [outcome(5, 4), outcome(2, 1)]))).toEqual([1, 2, 3, 4, 5]);
  expect(zuids(withOutcomes([], [outcome(2, 7)]))).toEqual([2]);
});

it("a row that is still needed is shown once", () => {
  expect(zuids(withOutcomes([row(1), row(2)], [outcome(2, 1)]))).toEqual([1, 2]);
});

it("what took the place of a row that left is at hand", () => {
  const rows = [row(1), row(3)];
  expect(rowAtHand(rows, 3, 0)).toBe(1);
  expect(rowAtHand(rows, 2, 1)).toBe(1);
  expect(rowAtHand(rows, 9, 8)).toBe(1);
  expect(rowAtHand([], 1, 3)).toBe(0);
});
