import { type RefObject, useEffect, useRef } from "react";
import { isTyping } from "@/components/ui/is-typing";

/**
 * Keys among the rows: the arrows go up and down, X ticks, and M, R, S, E press Merge, Retry, Skip and Reschedule with
 * what is ticked. They work wherever in the pop-up the focus is, which begins at its head. A key that is pressed while
 * it is asked what can be done waits for the answer.
 */
export function usePickerKeys(place: RefObject<HTMLElement | null>, isAsking: boolean): void {
  const asking = useRef(isAsking);
  const early = useRef<string | null>(null);
  useEffect(() => {
    asking.current = isAsking;
    if (isAsking || early.current === null) return;
    if (place.current) pressAct(place.current, early.current);
    early.current = null;
  }, [place, isAsking]);
  useEffect(() => {
    const rows = place.current;
    const popUp = rows?.closest<HTMLElement>("[role=dialog]") ?? rows;
    if (!rows || !popUp) return;
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || isTyping(event.target)) return;
      if (event.key in acts && asking.current) early.current = event.key;
      else pressByKey(rows, event);
    };
    popUp.addEventListener("keydown", listen);
    return () => popUp.removeEventListener("keydown", listen);
  }, [place]);
}

function pressByKey(place: HTMLElement, event: KeyboardEvent): void {
  const boxes = [...place.querySelectorAll<HTMLInputElement>("[data-row]")];
  const at = boxes.findIndex((box) => box === event.target);
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step !== 0) {
    event.preventDefault();
    boxes[at === -1 ? 0 : Math.min(boxes.length - 1, Math.max(0, at + step))]?.focus();
  } else if (event.key === "x" && at !== -1) boxes[at]?.click();
  else pressAct(place, event.key);
}

function pressAct(place: HTMLElement, key: string): void {
  const name = acts[key];
  if (name) place.querySelector<HTMLElement>(`[data-act="${name}"]`)?.click();
}

const acts: Readonly<Record<string, string>> = { m: "Merge", r: "Retry", s: "Skip", e: "Reschedule" };
