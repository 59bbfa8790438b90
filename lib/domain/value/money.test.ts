import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currencies, formatMoney, isCurrency, LARGEST_AMOUNT, parseDecimal, split, toDecimal } from "./money";

const currency = fc.constantFrom(...(Object.keys(currencies) as (keyof typeof currencies)[]));
const amount = fc.integer({ min: 0, max: LARGEST_AMOUNT });

describe("an amount as text", () => {
  it.each([
    ["92.00", "EUR", 9_200],
    ["92", "EUR", 9_200],
    ["92.5", "EUR", 9_250],
    ["0.05", "EUR", 5],
    ["92", "JPY", 92],
    ["1.005", "KWD", 1_005],
    [" 7 ", "USD", 700],
  ] as const)("reads %s %s as %i", (text, unit, expected) => {
    expect(parseDecimal(text, unit)).toBe(expected);
  });

  it.each([
    "",
    "1,00",
    "1.005",
    "-1",
    "1e3",
    ".5",
    "1.",
    "0x10",
    "1 000",
    "9999999999999",
    "1000000000",
    "٣",
  ])("does not read %j as euros", (text) => {
    expect(parseDecimal(text, "EUR")).toBeNull();
  });

  it("has no cents in yen", () => {
    expect(parseDecimal("92.00", "JPY")).toBeNull();
    expect(toDecimal(92, "JPY")).toBe("92");
  });

  it("comes back as it went out, for every currency", () => {
    fc.assert(
      fc.property(amount, currency, (minor, unit) => {
        expect(parseDecimal(toDecimal(minor, unit), unit)).toBe(minor);
      }),
      { seed: 1 },
    );
  });

  it.each([
    [24_000, "EUR", "EUR 240.00"],
    [5, "EUR", "EUR 0.05"],
    [-123_456, "USD", "USD -1,234.56"],
    [1_234_567, "JPY", "JPY 1,234,567"],
    [1_234_567_890, "KWD", "KWD 1,234,567.890"],
    [0, "EUR", "EUR 0.00"],
  ] as const)("writes %i %s as %s", (minor, unit, expected) => {
    expect(formatMoney(minor, unit)).toBe(expected);
  });

  it("knows its currencies by name only", () => {
    expect([isCurrency("EUR"), isCurrency("eur"), isCurrency("toString")]).toEqual([true, false, false]);
  });
});

describe("an amount in parts", () => {
  it("gives the spare cents to the earliest ones", () => {
    expect(split(10_000, 3)).toEqual([3_334, 3_333, 3_333]);
    expect(split(5, 3)).toEqual([2, 2, 1]);
  });

  it("sums to it exactly, and no two parts differ by more than one", () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 1, max: 120 }), (minor, parts) => {
        const all = split(minor, parts);
        expect(all.reduce((a, b) => a + b, 0)).toBe(minor);
        expect(Math.max(...all) - Math.min(...all)).toBeLessThanOrEqual(1);
        expect(all).toEqual([...all].sort((a, b) => b - a));
      }),
      { seed: 1 },
    );
  });
});
