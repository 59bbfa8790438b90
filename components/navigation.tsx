"use client";
import { ChevronDown, Menu } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { FoldedPanel } from "@/components/ui/folded-panel";

/** The sections there are, for whoever looks. Where they do not fit in one row, the last ones stand in a menu. */
export function Navigation({ merchant, sections }: { merchant: string; sections: readonly Section[] }) {
  const pathname = usePathname();
  const links = sections.map((section) => ({ ...section, ...placeOf(merchant, section, pathname) }));
  return (
    <nav aria-label="Main" className="flex items-center gap-1 max-lg:contents">
      <Folded name="Menu" className="lg:hidden">
        {links.map((link) => (
          <NavigationLink key={link.href} {...link} isInMenu />
        ))}
      </Folded>
      {links.map((link) => (
        <NavigationLink
          key={link.href}
          {...link}
          className={`max-lg:hidden ${link.isFolded ? "max-[1279px]:hidden" : ""}`}
        />
      ))}
      {links.some(({ isFolded }) => isFolded) ? (
        <Folded name="More" className="max-lg:hidden min-[1280px]:hidden">
          {links
            .filter(({ isFolded }) => isFolded)
            .map((link) => (
              <NavigationLink key={link.href} {...link} isInMenu />
            ))}
        </Folded>
      ) : null}
    </nav>
  );
}

export type Section = {
  /** Of its pages at the merchant; "" is where the merchant's pages begin. */
  path: string;
  name: string;
  /** How many things wait there. */
  count?: string | undefined;
  /** It stands under "More" in a narrower window. */
  isFolded?: boolean | undefined;
};

function placeOf(merchant: string, { path }: Section, pathname: string) {
  const href = `/${merchant}${path}`;
  return { href, isHere: pathname === href || (path !== "" && pathname.startsWith(`${href}/`)) };
}

function NavigationLink({
  href,
  name,
  count,
  isHere,
  isInMenu = false,
  className = "",
}: NavigationLinkProps) {
  const shape = isInMenu ? "flex items-center justify-between px-3 py-2.5" : "rounded-control px-2.5 py-1.5";
  return (
    <Link
      href={href}
      aria-current={isHere ? "page" : undefined}
      className={`${shape} text-13 whitespace-nowrap ${isHere ? "bg-selected font-medium text-ink" : "text-quiet hover:bg-hover hover:text-ink"} ${className}`}
    >
      {name} {count ? <span className="ml-1 font-medium text-accent tabular-nums">{count}</span> : null}
    </Link>
  );
}

type NavigationLinkProps = Pick<Section, "name" | "count"> & {
  href: string;
  isHere: boolean;
  isInMenu?: boolean;
  className?: string;
};

function Folded({ name, className, children }: FoldedProps) {
  return (
    <FoldedPanel
      className={`relative ${className}`}
      look="flex cursor-pointer list-none items-center gap-1 rounded-control px-2.5 py-1.5 text-13 text-quiet hover:bg-hover hover:text-ink max-lg:px-1 [&::-webkit-details-marker]:hidden"
      panel="absolute left-0 z-40 mt-1 w-56 overflow-hidden rounded-panel border border-line bg-panel py-1 shadow-float"
      summary={
        <>
          {name === "Menu" ? <Menu size={20} strokeWidth={1.5} aria-hidden /> : null}
          <span className={name === "Menu" ? "sr-only" : ""}>{name}</span>
          {name === "Menu" ? null : <ChevronDown size={16} strokeWidth={1.5} aria-hidden />}
        </>
      }
    >
      {children}
    </FoldedPanel>
  );
}

type FoldedProps = { name: "Menu" | "More"; className: string; children: React.ReactNode };
