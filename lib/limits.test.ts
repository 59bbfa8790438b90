import path from "node:path";
import { parseSync } from "vite";
import { describe, expect, it } from "vitest";
import { allCode, type Source, sources } from "./testing-sources";

const MOST_LINES_OF_A_FILE = 400;
const MOST_LINES_OF_A_FUNCTION = 70;
const MOST_PARAMETERS = 4;

/** One sentence or one step for each member of a closed union: as long as that is, and to be read one case at a time. */
const oneCaseEach = new Set([
  "lib/domain/order/refusal.ts: explainRefusal",
  "lib/domain/preview/situation-steps.ts: waysOf",
  "lib/domain/rules/evolve.ts: apply",
  "lib/domain/words/describe-entry.ts: describeEntry",
  "lib/domain/words/messages.ts: alertsOf",
]);

describe("the code of the product", () => {
  it(`has no file of more than ${MOST_LINES_OF_A_FILE} lines`, () => {
    const long = sources().filter(({ text }) => linesIn(text) > MOST_LINES_OF_A_FILE);
    expect(long.map(({ file }) => file)).toEqual([]);
  });

  it(`has no function of more than ${MOST_LINES_OF_A_FUNCTION} lines, what is a function in it not counted`, () => {
    const long = sources().flatMap(functionsIn).filter(isLong);
    expect(long.filter(({ name }) => !oneCaseEach.has(name))).toEqual([]);
    for (const name of oneCaseEach)
      expect(long, `${name} is no exception`).toContainEqual(expect.objectContaining({ name }));
  });

  it(`has no function with more than ${MOST_PARAMETERS} arguments by position`, () => {
    expect(
      sources()
        .flatMap(functionsIn)
        .filter(({ parameters }) => parameters > MOST_PARAMETERS),
    ).toEqual([]);
  });

  it("has no circle of imports, nor have its tests, and an import of a type is one", () => {
    expect(circlesIn(allCode())).toEqual([]);
  });
});

describe("a planted fault", () => {
  const planted = (text: string): Source => ({ file: "lib/x.ts", text });

  it("is found: a function that is too long, wherever it stands", () => {
    const body = "  work();\n".repeat(MOST_LINES_OF_A_FUNCTION);
    for (const text of [
      `function one() {\n${body}}`,
      `const one = () => {\n${body}};`,
      `x.map((one) => {\n${body}});`,
    ])
      expect(functionsIn(planted(text)).some(isLong), text.slice(0, 20)).toBe(true);
  });

  it("is not found in a function that only holds others", () => {
    const text = `function maker() {\n  return {\n${"    one() {\n      work();\n    },\n".repeat(30)}  };\n}`;
    expect(functionsIn(planted(text)).some(isLong)).toBe(false);
  });

  it("is found: one argument too many", () => {
    const [found] = functionsIn(planted("export async function ask(a, b, { c }, [d], e = 1) {}"));
    expect(found).toMatchObject({ name: "lib/x.ts: ask", parameters: 5 });
  });

  it("is found: a circle, of types and through others", () => {
    const [a, b, c] = [
      { file: "lib/a.ts", text: 'import type { B } from "./b";' },
      { file: "lib/b.ts", text: 'export { c } from "@/lib/c";' },
      { file: "lib/c.ts", text: 'const a = await import("./a");' },
    ];
    expect(circlesIn([a, b])).toEqual([]);
    expect(circlesIn([a, b, c])).toEqual(["lib/a.ts -> lib/b.ts -> lib/c.ts"]);
  });
});

type Found = { name: string; parameters: number; ownLines: number };
type Node = { type: string; start: number; end: number; [key: string]: unknown };

function isLong({ ownLines }: Found): boolean {
  return ownLines > MOST_LINES_OF_A_FUNCTION;
}

function linesIn(text: string): number {
  return text.split("\n").length - 1;
}

/** Every function of a file with how long it is by itself: what another function within it does is that one's. */
function functionsIn({ file, text }: Source): Found[] {
  const found: Found[] = [];
  const within = (node: unknown, name: string): number => {
    let nested = 0;
    for (const child of childrenOf(node)) {
      const called = nameOf(child) ?? name;
      const inside = within(child, called);
      if (!Array.isArray(child.params) || !child.body) {
        nested += inside;
        continue;
      }
      const lines = linesIn(text.slice(child.start, child.end)) + 1;
      found.push({ name: `${file}: ${called}`, parameters: child.params.length, ownLines: lines - inside });
      nested += lines - 1;
    }
    return nested;
  };
  within(treeOf({ file, text }), "it");
  return found;
}

function nameOf({ id, key }: Node): string | undefined {
  const named = (id ?? key) as { name?: string } | null | undefined;
  return named?.name;
}

function childrenOf(node: unknown): Node[] {
  if (typeof node !== "object" || node === null) return [];
  return Object.values(node).flatMap((value) => (Array.isArray(value) ? value : [value]).filter(isNode));
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Node).type === "string";
}

function treeOf({ file, text }: Source): unknown {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} cannot be read: ${errors[0]?.message}`);
  return program;
}

/** What leads back to itself, each circle once, by its first file. */
function circlesIn(code: readonly Source[]): string[] {
  const files = new Set(code.map(({ file }) => file));
  const imports = new Map(code.map((source) => [source.file, importsOf(source, files)]));
  const open: string[] = [];
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string) => {
    const place = open.indexOf(file);
    if (place >= 0) circles.push(open.slice(place).join(" -> "));
    if (place >= 0 || done.has(file)) return;
    open.push(file);
    for (const next of imports.get(file) ?? []) visit(next);
    open.pop();
    done.add(file);
  };
  for (const file of files) visit(file);
  return circles;
}

function importsOf({ file, text }: Source, files: ReadonlySet<string>): string[] {
  const found: string[] = [];
  const look = (node: unknown) => {
    for (const child of childrenOf(node)) {
      const { value } = (child.source ?? {}) as { value?: unknown };
      if (/^(Import|Export)/.test(child.type) && typeof value === "string") found.push(value);
      look(child);
    }
  };
  look(treeOf({ file, text }));
  return found.flatMap((specifier) => {
    if (!/^(@\/|\.)/.test(specifier)) return [];
    const bare = specifier.startsWith("@/")
      ? specifier.slice(2)
      : path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));
    return [bare, `${bare}.ts`, `${bare}.tsx`].filter((target) => files.has(target));
  });
}
