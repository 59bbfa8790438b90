"use client";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import type { NeedRowText } from "./need-row";

/** The order whose panel is open, as the address has it: a link to it shows it, and going back closes it. */
export function useOpenOrder(rows: readonly NeedRowText[]) {
  const asked = Number(useSearchParams().get("open"));
  const [isToConfirm, setToConfirm] = useState(false);
  const zuid = rows.some((row) => row.zuid === asked) ? asked : null;
  const go = (next: number | null, isReplaced: boolean) => {
    const address = new URL(window.location.href);
    if (next === null) address.searchParams.delete("open");
    else address.searchParams.set("open", String(next));
    window.history[isReplaced ? "replaceState" : "pushState"](null, "", address);
  };
  return {
    /** As the address has it, also when it is not on the page. */
    asked,
    zuid,
    /** The button that confirms gets the focus as soon as it is there. */
    isToConfirm,
    open: (next: number, how: { replace?: boolean; isToConfirm?: boolean } = {}) => {
      setToConfirm(how.isToConfirm ?? false);
      go(next, how.replace ?? zuid !== null);
    },
    close: () => go(null, true),
  };
}
