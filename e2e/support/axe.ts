import AxeBuilder from "@axe-core/playwright";
import { expect, type Frame, type Page } from "@playwright/test";

/**
 * A page as it stands, with what is open on it, has nothing that axe objects to: on a desktop and on a phone, light
 * and dark. It is loaded once; only the window and the preference change around it.
 */
export async function expectAccessible(page: Page, name: string, widths = [360, 1440]): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      expect.soft(await objections(page), `${name}, ${colorScheme}, ${width} px`).toEqual([]);
    }
  }
}

async function objections(page: Page): Promise<string[]> {
  const cardFrames = page.frames().filter((frame) => frame.parentFrame() && frame.url().startsWith("http"));
  for (const frame of cardFrames) await showGround(frame);
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ["violations"] })
    .withTags(tags)
    // Card fields stand in a frame of another origin, which the quick way does not look into.
    .setLegacyMode(cardFrames.length === 0)
    // Nobody stays on these: they hand the focus on, round within what is open.
    .exclude("[data-base-ui-focus-guard]")
    // A frame without scripts never answers.
    .exclude('iframe[title="HTML part"]')
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")} ${failureSummary}`),
  );
}

/**
 * A frame without a ground of its own lets the page's show through when both are light or both dark. Axe takes it for
 * white; so the frame is given the ground that is seen.
 */
async function showGround(frame: Frame): Promise<void> {
  const owner = await frame.frameElement();
  const page = await owner.evaluate((element) => {
    let ground = element.parentElement;
    while (ground?.parentElement && getComputedStyle(ground).backgroundColor === "rgba(0, 0, 0, 0)")
      ground = ground.parentElement;
    const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
    return { isDark, colour: ground ? getComputedStyle(ground).backgroundColor : "" };
  });
  await frame.evaluate(({ isDark, colour }) => {
    const isAlike = matchMedia("(prefers-color-scheme: dark)").matches === isDark;
    document.documentElement.style.background = isAlike ? colour : "";
  }, page);
}

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
