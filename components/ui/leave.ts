"use client";
import { useRouter } from "next/navigation";

/**
 * Leads from a pop-up to the page that it lies on: back to it where it is what was looked at before, so that it stands
 * once in the browser's history and the next press of Back leaves it; else in the pop-up's place. Resolves when the
 * browser has gone.
 */
export function useLeave(): (to: string) => Promise<void> {
  const router = useRouter();
  return async (to) => {
    if (!cameFrom(to)) return router.replace(to, { scroll: false });
    const gone = new Promise((resolve) => window.addEventListener("popstate", resolve, { once: true }));
    router.back();
    await gone;
  };
}

/** Asked of the browser; one that cannot say is taken not to have been there. */
function cameFrom(address: string): boolean {
  const { navigation } = window as { navigation?: BrowserHistory };
  const here = navigation?.currentEntry?.index ?? 0;
  const before = navigation?.entries()[here - 1];
  // Another document would be loaded anew, and what the act came to would be lost with this one.
  return before?.sameDocument === true && before.url === new URL(address, window.location.origin).href;
}

type BrowserHistory = {
  currentEntry: { index: number } | null;
  entries(): { url: string | null; sameDocument: boolean }[];
};
