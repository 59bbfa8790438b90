import { expect, type Locator, type Page } from "@playwright/test";
import { CVV } from "./sweep";

/** Somebody with a keyboard and no mouse, who has to see what has the focus. */
export class Keyboard {
  constructor(private readonly page: Page) {}

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Goes on with the Tab key until the target has the focus. */
  async tabTo(target: Locator): Promise<void> {
    await expect(target).toBeEnabled();
    for (let presses = 0; presses < mostPresses; presses++) {
      if (await hasFocus(target)) return this.expectFocusSeen();
      await this.press("Tab");
    }
    throw new Error(`The Tab key does not lead to ${target}.`);
  }

  async tabAndPress(target: Locator, key: "Enter" | "Space"): Promise<void> {
    await this.tabTo(target);
    await this.press(key);
  }

  /** Puts a text in the place of what stands in a field. */
  async fill(field: Locator, text: string): Promise<void> {
    await this.tabTo(field);
    await this.press("Control+a");
    await this.type(text);
  }

  /** Opens a menu, which takes the focus and begins with the first item that can be chosen. */
  async open(trigger: Locator, key: "Enter" | "Space" | "ArrowDown" = "Enter"): Promise<void> {
    await this.tabTo(trigger);
    await this.press(key);
    await expect(this.page.getByRole("menu").locator(items).first()).toBeFocused();
  }

  /** Opens a menu and goes down to an item, which is taken. */
  async choose(trigger: Locator, item: Locator): Promise<void> {
    await this.open(trigger);
    for (let presses = 0; presses < mostPresses; presses++) {
      if (await hasFocus(item)) return this.press("Enter");
      await this.press("ArrowDown");
    }
    throw new Error(`The arrow keys do not lead to ${item}.`);
  }

  /** Types a card into the gateway's own fields, which the Tab key leads into, and sends it. */
  async enterCard(place: Page | Locator, number: string): Promise<void> {
    const fields = place.frameLocator('iframe[title="Card details"]');
    const first = fields.getByLabel("Card number");
    await expect(first).toBeVisible();
    for (let presses = 0; presses < mostPresses && !(await hasFocus(first)); presses++)
      await this.press("Tab");
    for (const [label, text] of [
      ["Card number", number],
      ["Expiry date", "1234"],
      ["CVV", CVV],
      ["Card holder", "Jane Jones"],
    ] as const) {
      await expect(fields.getByLabel(label)).toBeFocused();
      await this.type(text);
      await this.press("Tab");
    }
    await expect(fields.getByRole("button").first()).toBeFocused();
    await this.press("Enter");
  }

  /** The Tab key goes round within a dialog, and never out of it. */
  async expectTrapped(dialog: Locator): Promise<void> {
    await expect.poll(() => holdsFocus(dialog)).toBe(true);
    const stops = await dialog.locator("a[href], button:enabled, input:enabled, textarea, select").count();
    for (let presses = 0; presses < stops + 3; presses++) {
      await this.press("Tab");
      await expect.poll(() => holdsFocus(dialog)).toBe(true);
    }
  }

  /** The focus has a visible outline, and nothing covers it. */
  private async expectFocusSeen(): Promise<void> {
    const seen = () =>
      this.page.evaluate(() => {
        const focused = document.activeElement;
        if (!focused) return "nothing has the focus";
        const outlined = [getComputedStyle(focused), getComputedStyle(focused, "::after")].some(
          (style) => style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2,
        );
        const { left, top, width, height } = focused.getBoundingClientRect();
        const there = document.elementFromPoint(left + width / 2, top + height / 2);
        if (!outlined) return `no outline on ${focused.outerHTML}`;
        const covered = !there || !(focused.contains(there) || there.contains(focused) || wraps(there));
        return covered ? `${there?.outerHTML} covers ${focused.outerHTML}` : "";

        function wraps(other: Element): boolean {
          return other.closest("label, tr")?.contains(focused) ?? false;
        }
      });
    await expect.poll(seen).toBe("");
  }
}

const mostPresses = 120;
const items = "[role^=menuitem]:not([aria-disabled=true])";

function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement);
}

function holdsFocus(dialog: Locator): Promise<boolean> {
  return dialog.evaluate((element) => element.contains(document.activeElement));
}
