"use client";
import { Menu } from "@base-ui/react/menu";
import { useEffect, useRef } from "react";
import type { Pressed } from "./menu-button";

/**
 * The trigger of a menu that was fetched: it takes the place of the button that asked for the menu, its focus and its
 * press. Pressed by keyboard, a menu begins with its first item.
 */
export function PressedTrigger({ press, className, children }: Pressed) {
  const trigger = useRef<HTMLButtonElement>(null);
  const isPassedOn = useRef(false);
  useEffect(() => {
    if (isPassedOn.current) return;
    isPassedOn.current = true;
    trigger.current?.focus();
    const detail = press === "pointer" ? 1 : 0;
    trigger.current?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, detail }));
  }, [press]);
  return (
    <Menu.Trigger ref={trigger} className={className}>
      {children}
    </Menu.Trigger>
  );
}
