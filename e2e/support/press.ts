import type { Locator } from "@playwright/test";

/** Presses as the device at hand does: with a finger where there is a touch screen, else with the mouse. */
export async function press(target: Locator): Promise<void> {
  const isTouched = await target.page().evaluate(() => navigator.maxTouchPoints > 0);
  await (isTouched ? target.tap() : target.click());
}
