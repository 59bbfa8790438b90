import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";

/**
 * A page as it stands has no error by HTML_CodeSniffer, the engine of pa11y, which judges by rules of its own beside
 * axe: on a desktop and on a phone, light and dark.
 */
export async function expectNothingSniffed(page: Page, name: string): Promise<void> {
  for (const width of [360, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      expect.soft(await sniffed(page), `${name}, ${colorScheme}, ${width} px`).toEqual([]);
    }
  }
}

async function sniffed(page: Page): Promise<string[]> {
  // Through the debugger, not as a tag: the policy of the page allows no script but its own.
  await page.evaluate(engine);
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const { HTMLCS } = globalThis as unknown as { HTMLCS: Engine };
        const told = ({ code, msg, element }: Said) => `${code}: ${element.outerHTML.slice(0, 160)} ${msg}`;
        const errors = () => HTMLCS.getMessages().filter(({ type }) => type === HTMLCS.ERROR);
        HTMLCS.process("WCAG2AA", document, () => resolve(errors().map(told)));
      }),
  );
}

type Engine = {
  ERROR: number;
  process(standard: string, content: Document, done: () => void): void;
  getMessages(): Said[];
};
type Said = { type: number; code: string; msg: string; element: Element };

const path = createRequire(import.meta.url).resolve("@pa11y/html_codesniffer/build/HTMLCS.js");
const engine = readFileSync(path, "utf8");
