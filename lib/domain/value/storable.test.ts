import fc from "fast-check";
import { expect, it } from "vitest";
import { isStorable, storable } from "./storable";

it("leaves what PostgreSQL can hold as it is", () => {
  for (const text of ["", "Müller 🙂", '{"a":"\\\\u0000 is written so"}', "about \\u0000", '{"a":1.50}']) {
    expect(storable(text)).toBe(text);
  }
});

it("replaces NUL and halves of a character, in texts and in JSON", () => {
  expect(storable("a\0b\ud800c\udc00")).toBe("a\ufffdb\ufffdc\ufffd");
  const json = JSON.stringify({ "n\0": ["a\0", { deep: "\ud83d" }], whole: "🙂", number: 7 });
  expect(JSON.parse(storable(json))).toEqual({
    "n\ufffd": ["a\ufffd", { deep: "\ufffd" }],
    whole: "🙂",
    number: 7,
  });
});

it("leaves no such character in any text or JSON", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.jsonValue({ stringUnit: "binary" }), (text, value) => {
      expect(isStorable(storable(text))).toBe(true);
      expect(storable(JSON.stringify(value))).not.toMatch(/(?<!\\)(\\\\)*\\u0000/);
    }),
  );
});
