import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const css = readFileSync(path.join(import.meta.dirname, "globals.css"), "utf8");
const grounds = ["page", "panel", "sunken", "hover", "selected"];
const inks = ["ink", "quiet", "accent", "red", "orange", "yellow", "green", "blue", "slate", "navy"];

test.each(["light", "dark"] as const)("text is read on every ground, %s", (theme) => {
  const weak = grounds.flatMap((ground) =>
    inks.flatMap((ink) => {
      const ratio = contrast(colour(ink, theme), colour(ground, theme));
      return ratio < 4.5 ? [`${ink} on ${ground}: ${ratio.toFixed(2)}`] : [];
    }),
  );
  expect(weak).toEqual([]);
});

test.each(["light", "dark"] as const)("an outcome is read on its own ground, %s", (theme) => {
  for (const meaning of ["red", "green", "orange"]) {
    expect(contrast(colour("ink", theme), colour(`tint-${meaning}`, theme))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour(meaning, theme), colour(`tint-${meaning}`, theme))).toBeGreaterThanOrEqual(3);
  }
});

test.each(["light", "dark"] as const)("what is pressed is read, also under the pointer, %s", (theme) => {
  for (const ground of ["accent", "accent-strong"])
    expect(contrast(colour("on-accent", theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5);
  for (const ground of ["red", "red-strong"])
    expect(contrast(colour("on-red", theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5);
});

test.each(["light", "dark"] as const)("the border of a control is seen, %s", (theme) => {
  for (const ground of ["page", "panel"])
    expect(contrast(colour("line-strong", theme), colour(ground, theme))).toBeGreaterThanOrEqual(3);
});

/** A token as a theme resolves it: "#rrggbb". */
function colour(name: string, theme: "light" | "dark"): string {
  const [, value = ""] = new RegExp(`--color-${name}: ([^;]+);`).exec(css) ?? [];
  const [, other] = /^var\(--color-([\w-]+)\)$/.exec(value) ?? [];
  if (other) return colour(other, theme);
  const [, light = "", dark = ""] = /^light-dark\((#\w{6}), (#\w{6})\)$/.exec(value) ?? [];
  if (!light) throw new Error(`no colour of the name ${name}`);
  return theme === "light" ? light : dark;
}

/** As WCAG 2.2 defines it. */
function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
