"use client";
import { Dialog } from "@base-ui/react/dialog";
import { ArrowRight, Search, Zap } from "lucide-react";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, type ReactNode, useCallback, useId, useRef, useState } from "react";
import { StatusIcon } from "@/components/order/status-icon";
import { Initials } from "@/components/ui/initials";
import { choicesFor, enterLeadsTo, type PaletteChoice, type PaletteGroup } from "./palette-choices";
import { usePaletteData } from "./use-palette-data";

/**
 * What can be done here, then who and what is found, then places: as one types. What is chosen is gone to; an act opens
 * its preview and does nothing by itself.
 */
export default function CommandPalette({ merchant, pathname, takeTyped, close }: CommandPaletteProps) {
  const router = useRouter();
  const [typed, type] = useState("");
  // In one go: a letter, or Enter, between the two would reach neither this field nor the one on the page.
  const takeOver = useCallback(
    (field: HTMLInputElement | null) => {
      if (!field) return;
      field.focus();
      const before = takeTyped();
      if (before) type(before);
    },
    [takeTyped],
  );
  const [place, setPlace] = useState(0);
  const { found, acts, isFoundFor } = usePaletteData(merchant, pathname, typed);
  const groups = choicesFor(typed, { merchant, found, acts, isCurrent: isFoundFor(typed) });
  const choices = groups.flatMap((group) => group.choices).filter(({ reason }) => reason === null);
  const active = choices[Math.min(place, choices.length - 1)];
  const id = useId();
  const go = (href: string, isElsewhere: boolean) => {
    if (isElsewhere) window.open(href, "_blank", "noopener");
    else {
      close();
      router.push(href, { scroll: !href.includes("popup=") });
    }
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0)
      setPlace((now) => (Math.min(now, choices.length - 1) + step + choices.length) % choices.length);
    else if (event.key === "Enter") {
      const href = enterLeadsTo(typed, active, { merchant, isCurrent: isFoundFor(typed) });
      if (href) go(href, event.ctrlKey || event.metaKey);
    } else return;
    event.preventDefault();
  };
  return (
    <Dialog.Root open onOpenChange={(open) => open || close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-backdrop" />
        <Dialog.Popup
          aria-label="Search or act"
          className="fixed z-50 flex flex-col overflow-hidden bg-panel text-ink shadow-float outline-none max-sm:inset-0 sm:top-24 sm:left-1/2 sm:max-h-[calc(100dvh-8rem)] sm:w-[min(680px,calc(100vw-2rem))] sm:-translate-x-1/2 sm:rounded-panel sm:border sm:border-line"
        >
          <div className="flex h-14 shrink-0 items-center gap-3 border-b border-line px-4">
            <Search size={20} strokeWidth={1.5} aria-hidden className="shrink-0 text-quiet" />
            <input
              ref={takeOver}
              // biome-ignore lint/a11y/noAutofocus: the palette was asked for to type into it
              autoFocus
              type="text"
              role="combobox"
              aria-expanded
              aria-controls={`${id}-list`}
              aria-activedescendant={active ? `${id}-${active.key}` : undefined}
              aria-autocomplete="list"
              aria-label="Search or act"
              autoComplete="off"
              spellCheck={false}
              maxLength={200}
              value={typed}
              placeholder="ZUID, customer, e-mail, invoice ID, SPID, or what to do"
              onChange={(event) => {
                type(event.target.value);
                setPlace(0);
              }}
              onKeyDown={press}
              className="h-full min-w-0 flex-1 bg-transparent text-16 outline-none placeholder:text-quiet"
            />
            <Dialog.Close className="rounded-control border border-line px-1.5 text-12 text-quiet hover:bg-hover">
              Esc<span className="sr-only">, close</span>
            </Dialog.Close>
          </div>
          <div
            id={`${id}-list`}
            role="listbox"
            aria-label="What is found"
            className="min-h-0 flex-1 overflow-y-auto overscroll-contain py-2"
          >
            {groups.map((group) => (
              <Group key={group.name} id={id} group={group} active={active?.key ?? null} go={go} />
            ))}
          </div>
          <p className="border-t border-line px-4 py-2 text-12 text-quiet max-sm:hidden">
            <Key>↑</Key> <Key>↓</Key> choose <Key>Enter</Key> go <Key>Ctrl Enter</Key> in a new tab
            <span className="float-right">Also finds SPID, last four digits, transaction id</span>
          </p>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type CommandPaletteProps = {
  merchant: string;
  pathname: string;
  /** What was typed before the palette was there. */
  takeTyped: () => string;
  close: () => void;
};

function Group({ id, group, active, go }: GroupProps) {
  const name = `${id}-${group.name.replaceAll(/\W/g, "")}`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div
      role="group"
      aria-labelledby={name}
      className="border-line not-first:mt-2 not-first:border-t not-first:pt-2"
    >
      <p id={name} className="px-5 py-1 text-12 font-medium text-quiet">
        {group.name}
      </p>
      {group.choices.map((choice) => (
        <Option
          key={choice.key}
          id={`${id}-${choice.key}`}
          choice={choice}
          isActive={choice.key === active}
          choose={(isElsewhere) => go(choice.href, isElsewhere)}
        />
      ))}
    </div>
  );
}

type GroupProps = {
  id: string;
  group: PaletteGroup;
  active: string | null;
  go: (href: string, isElsewhere: boolean) => void;
};

/** The keys are pressed in the field, where the focus stays. */
function Option({ id, choice, isActive, choose }: OptionProps) {
  const row = useRef<HTMLDivElement>(null);
  if (isActive) row.current?.scrollIntoView({ block: "nearest" });
  const isOff = choice.reason !== null;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
    <div
      ref={row}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      aria-disabled={isOff}
      onClick={(event) => isOff || choose(event.ctrlKey || event.metaKey)}
      className={`mx-2 flex min-h-10 items-center gap-3 rounded-control px-3 py-1 text-13 ${isOff ? "text-quiet" : "cursor-default hover:bg-hover"} ${isActive ? "bg-selected" : ""}`}
    >
      <Mark choice={choice} />
      <span className="min-w-0 truncate">
        <span className={isOff ? "" : "font-medium"}>{choice.label}</span>
        {choice.detail ? (
          <>
            {/* The space is for what reads it aloud. */}{" "}
            <span className="ml-1 text-quiet">{choice.detail}</span>
          </>
        ) : null}
      </span>
      {choice.end || choice.reason ? (
        <span className="ml-auto max-w-1/2 shrink-0 truncate text-12 text-quiet tabular-nums">
          {choice.reason ?? choice.end}
        </span>
      ) : null}
    </div>
  );
}

type OptionProps = {
  id: string;
  choice: PaletteChoice;
  isActive: boolean;
  choose: (isElsewhere: boolean) => void;
};

function Mark({ choice: { mark, label } }: { choice: PaletteChoice }) {
  const Icon = mark === "act" ? Zap : mark === "all" ? Search : ArrowRight;
  if (mark === "customer") return <Initials name={label} />;
  return (
    <span className="inline-flex size-6 shrink-0 items-center justify-center">
      {typeof mark === "object" ? (
        <StatusIcon status={mark.status} />
      ) : (
        <Icon size={16} strokeWidth={1.5} aria-hidden className="text-quiet" />
      )}
    </span>
  );
}

function Key({ children }: { children: ReactNode }) {
  return <kbd className="rounded-control border border-line px-1 font-sans not-first:ml-3">{children}</kbd>;
}
