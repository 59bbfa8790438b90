import "./globals.css";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { rowsCookie, themeCookie } from "@/components/preference-cookies";
import { EarlyPress } from "@/components/ui/early-press";
import { latin, latinExtended } from "./typeface";

export const metadata: Metadata = {
  title: { default: "Tenor", template: "%s · Tenor" },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

/** The document around every page. Rendered anew for each request: its scripts carry that request's nonce. */
export default async function Document({ children }: { children: ReactNode }) {
  const [kept, asked] = await Promise.all([cookies(), headers()]);
  const chosen = kept.get(themeCookie)?.value;
  const theme = chosen === "light" || chosen === "dark" ? chosen : undefined;
  const rows = kept.get(rowsCookie)?.value === "compact" ? "compact" : undefined;
  return (
    <html
      lang="en"
      data-theme={theme}
      data-rows={rows}
      className={`${latin.variable} ${latinExtended.variable}`}
    >
      <body className="font-sans">
        <EarlyPress nonce={asked.get("x-nonce") ?? undefined} />
        {children}
      </body>
    </html>
  );
}
