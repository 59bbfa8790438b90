"use client";
import { ChevronDown } from "lucide-react";
import { lazy } from "react";
import type { Theme } from "@/components/preference-cookies";
import { buttonClass } from "@/components/ui/button-class";
import { Initials } from "@/components/ui/initials";
import { MenuButton } from "@/components/ui/menu-button";
import type { Action } from "@/lib/action";

/** Who is signed in, at which merchant; how they like to look at things; and the way out. */
export function UserMenu(props: UserMenuProps) {
  const className = `${buttonClass.quiet} max-w-48 max-sm:px-1`;
  const button = (
    <>
      <Initials name={props.name} />
      <span className="truncate max-sm:sr-only">{props.name}</span>
      <ChevronDown size={16} strokeWidth={1.5} aria-hidden className="shrink-0" />
    </>
  );
  return (
    <MenuButton
      className={className}
      fetchMenu={fetchMenu}
      menu={(press) => <Popup {...props} button={button} className={className} press={press} />}
    >
      {button}
    </MenuButton>
  );
}

const fetchMenu = () => import("./user-menu-popup");
const Popup = lazy(fetchMenu);

export type UserMenuProps = {
  name: string;
  email: string;
  timeZone: string;
  profiles: { id: number; name: string; role: string }[];
  current: number;
  theme: Theme;
  isCompact: boolean;
  /** Both lead elsewhere when they are done. */
  leave: Action<unknown>;
  switchProfile: Action<unknown>;
  chooseTheme: Action<unknown>;
  chooseRows: Action<unknown>;
  chooseTimeZone: Action<unknown>;
};
