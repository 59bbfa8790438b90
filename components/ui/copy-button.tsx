"use client";
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { buttonClass } from "./button-class";
import { AwakeButton } from "./early-press";

/** Copies a text to the clipboard, and says for a moment that it did. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const Icon = isCopied ? Check : Copy;
  return (
    <AwakeButton
      onClick={async () => {
        await navigator.clipboard.writeText(text);
        setCopied(true);
      }}
      className={buttonClass.plain}
    >
      <Icon size={16} strokeWidth={1.5} aria-hidden />
      <span aria-live="polite">{isCopied ? "Copied" : label}</span>
    </AwakeButton>
  );
}

const SHOWN_MS = 2_000;
