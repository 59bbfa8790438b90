import { mkdirSync, statSync } from "node:fs";
import { type Browser, chromium } from "@playwright/test";
import { demoZuid } from "@/demo/cases";
import { chromiumExecutable } from "@/e2e/support/chromium";
import { demoPassword, demoStaff } from "@/lib/auth/demo-staff";

/** Takes the README's pictures from a demo that runs: `node --import tsx docs/pictures.ts http://localhost:3000`. */
const [address = "http://localhost:3000"] = process.argv.slice(2);
const directory = "docs/pictures";
const staff = demoStaff.find(({ email }) => email === "mira@nordlicht.example");
const failed = `/nordlicht/orders/ZUID-${demoZuid("failed_with_overdue")}`;

const shots = [
  { name: "list", path: "/nordlicht/orders", shows: "tbody tr" },
  { name: "summary", path: failed, shows: "main h1" },
  {
    name: "preview",
    path: `${failed}?popup=payments&act=merge&events=2,3,4`,
    shows: "[role=dialog]",
  },
];

const { executablePath, args, env } = await chromiumExecutable();
mkdirSync(directory, { recursive: true });
const browser = await chromium.launch({ executablePath, args, env: { ...inherited(), ...env } });
try {
  for (const colorScheme of ["light", "dark"] as const) await shoot(browser, colorScheme);
} finally {
  await browser.close();
}

async function shoot(browser: Browser, colorScheme: "light" | "dark"): Promise<void> {
  const page = await browser.newPage({
    baseURL: address,
    colorScheme,
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    reducedMotion: "reduce",
  });
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(staff?.email ?? "");
  await page.getByLabel("Password").fill(demoPassword);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/\/nordlicht$/);
  for (const { name, path, shows } of shots) {
    await page.goto(path, { waitUntil: "networkidle", timeout: 60_000 });
    await page.locator(shows).first().waitFor({ timeout: 60_000 });
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    // No one is at the keyboard.
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
    const file = `${directory}/${name}-${colorScheme}.png`;
    await page.screenshot({ path: file, caret: "hide", animations: "disabled" });
    console.log(`${file}: ${Math.round(statSync(file).size / 1000)} kB`);
  }
  await page.close();
}

function inherited(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
}
