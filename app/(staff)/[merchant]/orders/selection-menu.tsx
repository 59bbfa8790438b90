"use client";
import { Menu } from "@base-ui/react/menu";
import { useRouter } from "next/navigation";
import type { Pressed } from "@/components/ui/menu-button";
import { MenuFrame } from "@/components/ui/menu-frame";
import { PressedTrigger } from "@/components/ui/pressed-trigger";
import { bulkKinds, bulkOf } from "@/lib/domain/rules/command";
import { basketHref, runHref } from "./basket/basket-href";

/** Everything that can be done to many orders, as the records of the commands have it. */
export default function SelectionMenu({ merchant, of, pressed }: SelectionMenuProps) {
  const router = useRouter();
  const items = [
    ...bulkKinds.map((kind) => ({ name: bulkOf(kind)?.item ?? kind, href: basketHref(merchant, kind, of) })),
    { name: "Show bulk runs", href: runHref(merchant) },
  ];
  return (
    <MenuFrame label="More actions" trigger={<PressedTrigger {...pressed} />} className="w-72 py-1">
      {items.map(({ name, href }) => (
        <Menu.Item
          key={name}
          label={name}
          onClick={() => router.push(href)}
          className="cursor-default px-3 py-2 outline-none data-highlighted:bg-hover"
        >
          {name}
        </Menu.Item>
      ))}
    </MenuFrame>
  );
}

type SelectionMenuProps = { merchant: string; of: string | readonly number[]; pressed: Pressed };
