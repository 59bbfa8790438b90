"use client";
import { Check, Copy } from "lucide-react";
import { buttonClass } from "./button-class";
import { AwakeButton } from "./early-press";
import { useCopied } from "./use-copied";

/** Copies a text to the clipboard, and says for a moment that it did. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const { isCopied, copy } = useCopied(text);
  const Icon = isCopied ? Check : Copy;
  return (
    <AwakeButton onClick={copy} className={buttonClass.plain}>
      <Icon size={16} strokeWidth={1.5} aria-hidden />
      <span aria-live="polite">{isCopied ? "Copied" : label}</span>
    </AwakeButton>
  );
}
