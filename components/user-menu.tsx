"use client";
import { ChevronDown } from "lucide-react";
import { lazy } from "react";
import { buttonClass } from "@/components/ui/button-class";
import { Initials } from "@/components/ui/initials";
import { MenuButton } from "@/components/ui/menu-button";
import type { UserMenuProps } from "./user-menu-popup";

/** Who is signed in, at which merchant; how they like to look at things; and the way out. */
export function UserMenu(props: UserMenuProps) {
  return (
    <MenuButton
      className={`${buttonClass.quiet} max-w-48 max-sm:px-1`}
      fetchMenu={fetchMenu}
      menu={(pressed) => <Popup {...props} pressed={pressed} />}
    >
      <Initials name={props.name} />
      <span className="truncate max-[1679px]:sr-only">{props.name}</span>
      <ChevronDown size={16} strokeWidth={1.5} aria-hidden className="shrink-0" />
    </MenuButton>
  );
}

const fetchMenu = () => import("./user-menu-popup");
const Popup = lazy(fetchMenu);
