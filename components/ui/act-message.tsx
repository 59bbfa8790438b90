"use client";
import { CircleAlert, CircleCheck, Clock, type LucideIcon, SkipForward, TriangleAlert } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useSyncExternalStore } from "react";
import type { ActResult, ActTone } from "@/lib/domain/words/act-result";

/** What the last act came to, where the eye is: in the pop-up that stays open, or on the page. */
export function ActMessage() {
  const said = useSyncExternalStore(
    subscribe,
    () => last,
    () => null,
  );
  const { Icon, ground, ink } = looks[said?.tone ?? "done"];
  return (
    <p
      role="status"
      className={
        said ? `mb-4 flex items-start gap-2 rounded-control px-3 py-2 text-15 text-ink ${ground}` : "sr-only"
      }
    >
      {said ? (
        <>
          <Icon size={16} strokeWidth={1.5} aria-hidden className={`mt-1 shrink-0 ${ink}`} />
          <span className="min-w-0 break-words">{said.text}</span>
        </>
      ) : null}
    </p>
  );
}

/** The same on a page, unless a pop-up lies on it: in sight wherever the page was scrolled to when the act was made. */
export function ActMessageOnPage() {
  if (useSearchParams().has("popup")) return null;
  return (
    <div className="sticky top-[calc(var(--below-bar,0px)+0.5rem)] z-30">
      <ActMessage />
    </div>
  );
}

/** Says what an act came to; null takes it back. */
export function showActMessage(outcome: ActResult | null): void {
  last = outcome;
  for (const listener of listeners) listener();
}

let last: ActResult | null = null;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const looks: Record<ActTone, { Icon: LucideIcon; ground: string; ink: string }> = {
  done: { Icon: CircleCheck, ground: "bg-sunken", ink: "text-quiet" },
  collected: { Icon: CircleCheck, ground: "bg-tint-green", ink: "text-green" },
  given_up: { Icon: SkipForward, ground: "bg-sunken", ink: "text-slate" },
  waits: { Icon: Clock, ground: "bg-tint-orange", ink: "text-orange" },
  soft_declined: { Icon: TriangleAlert, ground: "bg-tint-orange", ink: "text-orange" },
  hard_declined: { Icon: CircleAlert, ground: "bg-tint-red", ink: "text-red" },
};
