import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { allCode, type Source } from "./testing-sources";

/*
 * One meaning for a name. `docs/glossary.md` lists the words of the code; these tests hold the code to it, and it to
 * the code.
 */

const glossary = readFileSync(path.resolve(import.meta.dirname, "../docs/glossary.md"), "utf8");
const code = allCode().filter(({ file }) => !/\.(test|spec)\.tsx?$/.test(file));
const exports = code.flatMap(exportsOf);

/** Read by Next, PostCSS, Playwright or Vitest, not by our code. */
const readByFrameworks = ["GET", "POST", "metadata", "generateMetadata", "viewport", "dynamic", "config"];
/** The one server action of commands, and in a history of the tests one step of it. */
const saidTwice = ["act"];
const runners = /^(instrumentation|proxy)\.ts$|^bench\/mutants\//;

type Export = { name: string; file: string; isType: boolean };

describe("exported names", () => {
  it("are exported once each", () => {
    const named = exports.filter(
      ({ name, file }) => !isShown(file) && !isForFrameworks({ name, file }) && !saidTwice.includes(name),
    );
    expect(repeated(named)).toEqual([]);
  });

  it("of types are declared once in the domain, also where they are not exported", () => {
    const domain = code.filter(({ file }) => file.startsWith("lib/domain/")).flatMap(typesOf);
    const exported = new Set(exports.filter(({ isType }) => isType).map(({ name }) => name));
    expect(repeated(domain.filter(({ name }) => exported.has(name)))).toEqual([]);
  });

  it("of functions and constants are used by another file", () => {
    const filesWith = new Map<string, number>();
    for (const { text } of allCode())
      for (const word of new Set(text.match(/\w+/g))) filesWith.set(word, (filesWith.get(word) ?? 0) + 1);
    const unused = exports.filter(
      ({ name, file, isType }) =>
        !isType && !isForFrameworks({ name, file }) && (filesWith.get(name) ?? 0) < 2,
    );
    expect(unused.map(({ name, file }) => `${file} exports ${name} for nobody`)).toEqual([]);
  });

  it("have no word that the glossary has retired", () => {
    const retired = retiredWords();
    expect(retired.length).toBeGreaterThan(10);
    const wrong = exports.filter(({ name }) => wordsOf(name).some((word) => retired.includes(word)));
    expect(wrong.map(({ name, file }) => `${file}: ${name}`)).toEqual([]);
  });

  it.each<[string, Source[], string]>([
    [
      "stand for two things",
      [planted("a.ts", "type Outcome = 1"), planted("b.ts", "type Outcome = 2")],
      "Outcome",
    ],
    [
      "are a type and a function",
      [planted("a.ts", "type sum = 1"), planted("b.ts", "function sum() {}")],
      "sum",
    ],
  ])("are found where they %s", (_, sources, name) => {
    expect(repeated(sources.flatMap(exportsOf))).toEqual([`${name}: lib/a.ts, lib/b.ts`]);
  });
});

describe("the glossary", () => {
  const [listed = ""] = glossary.split("## Stored spellings");
  const words = wordsIn(listed);

  it("has words that are exported, and each is one thing", () => {
    expect(words.length).toBeGreaterThan(60);
    const kinds = words.map((word) => ({
      word,
      files: exports.filter(({ name, file }) => name === word && !isShown(file)).length,
    }));
    expect(kinds.filter(({ files }) => files !== 1)).toEqual([]);
  });

  it("has each word once, in the order of the alphabet within its table", () => {
    expect(words).toEqual([...new Set(words)]);
    for (const table of listed.split(/^## /m))
      expect(wordsIn(table)).toEqual(wordsIn(table).sort((a, b) => a.localeCompare(b, "en")));
  });

  it("holds every type that an order is made of", () => {
    const files = ["order/order.ts", "order/billing-event.ts", "rules/command.ts"];
    const types = exports.filter(
      ({ file, isType }) => isType && files.some((one) => file === `lib/domain/${one}`),
    );
    const known = new Set(words);
    expect(types.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
  });
});

function wordsIn(table: string): string[] {
  return [...table.matchAll(/^\| `(\w+)` +\| /gm)].map(([, name = ""]) => name);
}

function exportsOf({ file, text }: Source): Export[] {
  const found = text.matchAll(
    /^export (?:declare )?(?:async )?(function\*?|const|let|class|type|interface|enum) (\w+)/gm,
  );
  const all = [...found].map(([, kind = "", name = ""]) => ({ name, file, isType: isTypeKind(kind) }));
  // A schema and the type that is inferred from it share a name, and are one thing.
  return all.filter(({ name }, i) => all.findIndex((other) => other.name === name) === i);
}

function typesOf({ file, text }: Source): { name: string; file: string }[] {
  return [...text.matchAll(/^(?:export )?(?:type|interface|class) (\w+)/gm)].map(([, name = ""]) => ({
    name,
    file,
  }));
}

function isTypeKind(kind: string): boolean {
  return kind === "type" || kind === "interface";
}

function repeated(names: readonly { name: string; file: string }[]): string[] {
  return [...Map.groupBy(names, ({ name }) => name)]
    .filter(([, files]) => files.length > 1)
    .map(([name, files]) => `${name}: ${files.map(({ file }) => file).join(", ")}`);
}

/** Components are named after what they show. */
function isShown(file: string): boolean {
  return file.endsWith(".tsx");
}

function isForFrameworks({ name, file }: { name: string; file: string }): boolean {
  return readByFrameworks.includes(name) || runners.test(file);
}

function retiredWords(): string[] {
  const table = glossary.split("## Retired words")[1] ?? "";
  return [...table.matchAll(/^\| ([a-z]+) +\|/gm)]
    .map(([, word = ""]) => word)
    .filter((word) => word !== "word");
}

/** "giveUpAfter" is give, up and after; SCREAMING_CASE likewise. */
function wordsOf(name: string): string[] {
  return name.split(/(?=[A-Z][a-z])|_/).map((word) => word.toLowerCase());
}

function planted(file: string, text: string): Source {
  return { file: `lib/${file}`, text: `export ${text}` };
}
