"use client";
import { type ReactNode, Suspense, useState } from "react";

/**
 * The button of a menu whose code is fetched when somebody reaches for it: most pages are read without. The menu
 * brings the button with it, and comes open.
 */
export function MenuButton({ className, children, fetchMenu, menu }: MenuButtonProps) {
  const [isWanted, want] = useState(false);
  const button = (
    <button
      type="button"
      aria-haspopup="menu"
      aria-expanded={isWanted}
      className={className}
      onPointerEnter={fetchMenu}
      onFocus={fetchMenu}
      onClick={() => want(true)}
    >
      {children}
    </button>
  );
  return isWanted ? <Suspense fallback={button}>{menu}</Suspense> : button;
}

type MenuButtonProps = {
  className: string;
  children: ReactNode;
  fetchMenu: () => void;
  menu: ReactNode;
};
