"use client";
import { Menu } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import { type ReactNode, startTransition, useOptimistic } from "react";
import type { Press } from "@/components/ui/menu-button";
import { PressedTrigger } from "@/components/ui/pressed-trigger";
import type { ColumnChoiceProps } from "./column-choice";

/** The list's columns to be chosen from, around the button that asked for them. */
export default function ColumnChoicePopup({ columns, hidden, hide, button, className, press }: PopupProps) {
  const [hiddenNow, setHidden] = useOptimistic(hidden);
  const choose = (id: string, isShown: boolean) =>
    startTransition(async () => {
      const next = isShown ? hiddenNow.filter((other) => other !== id) : [...hiddenNow, id];
      setHidden(next);
      await hide(null, { columns: next.join(".") });
    });
  return (
    <Menu.Root>
      <PressedTrigger press={press} className={className}>
        {button}
      </PressedTrigger>
      <Menu.Portal>
        <Menu.Positioner align="end" sideOffset={4} className="z-30">
          <Menu.Popup
            aria-label="Columns"
            className="w-48 rounded-panel border border-line bg-panel py-1 text-13 shadow-float outline-none"
          >
            {columns.map(({ id, name }) => (
              <Menu.CheckboxItem
                key={id}
                checked={!hiddenNow.includes(id)}
                onCheckedChange={(isShown) => choose(id, isShown)}
                closeOnClick={false}
                className="flex cursor-default items-center gap-2 px-3 py-1.5 outline-none data-highlighted:bg-hover"
              >
                <Check
                  size={16}
                  strokeWidth={1.5}
                  aria-hidden
                  className={hiddenNow.includes(id) ? "invisible" : ""}
                />
                {name}
              </Menu.CheckboxItem>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

type PopupProps = ColumnChoiceProps & { button: ReactNode; className: string; press: Press };
