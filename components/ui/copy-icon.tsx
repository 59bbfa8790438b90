"use client";
import { Check, Copy } from "lucide-react";
import { AwakeButton } from "./early-press";
import { useCopied } from "./use-copied";

/** Copies what stands before it; small enough to stand in a line of text. */
export function CopyIcon({ text, label }: { text: string; label: string }) {
  const { isCopied, copy } = useCopied(text);
  const Icon = isCopied ? Check : Copy;
  return (
    <AwakeButton
      title={label}
      onClick={copy}
      className="inline-flex size-6 items-center justify-center rounded-control align-middle text-quiet hover:bg-hover hover:text-ink"
    >
      <Icon size={14} strokeWidth={1.5} aria-hidden />
      <span aria-live="polite" className="sr-only">
        {isCopied ? "Copied" : label}
      </span>
    </AwakeButton>
  );
}
