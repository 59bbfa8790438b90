import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "");
const outside = ["**/node_modules/**", "**/.next/**", "**/.data/**", "test-results/**", "e2e/**"];

export default defineConfig({
  resolve: { alias: { "@": root } },
  test: {
    setupFiles: ["./vitest.dates.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          // It asks for next/server without its ending, which only a bundler finds.
          server: { deps: { inline: ["next-auth"] } },
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...outside, "**/*.db.test.ts"],
          // What is left hanging ends. How long a test may take on a busy machine says nothing about the product.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          // The stories once more, with the codes of the tests' own gateway.
          name: "unit at kassa",
          include: ["lib/domain/lived/stories*.test.ts"],
          setupFiles: ["./vitest.dates.ts", "./lib/domain/lived/testing-at-kassa.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: ["**/*.db.test.ts"],
          exclude: outside,
          pool: "forks",
          globalSetup: ["./db/testing-setup.ts"],
          setupFiles: ["./vitest.dates.ts", "./db/testing-statements.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
