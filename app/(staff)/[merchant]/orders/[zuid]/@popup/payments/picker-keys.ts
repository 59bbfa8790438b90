import type { KeyboardEvent } from "react";

/**
 * Keys among the rows: the arrows go up and down, X ticks, and M, R, S, E press Merge, Retry, Skip and Reschedule with
 * what is ticked.
 */
export function pressByKey(event: KeyboardEvent<HTMLElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const place = event.currentTarget;
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
