import "@fontsource-variable/inter";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { rowsCookie, themeCookie } from "@/components/preference-cookies";

export const metadata: Metadata = {
  title: { default: "Tenor", template: "%s · Tenor" },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

/** The document around every page. Rendered anew for each request: its scripts carry that request's nonce. */
export default async function Document({ children }: { children: ReactNode }) {
  const kept = await cookies();
  const chosen = kept.get(themeCookie)?.value;
  const theme = chosen === "light" || chosen === "dark" ? chosen : undefined;
  const rows = kept.get(rowsCookie)?.value === "compact" ? "compact" : undefined;
  return (
    <html lang="en" data-theme={theme} data-rows={rows}>
      <body className="font-sans">{children}</body>
    </html>
  );
}
