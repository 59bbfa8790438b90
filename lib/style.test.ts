import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

/** No text uses a word that docs/style.md has a better one for: of screens, mails, logs, refusals, commands and docs. */
const root = path.resolve(import.meta.dirname, "..");
const banned = readFileSync(path.join(root, "docs/style.md"), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("|") && !/^\| (-|Write )/.test(line))
  .flatMap((line) => (line.split("|")[2] ?? "").split(","))
  .map((word) => word.trim())
  .filter(Boolean);

/** What tests say, and what the bank's stand-in says as a bank does. */
const isNotOurs = /\.test\.tsx?$|\/lived\/|testing|sandbox\/results\.ts$/;

it("the table of words is read", () => {
  expect(banned).toContain("by itself");
  expect(banned.length).toBeGreaterThan(25);
});

it("no text uses a word that has a better one", () => {
  const files = globSync(
    ["{app,components,lib,db,demo}/**/*.{ts,tsx,mjs}", "README.md", "docs/{decisions,scaling}.md"],
    {
      cwd: root,
    },
  ).filter((file) => !isNotOurs.test(file));
  expect(files.length).toBeGreaterThan(200);
  const found = files.flatMap((file) => {
    const text = readFileSync(path.join(root, file), "utf8");
    return usedIn(file.endsWith(".md") ? [text] : textsIn(text)).map((use) => `${file}: ${use}`);
  });
  expect(found).toEqual([]);
});

it.each([
  ['throw new Error("It is tried by itself.")', ["by itself"]],
  ["<p>\n  Somebody has\n  sent it.\n</p>", ["somebody"]],
  ["say(`he was\n told`)", ["was told"]],
  ['/** Tried by itself. */ // nobody\nconst nobody = "nobody"; // anew', []],
  ['const url = "https://x.example/anew"', []],
])("reads the texts of a program and nothing else of it: %s", (program, uses) => {
  expect(usedIn(textsIn(program))).toEqual(uses);
});

function usedIn(texts: readonly string[]): string[] {
  return texts.flatMap((text) => {
    const plain = text.replaceAll(/\s+/g, " ").toLowerCase();
    return banned.filter((word) => new RegExp(`\\b${word}\\b`).test(plain));
  });
}

/** What stands between quotes or between tags, where it is more than one word. */
function textsIn(program: string): string[] {
  const code = program.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/(^|\s)\/\/[^\n]*/g, "$1");
  const quoted = [...code.matchAll(/"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g)];
  const betweenTags = [...code.matchAll(/[>}]([^<>{}`"=;]*)(?=[<{])/g)];
  return [
    ...quoted.map((match) => match[1] ?? match[2] ?? ""),
    ...betweenTags.map((match) => match[1] ?? ""),
  ].filter((text) => /\S\s+\S/.test(text));
}
