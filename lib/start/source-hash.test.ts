import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isBuilt } from "@/lib/start/build";
import { sourceHash } from "@/lib/start/source-hash";

let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "tenor-sources-"));
  write("app/page.tsx", "one");
});
afterEach(() => rmSync(root, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

test.each([
  ["a changed page", "app/page.tsx", "two"],
  ["a new rule", "lib/domain/rules/rule.ts", "export {}"],
  ["other dependencies", "package-lock.json", "{}"],
])("%s makes another hash", (_what, file, text) => {
  const before = sourceHash(root);
  write(file, text);
  expect(sourceHash(root)).not.toBe(before);
});

test.each([
  ["a test", "lib/domain/rule.test.ts"],
  ["a migration", "db/migrations/0001.sql"],
  ["a document", "docs/scaling.md"],
])("%s does not", (_what, file) => {
  const before = sourceHash(root);
  write(file, "something");
  expect(sourceHash(root)).toBe(before);
});

test("a file that moved is a change", () => {
  const before = sourceHash(root);
  rmSync(path.join(root, "app/page.tsx"));
  write("app/other/page.tsx", "one");
  expect(sourceHash(root)).not.toBe(before);
});

test("a build is good for the sources it was made of, and only when it was finished", () => {
  expect(isBuilt(root)).toBe(false);
  write(".next/source-hash", sourceHash(root));
  expect(isBuilt(root)).toBe(false);
  write(".next/BUILD_ID", "x");
  expect(isBuilt(root)).toBe(true);
  write("app/page.tsx", "two");
  expect(isBuilt(root)).toBe(false);
});
