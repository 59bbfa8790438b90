"use client";
import { useEffect, useRef } from "react";

/** The keys of the list. They work wherever nothing is typed and nothing lies on the page. */
export function useDeskKeys(acts: DeskKeyActs): void {
  const latest = useRef(acts);
  useEffect(() => {
    latest.current = acts;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isBusy(event)) return;
      const act = actOf(event, latest.current);
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}

type DeskKeyActs = {
  move: (by: 1 | -1) => void;
  best: () => unknown;
  look: () => unknown;
  snooze: () => void;
  take: () => void;
  pick: () => unknown;
  close: () => void;
};

function actOf(event: KeyboardEvent, acts: DeskKeyActs): (() => unknown) | null {
  switch (event.key.toLowerCase()) {
    case "j":
      return () => acts.move(1);
    case "k":
      return () => acts.move(-1);
    case "s":
      return acts.snooze;
    case "a":
      return acts.take;
    case "x":
      return acts.pick;
    case "escape":
      return acts.close;
    case "enter":
      return hasOwnPress(event.target) ? null : acts.best;
    case " ":
      return hasOwnPress(event.target) ? null : acts.look;
    default:
      return null;
  }
}

function isBusy({ target }: KeyboardEvent): boolean {
  if (document.querySelector("[role=dialog], [role=menu], [role=listbox]")) return true;
  return (
    target instanceof HTMLElement &&
    target.closest("textarea, select, [contenteditable=true], input:not([type=checkbox], [type=radio])") !==
      null
  );
}

/** A button, link or box is pressed by Enter or the space bar itself. */
function hasOwnPress(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("a, button, input, summary, label") !== null;
}
