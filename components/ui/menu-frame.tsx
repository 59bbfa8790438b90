"use client";
import { Menu } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { ReactNode } from "react";

/** A menu's trigger, and what opens under it. */
export function MenuFrame({ label, trigger, className, complaint = "", children }: MenuFrameProps) {
  return (
    <Menu.Root>
      {trigger}
      <Menu.Portal>
        <Menu.Positioner align="end" sideOffset={4} className="z-30">
          <Menu.Popup
            aria-label={label}
            className={`max-h-(--available-height) overflow-y-auto rounded-panel border border-line bg-panel text-13 shadow-float outline-none ${className}`}
          >
            {children}
          </Menu.Popup>
          {/* Beside the menu: nothing but what can be chosen may stand in it. */}
          <p
            role="alert"
            className={
              complaint
                ? "mt-1 max-w-64 rounded-panel border border-line bg-panel px-3 py-2 text-13 text-red shadow-float"
                : "sr-only"
            }
          >
            {complaint}
          </p>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

type MenuFrameProps = {
  label: string;
  trigger: ReactNode;
  className: string;
  /** Why what was chosen in it last could not be kept. */
  complaint?: string;
  children: ReactNode;
};

/** Stands before each item of a menu in which things are chosen, so that their names begin under each other. */
export function Mark({ on }: { on: boolean }) {
  return <Check size={16} strokeWidth={1.5} aria-hidden className={`shrink-0 ${on ? "" : "invisible"}`} />;
}

/** An item that begins with a mark. */
export const markedItemClass =
  "flex cursor-default items-center gap-2 px-3 py-1.5 outline-none data-disabled:text-quiet data-highlighted:bg-hover";
