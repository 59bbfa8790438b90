import { type Browser, type BrowserContext, chromium } from "@playwright/test";
import { chromiumExecutable } from "@/e2e/support/chromium";
import { STAFF } from "./many-orders-installed";

export type AtPages = { browser: Browser; context: BrowserContext; cookie: string };

/** Signs in at the installation's pages as its one user; the cookie serves clients that are no browser. */
export async function asStaff<T>(url: string, work: (one: AtPages) => Promise<T>): Promise<T> {
  const { executablePath, args, env } = await chromiumExecutable();
  const browser = await chromium.launch({ executablePath, args, env: { ...process.env, ...env } as never });
  try {
    const context = await browser.newContext({ baseURL: url });
    const page = await context.newPage();
    await page.goto("/sign-in");
    await page.getByLabel("E-mail").fill(STAFF.email);
    await page.getByLabel("Password").fill(STAFF.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(/\/northwind/);
    await page.close();
    const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
    return await work({ browser, context, cookie });
  } finally {
    await browser.close();
  }
}
