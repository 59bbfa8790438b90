"use client";
import { Menu } from "@base-ui/react/menu";
import { startTransition, useOptimistic } from "react";
import { answerOrRefusal } from "@/components/ui/answer-or-refusal";
import type { Pressed } from "@/components/ui/menu-button";
import { Mark, MenuFrame, markedItemClass } from "@/components/ui/menu-frame";
import { PressedTrigger } from "@/components/ui/pressed-trigger";
import type { Action } from "@/lib/action";

/** The list's columns to be chosen from, around the button that asked for them. */
export default function ColumnChoicePopup({ columns, hidden, hide, pressed }: PopupProps) {
  const [hiddenNow, setHidden] = useOptimistic(hidden);
  const choose = (id: string, isShown: boolean) =>
    startTransition(async () => {
      const next = isShown ? hiddenNow.filter((other) => other !== id) : [...hiddenNow, id];
      setHidden(next);
      // Kept or not, the marks then show how it is.
      await answerOrRefusal(hide(null, { columns: next.join(".") }), "");
    });
  return (
    <MenuFrame label="Columns" trigger={<PressedTrigger {...pressed} />} className="w-48 py-1">
      {columns.map(({ id, name }) => (
        <Menu.CheckboxItem
          key={id}
          checked={!hiddenNow.includes(id)}
          onCheckedChange={(isShown) => choose(id, isShown)}
          closeOnClick={false}
          className={markedItemClass}
        >
          <Mark on={!hiddenNow.includes(id)} />
          {name}
        </Menu.CheckboxItem>
      ))}
    </MenuFrame>
  );
}

type PopupProps = ColumnChoiceProps & { pressed: Pressed };

export type ColumnChoiceProps = {
  columns: { id: string; name: string }[];
  hidden: readonly string[];
  hide: Action<unknown>;
};
