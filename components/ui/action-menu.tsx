"use client";
import { Menu } from "@base-ui/react/menu";
import { Ellipsis, EllipsisVertical, Settings } from "lucide-react";
import { buttonClass } from "./button-class";
import { useAwake } from "./early-press";
import { MenuFrame } from "./menu-frame";
import { useOpenPopUp } from "./opening";

/** A menu of what can be done. What cannot be done now stands in it, disabled, with the reason. */
export function ActionMenu({ label, icon, items }: ActionMenuProps) {
  const { Icon, name, look } = icons[icon];
  const awake = useAwake<HTMLButtonElement>();
  return (
    <MenuFrame
      label={label}
      className="w-72 py-1"
      trigger={
        <Menu.Trigger
          {...awake}
          aria-label={label}
          title={icons[icon].about}
          className={`${buttonClass.plain} ${look}`}
        >
          <Icon size={16} strokeWidth={1.5} aria-hidden />
          {name ? <span className="max-sm:sr-only">{name}</span> : null}
        </Menu.Trigger>
      }
    >
      {items.map((item) => (
        <Item key={item.label} {...item} />
      ))}
    </MenuFrame>
  );
}

export type MenuItem = {
  label: string;
  /** The pop-up that the item opens. */
  href: string;
  /** Why it cannot be done now; null when it can. */
  reason: string | null;
};

type ActionMenuProps = { label: string; icon: keyof typeof icons; items: MenuItem[] };

function Item({ label, href, reason }: MenuItem) {
  const open = useOpenPopUp();
  return (
    <Menu.Item
      disabled={reason !== null}
      label={label}
      onClick={() => open(href)}
      className="cursor-default px-3 py-2 outline-none data-disabled:text-quiet data-highlighted:bg-hover"
    >
      <span className="block">{label}</span>
      {reason ? <span className="block text-12">{reason}</span> : null}
    </Menu.Item>
  );
}

/** `name` is seen, and a part of the label that is spoken. */
const icons = {
  actions: {
    Icon: EllipsisVertical,
    name: "Actions",
    look: "",
    about: "Actions: what can be done with the order",
  },
  /** In the bar at the bottom of a phone. */
  more: {
    Icon: Ellipsis,
    name: "",
    look: "h-12! w-12 px-0!",
    about: "Actions: what can be done with the order",
  },
  gear: { Icon: Settings, name: "", look: "w-8 px-0!", about: "Gear options: its payments and cards" },
} as const;
