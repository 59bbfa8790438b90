import { describe, expect, it } from "vitest";
import { allThatMatch } from "./selection";
import { selectionWords } from "./selection-words";

describe("the words of a selection", () => {
  it("has none while nothing is selected", () => {
    expect(selectionWords({}, 9)).toBeNull();
  });

  it("adds up what is outstanding in each currency, and never across them", () => {
    const words = selectionWords(
      {
        "ZUID-1": { currency: "EUR", outstanding: 3_000 },
        "ZUID-2": { currency: "CHF", outstanding: 2_000 },
        "ZUID-3": { currency: "EUR", outstanding: 1_050 },
        "ZUID-4": { currency: "JPY", outstanding: 0 },
      },
      9,
    );
    expect(words).toEqual({ count: "4 selected", sum: "CHF 20.00, EUR 40.50 outstanding" });
  });

  it("says that nothing is outstanding rather than nothing at all", () => {
    expect(selectionWords({ "ZUID-1": { currency: "EUR", outstanding: 0 } }, 9)?.sum).toBe(
      "nothing outstanding",
    );
  });

  it("counts all that match as the list counts them, and adds nothing up that was not looked at", () => {
    expect(selectionWords(allThatMatch, 1_284)).toEqual({ count: "All 1,284 selected", sum: "" });
  });
});
