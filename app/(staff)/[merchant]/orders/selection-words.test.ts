import { describe, expect, it } from "vitest";
import { selectionWords } from "./selection-words";

describe("the words of a selection", () => {
  it("has none while nothing is selected", () => {
    expect(selectionWords({})).toBeNull();
  });

  it("adds up what is outstanding in each currency, and never across them", () => {
    const words = selectionWords({
      "ZUID-1": { currency: "EUR", outstanding: 3_000 },
      "ZUID-2": { currency: "CHF", outstanding: 2_000 },
      "ZUID-3": { currency: "EUR", outstanding: 1_050 },
      "ZUID-4": { currency: "JPY", outstanding: 0 },
    });
    expect(words).toEqual({ count: "4 selected", sum: "CHF 20.00, EUR 40.50 outstanding" });
  });

  it("says that nothing is outstanding rather than nothing at all", () => {
    expect(selectionWords({ "ZUID-1": { currency: "EUR", outstanding: 0 } })?.sum).toBe(
      "nothing outstanding",
    );
  });
});
