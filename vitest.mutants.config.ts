import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "");

/** The tests that hold the rules: pure, and quick enough, with few random lives, to be run once for every planted fault. */
export default defineConfig({
  resolve: { alias: { "@": root } },
  test: { testTimeout: 60_000, include: ["lib/domain/**/*.test.ts"], isolate: false, env: { LIVES: "2" } },
});
