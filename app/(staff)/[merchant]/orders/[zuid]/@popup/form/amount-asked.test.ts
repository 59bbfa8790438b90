import { expect, test } from "vitest";
import { amountAsked } from "./amount-asked";

test("a form begins with its usual amount, in the currency's own decimals", () => {
  expect(amountAsked(undefined, "EUR", 9_200)).toEqual({ typed: "92.00", amount: 9_200 });
  expect(amountAsked(undefined, "JPY", 1_480)).toEqual({ typed: "1480", amount: 1_480 });
});

test("what was typed is kept, also when it is no amount", () => {
  expect(amountAsked("60", "EUR", 9_200)).toEqual({ typed: "60", amount: 6_000 });
  expect(amountAsked("5.55.5", "EUR", 9_200)).toMatchObject({ typed: "5.55.5", amount: null });
  expect(amountAsked("-1", "EUR", 9_200).error).toBe("Enter an amount, like 92.00.");
  expect(amountAsked("1.5", "JPY", 0).amount).toBeNull();
});

test("a decimal comma is an amount, and what could be thousands is asked back", () => {
  expect(amountAsked("300,50", "EUR", 9_200)).toEqual({ typed: "300,50", amount: 30_050 });
  expect(amountAsked("1,300", "EUR", 9_200)).toEqual({
    typed: "1,300",
    amount: null,
    error: "1,300 can be read in two ways. Enter it with decimals, like 1300.00.",
  });
});
