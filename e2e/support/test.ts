import path from "node:path";
import { type BrowserContext, test as base, type Page } from "@playwright/test";
import { Office } from "./office";
import { Stack } from "./stack";
import { sweep } from "./sweep";

export { expect } from "@playwright/test";

/**
 * Playwright's test, in which the product of the spec file at hand runs and relative addresses lead to it.
 * What its pages send is kept, and when the file is done everything is swept for card data and secrets.
 */
export const test = base.extend<OfTest, OfWorker>({
  lodging: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
    async ({}, use) => {
      const lodging = new Lodging();
      await use(lodging);
      const finds = await lodging.leave();
      if (finds.length > 0) throw new Error(`The sweep found:\n${finds.join("\n")}`);
    },
    { scope: "worker", timeout: 60_000 },
  ],
  stack: [
    async ({ lodging }, use, testInfo) => {
      const { stack } = await lodging.of(testInfo.file);
      await use(stack);
      if (testInfo.status === testInfo.expectedStatus) return;
      for (const { name, text } of stack.lastWords()) {
        await testInfo.attach(`${name}.log`, { body: text, contentType: "text/plain" });
      }
    },
    { timeout: 60_000 },
  ],
  office: async ({ lodging, stack: _ }, use, testInfo) => use((await lodging.of(testInfo.file)).office),
  otherOffice: async ({ stack, office: _ }, use) => {
    const other = await Office.open(stack, 2);
    await use(other);
    await other.close();
  },
  baseURL: async ({ stack }, use) => use(stack.baseURL),
  context: async ({ context, lodging, stack }, use, testInfo) => {
    const { requests } = await lodging.of(testInfo.file);
    keepRequests(context, stack, requests);
    await use(context);
  },
  customerPage: async ({ browser, lodging, stack }, use, testInfo) => {
    const { requests } = await lodging.of(testInfo.file);
    const context = await browser.newContext({ baseURL: stack.baseURL });
    keepRequests(context, stack, requests);
    await use(await context.newPage());
    await context.close();
  },
});

type OfTest = {
  stack: Stack;
  /** The first merchant of the file, made when it is asked for. */
  office: Office;
  /** Another merchant of the same installation. */
  otherOffice: Office;
  /** A page in another browser, of a customer or a colleague: nobody is signed in there. */
  customerPage: Page;
};

type OfWorker = { lodging: Lodging };

type Guest = { file: string; stack: Stack; office: Office; requests: string[] };

/** The product of one spec file after another. */
class Lodging {
  private guest: Guest | undefined;
  private readonly finds: string[] = [];

  async of(file: string): Promise<Guest> {
    if (this.guest?.file === file) return this.guest;
    await this.checkOut();
    const stack = await Stack.boot();
    this.guest = { file, stack, office: await Office.open(stack), requests: [] };
    return this.guest;
  }

  /** One sentence for each thing that should not have been there. */
  async leave(): Promise<string[]> {
    await this.checkOut();
    return this.finds;
  }

  private async checkOut(): Promise<void> {
    if (!this.guest) return;
    const { file, stack, office, requests } = this.guest;
    this.guest = undefined;
    try {
      const finds = await sweep(stack, requests);
      this.finds.push(...finds.map((find) => `${path.basename(file)}: ${find}`));
    } finally {
      await office.close();
      await stack.stop();
    }
  }
}

/** Of all pages of a browser, frames included. */
function keepRequests(context: BrowserContext, stack: Stack, requests: string[]): void {
  context.on("request", (request) => {
    if (!request.url().startsWith(stack.baseURL)) return;
    requests.push(`${request.method()} ${request.url()}\n${request.postData() ?? ""}`);
  });
}
