"use client";
import { X } from "lucide-react";
import { useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { actLooks, showActMessage, useActMessage } from "@/components/ui/act-message";

/**
 * Where the order stands. After an act the outcome stands in place of the card, with what follows and at most one
 * button, in sight wherever the page was scrolled to; a pop-up that stays open says it itself.
 */
export function OutcomeOrCard({ follows, step, children }: OutcomeProps) {
  const isCovered = useSearchParams().has("popup");
  const last = useActMessage();
  const said = isCovered ? null : last;
  const { Icon, ground, edge, ink } = actLooks[said?.tone ?? "done"];
  return (
    <>
      <div
        className={
          said
            ? `sticky top-[calc(var(--below-bar,0px)+0.5rem)] z-20 mt-4 flex flex-wrap items-center gap-x-6 gap-y-2 rounded-panel border px-4 py-3 ${edge} ${ground}`
            : "sr-only"
        }
      >
        <div className="flex min-w-0 flex-1 basis-64 gap-3">
          {said ? (
            <Icon size={20} strokeWidth={1.5} aria-hidden className={`mt-0.5 shrink-0 ${ink}`} />
          ) : null}
          <div className="min-w-0">
            <p role="status" className="text-15 font-semibold break-words">
              {said?.text}
            </p>
            {said ? <p className="max-w-[90ch] text-13 text-pretty">{follows}</p> : null}
          </div>
        </div>
        {said ? (
          <>
            <div className="max-sm:hidden">{step}</div>
            <button
              type="button"
              aria-label="Close the message"
              onClick={() => showActMessage(null)}
              className="inline-flex size-8 items-center justify-center rounded-control text-quiet hover:text-ink"
            >
              <X size={16} strokeWidth={1.5} aria-hidden />
            </button>
          </>
        ) : null}
      </div>
      {said ? null : children}
    </>
  );
}

type OutcomeProps = {
  /** How the order stands after it, and what comes next. */
  follows: string;
  step: ReactNode;
  children: ReactNode;
};
