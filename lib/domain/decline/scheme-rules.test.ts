import { expect, it } from "vitest";
import { DAY } from "../value/calendar";
import { type CardAttempt, schemeRestrictions } from "./scheme";
import { isInForce, rulesToReadAgain, schemeRules } from "./scheme-rules";

const declined = (at: number): CardAttempt => ({
  ...{ at, declined: true, merchantAdviceCode: null, visaCategory: 2 },
  ...{ initiatedBy: "merchant", reattempt: true },
});

it("a rule begins on its day and ends on the day of the one that follows", () => {
  const day = Date.UTC(2025, 4, 19);
  const { visa_reattempts_15: old, visa_reattempts_20: now } = schemeRules;
  expect([isInForce(old, day - 1), isInForce(now, day - 1)]).toEqual([true, false]);
  expect([isInForce(old, day), isInForce(now, day)]).toEqual([false, true]);
  const limitOn = (at: number) => schemeRestrictions("VISA", [], at).limits[0]?.limit;
  expect([limitOn(day - 1), limitOn(day)]).toEqual([15, 20]);
});

it("no rule has gone unread for more than 180 days", () => {
  expect(rulesToReadAgain(Date.now())).toEqual([]);
});

it("a rule is to be read again after 180 days", () => {
  const { readOn } = schemeRules.visa_83;
  expect(rulesToReadAgain(readOn + 180 * DAY)).not.toContain("visa_83");
  expect(rulesToReadAgain(readOn + 180 * DAY + 1)).toContain("visa_83");
});

it("Mastercard's limit in Brazil binds a merchant there and nobody else", () => {
  const now = Date.UTC(2026, 10, 1);
  const seven = Array.from({ length: 7 }, (_, day) => declined(now - day * DAY));
  const usedUp = (region: "worldwide" | "Brazil") =>
    schemeRestrictions("MASTER", seven, now, { region }).limits.filter(({ freesAt }) => freesAt !== null);
  expect(usedUp("worldwide")).toEqual([]);
  expect(usedUp("Brazil").map(({ id, limit }) => [id, limit])).toEqual([["mastercard_brazil_declines", 7]]);
});

it("American Express and Discover have a row each that says that no limit was found", () => {
  for (const rule of [schemeRules.amex, schemeRules.discover])
    expect(rule.what).toBe("No public limit found");
  for (const brand of ["AMEX", "DISCOVER"])
    expect(schemeRestrictions(brand, [], 0)).toEqual({ ban: null, limits: [] });
});
