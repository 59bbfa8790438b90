"use client";
import { Menu } from "@base-ui/react/menu";
import type { Pressed } from "@/components/ui/menu-button";
import { Mark, MenuFrame, markedItemClass } from "@/components/ui/menu-frame";
import { PressedTrigger } from "@/components/ui/pressed-trigger";

/** The list's columns to be chosen from, around the button that asked for them. */
export default function ColumnChoicePopup({ columns, complaint, pressed }: PopupProps) {
  return (
    <MenuFrame
      label="Columns"
      trigger={<PressedTrigger {...pressed} />}
      className="w-48 py-1"
      complaint={complaint}
    >
      {columns.map(({ name, isShown, show }) => (
        <Menu.CheckboxItem
          key={name}
          checked={isShown}
          onCheckedChange={show}
          closeOnClick={false}
          className={markedItemClass}
        >
          <Mark on={isShown} />
          {name}
        </Menu.CheckboxItem>
      ))}
    </MenuFrame>
  );
}

type PopupProps = ColumnChoiceProps & { pressed: Pressed };

export type ColumnChoiceProps = {
  columns: { name: string; isShown: boolean; show: (isShown: boolean) => void }[];
  /** Why the last choice could not be kept. */
  complaint: string;
};
