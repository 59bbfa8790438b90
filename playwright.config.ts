import { defineConfig } from "@playwright/test";
import { chromiumExecutable } from "@/e2e/support/chromium";

const { executablePath, args, env } = await chromiumExecutable();

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  globalSetup: "./e2e/support/set-up.ts",
  outputDir: "test-results",
  // A file shares one stack and one database, so its tests run in order; files run beside each other.
  fullyParallel: false,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    locale: "en-GB",
    timezoneId: "Europe/London",
    trace: "retain-on-failure",
    launchOptions: { executablePath, args, env: { ...inherited(), ...env } },
  },
  projects: [
    { name: "desktop", use: { viewport: { width: 1440, height: 900 } } },
    {
      name: "phone",
      // What an agent does all day is done on the way, too.
      testMatch: [
        "**/morning.spec.ts",
        "**/failed-orders.spec.ts",
        "**/suspended-instalment.spec.ts",
        "**/manage-orders.spec.ts",
      ],
      use: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
    },
  ],
});

function inherited(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
}
