"use client";
import { Columns3 } from "lucide-react";
import { lazy } from "react";
import { buttonClass } from "@/components/ui/button-class";
import { MenuButton } from "@/components/ui/menu-button";
import type { ColumnChoiceProps } from "./column-choice-popup";

/** Which columns the list has. The choice is kept for the person. */
export function ColumnChoice(props: ColumnChoiceProps) {
  return (
    <MenuButton
      className={buttonClass.plain}
      fetchMenu={fetchMenu}
      menu={(pressed) => <Popup {...props} pressed={pressed} />}
    >
      <Columns3 size={16} strokeWidth={1.5} aria-hidden />
      Columns
    </MenuButton>
  );
}

const fetchMenu = () => import("./column-choice-popup");
const Popup = lazy(fetchMenu);
