"use client";
import { CircleAlert, CircleCheck, Clock, type LucideIcon, SkipForward, TriangleAlert } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useSyncExternalStore } from "react";
import type { ActResult, ActTone } from "@/lib/domain/words/act-result";

/** What the last act came to, where the eye is: in the pop-up that stays open, or on the page. */
export function ActMessage() {
  const said = useActMessage();
  const { Icon, ground, ink } = actLooks[said?.tone ?? "done"];
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

/** What the last act came to; null where none was made, or it was taken back. */
export function useActMessage(): ActResult | null {
  return useSyncExternalStore(
    subscribe,
    () => last,
    () => null,
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

/** Each tone's icon and colours. */
export const actLooks: Record<ActTone, ActLook> = {
  done: { Icon: CircleCheck, ground: "bg-sunken", edge: "border-line", ink: "text-quiet" },
  collected: { Icon: CircleCheck, ground: "bg-tint-green", edge: "border-green/30", ink: "text-green" },
  given_up: { Icon: SkipForward, ground: "bg-sunken", edge: "border-line", ink: "text-slate" },
  waits: { Icon: Clock, ground: "bg-tint-orange", edge: "border-orange/30", ink: "text-orange" },
  soft_declined: { Icon: TriangleAlert, ground: "bg-tint-red", edge: "border-red/30", ink: "text-red" },
  hard_declined: { Icon: CircleAlert, ground: "bg-tint-red", edge: "border-red/30", ink: "text-red" },
};

type ActLook = { Icon: LucideIcon; ground: string; edge: string; ink: string };
