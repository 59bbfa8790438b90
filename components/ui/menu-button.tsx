"use client";
import { type KeyboardEvent, type ReactNode, Suspense, useState } from "react";
import { AwakeButton } from "./early-press";

/**
 * The button of a menu whose code is fetched when somebody reaches for it: most pages are read without. The menu
 * brings the button with it, and comes open.
 */
export function MenuButton({ className, children, fetchMenu, menu }: MenuButtonProps) {
  const [press, setPress] = useState<Press | null>(null);
  const button = (
    <AwakeButton
      aria-haspopup="menu"
      aria-expanded={press !== null}
      className={className}
      onPointerEnter={fetchMenu}
      onFocus={fetchMenu}
      // A click that no pointer made came from Enter or the space bar.
      onClick={(event) => setPress(event.detail === 0 ? "keyboard" : "pointer")}
      onKeyDown={(event) => openByArrow(event, () => setPress("keyboard"))}
    >
      {children}
    </AwakeButton>
  );
  return press ? <Suspense fallback={button}>{menu({ press, className, children })}</Suspense> : button;
}

type MenuButtonProps = {
  className: string;
  children: ReactNode;
  fetchMenu: () => void;
  menu: (pressed: Pressed) => ReactNode;
};

/** The button as it was pressed, for the menu to go on with. */
export type Pressed = { press: Press; className: string; children: ReactNode };

/** What a menu was opened with. */
type Press = "pointer" | "keyboard";

function openByArrow(event: KeyboardEvent, open: () => void): void {
  if (event.key !== "ArrowDown") return;
  event.preventDefault();
  open();
}
