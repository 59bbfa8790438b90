"use client";
import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";

/** Opens without a script, and closes when a page is chosen, the focus leaves it, or something beside it is pressed. */
export function FoldedPanel({ summary, className, look, panel, children }: FoldedPanelProps) {
  const details = useRef<HTMLDetailsElement>(null);
  const pathname = usePathname();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes it
  useEffect(() => {
    details.current?.removeAttribute("open");
  }, [pathname]);
  useEffect(() => {
    const closeBeside = ({ target }: PointerEvent) => {
      if (target instanceof Node && !details.current?.contains(target))
        details.current?.removeAttribute("open");
    };
    document.addEventListener("pointerdown", closeBeside);
    return () => document.removeEventListener("pointerdown", closeBeside);
  }, []);
  return (
    <details
      ref={details}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (relatedTarget && !currentTarget.contains(relatedTarget)) currentTarget.open = false;
      }}
      onKeyDown={({ key, currentTarget }) => {
        if (key !== "Escape" || !currentTarget.open) return;
        currentTarget.open = false;
        currentTarget.querySelector("summary")?.focus();
      }}
      className={className}
    >
      <summary className={look}>{summary}</summary>
      <div className={panel}>{children}</div>
    </details>
  );
}

type FoldedPanelProps = {
  summary: ReactNode;
  className: string;
  look: string;
  panel: string;
  children: ReactNode;
};
