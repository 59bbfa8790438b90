"use client";
import { RotateCcw } from "lucide-react";
import { PopUpLink } from "@/components/ui/opening";
import type { FollowUpLink } from "./follow-ups-of";

/** Refund, Capture and Reverse of one transaction. */
export function FollowUps({ links }: { links: readonly FollowUpLink[] }) {
  if (links.length === 0) return null;
  return (
    <span className="inline-flex gap-3 whitespace-nowrap max-sm:justify-end">
      {links.map(({ name, href, reason }) =>
        reason === null ? (
          <PopUpLink
            key={name}
            href={href}
            title={name}
            className="inline-flex items-center gap-1 text-accent"
          >
            <Name name={name} />
          </PopUpLink>
        ) : (
          <button
            key={name}
            type="button"
            disabled
            title={reason}
            className="inline-flex items-center gap-1 text-quiet"
          >
            <Name name={name} />
          </button>
        ),
      )}
    </span>
  );
}

function Name({ name }: Pick<FollowUpLink, "name">) {
  if (name !== "Refund") return name;
  return (
    <>
      <RotateCcw size={16} strokeWidth={1.5} aria-hidden />
      <span className="sm:max-[1599px]:sr-only">{name}</span>
    </>
  );
}
