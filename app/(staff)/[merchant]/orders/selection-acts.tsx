"use client";
import { CalendarClock, CreditCard, Ellipsis, type LucideIcon, RotateCw } from "lucide-react";
import Link from "next/link";
import { lazy } from "react";
import { buttonClass } from "@/components/ui/button-class";
import { MenuButton } from "@/components/ui/menu-button";
import type { StaffKind } from "@/lib/domain/rules/command";
import { basketHref } from "./basket/basket-href";

/**
 * The acts of every day as buttons, every other in a menu. Each only leads to what it would do. `of`: the orders of a list,
 * as its address narrows it, or some by number.
 */
export function SelectionActs({ merchant, of }: { merchant: string; of: string | readonly number[] }) {
  return (
    <>
      {usual.map(({ act, name, Icon }) => (
        <Link
          key={act}
          href={basketHref(merchant, act, of)}
          prefetch={false}
          className={`${buttonClass.plain} ${act === "reschedule_event" ? "max-xl:hidden" : ""}`}
        >
          <Icon size={16} strokeWidth={1.5} aria-hidden />
          {name}
        </Link>
      ))}
      <MenuButton
        className={buttonClass.plain}
        fetchMenu={fetchMenu}
        menu={(pressed) => <Menu merchant={merchant} of={of} pressed={pressed} />}
      >
        <Ellipsis size={16} strokeWidth={1.5} aria-hidden />
        <span className="sr-only">More actions</span>
      </MenuButton>
    </>
  );
}

const fetchMenu = () => import("./selection-menu");
const Menu = lazy(fetchMenu);

const usual: readonly { act: StaffKind; name: string; Icon: LucideIcon }[] = [
  { act: "retry_events", name: "Retry", Icon: RotateCw },
  { act: "send_update_link", name: "Send update link", Icon: CreditCard },
  { act: "reschedule_event", name: "Reschedule", Icon: CalendarClock },
];
