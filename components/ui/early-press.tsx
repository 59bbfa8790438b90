"use client";
import { type ButtonHTMLAttributes, type RefObject, useEffect, useRef } from "react";

/**
 * A page can be seen and pressed before its code is there. Links and forms work by then; a button that only code
 * answers does not. It is drawn asleep, and a press on it is kept and given to it when it wakes.
 */
export function useAwake<Target extends HTMLElement>(): { ref: RefObject<Target | null>; "data-asleep": "" } {
  const ref = useRef<Target>(null);
  useEffect(() => {
    ref.current?.removeAttribute("data-asleep");
    ref.current?.dispatchEvent(new Event("awake", { bubbles: true }));
  }, []);
  return { ref, "data-asleep": "" };
}

/** A button that only code answers. */
export function AwakeButton(props: Omit<ButtonHTMLAttributes<HTMLButtonElement>, "type">) {
  return <button {...useAwake<HTMLButtonElement>()} {...props} type="button" />;
}

/** Keeps the last press on a button that is asleep. Stands first in the document. */
export function EarlyPress({ nonce }: { nonce: string | undefined }) {
  return (
    <script
      nonce={nonce}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours
      dangerouslySetInnerHTML={{ __html: keepPresses }}
    />
  );
}

/** Runs before anything else of the page, and so can use nothing from outside. */
const keepPresses = `(() => {
  let kept = null;
  document.addEventListener("click", (event) => {
    const pressed = event.target.closest && event.target.closest("[data-asleep]");
    if (!pressed) return;
    event.preventDefault();
    event.stopPropagation();
    kept = { pressed, detail: event.detail };
  }, true);
  document.addEventListener("awake", (event) => {
    if (!kept || kept.pressed !== event.target) return;
    const { pressed, detail } = kept;
    kept = null;
    pressed.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, detail }));
  });
})()`;
