import { type Browser, chromium } from "@playwright/test";
import { startTestServer } from "@/db/testing";
import { chromiumExecutable } from "@/e2e/support/chromium";
import { Office } from "@/e2e/support/office";
import { Stack } from "@/e2e/support/stack";
import { build, isBuilt } from "@/lib/start/build";

/** The product with a merchant whose clock can be moved, and a browser in front of it. */
export type AtOffice = { browser: Browser; baseURL: string; office: Office };

export async function atAnOffice(work: (place: AtOffice) => Promise<void>): Promise<void> {
  const root = process.cwd();
  if (!isBuilt(root)) await build(root, {}, `${root}/.data/logs/build.log`, new AbortController().signal);
  const server = await startTestServer();
  const stack = await Stack.boot();
  const { executablePath, args, env } = await chromiumExecutable();
  const browser = await chromium.launch({ executablePath, args, env: { ...process.env, ...env } as never });
  try {
    const office = await Office.open(stack);
    await work({ browser, baseURL: stack.baseURL, office });
    await office.close();
  } finally {
    await browser.close();
    await stack.stop();
    await server.stop();
  }
}
