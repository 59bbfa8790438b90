import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { holderOf, lockInstance } from "@/lib/start/instance-lock";

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), "tenor-lock-"));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

test("one holds it, the next is told who, and after a release it is free", () => {
  const lock = lockInstance(dataDir);
  expect(lockInstance(dataDir)).toEqual({ heldBy: process.pid });
  if ("release" in lock) lock.release();
  expect(holderOf(dataDir)).toBeUndefined();
  expect(lockInstance(dataDir)).toHaveProperty("release");
});

test.each([
  ["a process that is gone", JSON.stringify({ pid: 2 ** 22 - 3, startedAt: "1" })],
  ["another process that got the same number", JSON.stringify({ pid: process.pid, startedAt: "1" })],
  ["a file that was not written whole", "{"],
])("%s does not hold it", (_who, content) => {
  writeFileSync(path.join(dataDir, "running.json"), content);
  expect(lockInstance(dataDir)).toHaveProperty("release");
});
