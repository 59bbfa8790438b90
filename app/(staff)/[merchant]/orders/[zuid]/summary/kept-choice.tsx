"use client";
import { useRouter } from "next/navigation";
import { useOptimistic, useTransition } from "react";
import { inFull } from "@/components/preference-cookies";

/** A part of the page in short or in full; the browser keeps what was chosen, for every order. */
export function KeptChoice({ label, cookie, short, full, isFull, keptSeconds }: KeptChoiceProps) {
  const router = useRouter();
  const [isGoing, go] = useTransition();
  const [shown, show] = useOptimistic(isFull);
  const choose = (wanted: boolean) =>
    go(async () => {
      show(wanted);
      // biome-ignore lint/suspicious/noDocumentCookie: not every browser has the cookie store
      document.cookie = `${cookie}=${wanted ? inFull : ""}; path=/; max-age=${wanted ? keptSeconds : 0}; samesite=lax`;
      router.refresh();
    });
  return (
    <div role="radiogroup" aria-label={label} aria-busy={isGoing} className="flex text-13 font-medium">
      {[false, true].map((one) => (
        <label
          key={String(one)}
          className={`relative inline-flex h-8 items-center border border-line-strong px-3 whitespace-nowrap first:rounded-l-control last:rounded-r-control last:border-l-0 has-focus-visible:outline-2 has-focus-visible:outline-accent ${shown === one ? "bg-selected text-ink" : "bg-panel text-quiet hover:bg-hover"}`}
        >
          <input
            type="radio"
            name={cookie}
            checked={shown === one}
            onChange={() => choose(one)}
            className="absolute inset-0 size-full cursor-pointer opacity-0"
          />
          {one ? full : short}
        </label>
      ))}
    </div>
  );
}

type KeptChoiceProps = {
  label: string;
  cookie: string;
  short: string;
  full: string;
  isFull: boolean;
  /** How long the browser keeps it. */
  keptSeconds: number;
};
