"use client";
import { useSyncExternalStore } from "react";

/** What the last act came to, in words, where the eye is: in the pop-up that stays open, or on the page. */
export function Outcome() {
  const said = useSyncExternalStore(
    subscribe,
    () => last,
    () => "",
  );
  return (
    <p
      role="status"
      className={said ? "mb-4 rounded-control bg-sunken px-3 py-2 text-13 text-ink" : "sr-only"}
    >
      {said}
    </p>
  );
}

/** Says what an act came to; the empty text takes it back. */
export function say(text: string): void {
  last = text;
  for (const listener of listeners) listener();
}

let last = "";
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
