import { test as base } from "@playwright/test";
import { Stack } from "@/e2e/support/stack";

export { expect } from "@playwright/test";

/** Playwright's test, in which the product of the spec file at hand runs and relative addresses lead to it. */
export const test = base.extend<{ stack: Stack }, { stackOfFile: (file: string) => Promise<Stack> }>({
  stackOfFile: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
    async ({}, use) => {
      let current: { file: string; stack: Stack } | undefined;
      await use(async (file) => {
        if (current?.file !== file) {
          await current?.stack.stop();
          current = { file, stack: await Stack.boot() };
        }
        return current.stack;
      });
      await current?.stack.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  stack: [
    async ({ stackOfFile }, use, testInfo) => {
      const stack = await stackOfFile(testInfo.file);
      await use(stack);
      if (testInfo.status === testInfo.expectedStatus) return;
      for (const { name, text } of stack.lastWords()) {
        await testInfo.attach(`${name}.log`, { body: text, contentType: "text/plain" });
      }
    },
    { timeout: 60_000 },
  ],
  baseURL: async ({ stack }, use) => use(stack.baseURL),
});
