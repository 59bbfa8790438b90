import { expect, it } from "vitest";
import { brandName } from "./brand-name";

it("a brand is written as its owner writes it, however the gateway does", () => {
  expect(["VISA", "MASTER", "AMEX", "VISADEBIT", " master ", "Diners_Club"].map(brandName)).toEqual([
    "Visa",
    "Mastercard",
    "American Express",
    "Visa Debit",
    "Mastercard",
    "Diners Club",
  ]);
});

it("a brand that is not known stays as it was told", () => {
  expect(["NEWCARD", "", "constructor"].map(brandName)).toEqual(["NEWCARD", "", "constructor"]);
});
