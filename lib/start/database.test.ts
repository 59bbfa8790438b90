import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { oldestVersion } from "@/lib/start/database";

it("asks for the PostgreSQL that the README names", () => {
  expect(readFileSync("README.md", "utf8")).toContain(`PostgreSQL ${oldestVersion} or later`);
});
