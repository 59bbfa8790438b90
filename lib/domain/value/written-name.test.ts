import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanedName, LONGEST_NAME, writtenName, writtenNameOrNone } from "./written-name";

const real = [
  ...[
    "O'Brien",
    "José",
    "山田太郎",
    "م. علی",
    "X Æ A-12",
    "Q",
    "7",
    "Łukasz Żółć",
    "Đặng Thị Hà",
    "नेहा शर्मा",
  ],
  ...[
    "Müller & Söhne GmbH",
    "<b>Bold</b> Ltd.",
    "Null",
    "Robert'); DROP TABLE",
    "🦊 Fox",
    "👩‍👩‍👧",
    "می‌خواهم",
  ],
  ...["Ke$ha", "Anne-Marie d’Arc", "שָׁלוֹם כהן", "A.B.C.", "C/O Smith, 2nd floor", "!!!"],
];

describe("a name is kept as it was written", () => {
  it.each(real)("%s", (name) => {
    expect(writtenName(name)).toEqual({ name: name.normalize("NFC") });
    expect(cleanedName(name)).toBe(name.normalize("NFC"));
  });

  it("with one form of each letter, single blanks, and nothing at its ends", () => {
    expect(writtenName("  Jose\u0301\u00a0\u3000 Garcı\u0301a\n")).toEqual({ name: "José Garcı\u0301a" });
    expect(writtenName("An\u200bna\ufeff Mül\u00adler")).toEqual({ name: "Anna Müller" });
    expect(writtenName("Jose\u200b\u0301")).toEqual({ name: "José" });
  });

  it("up to its longest, counted as people count", () => {
    expect(writtenName("🦊".repeat(LONGEST_NAME))).toEqual({ name: "🦊".repeat(LONGEST_NAME) });
  });
});

describe("a name is refused in words", () => {
  it.each([
    ...[
      "",
      " ",
      "\t\n",
      "\u00a0\u3000",
      "\u200b",
      "\u200d\u200e",
      "\u3164",
      "\u2800",
      "\u115f\u1160",
      "\ufe0f",
    ],
    ...["\u{e0041}\u{e0042}", "\u00ad", "\u034f", "\u180e"],
  ])("when nothing of it can be seen: %j", (typed) => {
    expect(writtenName(typed)).toEqual({
      wrong: "Enter at least one visible letter, digit or sign.",
    });
  });

  it.each([
    ...[
      "An\0na",
      "An\u0007na",
      "An\nna",
      "An\tna",
      "\u001b[31mAnna",
      "An\u007fna",
      "An\u0085na",
      "An\u009fna",
    ],
    ...["An\u2028na", "An\u2029na", "\u202eannA", "An\u202ana", "Anna\u2066", "\u2069Anna", "An\ud800na"],
  ])("when it does something to the line: %j", (typed) => {
    expect(writtenName(typed)).toMatchObject({ wrong: expect.stringContaining("Enter it without them") });
  });

  it("when it is longer than a line can be", () => {
    expect(writtenName("a".repeat(5_000))).toEqual({
      wrong: "This has 5000 characters. Shorten it to 200 or fewer.",
    });
    expect(writtenName("🦊".repeat(LONGEST_NAME + 1))).toMatchObject({ wrong: expect.any(String) });
  });
});

it("where there may be no name, a blank one is none, and another is held to the same", () => {
  for (const none of ["", " \u00a0", "\u200b"]) expect(writtenNameOrNone(none)).toEqual({ name: "" });
  expect(writtenNameOrNone(" Acme ")).toEqual({ name: "Acme" });
  expect(writtenNameOrNone("\u3164")).toMatchObject({ wrong: expect.any(String) });
});

it("a name that others answer for is cleaned and cut, never refused", () => {
  expect(cleanedName("\u202eJANE\r\nJONES\0")).toBe("JANE JONES");
  expect(cleanedName("a".repeat(5_000))).toBe("a".repeat(LONGEST_NAME));
  expect(cleanedName(`${"a".repeat(LONGEST_NAME - 1)} b`)).toBe("a".repeat(LONGEST_NAME - 1));
  for (const nothing of ["", "\0", "\u3164 \u200b", `${"\u200d".repeat(LONGEST_NAME)}a`])
    expect(cleanedName(nothing)).toBe("");
});

it("what was kept once is kept the same again, and what was cleaned is a name or nothing", () => {
  const text = fc.string({ unit: "binary", maxLength: 260 });
  fc.assert(
    fc.property(text, (typed) => {
      const kept = writtenName(typed);
      if ("name" in kept) expect(writtenName(kept.name)).toEqual(kept);
      const cleaned = cleanedName(typed);
      expect(writtenNameOrNone(cleaned)).toEqual({ name: cleaned });
    }),
  );
});
