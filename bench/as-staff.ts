import { type Browser, type BrowserContext, chromium } from "@playwright/test";
import { memberships, users } from "@/db/schema/users";
import { chromiumExecutable } from "@/e2e/support/chromium";
import { hashPassword } from "@/lib/auth/password";
import type { Installation } from "./installation";

const SAM = { email: "sam@northwind.example", password: "a-password-for-benches" };

/** Hires the administrator who looks at pages. */
export async function hire({ hiring }: Pick<Installation, "hiring">, merchantId: number): Promise<void> {
  const [user] = await hiring
    .insert(users)
    .values({ email: SAM.email, name: "Sam", passwordHash: await hashPassword(SAM.password) })
    .returning({ id: users.id });
  if (!user) throw new Error("nobody was hired");
  await hiring.insert(memberships).values({ merchantId, userId: user.id, role: "admin" });
}

export type AtPages = { browser: Browser; context: BrowserContext; cookie: string };

/** Signs in at the installation's pages as its one user; the cookie serves clients that are no browser. */
export async function asStaff<T>(url: string, work: (one: AtPages) => Promise<T>): Promise<T> {
  const { executablePath, args, env } = await chromiumExecutable();
  const browser = await chromium.launch({ executablePath, args, env: { ...process.env, ...env } as never });
  try {
    const context = await browser.newContext({ baseURL: url });
    const page = await context.newPage();
    await page.goto("/sign-in");
    await page.getByLabel("E-mail").fill(SAM.email);
    await page.getByLabel("Password").fill(SAM.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(({ pathname }) => pathname !== "/sign-in");
    await page.close();
    const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
    return await work({ browser, context, cookie });
  } finally {
    await browser.close();
  }
}
