import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isInstalled } from "@/lib/start/bootstrap.mjs";

let root: string;

const wanted = {
  "": { name: "it" },
  "node_modules/one": { version: "1.0.0" },
  "node_modules/elsewhere": { version: "1.0.0", optional: true },
};

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "tenor-install-"));
  mkdirSync(path.join(root, "node_modules/node/bin"), { recursive: true });
  writeFileSync(path.join(root, "node_modules/node/bin/node"), "");
  lock("package-lock.json", wanted);
});
afterEach(() => rmSync(root, { recursive: true }));

function lock(file: string, packages: object): void {
  writeFileSync(path.join(root, file), JSON.stringify({ packages }));
}

test("nothing installed is not installed", () => {
  expect(isInstalled(root)).toBe(false);
});

test("what npm says is there is believed, without packages for other machines", () => {
  lock("node_modules/.package-lock.json", { "node_modules/one": { version: "1.0.0" } });
  expect(isInstalled(root)).toBe(true);
  expect(isInstalled(root)).toBe(true);
});

test("another version wanted is something to install", () => {
  lock("node_modules/.package-lock.json", { "node_modules/one": { version: "1.0.0" } });
  expect(isInstalled(root)).toBe(true);
  lock("package-lock.json", { ...wanted, "node_modules/one": { version: "1.1.0" } });
  expect(isInstalled(root)).toBe(false);
});

test("dependencies without the Node they should bring are not complete", () => {
  lock("node_modules/.package-lock.json", { "node_modules/one": { version: "1.0.0" } });
  rmSync(path.join(root, "node_modules/node/bin/node"));
  expect(isInstalled(root)).toBe(false);
});
