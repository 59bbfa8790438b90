import type { Page } from "@playwright/test";
import { press } from "./press";

/** Opens what the chip in the top bar says of the sandbox: its clock, its mailbox and its cards. */
export async function openSandbox(page: Page): Promise<void> {
  await press(page.getByRole("region", { name: "Sandbox" }).locator("summary"));
}
