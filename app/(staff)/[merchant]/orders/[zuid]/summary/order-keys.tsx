"use client";
import { useEffect } from "react";
import { isTyping } from "@/components/ui/is-typing";
import { useOpenPopUp } from "@/components/ui/opening";

/**
 * Keys that lead to what is done most: P payments, C cards, R retry, E reschedule, N a note, Enter the best step. Only
 * while nothing is typed, no pop-up is open and no other key is held; Enter only while nothing has the focus.
 */
export function OrderKeys({ keys }: { keys: Readonly<Record<string, string>> }) {
  const open = useOpenPopUp();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      if (!isFree(event)) return;
      if (event.key === "n") {
        const note = document.querySelector<HTMLTextAreaElement>(`[data-note] textarea`);
        if (!note) return;
        event.preventDefault();
        note.focus();
        return;
      }
      const href = keys[event.key];
      if (!href) return;
      event.preventDefault();
      open(href);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [keys, open]);
  return null;
}

function isFree({ key, target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (document.querySelector("[role=dialog], [role=menu]")) return false;
  if (key === "Enter") return target === document.body;
  return !isTyping(target);
}
