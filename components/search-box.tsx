"use client";
import { Search } from "lucide-react";
import { useEffect, useRef } from "react";
import { AddressForm } from "@/components/ui/address-form";

/** Finds an order from any page. The slash key and Ctrl-K lead here. */
export function SearchBox({ merchant }: { merchant: string }) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const isShortcut =
        (event.key === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) ||
        (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target));
      if (!isShortcut || document.querySelector("[role=dialog], [role=menu]")) return;
      event.preventDefault();
      input.current?.select();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
  return (
    <AddressForm
      action={`/${merchant}/search`}
      label="Find an order"
      role="search"
      className="relative w-full"
    >
      <Search
        size={16}
        strokeWidth={1.5}
        aria-hidden
        className="pointer-events-none absolute top-2 left-2 text-quiet"
      />
      <input
        ref={input}
        type="search"
        name="q"
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        aria-label="Find an order"
        aria-keyshortcuts="/ Control+K"
        placeholder="ZUID, customer, e-mail, invoice, SPID"
        title="ZUID, customer, e-mail, invoice ID, SPID, transaction id or a card's last four digits"
        className="h-8 w-full rounded-control border border-line-strong bg-page pr-8 pl-8 text-13 text-ink placeholder:text-quiet"
      />
      <kbd
        aria-hidden
        className="pointer-events-none absolute top-1.5 right-1.5 inline-flex h-5 min-w-5 items-center justify-center rounded-control border border-line bg-panel text-12 text-quiet max-sm:hidden"
      >
        /
      </kbd>
    </AddressForm>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
  );
}
