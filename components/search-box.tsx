"use client";
import { Search } from "lucide-react";
import { usePathname } from "next/navigation";
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { AddressForm } from "@/components/ui/address-form";
import { isTyping } from "./ui/is-typing";

/**
 * Leads from any page to an order, a customer or a place, and to what can be done here. The slash key and Ctrl-K lead to
 * it; the question mark lists all keys. It is a field, so that what is typed before the palette is there is not lost, and finds without a script.
 */
export function SearchBox({ merchant }: { merchant: string }) {
  const input = useRef<HTMLInputElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [isHelping, setHelping] = useState(false);
  const pathname = usePathname();
  const takeTyped = useCallback(() => taken(input.current), []);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const isControl = event.ctrlKey || event.metaKey;
      const isPlain = !isControl && !event.altKey && !isTyping(event.target);
      const isSearch =
        (event.key === "k" && isControl && !event.shiftKey && !event.altKey) ||
        (event.key === "/" && isPlain);
      const isHelp = event.key === "?" && isPlain;
      if (!(isSearch || isHelp) || document.querySelector("[role=dialog], [role=menu]")) return;
      event.preventDefault();
      if (isHelp) return setHelping(true);
      input.current?.select();
      setOpen(true);
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
  return (
    <>
      <AddressForm
        action={`/${merchant}/search`}
        label="Find an order"
        role="search"
        // Enter came before the palette was there: what was typed leads on without it.
        onSent={() => {
          takeTyped();
          setOpen(false);
        }}
        className="relative w-full"
      >
        <button
          type="submit"
          aria-label="Find"
          tabIndex={-1}
          className="absolute top-1 left-1 inline-flex size-6 items-center justify-center text-quiet"
        >
          <Search size={16} strokeWidth={1.5} aria-hidden />
        </button>
        <input
          ref={input}
          type="search"
          name="q"
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          aria-label="Find an order"
          aria-keyshortcuts="/ Control+K"
          placeholder="Search or act"
          title="ZUID, customer, e-mail, invoice ID, SPID, transaction id or a card's last four digits"
          onPointerEnter={fetchPalette}
          onFocus={fetchPalette}
          onClick={() => setOpen(true)}
          onInput={() => setOpen(true)}
          className="h-8 w-full rounded-control border border-line-strong bg-page pr-8 pl-8 text-13 text-ink placeholder:text-quiet"
        />
        <kbd
          aria-hidden
          className="pointer-events-none absolute top-1.5 right-1.5 inline-flex h-5 min-w-5 items-center justify-center rounded-control border border-line bg-panel px-1 font-sans text-12 text-quiet max-sm:hidden"
        >
          Ctrl K
        </kbd>
      </AddressForm>
      {isOpen ? (
        <Suspense>
          <CommandPalette
            merchant={merchant}
            pathname={pathname}
            takeTyped={takeTyped}
            close={() => setOpen(false)}
          />
        </Suspense>
      ) : null}
      {isHelping ? (
        <Suspense>
          <KeysHelp close={() => setHelping(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

/** What was typed into the field while the palette was on its way. */
function taken(field: HTMLInputElement | null): string {
  const typed = field?.value ?? "";
  if (field) field.value = "";
  return typed;
}

const fetchPalette = () => import("./command-palette");
const CommandPalette = lazy(fetchPalette);
const KeysHelp = lazy(() => import("./keys-help"));
