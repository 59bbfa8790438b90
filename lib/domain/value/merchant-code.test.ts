import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { isMerchantCode, reservedWords } from "./merchant-code";

it.each(["nordlicht", "shop1", "a1", "x".repeat(20)])("%s is a merchant's code", (code) => {
  expect(isMerchantCode(code)).toBe(true);
});

it.each(["", "a", "x".repeat(21), "Shop", "a-b", "ä1", "shop1\u0000", "sign-in", ...reservedWords])(
  "%s is none",
  (code) => {
    expect(isMerchantCode(code)).toBe(false);
  },
);

it("leaves every address of the product that names no merchant to the product", () => {
  const app = path.resolve(import.meta.dirname, "../../../app");
  const first = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => (name.startsWith("(") ? first(path.join(folder, name)) : [name]));
  const taken = first(app).filter((name) => !name.startsWith("["));
  expect(taken).toContain("pay");
  expect(taken.filter(isMerchantCode)).toEqual([]);
});
