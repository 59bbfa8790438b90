"use client";
import { useEffect } from "react";
import { isTyping } from "@/components/ui/is-typing";

/**
 * The keys of the list: j and k lead from row to row, o opens the one that has the focus, e takes the rows as a file.
 * The row itself knows x.
 */
export function useListKeys(exported: string | null): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector("[role=dialog], [role=menu]")) return;
      const rows = [...document.querySelectorAll<HTMLElement>("[data-row-link]")];
      const here = rows.findIndex((link) => link.closest("tr")?.contains(document.activeElement));
      if (event.key === "j") rows[Math.min(here + 1, rows.length - 1)]?.focus();
      else if (event.key === "k") rows[Math.max(here - 1, 0)]?.focus();
      else if (event.key === "o") rows[here]?.click();
      else if (event.key === "e" && exported) window.location.assign(exported);
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [exported]);
}
