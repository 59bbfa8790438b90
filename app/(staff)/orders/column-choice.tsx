"use client";
import { Columns3 } from "lucide-react";
import { lazy } from "react";
import { buttonClass } from "@/components/ui/button-class";
import { MenuButton } from "@/components/ui/menu-button";
import type { ColumnChoiceProps } from "./column-choice-popup";

/** Which columns the list has. The choice is kept with the browser. */
export function ColumnChoice(props: ColumnChoiceProps) {
  const button = (
    <>
      <Columns3 size={16} strokeWidth={1.5} aria-hidden />
      Columns
    </>
  );
  return (
    <MenuButton
      className={buttonClass.plain}
      fetchMenu={fetchMenu}
      menu={(press) => <Popup {...props} button={button} className={buttonClass.plain} press={press} />}
    >
      {button}
    </MenuButton>
  );
}

const fetchMenu = () => import("./column-choice-popup");
const Popup = lazy(fetchMenu);
