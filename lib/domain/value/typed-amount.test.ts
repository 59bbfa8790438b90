import { expect, it } from "vitest";
import { readTypedAmount } from "./typed-amount";

it.each([
  ["300.50", "EUR", 30_050],
  ["300,50", "EUR", 30_050],
  [" 300,5 ", "EUR", 30_050],
  ["1.300,50", "EUR", 130_050],
  ["1,300.50", "EUR", 130_050],
  ["1 300,50", "EUR", 130_050],
  ["1\u00a0300\u202f000.50", "EUR", 130_000_050],
  ["1'300.50", "CHF", 130_050],
  ["1’300", "CHF", 130_000],
  ["1.300.000", "EUR", 130_000_000],
  ["1,300,000.5", "USD", 130_000_050],
  ["0,05", "EUR", 5],
  ["1,300", "JPY", 1_300],
  ["1.300.000", "JPY", 1_300_000],
  ["1,005.250", "KWD", 1_005_250],
  ["1.005", "KWD", 1_005],
  ["2,5", "KWD", 2_500],
] as const)("reads %s %s as %i", (text, currency, amount) => {
  expect(readTypedAmount(text, currency)).toBe(amount);
});

it.each([
  ["1,300", "EUR"],
  ["1.300", "EUR"],
  ["1,005", "KWD"],
] as const)("asks back what %s %s means", (text, currency) => {
  expect(readTypedAmount(text, currency)).toBe("ambiguous");
});

it.each([
  "",
  ",",
  "1,",
  ",5",
  "-1",
  "1e3",
  "1,30,50",
  "1.30,50",
  "13,00.50",
  "1,300.500,2",
  "0,005",
  "1  300",
  "0x10",
  "٣",
  "1,2345",
  "12345,678",
])("takes %j for no amount of euros", (text) => expect(readTypedAmount(text, "EUR")).toBeNull());
