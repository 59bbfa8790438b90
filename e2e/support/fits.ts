import { expect, type Page } from "@playwright/test";

/** Nothing of the page is wider than the window. */
export async function expectFits(page: Page): Promise<void> {
  const tooWide = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await tooWide(), `${page.url()} is wider than the window`).toBeLessThanOrEqual(0);
}
