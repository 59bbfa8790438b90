import { expect, type Locator } from "@playwright/test";

export type Colour = "red" | "orange" | "green" | "blue" | "slate" | "navy" | "quiet";

/** What a person sees: it is drawn in this colour of the theme. */
export async function expectColour(drawing: Locator, colour: Colour): Promise<void> {
  await expect.poll(() => isDrawnIn(drawing, colour), `drawn in ${colour}`).toBe(true);
}

function isDrawnIn(drawing: Locator, colour: Colour): Promise<boolean> {
  return drawing.evaluate((element, name) => {
    const sample = document.createElement("i");
    sample.style.color = `var(--color-${name})`;
    element.parentElement?.append(sample);
    const wanted = getComputedStyle(sample).color;
    sample.remove();
    return getComputedStyle(element).color === wanted;
  }, colour);
}
