"use client";
import Link from "next/link";
import { type ComponentProps, createContext, useContext } from "react";

/**
 * A link to another state of the list that it stands in. The list fetches its rows and keeps the page; without a script,
 * in another tab and outside a list it is a link like any other.
 */
export function ListLink({ href, ...rest }: ListLinkProps) {
  const go = useContext(ListGo);
  return (
    <Link
      {...rest}
      href={href}
      prefetch={false}
      onNavigate={(event) => {
        if (!go) return;
        event.preventDefault();
        go(href);
      }}
    />
  );
}

type ListLinkProps = Omit<ComponentProps<typeof Link>, "href" | "prefetch" | "onNavigate"> & { href: string };

/** Shows another state of the list; settled when it is there, or when it could not be had. */
export type GoInList = (href: string) => Promise<void>;

export const ListGo = createContext<GoInList | null>(null);
