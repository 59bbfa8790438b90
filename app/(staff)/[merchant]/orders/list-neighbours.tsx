"use client";
import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { buttonClass } from "@/components/ui/button-class";
import { isTyping } from "@/components/ui/is-typing";
import type { Neighbours } from "./neighbours/route";
import { useLastList } from "./selection";

/**
 * From one order to the next in the order of the list that it was come from: links, and the keys j and k. Which list that
 * was is kept with the tab and stands in no address, so that an order's address is the same for everyone.
 */
export function ListNeighbours({ merchant, zuid }: { merchant: string; zuid: number }) {
  const query = useLastList(merchant);
  const router = useRouter();
  const [beside, setBeside] = useState<Neighbours | null>(null);
  useEffect(() => {
    if (query === null) return;
    const mine = new AbortController();
    const asked = new URLSearchParams(query);
    asked.append("of", `ZUID-${zuid}`);
    fetch(`/${merchant}/orders/neighbours?${asked}`, { signal: mine.signal, cache: "no-store" })
      .then(async (answer) => setBeside(answer.ok ? await answer.json() : null))
      .catch(() => undefined);
    return () => mine.abort();
  }, [merchant, zuid, query]);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector("[role=dialog], [role=menu]")) return;
      const href = event.key === "j" ? beside?.next : event.key === "k" ? beside?.previous : null;
      if (href) router.push(href);
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [beside, router]);
  if (query === null) return null;
  return (
    <nav aria-label="In the list" className="flex items-center gap-1">
      <Step href={beside?.previous ?? null} name="Previous order" keys="k">
        <ChevronLeft size={16} strokeWidth={1.5} aria-hidden />
      </Step>
      <Step href={beside?.next ?? null} name="Next order" keys="j">
        <ChevronRight size={16} strokeWidth={1.5} aria-hidden />
      </Step>
    </nav>
  );
}

function Step({ href, name, keys, children }: StepProps) {
  const look = `${buttonClass.quiet} px-2`;
  return href ? (
    <Link href={href} aria-label={name} title={`${name} (${keys})`} aria-keyshortcuts={keys} className={look}>
      {children}
    </Link>
  ) : (
    <button type="button" disabled aria-label={name} className={look}>
      {children}
    </button>
  );
}

type StepProps = { href: string | null; name: string; keys: string; children: ReactNode };

/** To the list as it was left; to the whole of it for whoever came from elsewhere. */
export function BackToList({ merchant }: { merchant: string }) {
  const query = useLastList(merchant);
  return (
    <Link href={`/${merchant}/orders${query ? `?${query}` : ""}`} className="text-accent hover:underline">
      <span aria-hidden>← </span>Orders
    </Link>
  );
}
